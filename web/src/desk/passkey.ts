/**
 * An officer's passkey: registered by a link, asked for at a sign-in, and asked to sign the hash of
 * an act, which is then the challenge (Web Authentication, Level 3).
 */

export type PasskeyFault = "page.desk-no-passkey" | "page.desk-old-browser";

export class PasskeyError extends Error {
  constructor(readonly code: PasskeyFault) {
    super(code);
    this.name = "PasskeyError";
  }
}

/** Makes a passkey for the options that the API gave; as it is sent back. */
export async function registerPasskey(options: unknown): Promise<object> {
  const publicKey = read(
    (json) =>
      PublicKeyCredential.parseCreationOptionsFromJSON(
        json as PublicKeyCredentialCreationOptionsJSON,
      ),
    options,
  );
  return written(await navigator.credentials.create({ publicKey }).catch(() => null));
}

/** Asks for a passkey to answer a challenge; as it is sent back. */
export async function askPasskey(options: unknown): Promise<object> {
  const publicKey = read(
    (json) =>
      PublicKeyCredential.parseRequestOptionsFromJSON(
        json as PublicKeyCredentialRequestOptionsJSON,
      ),
    options,
  );
  return written(await navigator.credentials.get({ publicKey }).catch(() => null));
}

function read<T>(parse: (json: unknown) => T, options: unknown): T {
  try {
    return parse(options);
  } catch {
    throw new PasskeyError("page.desk-old-browser");
  }
}

function written(credential: Credential | null): object {
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyError("page.desk-no-passkey");
  return credential.toJSON() as object;
}
