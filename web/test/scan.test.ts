import { expect, test } from "vitest";

import { startScanner, textsIn } from "../src/camera/scan.js";

/** A module of WebAssembly, from its sections. */
const module = (...sections: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]);

test("texts stand after their lengths", () => {
  const texts = ["HC1:6BF", "", "ä – العربية"].map((text) => new TextEncoder().encode(text));
  const answer = texts.flatMap((text) => [text.length, 0, 0, 0, ...text]);
  const padded = Uint8Array.from([9, 9, ...answer]).subarray(2);
  expect(textsIn(padded)).toEqual(["HC1:6BF", "", "ä – العربية"]);
  expect(textsIn(new Uint8Array())).toEqual([]);
});

test("a module that imports something, or is another, is no reader", async () => {
  // (import "a" "b" (func)), WebAssembly Core 2.0, sections 5.5.4 and 5.5.5.
  const importing = module([1, 4, 1, 0x60, 0, 0], [2, 7, 1, 1, 0x61, 1, 0x62, 0, 0]);
  await expect(startScanner(importing)).rejects.toThrow("imports");
  await expect(startScanner(module())).rejects.toThrow("another reader");
  await expect(startScanner(new Uint8Array(8))).rejects.toThrow();
});
