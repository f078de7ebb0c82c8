/** What waits on the device for the network, and the one text that it is sealed as. */

import { WalletError } from "../../wallet/vault/error.js";
import { isRecord } from "../../wallet/vault/file.js";
import type { Kind } from "../../wallet/vault/vault.js";
import type { Me } from "../answers.js";
import type { Draft } from "../entry.js";

/** Most entries: one every half a minute for eight hours. */
export const QUEUE_MAX = 1_000;
/** The text is filled up to a multiple of this, so that its length tells little. */
const BLOCK = 8_192;

/** An event that was entered, and what became of it. */
export interface Queued {
  /** The key that its request is known by: however often it is sent, there is one pass. */
  readonly key: string;
  /** The request, as it is sent each time. */
  readonly body: string;
  /** What was typed, to be taken up again where it was refused. */
  readonly draft: Draft;
  /** Unix seconds. */
  readonly at: number;
  readonly state: "waiting" | "sent" | "refused";
  /** The pass, once it was sent. */
  readonly pass?: string;
  /** Why it was refused. */
  readonly code?: string;
}

export interface QueueContents {
  /** Whose events these are: as nobody else are they sent. */
  readonly me: Me;
  readonly entries: readonly Queued[];
  /** What was being typed last, so that a crash leaves it there. */
  readonly draft: Draft | null;
}

export const QUEUE: Kind<QueueContents> = {
  format: "cleanbill-desk-queue",
  write: (contents) => {
    const text = new TextEncoder().encode(JSON.stringify({ version: 1, ...contents }));
    const filled = new Uint8Array(Math.ceil((text.length + 1) / BLOCK) * BLOCK).fill(0x20);
    filled.set(text);
    return filled;
  },
  read: (bytes) => {
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      throw new WalletError("page.wallet-altered");
    }
    if (!isRecord(value)) throw new WalletError("page.wallet-altered");
    if (Number(value["version"]) > 1) throw new WalletError("page.wallet-newer");
    const { me, entries, draft } = value;
    const isWhole = value["version"] === 1 && isRecord(me) && Array.isArray(entries);
    if (!isWhole || !entries.every(isQueued)) throw new WalletError("page.wallet-altered");
    // Whoever has the key wrote the rest; nobody else could.
    const typed = isRecord(draft) ? (draft as unknown as Draft) : null;
    return { me: me as unknown as Me, entries, draft: typed };
  },
};

const STATES: readonly unknown[] = ["waiting", "sent", "refused"];

function isQueued(value: unknown): value is Queued {
  if (!isRecord(value) || !isRecord(value["draft"])) return false;
  const { key, body, at, state } = value;
  const areTexts = [key, body].every((text) => typeof text === "string" && text.length > 0);
  return areTexts && Number.isSafeInteger(at) && STATES.includes(state);
}
