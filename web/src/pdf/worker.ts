/**
 * The worker that draws the pages of a PDF, as pictures for the reader of codes. PDF is parsed and
 * drawn in here and nowhere else, so that whoever waits too long ends it whole.
 */

// Before the other one, which takes it for the worker that it would start itself.
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

import { PAGES_MAX, type FromPdf, type PdfTrouble } from "./pages.js";

/** The long side of a page, pixels: eight a millimetre of A4, three a module of 0.4 mm. */
const LONG_SIDE = 2_376;
/** Most that a page is magnified; a page of one point is no page. */
const SCALE_MAX = 8;
/** A piece of a page, and how far it is to the next: a code of half its side lies whole in one. */
const PIECE = 1_280;
const STEP = PIECE / 2;
/** Largest picture inside a PDF, pixels. */
const IMAGE_PIXELS_MAX = 32_000_000;

const post = (message: FromPdf, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

/** What pdf.js draws on, since there is no document here. */
class Canvases {
  create(width: number, height: number): { canvas: OffscreenCanvas; context: unknown } {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    return { canvas, context: canvas.getContext("2d", { willReadFrequently: true }) };
  }
  reset(made: { canvas: OffscreenCanvas }, width: number, height: number): void {
    made.canvas.width = width;
    made.canvas.height = height;
  }
  destroy(made: { canvas: OffscreenCanvas | null; context: unknown }): void {
    made.canvas = null;
    made.context = null;
  }
}

/** No filter of a page is needed to see a code. */
class Filters {
  addFilter = (): string => "none";
  addHCMFilter = (): string => "none";
  addAlphaFilter = (): string => "none";
  addLuminosityFilter = (): string => "none";
  addKnockoutFilter = (): string => "none";
  addHighlightHCMFilter = (): string => "none";
  destroy(): void {}
}

/** Goes on once a piece was looked at, so that there is never more than one in memory. */
let goOn: () => void = () => undefined;

self.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (data instanceof ArrayBuffer) void draw(data);
  if (data === "next") goOn();
});

async function draw(data: ArrayBuffer): Promise<void> {
  try {
    const options = {
      data: new Uint8Array(data),
      CanvasFactory: Canvases,
      FilterFactory: Filters,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      useWasm: false,
      isImageDecoderSupported: false,
      enableXfa: false,
      stopAtErrors: false,
      maxImageSize: IMAGE_PIXELS_MAX,
      verbosity: 0,
    };
    await drawAll(await getDocument(options).promise);
  } catch (error) {
    post({ pdf: "refused", why: troubleOf(error) });
  }
}

async function drawAll(pdf: PDFDocumentProxy): Promise<void> {
  if (pdf.numPages > PAGES_MAX) return post({ pdf: "refused", why: "too-many-pages" });
  for (let number = 1; number <= pdf.numPages; number += 1) await drawPage(pdf, number);
  post({ pdf: "drawn" });
}

async function drawPage(pdf: PDFDocumentProxy, number: number): Promise<void> {
  const page = await pdf.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(SCALE_MAX, LONG_SIDE / Math.max(width, height, 1));
  const viewport = page.getViewport({ scale });
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.ceil(viewport.width)),
    Math.max(1, Math.ceil(viewport.height)),
  );
  const canvasContext = canvas.getContext("2d") as unknown as CanvasRenderingContext2D;
  await page.render({ canvas: null, canvasContext, viewport }).promise;
  for (const left of pieces(canvas.width)) {
    for (const top of pieces(canvas.height)) {
      const sides = [
        Math.min(PIECE, canvas.width - left),
        Math.min(PIECE, canvas.height - top),
      ] as const;
      const bitmap = await createImageBitmap(canvas, left, top, ...sides);
      const looked = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      post({ pdf: "piece", page: number, bitmap }, [bitmap]);
      await looked;
    }
  }
  page.cleanup();
}

/** Where pieces begin, along one side. */
function pieces(length: number): readonly number[] {
  const count = Math.max(1, Math.ceil((length - PIECE) / STEP) + 1);
  return Array.from({ length: count }, (_, index) => index * STEP);
}

function troubleOf(error: unknown): PdfTrouble {
  return error instanceof Error && error.name === "PasswordException" ? "locked" : "no-pdf";
}
