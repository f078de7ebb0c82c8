/** What somebody brings: a picture, a PDF or a text, each a file and so hostile; codes come out. */

import { codesInPicture } from "../camera/picture.js";
import type { Reader } from "../camera/reader.js";
import type { ReadTrouble } from "../check/state.js";
import { drawPdf, isPdf, PDF_MAX_BYTES, type PdfTrouble } from "../pdf/pages.js";
import { CODE_MAX } from "./vault/contents.js";

/** Largest text, bytes: a line for every day of some weeks. */
const TEXT_MAX_BYTES = 1 << 20;
/** Most codes that one file brings. */
export const CODES_MAX = 32;

export type BringTrouble = ReadTrouble | PdfTrouble | "no-text" | "too-long";

export type Brought = { readonly codes: readonly string[] } | { readonly why: BringTrouble };

/** What reads a file, as far as it is there. */
export interface Tools {
  readonly reader: Reader | undefined;
  /** The source of the worker that draws PDF; it is unpacked when the first one comes. */
  pdf(): Promise<string | undefined>;
}

export async function bring(file: Blob, tools: Tools): Promise<Brought> {
  if (file.size > Math.max(PDF_MAX_BYTES, TEXT_MAX_BYTES) * 2) return { why: "too-large" };
  const head = new Uint8Array(await file.slice(0, 1_024).arrayBuffer());
  if (isPdf(head)) return bringPdf(file, tools);
  if (isPicture(head)) return codesInPicture(file, tools.reader);
  return bringText(file);
}

/** The codes of a text: one on each line that is not empty. */
export function codesInText(text: string): Brought {
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  const codes = [...new Set(lines.filter(Boolean))];
  if (codes.length === 0) return { why: "no-text" };
  if (codes.length > CODES_MAX || codes.some((code) => code.length > CODE_MAX)) {
    return { why: "too-long" };
  }
  return { codes };
}

async function bringPdf(file: Blob, { reader, pdf }: Tools): Promise<Brought> {
  if (!reader) return { why: "no-reader" };
  if (file.size > PDF_MAX_BYTES) return { why: "too-large" };
  const source = await pdf();
  if (!source) return { why: "no-reader" };
  const codes = new Set<string>();
  const why = await drawPdf(await file.arrayBuffer(), source, async (piece) => {
    for (const code of await reader.read(piece, true)) {
      if (codes.size < CODES_MAX) codes.add(code);
    }
  });
  // What was found before something went wrong was found.
  if (codes.size > 0) return { codes: [...codes] };
  return { why: why ?? "no-code" };
}

async function bringText(file: Blob): Promise<Brought> {
  if (file.size > TEXT_MAX_BYTES) return { why: "too-large" };
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const text = decoder.decode(await file.arrayBuffer());
    // What is neither picture nor PDF, and holds what no text holds, is some other file.
    return /[\0-\x08\x0e-\x1f]/u.test(text) ? { why: "no-picture" } : codesInText(text);
  } catch {
    return { why: "no-picture" };
  }
}

function isPicture(head: Uint8Array): boolean {
  const begins = (...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte);
  return begins(0x89, 0x50, 0x4e, 0x47) || begins(0xff, 0xd8);
}
