// The texts of a page in all languages: its own file, and of crates/wording what a door may see.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { web } from "./web.mjs";

const wording = join(dirname(web), "crates", "wording", "locales");

export const LANGUAGES = ["en", "ru", "fr", "de", "es", "ar"];

/**
 * What pages take from `crates/wording`, by page and file. The page that checks takes nothing that
 * tells a ground (guarantee G04); its holder's wallet takes all that can be said of a pass.
 * @type {Record<string, Record<string, RegExp[]>>}
 */
const TAKEN = {
  check: {
    "messages.ftl": [
      /^verdict-/u,
      /^door-/u,
      /^remedy-(ask-for-the-code|ask-for-the-original|scan-again|scanner-layout)$/u,
      /^remedy-(set-the-clock|show-the-full-pass|update-the-data)$/u,
    ],
    "interface.ftl": [/^place-/u],
  },
  desk: { "interface.ftl": [/^place-/u] },
  wallet: {
    "messages.ftl": [/./u],
    "interface.ftl": [/^place-/u],
    "pages.ftl": [/^page-(case|outcome|finding)-/u],
  },
};

/**
 * The files of a page's own texts, where one is not enough: the second is what the authority's
 * record is told in.
 * @type {Record<string, string[]>}
 */
const OWN = { wallet: ["wallet", "record"] };

/**
 * The messages of a Fluent file by name, each with all its lines; without comments.
 * @param {string} source
 */
export function messages(source) {
  /** @type {Record<string, string>} */
  const found = {};
  let name = "";
  for (const line of source.split("\n")) {
    const [, begun] = /^([a-z][\w-]*) *=/u.exec(line) ?? [];
    if (begun !== undefined) name = begun;
    if (begun !== undefined) found[name] = line;
    else if (name && /^\s+\S/u.test(line)) found[name] += `\n${line}`;
    else if (line.startsWith("#")) name = "";
  }
  return found;
}

/**
 * What a page says in one language.
 * @param {string} page
 * @param {string} language
 */
export function textsIn(page, language) {
  const read = (/** @type {string[]} */ ...path) => messages(readFileSync(join(...path), "utf8"));
  const files = OWN[page] ?? [page];
  const own = Object.assign(
    {},
    ...files.map((file) => read(web, "locales", language, `${file}.ftl`)),
  );
  const taken = Object.entries(TAKEN[page] ?? {}).flatMap(([file, names]) =>
    Object.entries(read(wording, language, file)).filter(([id]) =>
      names.some((name) => name.test(id)),
    ),
  );
  return Object.values({ ...Object.fromEntries(taken), ...own }).join("\n");
}

/** @param {string} page */
export function texts(page) {
  return Object.fromEntries(LANGUAGES.map((language) => [language, textsIn(page, language)]));
}
