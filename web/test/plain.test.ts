import { expect, test } from "vitest";

import { plain, SHOWN_MAX } from "../src/text/plain.js";

test("names of people stay as they are", () => {
  for (const name of [
    "Ada Example",
    "Nguyễn Thị Ánh",
    "עֲדָה",
    "آدا مثال",
    "Ада Пример",
    "O’Neill-Šmíd",
  ]) {
    expect(plain(name)).toBe(name.normalize("NFC"));
  }
});

test("nothing turns the line around, breaks it or hides in it", () => {
  const hostile = "A\u202eda\u2066\u200b\n\t\u0000 Exa\ufeffmple\u{e0041}\u061c\ud800";
  expect(plain(hostile)).toBe("A da Exa mple");
  expect(plain("\u202e\u200b\n")).toBe("");
});

test("marks do not pile up", () => {
  const zalgo = `A${"\u0316".repeat(50)}da`;
  expect([...plain(zalgo).matchAll(/\p{M}/gu)].length).toBeLessThanOrEqual(3);
});

test("what is long is cut between two characters, and says so", () => {
  expect([...plain("A".repeat(10_240))]).toHaveLength(SHOWN_MAX + 1);
  const families = plain("e\u0301".repeat(10_240));
  expect(families.endsWith("é…")).toBe(true);
  expect(plain("A".repeat(SHOWN_MAX))).toHaveLength(SHOWN_MAX);
});

test("markup stays what it is: text", () => {
  expect(plain("<img src=x onerror=alert(1)>")).toBe("<img src=x onerror=alert(1)>");
});
