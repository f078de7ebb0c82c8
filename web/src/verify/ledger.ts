/** What the page asks of `crates/wasm-ledger`, and what it answers. */

import { startModule } from "../core/module.js";

export type Outcome = "passed" | "failed" | "undetermined" | "skipped";

/** A code, and what a sentence about it fills in. */
export interface Finding {
  readonly code: string;
  readonly params: Readonly<Record<string, number | string>>;
}

export interface Check {
  readonly name: string;
  readonly outcome: Outcome;
  readonly finding?: Finding;
}

export interface Receipt {
  readonly outcome: Outcome;
  readonly finding?: Finding;
  readonly index: number | null;
  readonly kind: string | null;
}

export interface Tree {
  readonly size: number;
  readonly root: string;
  /** Unix seconds; null where nobody vouches for a time. */
  readonly cosigned_at: number | null;
  readonly witnesses: readonly string[];
  /** With its signatures. */
  readonly checkpoint: string;
}

export interface Report {
  readonly verdict: Outcome;
  readonly origin: string;
  readonly quorum: number;
  readonly tree: Tree | null;
  readonly checks: readonly Check[];
  readonly receipts: readonly Receipt[];
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
  readonly remember: boolean;
}

/** What a ledger is verified with. */
export interface Begin {
  readonly policy: string;
  readonly demonstration: boolean;
  /** Unix seconds. */
  readonly clock: number;
  readonly remembered?: { readonly checkpoint: string; readonly policy: string };
  readonly receipts: readonly string[];
}

export interface Wanted {
  readonly path: string;
  readonly size_max_bytes: number;
}

/** How far it went. The file that is wanted next is the first; none once all is read. */
export interface Progress {
  readonly wanted: readonly Wanted[];
  readonly read: number;
  readonly size: number | null;
}

export interface Ledger {
  begin(begin: Begin): Progress;
  /** Takes the file that is wanted next; undefined if it is not there. */
  take(path: string, file: Uint8Array | undefined): Progress;
  report(): Report;
}

export async function loadLedger(bytes: BufferSource): Promise<Ledger> {
  const spoken = { name: "cleanbill_ledger", tooLarge: "page.too-long" };
  const ask = await startModule(bytes, spoken);
  return {
    begin: (begin) => ask({ ask: "begin", ...begin }),
    take: (path, file) => ask({ ask: "take", path, found: file !== undefined }, file),
    report: () => ask({ ask: "report" }),
  };
}
