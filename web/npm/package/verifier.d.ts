import type {
  About,
  DoorAnswer,
  Holder,
  Inspected,
  Inspection,
  Options,
  PairAnswer,
  PolicyAnswer,
  ReleaseAnswer,
  ReleaseOffered,
  Shown,
  Together,
  TogetherAnswer,
} from "./types.js";

export type * from "./types.js";

/** An error: a code of docs/ERROR_CODES.md, and what a sentence about it fills in. */
export class VerifierError extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, number | string>>;
}

/**
 * Checks with one signed set, which `open` opens. Keeps nothing of what it is shown. Everything that
 * is thrown is a `VerifierError`; what is wrong with a pass is no error, it is the answer.
 */
export interface Verifier {
  /** Opens a signed set from the roots that are pinned. One that is refused leaves the one before. */
  open(set: Uint8Array, options: Options): Promise<About>;
  /** The policies in force at an instant, Unix seconds. */
  policies(at: number): Promise<readonly PolicyAnswer[]>;
  /** What a door may know of what somebody shows there: nothing of the ground. */
  check(shown: Shown): Promise<DoorAnswer>;
  /** All that a code says, for its holder. */
  inspect(inspected: Inspected): Promise<Inspection>;
  /** Who of several holders, at most 200, may be one person. */
  compare(holders: readonly Holder[]): Promise<readonly PairAnswer[]>;
  /** What several passes come to; without somebody's word, whether they may be of one person. */
  together(together: Together): Promise<TogetherAnswer>;
  /** Whether a file is a release in the ledger of the set, under the quorum of its witnesses. */
  release(file: Uint8Array, offered: ReleaseOffered): Promise<ReleaseAnswer>;
}

/** Starts the module, `cleanbill.wasm` of this package. One that imports anything is refused. */
export function loadVerifier(module: BufferSource): Promise<Verifier>;
