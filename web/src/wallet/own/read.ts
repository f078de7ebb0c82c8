/**
 * Reads what the authority answered, member by member. What is not as it should be is an error of
 * the answer; names that this page does not know are kept, and shown as they are.
 */

import { isRecord } from "../vault/file.js";
import { AuthorityError } from "./api.js";

/** Longest text, characters: what somebody wrote in an appeal, four times over. */
const TEXT_MAX = 65_536;
/** Most entries of a list. */
const LIST_MAX = 5_000;

const wrong = (): AuthorityError => new AuthorityError("page.answer");

export type Members = Readonly<Record<string, unknown>>;

export function members(value: unknown): Members {
  if (!isRecord(value)) throw wrong();
  return value;
}

export function text(value: unknown): string {
  if (typeof value !== "string" || value.length > TEXT_MAX) throw wrong();
  return value;
}

export function whole(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw wrong();
  return value as number;
}

export const truth = (value: unknown): boolean => value === true;

/** What may be missing. */
export function maybe<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null || value === undefined ? null : read(value);
}

export function list<T>(value: unknown, read: (value: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > LIST_MAX) throw wrong();
  return value.map(read);
}
