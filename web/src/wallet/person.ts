/** Whose passes are whose: by the name as machines write it, and the date of birth. */

import type { Inspection } from "../core/core.js";

export interface Person {
  /** The same for passes of the same person. */
  readonly key: string;
  readonly name: string;
  readonly birthDate: string;
}

export function personOf({ dcc, light, holder }: Inspection): Person {
  const nam = nameOf(dcc) ?? nameOf(light) ?? {};
  const [surname, forename] = [holder?.surname ?? "", holder?.forename ?? ""];
  const birthDate = holder?.birth_date ?? "";
  const written = [nam["fnt"] ?? surname, nam["gnt"] ?? forename, birthDate];
  const name = [forename, surname].filter(Boolean).join(" ");
  return { key: JSON.stringify(written), name, birthDate };
}

function nameOf(pass: unknown): Readonly<Record<string, unknown>> | undefined {
  const named = pass as { nam?: Readonly<Record<string, unknown>> } | null;
  return typeof named?.nam === "object" ? named.nam : undefined;
}
