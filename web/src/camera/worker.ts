/** The worker that reads codes: pictures in, texts out. It has no way to anywhere else. */

import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";

import type { FromWorker, ToWorker } from "./reader.js";

/** Longest side that is looked at, pixels: a dense code needs three a module; it has them. */
const SIDE_MAX = 1_280;
/** As often as a camera looks, quickly; for a picture, with every effort. */
const QUICK: ReaderOptions = {
  formats: ["QRCode"],
  maxNumberOfSymbols: 1,
  tryRotate: false,
  tryDownscale: true,
};
const HARD: ReaderOptions = { ...QUICK, tryHarder: true, tryRotate: true };

const post = (message: FromWorker): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  if ("module" in data) {
    try {
      await prepareZXingModule({ overrides: { wasmBinary: data.module }, fireImmediately: true });
      post({ ready: true });
    } catch {
      post({ ready: false });
    }
    return;
  }
  post({ id: data.id, codes: await codesIn(data.bitmap, data.hard) });
};

async function codesIn(bitmap: ImageBitmap, hard: boolean): Promise<readonly string[]> {
  try {
    const found = await readBarcodes(pixels(bitmap), hard ? HARD : QUICK);
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  } catch {
    return [];
  } finally {
    bitmap.close();
  }
}

function pixels(bitmap: ImageBitmap): ImageData {
  const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  // What is see-through is paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
