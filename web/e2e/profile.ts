/** Looks into everything that a browser wrote down. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files under a folder that hold one of some texts, in either way that Chromium writes. */
export function holding(folder: string, texts: readonly string[]): readonly string[] {
  const needles = texts.flatMap((text) => [
    Buffer.from(text, "utf8"),
    Buffer.from(text, "utf16le"),
  ]);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return needles.some((needle) => bytes.includes(needle));
    });
}
