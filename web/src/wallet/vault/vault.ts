/**
 * A wallet under lock: its contents under a random data key, and that key wrapped once for every way
 * to open it. The data key is never written, and while a wallet is open no script can read it.
 */

import { base64, fromBase64, hex, random } from "./bytes.js";
import { type Contents, EMPTY, readContents, writeContents } from "./contents.js";
import { WalletError } from "./error.js";
import {
  FORMAT,
  ROUNDS_MIN,
  SALT_BYTES,
  VERSION,
  type WalletFile,
  type WrappedKey,
} from "./file.js";
import { type Place, seal, unseal } from "./seal.js";

/** Shortest passphrase, characters (NIST SP 800-63B asks for 8; nothing else limits the guesses). */
export const PASSPHRASE_MIN = 10;
const KEY_BYTES = 32;

/** What somebody opens a wallet with: a passphrase, or what a passkey gave for a salt. */
export type Secret =
  | { readonly way: "passphrase"; readonly passphrase: string }
  | { readonly way: "passkey"; readonly credential: string; readonly given: BufferSource };

/** What is kept under lock, and the one text that it is sealed as. */
export interface Kind<T> {
  readonly format: string;
  write(contents: T): Uint8Array<ArrayBuffer>;
  /** Throws for what is none of this kind. */
  read(bytes: Uint8Array): T;
}

const WALLET: Kind<Contents> = { format: FORMAT, write: writeContents, read: readContents };

/** A vault that is open; a wallet where nothing else is said. */
export interface Open<T = Contents> {
  readonly file: WalletFile;
  /** The data key; it cannot be exported. */
  readonly key: CryptoKey;
  readonly contents: T;
}

/** A passkey that was made for a wallet. */
export interface Passkey {
  /** Both base64. */
  readonly credential: string;
  readonly salt: string;
  /** What it gives for the salt. */
  readonly given: BufferSource;
}

/** A new wallet, under a passphrase. */
export const createWallet = (passphrase: string, contents = EMPTY): Promise<Open> =>
  createVault(WALLET, passphrase, contents);

/** Opens a wallet, if the secret is one of its. */
export const openWallet = (file: WalletFile, secret: Secret): Promise<Open> =>
  openVault(WALLET, file, secret);

/** The same wallet with other contents. */
export const withContents = (open: Open, contents: Contents): Promise<Open> =>
  changeVault(WALLET, open, contents);

/** A new vault, under a passphrase. */
export async function createVault<T>(
  kind: Kind<T>,
  passphrase: string,
  contents: T,
): Promise<Open<T>> {
  const id = hex(random(16));
  const raw = random(KEY_BYTES);
  const key = await dataKey(raw);
  const keys = [await byPassphrase(id, raw, passphrase)];
  raw.fill(0);
  const sealed = await seal(key, [id, "contents"], kind.write(contents));
  const file = { format: kind.format, version: VERSION, id, keys, contents: sealed } as const;
  return { file, key, contents };
}

export async function openVault<T>(
  kind: Kind<T>,
  file: WalletFile,
  secret: Secret,
): Promise<Open<T>> {
  const raw = await unwrapped(file, secret);
  const key = await dataKey(raw);
  raw.fill(0);
  const contents = await unseal(key, [file.id, "contents"], file.contents);
  if (!contents) throw new WalletError("page.wallet-altered");
  return { file, key, contents: kind.read(contents) };
}

export async function changeVault<T>(
  kind: Kind<T>,
  { file, key }: Open<T>,
  contents: T,
): Promise<Open<T>> {
  const sealed = await seal(key, [file.id, "contents"], kind.write(contents));
  return { file: { ...file, contents: sealed }, key, contents };
}

/** The same wallet under another passphrase; passkeys stay. */
export async function withPassphrase(
  open: Open,
  secret: Secret,
  passphrase: string,
): Promise<Open> {
  const raw = await unwrapped(open.file, secret);
  const fresh = await byPassphrase(open.file.id, raw, passphrase);
  raw.fill(0);
  const passkeys = open.file.keys.filter(({ way }) => way === "passkey");
  return { ...open, file: { ...open.file, keys: [fresh, ...passkeys] } };
}

/** The same wallet, which a passkey opens too. */
export async function withPasskey(open: Open, secret: Secret, passkey: Passkey): Promise<Open> {
  const raw = await unwrapped(open.file, secret);
  const { credential, salt, given } = passkey;
  const wrapping = await keyOfPasskey(given, open.file.id);
  const wrapped = await seal(
    wrapping,
    placeOf(open.file.id, { way: "passkey", credential, salt }),
    raw,
  );
  raw.fill(0);
  const key = { way: "passkey", credential, salt, wrapped } as const;
  const [first, ...others] = open.file.keys;
  if (!first) throw new WalletError("page.wallet-format");
  // One passkey is enough: a second one of the same device takes the place of the first.
  const kept = others.filter(({ way }) => way !== "passkey");
  return { ...open, file: { ...open.file, keys: [first, ...kept, key] } };
}

/** The same contents as a file of its own, under a passphrase and a data key of its own. */
export async function exported({ contents }: Open, passphrase: string): Promise<WalletFile> {
  return (await createWallet(passphrase, contents)).file;
}

async function unwrapped(file: WalletFile, secret: Secret): Promise<Uint8Array<ArrayBuffer>> {
  for (const wrapped of file.keys) {
    const key = await wrappingKey(file.id, wrapped, secret);
    const raw = key && (await unseal(key, placeOf(file.id, wrapped), wrapped.wrapped));
    if (raw?.length === KEY_BYTES) return raw;
  }
  throw new WalletError("page.wallet-secret");
}

async function wrappingKey(
  id: string,
  wrapped: WrappedKey,
  secret: Secret,
): Promise<CryptoKey | undefined> {
  if (wrapped.way === "passphrase" && secret.way === "passphrase") {
    const salt = fromBase64(wrapped.salt);
    return salt && keyOfPassphrase(secret.passphrase, salt, wrapped.rounds);
  }
  const isIts = wrapped.way === "passkey" && secret.way === "passkey";
  return isIts && wrapped.credential === secret.credential
    ? keyOfPasskey(secret.given, id)
    : undefined;
}

async function byPassphrase(
  id: string,
  raw: Uint8Array<ArrayBuffer>,
  passphrase: string,
): Promise<WrappedKey> {
  if ([...passphrase].length < PASSPHRASE_MIN) throw new WalletError("page.wallet-passphrase");
  const salt = random(SALT_BYTES);
  const form = { way: "passphrase", rounds: ROUNDS_MIN, salt: base64(salt) } as const;
  const key = await keyOfPassphrase(passphrase, salt, ROUNDS_MIN);
  return { ...form, wrapped: await seal(key, placeOf(id, form), raw) };
}

type Form =
  | { readonly way: "passphrase"; readonly rounds: number; readonly salt: string }
  | {
      readonly way: "passkey";
      readonly credential: string;
      readonly salt: string;
    };

/** Everything that the key was derived by is part of its place. */
function placeOf(id: string, form: Form): Place {
  const how = form.way === "passphrase" ? String(form.rounds) : form.credential;
  return [id, "key", form.way, how, form.salt];
}

/** PBKDF2 (RFC 8018) with HMAC-SHA-256. The same passphrase typed on another keyboard is the same. */
async function keyOfPassphrase(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, base, AES, false, USES);
}

/** HKDF-SHA-256 (RFC 5869): what a passkey gives is a secret of 256 bits already. */
async function keyOfPasskey(given: BufferSource, id: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", given, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(`cleanbill wallet 1 passkey ${id}`);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return crypto.subtle.deriveKey(how, base, AES, false, USES);
}

const AES = { name: "AES-GCM", length: 256 } as const;
const USES: KeyUsage[] = ["encrypt", "decrypt"];

function dataKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, AES, false, USES);
}
