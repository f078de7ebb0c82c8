import { readdirSync, readFileSync } from "node:fs";

import { FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";

import { LANGUAGES as BUILT, messages, texts, textsIn } from "../build/texts.mjs";
import { remedyOf } from "../src/check/remedy.js";
import { LANGUAGES, languageOf } from "../src/text/language.js";
import { birthDateInWords, sayIn, type Sources } from "../src/text/say.js";

const PAGES = readdirSync("locales/en").map((file) => file.replace(/\.ftl$/u, ""));
const DOOR = readFileSync("../crates/verifier/src/door.rs", "utf8");
const CODES = [...DOOR.matchAll(/"(door\.[a-z-]+)"/gu)].map(([, code]) => code ?? "");

/** The names of all messages and what each fills in. */
function shape(source: string): Record<string, readonly string[]> {
  const filled = (text: string): string[] =>
    [...text.matchAll(/\{ \$(\w+)/gu)].map(([, name]) => name ?? "");
  const all = Object.entries(messages(source));
  return Object.fromEntries(all.map(([id, text]) => [id, [...new Set(filled(text))].sort()]));
}

describe.each(PAGES)("what the page %s says", (page) => {
  test.each(LANGUAGES)("is whole in %s, and fills in the same", (language) => {
    const source = textsIn(page, language);
    expect(shape(source)).toEqual(shape(textsIn(page, "en")));
    // A message that does not parse is left out of the resource.
    expect(new FluentResource(source).body).toHaveLength(Object.keys(messages(source)).length);
  });
});

test("the build and the pages know the same languages", () => {
  expect(BUILT).toEqual(LANGUAGES);
});

test("every reason that a door is told has a sentence and a remedy, and no ground", () => {
  expect(CODES).toHaveLength(15);
  for (const language of LANGUAGES) {
    const say = sayIn(language, texts("check") as Sources);
    for (const code of CODES) {
      expect(say.knows(code.replace(".", "-")), code).toBe(true);
      expect(say.knows(remedyOf(code)), remedyOf(code)).toBe(true);
    }
    expect(say.knows("ground-vaccination")).toBe(false);
  }
});

test("every message that the page asks for is there, and none is left over", () => {
  const folders = [
    "views/answer",
    "views/choose",
    "views/frame",
    "views/notice",
    "views/page",
    "views/scan",
    "remedy",
  ];
  const source = folders.map((name) => readFileSync(`src/check/${name}.ts`, "utf8")).join("\n");
  const state = readFileSync("src/check/state.ts", "utf8");
  const named = new Set([...`${source}${state}`.matchAll(/"([a-z][\w-]*)"/gu)].map(([, id]) => id));
  const made =
    /^(loading|missing|refused)-(title|text)$|^(camera|read|action|place|verdict|door|remedy)-/u;
  for (const id of Object.keys(messages(textsIn("check", "en")))) {
    expect(named.has(id) || made.test(id), id).toBe(true);
  }
});

test("numbers bend as each language bends them", () => {
  const told = (language: "ru" | "ar", age: number): string =>
    sayIn(language, texts("check") as Sources)("data-age", { day: "", age });
  expect([1, 2, 5, 21].map((age) => told("ru", age).match(/(день|дня|дней)/u)?.[0])).toEqual([
    "день",
    "дня",
    "дней",
    "день",
  ]);
  expect(
    [1, 2, 3, 11].map((age) => /يوم واحد|يومان|أيام|يومًا/u.exec(told("ar", age))?.[0]),
  ).toEqual(["يوم واحد", "يومان", "أيام", "يومًا"]);
});

test("a birth date is in words if it is a whole one", () => {
  expect(birthDateInWords("en", "1987-03-14")).toBe("14 March 1987");
  expect(birthDateInWords("ar", "1987-03-14")).toMatch(/14.*1987/u);
  for (const date of ["1987", "1987-03", "1987-13-45", "<b>1987</b>"]) {
    expect(birthDateInWords("de", date)).toBe(date);
  }
});

test("the language is the first that there is", () => {
  expect(languageOf(["pt-BR", "ru-RU", "en"])).toBe("ru");
  expect(languageOf(["xx", undefined])).toBe("en");
});
