/** What is in a wallet, and the one text that it is sealed as. */

import { WalletError } from "./error.js";
import { isRecord } from "./file.js";

/** Most passes: a large family's, with light passes for weeks. */
export const PASSES_MAX = 200;
/** Longest code, characters: more than any QR code holds. */
export const CODE_MAX = 8_192;
/** Longest proof that a pass is in the ledger, characters. */
const PROOF_MAX = 16_384;
/** The text is filled up to a multiple of this, so that its length tells little. */
const BLOCK = 8_192;

/** A pass that is carried. */
export interface Kept {
  /** 128 random bits, hexadecimal: what it is called in this wallet, and nowhere else. */
  readonly id: string;
  readonly code: string;
  /** Unix seconds. */
  readonly addedAt: number;
  /** The secret by which it is found in the public ledger, where it was collected from there. */
  readonly receipt?: string;
  /** That it is in the ledger (C2SP tlog-proof). */
  readonly proof?: string;
}

/** What opens somebody's own record at the authority. */
export interface Access {
  readonly token: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** The pass that it was given with, by its id in this wallet: it tells whose record it is. */
  readonly pass: string;
}

/** The last tree of the public ledger that this wallet saw. */
export interface Seen {
  readonly origin: string;
  readonly size: number;
  /** Its root, base64. */
  readonly root: string;
  /** Unix seconds. */
  readonly at: number;
}

export interface Contents {
  readonly passes: readonly Kept[];
  readonly accesses: readonly Access[];
  readonly seen: Seen | null;
}

export const EMPTY: Contents = { passes: [], accesses: [], seen: null };

export function writeContents(contents: Contents): Uint8Array<ArrayBuffer> {
  if (contents.passes.length > PASSES_MAX) throw new WalletError("page.wallet-full");
  const text = new TextEncoder().encode(JSON.stringify({ version: 1, ...contents }));
  const filled = new Uint8Array(Math.ceil((text.length + 1) / BLOCK) * BLOCK).fill(0x20);
  filled.set(text);
  return filled;
}

/** Reads what was unsealed. Its key is right, but a wallet of another may have written it. */
export function readContents(bytes: Uint8Array): Contents {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new WalletError("page.wallet-altered");
  }
  if (!isRecord(value)) throw new WalletError("page.wallet-altered");
  if (typeof value["version"] !== "number") throw new WalletError("page.wallet-altered");
  if (value["version"] > 1) throw new WalletError("page.wallet-newer");
  const passes = listOf(value["passes"], kept);
  const accesses = listOf(value["accesses"], access);
  const seen = value["seen"] === null ? null : seenOf(value["seen"]);
  if (!passes || !accesses || seen === undefined) throw new WalletError("page.wallet-altered");
  return { passes, accesses, seen };
}

function listOf<T>(value: unknown, read: (one: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > PASSES_MAX) return undefined;
  const all = value.map(read);
  return all.includes(undefined) ? undefined : (all as T[]);
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= max;
const isInstant = (value: unknown): value is number => Number.isSafeInteger(value);

function kept(value: unknown): Kept | undefined {
  if (!isRecord(value)) return undefined;
  const { id, code, addedAt, receipt, proof } = value;
  if (!isText(id, 32) || !isText(code, CODE_MAX) || !isInstant(addedAt)) return undefined;
  if (receipt !== undefined && !isText(receipt, 64)) return undefined;
  if (proof !== undefined && !isText(proof, PROOF_MAX)) return undefined;
  return { id, code, addedAt, ...(receipt && { receipt }), ...(proof && { proof }) };
}

function access(value: unknown): Access | undefined {
  if (!isRecord(value)) return undefined;
  const { token, expiresAt, pass } = value;
  const isWhole = isText(token, 256) && isInstant(expiresAt) && isText(pass, 32);
  return isWhole ? { token, expiresAt, pass } : undefined;
}

function seenOf(value: unknown): Seen | undefined {
  if (!isRecord(value)) return undefined;
  const { origin, size, root, at } = value;
  const isWhole = isText(origin, 256) && isInstant(size) && isText(root, 64) && isInstant(at);
  return isWhole ? { origin, size, root, at } : undefined;
}

/**
 * Both wallets in one: nothing that was there goes away, the same code is not there twice, and of
 * the ledger the larger tree is remembered.
 */
export function joined(mine: Contents, other: Contents): Contents {
  const codes = new Map(mine.passes.map((pass) => [pass.code, pass.id]));
  const passes = other.passes.filter(({ code }) => !codes.has(code));
  for (const { code, id } of passes) codes.set(code, id);
  const tokens = new Set(mine.accesses.map(({ token }) => token));
  const accesses = other.accesses.flatMap((one) => {
    const code = other.passes.find(({ id }) => id === one.pass)?.code;
    const pass = code === undefined ? undefined : codes.get(code);
    return pass === undefined || tokens.has(one.token) ? [] : [{ ...one, pass }];
  });
  return {
    passes: [...mine.passes, ...passes],
    accesses: [...mine.accesses, ...accesses],
    seen: largerOf(mine.seen, other.seen),
  };
}

/** Trees of different ledgers cannot be compared: then one's own stays. */
function largerOf(mine: Seen | null, other: Seen | null): Seen | null {
  if (!mine || !other) return mine ?? other;
  return mine.origin === other.origin && other.size > mine.size ? other : mine;
}
