/** The worker that reads codes: pictures in, texts out. It has no way to anywhere else. */

import type { FromWorker, ToWorker } from "./reader.js";
import { type Scanner, startScanner } from "./scan.js";

/** Longest side of a frame, pixels: a dense code needs three a module; it has them. */
const FRAME_SIDE_MAX = 1_280;
/** Most pixels of a picture: the reader takes no more. */
const PICTURE_AREA_MAX = 8_000_000;

const post = (message: FromWorker): void => self.postMessage(message);

let scanner: Scanner | undefined;

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  if ("module" in data) {
    scanner = await startScanner(data.module).catch(() => undefined);
    post({ ready: scanner !== undefined });
    return;
  }
  post({ id: data.id, codes: codesIn(data.bitmap, data.hard) });
};

function codesIn(bitmap: ImageBitmap, hard: boolean): readonly string[] {
  try {
    return scanner?.scan(pixels(bitmap, hard), hard) ?? [];
  } catch {
    return [];
  } finally {
    bitmap.close();
  }
}

function pixels(bitmap: ImageBitmap, hard: boolean): ImageData {
  const most = hard
    ? Math.sqrt(PICTURE_AREA_MAX / (bitmap.width * bitmap.height))
    : FRAME_SIDE_MAX / Math.max(bitmap.width, bitmap.height);
  const scale = Math.min(1, most);
  const width = Math.max(1, Math.floor(bitmap.width * scale));
  const height = Math.max(1, Math.floor(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  // What is see-through is paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
