/** Published files, fetched within bounds. */

import { CoreError } from "../core/core.js";
import type { Wanted } from "./ledger.js";

/** What hosts say of a file that is not there; an S3 store that does not list its files says 403. */
const NOT_THERE = [403, 404, 410];

/** Fetches a file below `base`; undefined if it is not there. One that is too large comes empty. */
export async function fetchFile(
  base: string,
  { path, size_max_bytes: most }: Wanted,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const how = { cache: "no-cache", credentials: "omit", signal } as const;
  const answer = await fetch(`${base}${path}`, how).catch(() => undefined);
  if (answer && NOT_THERE.includes(answer.status)) return undefined;
  if (!answer?.ok) throw new CoreError("page.ledger-fetch");
  return bounded(answer, most).catch(() => {
    throw new CoreError("page.ledger-fetch");
  });
}

/** The body of an answer; nothing of one that is longer than `most` bytes. */
async function bounded(answer: Response, most: number): Promise<Uint8Array> {
  const reader = answer.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part?.value) break;
    size += part.value.length;
    if (size > most) {
      await reader?.cancel();
      return new Uint8Array();
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
