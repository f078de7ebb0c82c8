import { describe, expect, test } from "vitest";

import { sizeOf } from "../src/camera/picture.js";
import { loadCore } from "../src/core/raw.js";
import { floorOf } from "../src/update/take.js";

/** A module with one import, and one without any function of ours. */
const IMPORTING = "\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x07\x01\x01a\x01b\0\0";
const EMPTY = "\0asm\x01\0\0\0";
const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe("a module that is not the verifier is refused", () => {
  test("because it imports something", async () => {
    await expect(loadCore(bytes(IMPORTING))).rejects.toMatchObject({ code: "page.core-imports" });
  });

  test("because it speaks otherwise", async () => {
    await expect(loadCore(bytes(EMPTY))).rejects.toMatchObject({ code: "page.core-version" });
  });
});

describe("a picture says its size before it is unpacked", () => {
  const view = (text: string): DataView => new DataView(bytes(text).buffer);

  test("as PNG and as JPEG", () => {
    const png = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08";
    expect(sizeOf(view(png))).toEqual({ width: 30_000, height: 30_000 });
    const jpeg = "\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\x01\x02\x03\x04\x01";
    expect(sizeOf(view(jpeg))).toEqual({ width: 0x304, height: 0x102 });
  });

  test("and anything else is none", () => {
    const hostile = [
      "",
      "\xff\xd8",
      "\xff\xd8\xff\xe0\xff\xff",
      "GIF89a",
      "<svg>",
      "\xff\xd8\xff\xe0\0\0".repeat(99),
    ];
    for (const text of hostile) expect(sizeOf(view(text))).toBeUndefined();
  });
});

test("versions are read as the core writes them", () => {
  expect(floorOf({ version: "2.17" })).toEqual({ root: 2, manifest: 17 });
  expect(() => floorOf({ version: "2.x" })).toThrow("page.version");
});
