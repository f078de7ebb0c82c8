/**
 * That something is in the public ledger, as the authority hands it over (C2SP tlog-proof). It is
 * kept for whoever checks it: here nothing of it is verified, and its tree is remembered as told.
 */

import type { Seen } from "../vault/contents.js";

const HEADER = "c2sp.org/tlog-proof@v1\n";

/** The signed tree that a proof leads to; undefined where it is no proof. */
export function checkpointOf(proof: string): string | undefined {
  const at = proof.indexOf("\n\n");
  return proof.startsWith(HEADER) && at > 0 ? proof.slice(at + 2) : undefined;
}

/** The place of the entry in the ledger, from 0. */
export function entryOf(proof: string): number | undefined {
  const [, digits] = /^index (\d{1,15})$/mu.exec(proof.split("\n\n")[0] ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** A checkpoint as it is remembered (C2SP tlog-checkpoint: origin, size, root). */
export function seenIn(note: string, at: number): Seen | undefined {
  const [origin = "", digits = "", root = "", ...rest] = note.split("\n");
  const isWhole = /^\d{1,15}$/u.test(digits) && /^[A-Za-z0-9+/]{43}=$/u.test(root);
  const isSigned = rest.some((line) => line.startsWith("— "));
  if (!isWhole || !isSigned || !origin) return undefined;
  return { origin, size: Number(digits), root, at, note };
}

/** A ledger only grows: a smaller tree of the same one is not remembered in place of a larger. */
export function later(before: Seen | null, now: Seen | undefined): Seen | null {
  if (!now || !before) return now ?? before;
  return now.origin === before.origin && now.size < before.size ? before : now;
}

/** Two trees of one size that differ: nobody who is honest signs both. */
export function isSplit(before: Seen | null, now: Seen | undefined): boolean {
  const areOfOneSize = before?.origin === now?.origin && before?.size === now?.size;
  return before !== null && areOfOneSize && before.root !== now?.root;
}
