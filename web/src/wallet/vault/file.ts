/**
 * A wallet as it lies on the device, and as it is exported: the same form (docs/WALLET.md). What is
 * read here may come from anywhere, so that nothing of it is believed before it is unsealed.
 */

import { fromBase64 } from "./bytes.js";
import { WalletError } from "./error.js";
import type { Sealed } from "./seal.js";

/** What kind of vault it is; a desk's queue has another name (src/desk/queue). */
export const FORMAT = "cleanbill-wallet";
export const VERSION = 1;
/** Largest file, bytes: three times the longest contents. */
export const FILE_MAX_BYTES = 8 << 20;
/** Rounds of PBKDF2-SHA-256: OWASP's least, and the most that a file may cost whoever opens it. */
export const ROUNDS_MIN = 600_000;
export const ROUNDS_MAX = 10_000_000;
export const SALT_BYTES = 32;
/** A passphrase, and a passkey on each of some devices. */
const KEYS_MAX = 8;
const CREDENTIAL_MAX_BYTES = 1_024;

/** The data key, wrapped under what a passphrase gives. */
export interface ByPassphrase {
  readonly way: "passphrase";
  readonly rounds: number;
  /** Base64. */
  readonly salt: string;
  readonly wrapped: Sealed;
}

/** The data key, wrapped under what a passkey gives (Web Authentication, extension PRF). */
export interface ByPasskey {
  readonly way: "passkey";
  /** The id of the credential, base64. */
  readonly credential: string;
  /** What the passkey is asked with, base64. */
  readonly salt: string;
  readonly wrapped: Sealed;
}

export type WrappedKey = ByPassphrase | ByPasskey;

export interface WalletFile {
  readonly format: string;
  readonly version: typeof VERSION;
  /** 128 random bits, hexadecimal. */
  readonly id: string;
  readonly keys: readonly WrappedKey[];
  readonly contents: Sealed;
}

/** Reads a file that somebody chose. */
export async function readFile(file: Blob): Promise<WalletFile> {
  if (file.size > FILE_MAX_BYTES) throw new WalletError("page.wallet-too-large");
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch {
    throw new WalletError("page.wallet-format");
  }
  return walletFile(value);
}

/** The same in the form that it is written in, with nothing that has no place there. */
export function walletFile(value: unknown, format = FORMAT): WalletFile {
  if (!isRecord(value) || value["format"] !== format) throw new WalletError("page.wallet-format");
  const { version, id, keys, contents } = value;
  if (typeof version !== "number") throw new WalletError("page.wallet-format");
  if (version > VERSION) throw new WalletError("page.wallet-newer");
  const read = Array.isArray(keys) && keys.length <= KEYS_MAX ? keys.map(wrappedKey) : [];
  const isWhole = version === VERSION && typeof id === "string" && /^[0-9a-f]{32}$/u.test(id);
  const sealed = sealedOf(contents);
  if (!isWhole || !sealed || read.length === 0 || read.includes(undefined)) {
    throw new WalletError("page.wallet-format");
  }
  return { format, version: VERSION, id, keys: read as WrappedKey[], contents: sealed };
}

function wrappedKey(value: unknown): WrappedKey | undefined {
  if (!isRecord(value)) return undefined;
  const { way, salt, rounds, credential } = value;
  const wrapped = sealedOf(value["wrapped"]);
  if (!wrapped || typeof salt !== "string" || fromBase64(salt)?.length !== SALT_BYTES) {
    return undefined;
  }
  if (way === "passphrase" && isRounds(rounds)) return { way, rounds, salt, wrapped };
  const length = fromBase64(credential)?.length ?? 0;
  if (way === "passkey" && length > 0 && length <= CREDENTIAL_MAX_BYTES) {
    return { way, credential: credential as string, salt, wrapped };
  }
  return undefined;
}

function isRounds(rounds: unknown): rounds is number {
  return Number.isInteger(rounds) && Number(rounds) >= ROUNDS_MIN && Number(rounds) <= ROUNDS_MAX;
}

function sealedOf(value: unknown): Sealed | undefined {
  if (!isRecord(value)) return undefined;
  const { iv, data } = value;
  return typeof iv === "string" && typeof data === "string" ? { iv, data } : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
