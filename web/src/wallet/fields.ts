/** All that a code says, field by field, as it is written in there; nothing is left out. */

import type { Inspection } from "../core/core.js";

export interface Field {
  /** Its name in the specification, such as `dob`; behind its group's inside of one. */
  readonly name: string;
  readonly value: string;
}

/** More than any pass holds; a code is bounded, and so is this. */
const FIELDS_MAX = 400;

export function fieldsOf({ dcc, light, other }: Inspection): readonly Field[] {
  return leaves(dcc ?? light ?? other?.payload, "").slice(0, FIELDS_MAX);
}

/** What a value of JSON holds, without what is empty. */
export function leaves(value: unknown, name: string): Field[] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, name));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, key));
  }
  return value === null || value === undefined ? [] : [{ name, value: String(value) }];
}
