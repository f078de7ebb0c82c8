/**
 * A code as modules, as `crates/qr` draws it: modes chosen by stretch, and the strongest error
 * correction of Q, M and L whose symbol stays within version 22, the largest that is read reliably
 * everywhere (SMART Health Cards, "Chunking").
 */

import qrcode from "qrcode-generator";

const VERSION_COMFORT = 22;
/** White modules around the code (ISO/IEC 18004:2015, 6.3.8). */
export const QUIET = 4;

export interface Symbol {
  /** Modules along a side, without the quiet zone. */
  readonly side: number;
  /** The dark modules as the path of a drawing, one unit a module, behind the quiet zone. */
  readonly path: string;
}

/** Undefined for a text that no QR code holds. */
export function symbolOf(text: string): Symbol | undefined {
  for (const level of ["Q", "M", "L"] as const) {
    const made = drawn(text, level);
    if (made && (versionOf(made.side) <= VERSION_COMFORT || level === "L")) return made;
  }
  return undefined;
}

const versionOf = (side: number): number => (side - 17) / 4;

function drawn(text: string, level: "Q" | "M" | "L"): Symbol | undefined {
  const code = qrcode(0, level);
  for (const [part, mode] of stretches(text)) code.addData(part, mode);
  try {
    code.make();
  } catch {
    return undefined;
  }
  const side = code.getModuleCount();
  return { side, path: pathOf(side, (row, column) => code.isDark(row, column)) };
}

type Mode = "Numeric" | "Alphanumeric" | "Byte";

/** `shc:/5676…` is a few bytes and then digits; other passes are of one kind throughout. */
function stretches(text: string): readonly (readonly [string, Mode])[] {
  const [, head = "", digits = ""] = /^([a-z:/\d]*\/)(\d+)$/u.exec(text) ?? [];
  if (digits)
    return [
      [head, "Byte"],
      [digits, "Numeric"],
    ];
  return [[text, /^[0-9A-Z $%*+\-./:]+$/u.test(text) ? "Alphanumeric" : "Byte"]];
}

/** Runs along the rows, as rectangles. */
function pathOf(side: number, isDark: (row: number, column: number) => boolean): string {
  const runs: string[] = [];
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const start = column;
      while (column < side && isDark(row, column)) column += 1;
      if (column > start)
        runs.push(`M${start + QUIET} ${row + QUIET}h${column - start}v1H${start + QUIET}z`);
    }
  }
  return runs.join("");
}
