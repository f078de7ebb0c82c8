/** What is asked of an event, in the order in which the keyboard goes through it. */

export const GROUNDS = ["vaccination", "test", "recovery", "exemption"] as const;
export type Ground = (typeof GROUNDS)[number];

/** Documents that a person shows, as the API calls them. */
export const DOCUMENTS = [
  "passport",
  "identity-card",
  "residence-permit",
  "health-card",
  "birth-certificate",
] as const;

/** Kinds of test and results, by what the API calls them and by their codes (LOINC, SNOMED CT). */
export const TEST_TYPES = { pcr: "LP6464-4", antigen: "LP217198-3" } as const;
export const RESULTS = { negative: "260415000", positive: "260373001" } as const;

const PERSON = ["surname", "forename", "birth-date"] as const;
const DOCUMENT = ["document-type", "document-country", "document-number"] as const;
const EVENTS = {
  vaccination: ["product", "dose", "doses", "date", "lot"],
  test: ["test-type", "test-name", "device", "sampled-on", "sampled-at", "result", "centre"],
  recovery: ["first-positive"],
  exemption: ["valid-from", "valid-until"],
} as const;

export type Field =
  (typeof PERSON)[number] | (typeof DOCUMENT)[number] | (typeof EVENTS)[Ground][number];

/** All of them, each once. */
export const FIELDS: readonly Field[] = [
  ...PERSON,
  ...DOCUMENT,
  ...GROUNDS.flatMap((ground): readonly Field[] => EVENTS[ground]),
];

/** What is entered: a whole pass, or what is right of a person or of an event. */
export type Part = "pass" | "person" | "event";

export function fieldsOf(part: Part, ground: Ground): readonly Field[] {
  if (part === "person") return PERSON;
  return part === "event" ? EVENTS[ground] : [...PERSON, ...DOCUMENT, ...EVENTS[ground]];
}

/** Fields that may stay empty. */
const OPTIONAL: readonly Field[] = [
  "document-type",
  "document-country",
  "document-number",
  "lot",
  "test-name",
  "device",
  "centre",
];

export const mayBeEmpty = (field: Field): boolean => OPTIONAL.includes(field);

/** Fields that are chosen from a list; the others are typed. */
export const CHOICES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  "document-type": DOCUMENTS,
  "test-type": Object.keys(TEST_TYPES),
  result: Object.keys(RESULTS),
};

/** What stays for the next person, who comes to the same place on the same day. */
export const STAYING: readonly Field[] = [
  "document-type",
  "document-country",
  "product",
  "doses",
  "date",
  "lot",
  "test-type",
  "test-name",
  "device",
  "sampled-on",
  "result",
  "centre",
];

/** The field that the API means by a member of its request or a column of its files. */
export function fieldNamed(member: string): Field | undefined {
  const last = member.split(".").at(-1) ?? "";
  const name = (MEMBERS[last] ?? last).replaceAll("_", "-");
  return FIELDS.find((field) => field === name);
}

const MEMBERS: Readonly<Record<string, Field>> = {
  surname_standardised: "surname",
  forename_standardised: "forename",
  name: "surname",
  vaccine: "product",
  manufacturer: "product",
  type: "test-type",
  sampled_at: "sampled-on",
  document: "document-number",
};
