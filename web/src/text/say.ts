/**
 * What the page says, from Fluent files: `locales/<language>/` for what pages alone say, and those
 * parts of `crates/wording/locales/` that a door may see. The build puts them in (`texts.d.ts`).
 */

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import { type Language, localeOf } from "./language.js";

export type Facts = Readonly<Record<string, FluentVariable>>;

/** Says a message, with what it fills in. */
export interface Say {
  readonly language: Language;
  (id: string, facts?: Facts): string;
  /** Whether there is such a message. */
  knows(id: string): boolean;
}

/** Sources by language, as the build joins them. */
export type Sources = Readonly<Record<Language, string>>;

/** The sayings of one language; only that one is parsed. */
export function sayIn(language: Language, sources: Sources): Say {
  // Marks of isolation keep numbers and names from tearing a right-to-left sentence apart.
  const bundle = new FluentBundle(localeOf(language), { useIsolating: language === "ar" });
  bundle.addResource(new FluentResource(sources[language]));
  const say = (id: string, facts: Facts = {}): string => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, facts) : id;
  };
  return Object.assign(say, { language, knows: (id: string) => bundle.hasMessage(id) });
}

/** A day in words, in UTC. */
export function dayInWords(language: Language, unixSecs: number): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: "long",
    timeZone: "UTC",
  });
  return format.format(new Date(unixSecs * 1_000));
}

/** A birth date as a pass has it: a whole one in words, part of one as it is written. */
export function birthDateInWords(language: Language, date: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? date : dayInWords(language, at / 1_000);
}
