/**
 * One value under AES-256-GCM, bound to its place: sealed for one place it opens at no other, nor in
 * another wallet (NIST SP 800-38D; Web Cryptography API).
 */

import { base64, fromBase64, random } from "./bytes.js";

/** An initialisation vector of 96 random bits, and what was sealed with its tag; base64. */
export interface Sealed {
  readonly iv: string;
  readonly data: string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where a value belongs: its parts, none of which can be taken for another. */
export type Place = readonly string[];

export async function seal(key: CryptoKey, place: Place, value: BufferSource): Promise<Sealed> {
  const iv = random(IV_BYTES);
  const data = await crypto.subtle.encrypt(ways(iv, place), key, value);
  return { iv: base64(iv), data: base64(new Uint8Array(data)) };
}

/** Undefined where the key, the place or a single bit is another. */
export async function unseal(
  key: CryptoKey,
  place: Place,
  sealed: Sealed,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const [iv, data] = [fromBase64(sealed.iv), fromBase64(sealed.data)];
  if (iv?.length !== IV_BYTES || !data || data.length < TAG_BYTES) return undefined;
  try {
    return new Uint8Array(await crypto.subtle.decrypt(ways(iv, place), key, data));
  } catch {
    return undefined;
  }
}

function ways(iv: Uint8Array<ArrayBuffer>, place: Place): AesGcmParams {
  const additionalData = new TextEncoder().encode(JSON.stringify(["cleanbill wallet 1", ...place]));
  return { name: "AES-GCM", iv, additionalData, tagLength: 8 * TAG_BYTES };
}
