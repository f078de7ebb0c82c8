/** A picture that somebody chose: a file, and so hostile. */

import type { ReadTrouble } from "../check/state.js";
import type { Reader } from "./reader.js";

/** Largest file, bytes: what a phone's camera makes, twice. */
const SIZE_MAX_BYTES = 24 << 20;
/** Most pixels, before the browser unpacks any: as in `crates/qr`. */
const PIXELS_MAX = 64_000_000;

/** The first code in it, or why there is none. */
export async function codeInPicture(
  picture: Blob,
  reader: Reader | undefined,
): Promise<{ readonly code: string } | { readonly why: ReadTrouble }> {
  const found = await codesInPicture(picture, reader);
  if ("why" in found) return found;
  const [code] = found.codes;
  return code === undefined ? { why: "no-code" } : { code };
}

/** The codes in it, one at least, or why there is none. */
export async function codesInPicture(
  picture: Blob,
  reader: Reader | undefined,
): Promise<{ readonly codes: readonly string[] } | { readonly why: ReadTrouble }> {
  if (!reader) return { why: "no-reader" };
  if (picture.size > SIZE_MAX_BYTES) return { why: "too-large" };
  const size = sizeOf(new DataView(await picture.arrayBuffer()));
  if (!size) return { why: "no-picture" };
  if (size.width * size.height > PIXELS_MAX) return { why: "too-large" };
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(picture);
  } catch {
    return { why: "no-picture" };
  }
  const codes = await reader.read(bitmap, true);
  return codes.length === 0 ? { why: "no-code" } : { codes };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a PNG or JPEG says of its size; a few bytes can claim a picture that fills the memory. */
export function sizeOf(file: DataView): Size | undefined {
  const { byteLength } = file;
  if (byteLength >= 24 && file.getUint32(0) === 0x89504e47 && file.getUint32(12) === 0x49484452) {
    return { width: file.getUint32(16), height: file.getUint32(20) };
  }
  if (byteLength < 4 || file.getUint16(0) !== 0xffd8) return undefined;
  return jpegSize(file);
}

/** The first frame of a JPEG (ITU-T T.81, B.2.2). */
function jpegSize(file: DataView): Size | undefined {
  let at = 2;
  while (at + 9 <= file.byteLength) {
    if (file.getUint8(at) !== 0xff) return undefined;
    const marker = file.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: file.getUint16(at + 7), height: file.getUint16(at + 5) };
    at += 2 + file.getUint16(at + 2);
  }
  return undefined;
}
