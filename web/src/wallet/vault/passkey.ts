/**
 * A passkey as a way to open the wallet: the extension PRF of Web Authentication gives a secret for
 * a salt, on this authenticator and no other. Nobody is signed in anywhere, and nothing is sent.
 */

import { base64, fromBase64, random } from "./bytes.js";
import { WalletError } from "./error.js";
import { type ByPasskey, SALT_BYTES, type WalletFile } from "./file.js";
import type { Passkey, Secret } from "./vault.js";

/** What a browser says of the extension; no standard library names it whole yet. */
interface Given {
  readonly prf?: { readonly results?: { readonly first?: BufferSource } };
}

const TIMEOUT_MS = 60_000;

export function passkeyOf(file: WalletFile): ByPasskey | undefined {
  return file.keys.find((key): key is ByPasskey => key.way === "passkey");
}

/** Makes a passkey for this wallet, and asks it for its secret. `name` is what the device lists. */
export async function makePasskey(name: string): Promise<Passkey> {
  const salt = random(SALT_BYTES);
  const made = await navigator.credentials
    .create({
      publicKey: {
        challenge: random(32),
        rp: { name },
        user: { id: random(32), name, displayName: name },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -257 },
        ],
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        extensions: extensions(salt),
        timeout: TIMEOUT_MS,
      },
    })
    .catch(() => null);
  if (!(made instanceof PublicKeyCredential)) throw new WalletError("page.wallet-no-passkey");
  const credential = base64(new Uint8Array(made.rawId));
  // Many authenticators give the secret only when they are asked once more.
  const given = givenBy(made) ?? (await ask(credential, salt));
  return { credential, salt: base64(salt), given };
}

/** Asks the passkey of a wallet for its secret. */
export async function secretOf({ credential, salt }: ByPasskey): Promise<Secret> {
  const bytes = fromBase64(salt);
  if (!bytes) throw new WalletError("page.wallet-format");
  return { way: "passkey", credential, given: await ask(credential, bytes) };
}

async function ask(credential: string, salt: Uint8Array<ArrayBuffer>): Promise<BufferSource> {
  const id = fromBase64(credential);
  if (!id) throw new WalletError("page.wallet-format");
  const found = await navigator.credentials
    .get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: "public-key", id }],
        userVerification: "required",
        extensions: extensions(salt),
        timeout: TIMEOUT_MS,
      },
    })
    .catch(() => null);
  if (!(found instanceof PublicKeyCredential)) throw new WalletError("page.wallet-no-passkey");
  const given = givenBy(found);
  if (!given) throw new WalletError("page.wallet-no-prf");
  return given;
}

function extensions(salt: Uint8Array<ArrayBuffer>): AuthenticationExtensionsClientInputs {
  return { prf: { eval: { first: salt } } };
}

function givenBy(credential: PublicKeyCredential): BufferSource | undefined {
  return (credential.getClientExtensionResults() as Given).prf?.results?.first;
}
