/**
 * Days as people write them: `14.3.1987`, `14/3/87`, `14031987`, `1987-03-14`, `14 March 1987`, and
 * the same in every language of the page and in Arabic digits. The day comes before the month.
 */

import { LANGUAGES, localeOf } from "../text/language.js";

/** What was typed, as ISO 8601: a day, or a month or year where no more is known. */
export interface Typed {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

const YEAR_MIN = 1_900;

/** Names of months, long and short, in all languages: by them a month is known in any. */
let names: ReadonlyMap<string, number> | undefined;

/** Beside a day some languages bend the name. */
const WRITTEN: readonly Intl.DateTimeFormatOptions[] = [
  { month: "long" },
  { month: "short" },
  { month: "long", day: "numeric" },
  { month: "short", day: "numeric" },
];

function months(): ReadonlyMap<string, number> {
  if (names) return names;
  const found = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const how of WRITTEN) {
      const format = new Intl.DateTimeFormat(localeOf(language), { ...how, timeZone: "UTC" });
      for (let month = 1; month <= 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2_001, month - 1, 1));
        const name = parts.find(({ type }) => type === "month")?.value ?? "";
        found.set(bare(name), month);
      }
    }
  }
  names = found;
  return found;
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/u, "");

/** Eastern Arabic and Persian digits as Western ones. */
const western = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );

/**
 * Reads a day; of a birth date also a month or a year alone. `today` is ISO 8601: by it a year of
 * two digits is this century's or the last one's. Undefined for what is no date.
 */
export function typedDate(text: string, today: string, mayBePart = false): string | undefined {
  const typed = parts(western(text).trim(), Number(today.slice(0, 4)));
  if (!typed || (typed.day === undefined && !mayBePart)) return undefined;
  return written(typed);
}

function parts(text: string, thisYear: number): Typed | undefined {
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/u.exec(text);
  if (iso) return typed(iso[1], iso[2], iso[3], thisYear);
  const packed = /^(\d{2})(\d{2})(\d{2}|\d{4})$/u.exec(text);
  if (packed) return typed(packed[3], packed[2], packed[1], thisYear);
  if (/^\d{4}$/u.test(text)) return typed(text, undefined, undefined, thisYear);
  const words = text.split(/[\s./,-]+/u).filter(Boolean);
  if (words.length === 3) return typed(words[2], words[1], words[0], thisYear);
  // Of two words the first is a month: a day without a year is no date.
  return words.length === 2 ? typed(words[1], words[0], undefined, thisYear) : undefined;
}

function typed(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  thisYear: number,
): Typed | undefined {
  const whole = yearOf(year ?? "", thisYear);
  if (whole === undefined) return undefined;
  if (month === undefined) return { year: whole };
  const number = /^\d{1,2}$/u.test(month) ? Number(month) : months().get(bare(month));
  if (number === undefined || number < 1 || number > 12) return undefined;
  if (day === undefined) return { year: whole, month: number };
  const dayNumber = /^\d{1,2}$/u.test(day) ? Number(day) : Number.NaN;
  const isThere = new Date(Date.UTC(whole, number - 1, dayNumber)).getUTCDate() === dayNumber;
  return isThere ? { year: whole, month: number, day: dayNumber } : undefined;
}

function yearOf(text: string, thisYear: number): number | undefined {
  if (/^\d{2}$/u.test(text)) {
    const year = thisYear - (thisYear % 100) + Number(text);
    return year > thisYear ? year - 100 : year;
  }
  return /^\d{4}$/u.test(text) && Number(text) >= YEAR_MIN ? Number(text) : undefined;
}

function written({ year, month, day }: Typed): string {
  const pad = (part: number): string => String(part).padStart(2, "0");
  return [String(year), ...[month, day].filter((part) => part !== undefined).map(pad)].join("-");
}

/** Hours and minutes as people write them: `9`, `9:30`, `0930`, `9.30`; as `HH:MM`. */
export function typedTime(text: string): string | undefined {
  const found = /^(\d{1,2}?)(?:[:.\s]?(\d{2}))?$/u.exec(western(text).trim());
  const [hours, minutes] = [Number(found?.[1] ?? Number.NaN), Number(found?.[2] ?? 0)];
  if (!(hours < 24) || !(minutes < 60)) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** The day on which it is `clock` (Unix seconds) where the officer is. */
export function dayOf(clock: number): string {
  const now = new Date(clock * 1_000);
  return written({ year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() });
}

/** Day and time of an instant (RFC 3339) where the officer is; empty for what is none. */
export function localOf(instant: string): readonly [string, string] {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return ["", ""];
  const pad = (part: number): string => String(part).padStart(2, "0");
  return [dayOf(at.getTime() / 1_000), `${pad(at.getHours())}:${pad(at.getMinutes())}`];
}

/** A day and a time where the officer is, as RFC 3339 with its offset. */
export function instantOf(day: string, time: string): string {
  const at = new Date(`${day}T${time}:00`);
  const offset = -at.getTimezoneOffset();
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const pad = (part: number): string => String(part).padStart(2, "0");
  return `${day}T${time}:00${offset < 0 ? "-" : "+"}${pad(hours)}:${pad(minutes)}`;
}
