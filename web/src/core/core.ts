/**
 * What the pages ask of the verifier. What decides is Rust; its types are those of `crates/wasm`.
 */

import type {
  About,
  DoorAnswer,
  Inspected,
  Inspection,
  Holder,
  Options,
  PairAnswer,
  PolicyAnswer,
  ReleaseAnswer,
  ReleaseOffered,
  Shown as ShownAnywhere,
  Together,
  TogetherAnswer,
} from "../../../crates/wasm/js/types.js";

export type { About, DoorAnswer, Holder, Inspected, Inspection, Options, PairAnswer };
export type { PolicyAnswer as Policy, Together, TogetherAnswer };
export type { Param, ReleaseAnswer, ReleaseOffered, Said, Verdict } from "../../../crates/wasm/js/types.js";

export type Action = DoorAnswer["action"];

/** From what a signed set is believed, whenever it is opened. */
export type Trust = Pick<Options, "pins" | "ledger" | "demonstration">;

/** Versions of a set; they never go back. */
export type Floor = NonNullable<Options["floor"]>;

/** Where a code is shown. */
export interface Door {
  readonly place: string;
  readonly region: string;
}

/** A code at a door, at what the clock shows (Unix seconds). */
export type Shown = Door &
  Required<Pick<ShownAnywhere, "code" | "clock">> &
  Pick<ShownAnywhere, "at">;

/** An error of the core: a row of docs/ERROR_CODES.md, and what a sentence about it fills in. */
export class CoreError extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, number | string>> = {},
  ) {
    super(code);
    this.name = "CoreError";
  }
}

/** The verifier. Everything it throws is a `CoreError`. */
export interface Core {
  open(set: Uint8Array, options: Options): Promise<About>;
  policies(at: number): Promise<readonly PolicyAnswer[]>;
  check(shown: Shown): Promise<DoorAnswer>;
  /** All that a code says, for its holder. */
  inspect(inspected: Inspected): Promise<Inspection>;
  /** Who of several holders may be one person. */
  compare(holders: readonly Holder[]): Promise<readonly PairAnswer[]>;
  /** What several passes come to, if somebody says that they are of one person. */
  together(together: Together): Promise<TogetherAnswer>;
  /** Whether a file is a release in the ledger of the set, under the quorum of its witnesses. */
  release(file: Uint8Array, offered: ReleaseOffered): Promise<ReleaseAnswer>;
}
