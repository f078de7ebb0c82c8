import { expect, test } from "vitest";

import { NOTHING_TYPED, type } from "../src/check/scanner.js";

/** Types keys with a pause between them; the codes that come of it, and how many were taken. */
function typed(keys: readonly string[], pause: number): { codes: string[]; taken: number } {
  let [typing, at, taken] = [NOTHING_TYPED, 1_000, 0];
  const codes = [];
  for (const key of keys) {
    const next = type(typing, key, (at += pause));
    typing = next.typing;
    taken += Number(next.isTaken);
    if (next.code !== null) codes.push(next.code);
  }
  return { codes, taken };
}

const CODE = "HC1:6BF+70790T9WJWG";

test("a scanner is heard, with its shifts, and what ends its code", () => {
  for (const end of ["Enter", "Tab"]) {
    expect(typed([...CODE, end], 5).codes).toEqual([CODE]);
  }
  expect(typed([...CODE].flatMap((key) => ["Shift", key]).concat("Enter"), 5).codes).toEqual([
    CODE,
  ]);
  expect(typed([...CODE, "Enter", ...CODE, "Enter"], 5).codes).toEqual([CODE, CODE]);
});

test("a hand is not taken for one, and keeps its keys", () => {
  expect(typed([...CODE, "Enter"], 120)).toEqual({ codes: [], taken: 0 });
  expect(typed(["Tab", "Enter", " ", "Enter"], 5).taken).toBe(0);
});

test("the keys of a scanner press no button", () => {
  expect(typed([...CODE, "Enter"], 5).taken).toBe(CODE.length + 1 - 3);
});

test("a short text is no code, and an endless one is not kept", () => {
  expect(typed([..."1234", "Enter"], 5).codes).toEqual([]);
  expect(typed([..."A".repeat(9_000), "Enter"], 1).codes).toEqual([]);
});
