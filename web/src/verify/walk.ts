/** Hands the module the files that it wants, until it wants no more. */

import type { Begin, Ledger, Progress, Report, Wanted } from "./ledger.js";

export type FetchFile = (wanted: Wanted) => Promise<Uint8Array | undefined>;

export interface Walk {
  readonly ledger: Ledger;
  readonly begin: Begin;
  readonly fetch: FetchFile;
  /** Told how far it went, after each file. */
  readonly progress: (progress: Progress) => void;
}

/** What is wanted later is fetched meanwhile, and handed in when its turn comes. */
export async function walk({ ledger, begin, fetch, progress }: Walk): Promise<Report> {
  const coming = new Map<string, ReturnType<FetchFile>>();
  const ask = (wanted: Wanted): ReturnType<FetchFile> => {
    const asked = coming.get(wanted.path) ?? fetch(wanted);
    // Whoever waits for it is told if it fails; until then nobody does.
    asked.catch(() => undefined);
    coming.set(wanted.path, asked);
    return asked;
  };
  let told = ledger.begin(begin);
  for (let [next] = told.wanted; next; [next] = told.wanted) {
    told.wanted.forEach(ask);
    const file = await ask(next);
    coming.delete(next.path);
    told = ledger.take(next.path, file);
    progress(told);
  }
  return ledger.report();
}
