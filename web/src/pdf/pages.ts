/** A PDF that somebody chose: a file, and so hostile. Its pages come as pictures. */

import { addressOf } from "../trusted.js";

/** Largest file, bytes: a sheet of ours has 30 kB, a scan of a page some megabytes. */
export const PDF_MAX_BYTES = 12 << 20;
/** Most pages: a pass is on one, a batch of light passes on two. */
export const PAGES_MAX = 8;
/** How long all of it may take, milliseconds. */
const TIME_MAX_MS = 30_000;

export type PdfTrouble = "no-pdf" | "locked" | "too-large" | "too-many-pages" | "too-slow";

export type FromPdf =
  | { readonly pdf: "piece"; readonly page: number; readonly bitmap: ImageBitmap }
  | { readonly pdf: "drawn" }
  | { readonly pdf: "refused"; readonly why: PdfTrouble };

/** Whether a file says that it is a PDF, within what readers of PDF look at. */
export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 1_024)).includes("%PDF-");
}

/**
 * Hands the pieces of all pages to `look`, one by one, and says why it could not. The worker is
 * started for this file, and ended after it.
 */
export async function drawPdf(
  file: ArrayBuffer,
  source: string,
  look: (piece: ImageBitmap) => Promise<void>,
): Promise<PdfTrouble | undefined> {
  if (file.byteLength > PDF_MAX_BYTES) return "too-large";
  const worker = new Worker(addressOf(source), { name: "pdf" });
  try {
    return await new Promise<PdfTrouble | undefined>((resolve) => {
      const late = setTimeout(() => resolve("too-slow"), TIME_MAX_MS);
      const done = (why?: PdfTrouble): void => {
        clearTimeout(late);
        resolve(why);
      };
      worker.onerror = () => done("no-pdf");
      // What has no `pdf` in it is pdf.js saying that it is ready to be a worker of its own.
      worker.onmessage = ({ data }: MessageEvent<FromPdf | Record<string, unknown>>) => {
        if (data.pdf === "piece") {
          const next = (): void => worker.postMessage("next");
          void look(data.bitmap as ImageBitmap).then(next, next);
        } else if (data.pdf === "drawn") done();
        else if (data.pdf === "refused") done(data.why as PdfTrouble);
      };
      worker.postMessage(file, [file]);
    });
  } finally {
    worker.terminate();
  }
}
