/** Whose passes are whose: by the name as machines write it, and the date of birth. */

import type { Inspection } from "../core/core.js";

export interface Person {
  /** The same for passes of the same person. */
  readonly key: string;
  readonly name: string;
  readonly birthDate: string;
}

export function personOf({ holder }: Pick<Inspection, "holder">): Person {
  const [surname, forename] = [holder?.surname ?? "", holder?.forename ?? ""];
  const birthDate = holder?.birth_date ?? "";
  const machines = [
    holder?.surname_standardised ?? surname,
    holder?.forename_standardised ?? forename,
  ];
  const name = [forename, surname].filter(Boolean).join(" ");
  return { key: JSON.stringify([...machines, birthDate]), name, birthDate };
}
