/** Many events at once, from a file. */

import { base64 } from "../wallet/vault/bytes.js";
import type { Imported, RowRefused } from "./answers.js";
import type { Api } from "./api.js";
import { done, told } from "./outcome.js";
import type { Event, ImportKind } from "./state.js";

/** Most refused rows that are asked for; whoever has more mends the file by its rules. */
const REFUSED_MAX = 1_000;
const PAGE = 100;

/** Sends a file of events; sent again after it broke off, it goes on where it stopped. */
export async function importing(file: Blob, kind: ImportKind, api: Api): Promise<readonly Event[]> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const headers = {
    "content-type": "application/octet-stream",
    "content-digest": `sha-256=:${base64(digest)}:`,
  };
  const asked = { body: file, headers, isLong: true };
  const ended = await api.post<Omit<Imported, "refused"> & { job: string }>(
    `jobs?kind=${kind}`,
    asked,
  );
  const refused: RowRefused[] = [];
  const path = `jobs/${encodeURIComponent(ended.job)}/errors`;
  for (let isMore = true; isMore && refused.length < REFUSED_MAX;) {
    const after = refused.at(-1)?.row ?? 0;
    const { rows } = await api.get<{ rows: readonly RowRefused[] }>(`${path}?after_row=${after}`);
    refused.push(...rows);
    isMore = rows.length === PAGE;
  }
  return [{ type: "imported", imported: { ...ended, refused } }, ...told(done("imported"))];
}
