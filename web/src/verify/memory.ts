/** What this device remembers of the ledger: the last checkpoint that was proven. */

const KEY = "cleanbill-ledger";

export interface Memory {
  /** With its signatures (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
  /** The keys under which it was believed (C2SP tlog-policy). */
  readonly policy: string;
  /** How many entries its tree has. */
  readonly size: number;
  /** When it was proven, Unix seconds. */
  readonly at: number;
}

/** Nothing where nothing is, or nothing can be kept. */
export function readMemory(): Memory | undefined {
  try {
    const { checkpoint, policy, size, at } = JSON.parse(localStorage.getItem(KEY) ?? "") as Memory;
    const isWhole = typeof checkpoint === "string" && typeof policy === "string";
    return isWhole ? { checkpoint, policy, size: Number(size), at: Number(at) } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it could be kept. */
export function writeMemory(memory: Memory): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
    return true;
  } catch {
    return false;
  }
}

export function forgetMemory(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where nothing can be kept, there is nothing to forget.
  }
}
