/** What an officer types of an event, what is wrong with it, and the request that it makes. */

import type { RecordEvent, Version } from "./answers.js";
import { instantOf, localOf, typedDate, typedTime } from "./dates.js";
import {
  type Field,
  fieldsOf,
  type Ground,
  mayBeEmpty,
  type Part,
  RESULTS,
  STAYING,
  TEST_TYPES,
} from "./fields.js";
import { productName, productTyped } from "./products.js";

export type Values = Readonly<Partial<Record<Field, string>>>;

/** A form that is being filled in. */
export interface Draft {
  readonly part: Part;
  /** The event that is corrected, by its id. */
  readonly event?: string;
  readonly ground: Ground;
  readonly values: Values;
  /** Fields that were left: what is wrong with them is said. */
  readonly left: readonly Field[];
}

/** Why something typed cannot be taken; each has a sentence `wrong-…`. */
export type Wrong =
  | "missing"
  | "date"
  | "time"
  | "future"
  | "before-birth"
  | "order"
  | "product"
  | "number"
  | "country";

export interface Checked {
  /** As the API takes it; none while something is wrong. */
  readonly body: object | null;
  readonly wrong: Readonly<Partial<Record<Field, Wrong>>>;
  /** How what was typed was understood: a date, or the name of a product. */
  readonly read: Values;
}

export const emptyDraft = (country: string): Draft => ({
  part: "pass",
  ground: "vaccination",
  values: { "document-country": country },
  left: [],
});

/** For the next person: what is the same for all who come today stays. */
export function nextDraft(draft: Draft): Draft {
  const stays = STAYING.flatMap((field) => {
    const value = draft.values[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...draft, values: Object.fromEntries(stays), left: [] };
}

/** What a correction of a person begins with: what is known. */
export function draftOfPerson({ surname, forename, birth_date }: Version): Draft {
  const values = { surname: surname ?? "", forename: forename ?? "", "birth-date": birth_date };
  return { part: "person", ground: "vaccination", values, left: [] };
}

/** What a correction of an event begins with; undefined for what this page cannot write. */
export function draftOfEvent({ event, payload, lot }: RecordEvent): Draft | undefined {
  for (const [group, ground] of Object.entries(GROUPS)) {
    const entry = (payload[group] as Readonly<Record<string, unknown>>[] | undefined)?.[0];
    if (!entry) continue;
    const text = (member: string): string => String(entry[member] ?? "");
    const values = { ...valuesOf(ground, text), lot: lot ?? "" };
    return { part: "event", event, ground, values, left: [] };
  }
  return undefined;
}

/** Groups of a payload, by the ground that each is of. */
export const GROUPS: Readonly<Record<string, Ground>> = {
  v: "vaccination",
  t: "test",
  r: "recovery",
  xm: "exemption",
};

function valuesOf(ground: Ground, text: (member: string) => string): Values {
  switch (ground) {
    case "vaccination":
      return {
        product: productName(text("mp")),
        dose: text("dn"),
        doses: text("sd"),
        date: text("dt"),
      };
    case "test": {
      const [day, time] = localOf(text("sc"));
      return {
        "test-type": named(TEST_TYPES, text("tt")),
        "test-name": text("nm"),
        device: text("ma"),
        "sampled-on": day,
        "sampled-at": time,
        result: named(RESULTS, text("tr")),
        centre: text("tc"),
      };
    }
    case "recovery":
      return { "first-positive": text("fr") };
    case "exemption":
      return { "valid-from": text("df"), "valid-until": text("du") };
  }
}

const named = (list: Readonly<Record<string, string>>, code: string): string =>
  Object.keys(list).find((name) => list[name] === code) ?? "";

const DATES: readonly Field[] = [
  "birth-date",
  "date",
  "sampled-on",
  "first-positive",
  "valid-from",
  "valid-until",
];
/** What happened, and so lies behind us. */
const PAST: readonly Field[] = ["birth-date", "date", "sampled-on", "first-positive"];
const DOSE_MAX = 99;

/** Holds what was typed against what can be; `today` is ISO 8601. */
export function checkDraft(draft: Draft, today: string): Checked {
  const fields = fieldsOf(draft.part, draft.ground);
  const read: Partial<Record<Field, string>> = {};
  const wrong: Partial<Record<Field, Wrong>> = {};
  for (const field of fields) {
    const text = (draft.values[field] ?? "").trim();
    const found = text === "" ? emptyField(draft, field) : readField(field, text, today);
    if ("wrong" in found) wrong[field] = found.wrong;
    else if (found.is !== undefined) read[field] = found.is;
  }
  Object.assign(wrong, together(read, today), wrong);
  const isWhole = Object.keys(wrong).length === 0;
  return { body: isWhole ? bodyOf(draft, read) : null, wrong, read };
}

type Read = { readonly is: string | undefined } | { readonly wrong: Wrong };

/** One of the names is enough; a document is whole or is not there. */
function emptyField({ values }: Draft, field: Field): Read {
  const has = (other: Field): boolean => (values[other] ?? "").trim() !== "";
  const isNeeded =
    field === "surname" || field === "forename"
      ? !has("surname") && !has("forename")
      : field === "document-type" || field === "document-country"
        ? has("document-number")
        : field === "document-number"
          ? has("document-type")
          : !mayBeEmpty(field);
  return isNeeded ? { wrong: "missing" } : { is: undefined };
}

function readField(field: Field, text: string, today: string): Read {
  if (DATES.includes(field)) {
    const date = typedDate(text, today, field === "birth-date");
    return date === undefined ? { wrong: "date" } : { is: date };
  }
  switch (field) {
    case "sampled-at": {
      const time = typedTime(text);
      return time === undefined ? { wrong: "time" } : { is: time };
    }
    case "dose":
    case "doses": {
      const isNumber = /^\d{1,2}$/u.test(text) && Number(text) >= 1 && Number(text) <= DOSE_MAX;
      return isNumber ? { is: String(Number(text)) } : { wrong: "number" };
    }
    case "product": {
      const product = productTyped(text);
      return product ? { is: product.name } : { wrong: "product" };
    }
    case "document-country":
      return /^[A-Za-z]{2}$/u.test(text) ? { is: text.toUpperCase() } : { wrong: "country" };
    default:
      return { is: text };
  }
}

/** What is wrong only beside something else. */
function together(read: Values, today: string): Partial<Record<Field, Wrong>> {
  const wrong: Partial<Record<Field, Wrong>> = {};
  const birth = read["birth-date"];
  for (const field of DATES) {
    const date = read[field];
    if (date === undefined) continue;
    // Part of a date is compared as far as it goes.
    if (PAST.includes(field) && date > today) wrong[field] = "future";
    else if (birth && field !== "birth-date" && date < birth) wrong[field] = "before-birth";
  }
  const [from, until] = [read["valid-from"], read["valid-until"]];
  if (from && until && until < from) wrong["valid-until"] = "order";
  return wrong;
}

/** Written as `POST /api/v1/passes` and `POST /api/v1/holders/{holder}/correct` have it. */
function bodyOf({ part, event: id, ground }: Draft, read: Values): object {
  const person = {
    name: given({ surname: read.surname, forename: read.forename }),
    birth_date: read["birth-date"] ?? "",
  };
  if (part === "person") return { person };
  const event = { [ground]: eventOf(ground, read), ...given({ lot: read.lot }) };
  if (part === "event") return { event: { event: id, ...event } };
  const number = read["document-number"];
  const document = number && {
    type: read["document-type"],
    country: read["document-country"],
    number,
  };
  return { ...person, ...event, ...given({ document: document || undefined }) };
}

function eventOf(ground: Ground, read: Values): object {
  switch (ground) {
    case "vaccination": {
      const product = productTyped(read.product ?? "");
      return {
        vaccine: product?.vaccine,
        product: product?.product,
        manufacturer: product?.manufacturer,
        dose: Number(read.dose),
        doses: Number(read.doses),
        date: read.date,
      };
    }
    case "test":
      return given({
        type: TEST_TYPES[read["test-type"] as keyof typeof TEST_TYPES],
        name: read["test-name"],
        device: read.device,
        sampled_at: instantOf(read["sampled-on"] ?? "", read["sampled-at"] ?? ""),
        result: RESULTS[read.result as keyof typeof RESULTS],
        centre: read.centre,
      });
    case "recovery":
      return { first_positive: read["first-positive"] };
    case "exemption":
      return { valid_from: read["valid-from"], valid_until: read["valid-until"] };
  }
}

function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
