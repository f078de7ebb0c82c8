/** What is in a wallet, and the one text that it is sealed as. */

import { type Answer, ANSWERS_MAX, relates, renamed } from "./answers.js";
import { WalletError } from "./error.js";
import { isRecord } from "./file.js";

/** Most passes: a large family's, with light passes for weeks. */
export const PASSES_MAX = 200;
/** Longest code, characters: more than any QR code holds. */
export const CODE_MAX = 8_192;
/** Longest proof that something is in the ledger, characters. */
export const PROOF_MAX = 16_384;
/** The form of the text. Version 1 had no cases, windows or notes of trees; 2 had no answers. */
const VERSION = 3;
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
  /** Of a light pass: the day that it is for. */
  readonly window?: Window;
}

/** First and last second, Unix. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/** What opens somebody's own record at the authority. */
export interface Access {
  readonly token: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** The pass that it was given with, by its id in this wallet: it tells whose record it is. */
  readonly pass: string;
}

/** What somebody asked the authority in writing, and by which code the answer is read. */
export interface Case {
  /** What it is called in this wallet. */
  readonly id: string;
  /** An appeal, or a request: to correct something, or for a pass again. */
  readonly kind: "appeal" | "request";
  readonly code: string;
  /** The number of an appeal. */
  readonly number?: string;
  /** The pass whose holder asked, by its id in this wallet. */
  readonly pass: string;
  /** Unix seconds. */
  readonly filedAt: number;
  /** That it was filed is in the ledger (C2SP tlog-proof). */
  readonly proof?: string;
}

/** The last tree of the public ledger that this wallet saw. */
export interface Seen {
  readonly origin: string;
  readonly size: number;
  /** Its root, base64. */
  readonly root: string;
  /** Unix seconds. */
  readonly at: number;
  /** As the ledger signed it (C2SP signed-note). */
  readonly note?: string;
}

export interface Contents {
  readonly passes: readonly Kept[];
  readonly accesses: readonly Access[];
  readonly cases: readonly Case[];
  /** Of passes that may be of one person. */
  readonly answers: readonly Answer[];
  readonly seen: Seen | null;
}

export const EMPTY: Contents = { passes: [], accesses: [], cases: [], answers: [], seen: null };

export function writeContents(contents: Contents): Uint8Array<ArrayBuffer> {
  if (contents.passes.length > PASSES_MAX) throw new WalletError("page.wallet-full");
  const text = new TextEncoder().encode(JSON.stringify({ version: VERSION, ...contents }));
  const filled = new Uint8Array(Math.ceil((text.length + 1) / BLOCK) * BLOCK).fill(0x20);
  filled.set(text);
  // What could not be read again would be a wallet that is lost.
  readContents(filled);
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
  if (value["version"] > VERSION) throw new WalletError("page.wallet-newer");
  const passes = listOf(value["passes"], kept);
  const accesses = listOf(value["accesses"], access);
  const cases = listOf(value["version"] === 1 ? [] : value["cases"], caseOf);
  const answers = listOf(value["version"] < 3 ? [] : value["answers"], answerOf);
  const seen = value["seen"] === null ? null : seenOf(value["seen"]);
  if (!passes || !accesses || !cases || !answers || seen === undefined) {
    throw new WalletError("page.wallet-altered");
  }
  return { passes, accesses, cases, answers, seen };
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
  const window = value["window"] === undefined ? null : windowOf(value["window"]);
  if (window === undefined) return undefined;
  const rest = { ...(receipt && { receipt }), ...(proof && { proof }), ...(window && { window }) };
  return { id, code, addedAt, ...rest };
}

function windowOf(value: unknown): Window | undefined {
  if (!isRecord(value)) return undefined;
  const { from, until } = value;
  return isInstant(from) && isInstant(until) ? { from, until } : undefined;
}

function caseOf(value: unknown): Case | undefined {
  if (!isRecord(value)) return undefined;
  const { id, kind, code, number, pass, filedAt, proof } = value;
  const isWhole = isText(id, 32) && isText(code, 128) && isText(pass, 32) && isInstant(filedAt);
  if (!isWhole || (kind !== "appeal" && kind !== "request")) return undefined;
  if (number !== undefined && !isText(number, 64)) return undefined;
  if (proof !== undefined && !isText(proof, PROOF_MAX)) return undefined;
  return { id, kind, code, pass, filedAt, ...(number && { number }), ...(proof && { proof }) };
}

function answerOf(value: unknown): Answer | undefined {
  if (!isRecord(value)) return undefined;
  const { isSame, saidAt } = value;
  const id = (one: unknown): string | undefined => (isText(one, 32) ? one : undefined);
  const [one, other] = [listOf(value["one"], id), listOf(value["other"], id)];
  if (!one?.length || !other?.length) return undefined;
  if (typeof isSame !== "boolean" || !isInstant(saidAt)) return undefined;
  return { one, other, isSame, saidAt };
}

function access(value: unknown): Access | undefined {
  if (!isRecord(value)) return undefined;
  const { token, expiresAt, pass } = value;
  const isWhole = isText(token, 256) && isInstant(expiresAt) && isText(pass, 32);
  return isWhole ? { token, expiresAt, pass } : undefined;
}

function seenOf(value: unknown): Seen | undefined {
  if (!isRecord(value)) return undefined;
  const { origin, size, root, at, note } = value;
  const isWhole = isText(origin, 256) && isInstant(size) && isText(root, 64) && isInstant(at);
  if (!isWhole || (note !== undefined && !isText(note, PROOF_MAX))) return undefined;
  return { origin, size, root, at, ...(note && { note }) };
}

/**
 * Both wallets in one: nothing that was there goes away, the same code is not there twice, what was
 * said here counts before what was said there, and of the ledger the larger tree is remembered.
 */
export function joined(mine: Contents, other: Contents): Contents {
  const codes = new Map(mine.passes.map((pass) => [pass.code, pass.id]));
  const passes = other.passes.filter(({ code }) => !codes.has(code));
  for (const { code, id } of passes) codes.set(code, id);
  // What belongs to a pass of theirs belongs to the same one here, whatever it is called.
  const here = (theirs: string): string | undefined => {
    const code = other.passes.find(({ id }) => id === theirs)?.code;
    return code === undefined ? undefined : codes.get(code);
  };
  const moved = <T extends { readonly pass: string }>(one: T): T[] => {
    const pass = here(one.pass);
    return pass === undefined ? [] : [{ ...one, pass }];
  };
  const tokens = new Set(mine.accesses.map(({ token }) => token));
  const known = new Set(mine.cases.map(({ code }) => code));
  const accesses = other.accesses.filter(({ token }) => !tokens.has(token)).flatMap(moved);
  const cases = other.cases.filter(({ code }) => !known.has(code)).flatMap(moved);
  const said = renamed(other.answers, here);
  const answers = said.filter((one) => !mine.answers.some((own) => relates(own, one)));
  return {
    passes: [...mine.passes, ...passes],
    accesses: [...mine.accesses, ...accesses],
    cases: [...mine.cases, ...cases],
    answers: [...mine.answers, ...answers].slice(0, ANSWERS_MAX),
    seen: largerOf(mine.seen, other.seen),
  };
}

/** Trees of different ledgers cannot be compared: then one's own stays. */
function largerOf(mine: Seen | null, other: Seen | null): Seen | null {
  if (!mine || !other) return mine ?? other;
  return mine.origin === other.origin && other.size > mine.size ? other : mine;
}
