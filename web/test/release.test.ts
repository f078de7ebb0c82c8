import { createHash } from "node:crypto";

import { describe, expect, test } from "vitest";

import { CoreError, type ReleaseAnswer } from "../src/core/core.js";
import { acceptRelease, type Offered } from "../src/update/release.js";
import { trustFrom } from "../src/update/take.js";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text).slice();
const KEEPER = bytes("self.addEventListener()");
const digest = createHash("sha256").update(KEEPER).digest("base64");
const offered: Offered = {
  release: bytes(JSON.stringify({ "sw.js": digest })),
  receipt: "proof",
  keeper: KEEPER,
};
const entry: ReleaseAnswer = { version: "1.0.0", index: 7, cosigned_at: 0 };

/** A core to which everything offered is a release. */
const core = { release: async (): Promise<ReleaseAnswer> => entry };

describe("a release of the pages", () => {
  const accept = (more: Partial<Offered>, before?: number): Promise<number | undefined> =>
    acceptRelease("door", { core, before }, { ...offered, ...more });

  test("is taken where it is in the ledger, the same one again too", async () => {
    expect(await accept({})).toBe(7);
    expect(await accept({}, 7)).toBe(7);
    expect(await accept({}, 0)).toBe(7);
  });

  test("is refused without a receipt, and with what is older than the one before", async () => {
    await expect(accept({ receipt: undefined })).rejects.toThrow("page.release-unproven");
    await expect(accept({}, 8)).rejects.toThrow("page.release-older");
  });

  test("is refused with a keeper of pages that it does not name", async () => {
    await expect(accept({ keeper: bytes("other") })).rejects.toThrow("page.release-other");
    await expect(accept({ release: bytes("{}") })).rejects.toThrow("page.release-other");
  });

  test("is what the core says it is", async () => {
    const refusing = {
      release: async (): Promise<ReleaseAnswer> => {
        throw new CoreError("release.other-file");
      },
    };
    const judged = acceptRelease("home", { core: refusing, before: undefined }, offered);
    await expect(judged).rejects.toThrow("release.other-file");
  });
});

test("what was trusted first stays so, whatever is told later", () => {
  const first = { pins: ["aa"], ledger: "old policy" };
  const later = { pins: ["bb"], ledger: "new policy", demonstration: true };
  expect(trustFrom(undefined, later)).toBe(later);
  expect(trustFrom(first, later)).toBe(first);
  expect(trustFrom({ pins: ["aa"] }, later)).toEqual({ ...later, pins: ["aa"] });
});
