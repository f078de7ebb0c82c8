import { describe, expect, test } from "vitest";

import { messages, textsIn } from "../build/texts.mjs";
import type { Issued, Me } from "../src/desk/answers.js";
import { typedDate, typedTime } from "../src/desk/dates.js";
import { checkDraft, type Draft, emptyDraft, nextDraft } from "../src/desk/entry.js";
import { fieldNamed, GROUNDS } from "../src/desk/fields.js";
import { addressOf, linkIn, secretIn } from "../src/desk/links.js";
import { PRODUCTS, productTyped } from "../src/desk/products.js";
import { purposesFor, roomsFor } from "../src/desk/purposes.js";
import { reduce } from "../src/desk/reduce.js";
import { type Effect, type Event, firstState, type State } from "../src/desk/state.js";
import { CLOCK } from "./samples.js";

const TODAY = "2026-11-23";
const NURSE: Me = {
  officer: 3,
  office: "Clinic",
  region: "DE-BE",
  role: "clinic",
  permissions: ["issue", "preview", "find-holder", "open-holder", "print", "correct", "import"],
};
const ISSUED: Issued = {
  holder: "h",
  pass: "p",
  text: "HC1:X",
  collection_code: "c",
  expires_at: CLOCK,
};

describe("a date as people write it", () => {
  test.each([
    ["14.3.1987", "1987-03-14"],
    ["14/03/87", "1987-03-14"],
    ["14-3-1987", "1987-03-14"],
    ["14 3 1987", "1987-03-14"],
    ["14031987", "1987-03-14"],
    ["140387", "1987-03-14"],
    ["1987-3-14", "1987-03-14"],
    ["14 March 1987", "1987-03-14"],
    ["14. März 1987", "1987-03-14"],
    ["14 марта 1987", "1987-03-14"],
    ["14 mars 1987", "1987-03-14"],
    ["14 мар. 1987", "1987-03-14"],
    ["١٤/٣/١٩٨٧", "1987-03-14"],
    ["14 مارس 1987", "1987-03-14"],
    ["29.2.2024", "2024-02-29"],
    ["1.11.26", "2026-11-01"],
    ["1.11.27", "1927-11-01"],
  ])("%s", (text, date) => expect(typedDate(text, TODAY)).toBe(date));

  test.each([
    "31.2.1990",
    "29.2.2023",
    "3.14.1987",
    "0.1.2000",
    "1.1.1899",
    "yesterday",
    "1.1",
    "14.3",
  ])("%s is none", (text) => expect(typedDate(text, TODAY)).toBeUndefined());

  test("of birth may be a month or a year", () => {
    const born = ["1987", "3.1987", "March 1987", "1987-03"];
    expect(born.map((text) => typedDate(text, TODAY, true))).toEqual([
      "1987",
      "1987-03",
      "1987-03",
      "1987-03",
    ]);
    for (const text of born) expect(typedDate(text, TODAY)).toBeUndefined();
  });

  test("and a time of day", () => {
    const times = ["9", "9:30", "930", "0930", "9.30", "٩:٣٠", "24:00", "9:60", "x"];
    expect(times.map(typedTime)).toEqual([
      "09:00",
      "09:30",
      "09:30",
      "09:30",
      "09:30",
      "09:30",
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test("a vaccine is known by its beginning, its maker or its code, and never guessed", () => {
  const typed = ["com", "COMIRNATY", "moderna", "EU/1/20/1528", "sputnik v", "sputnik", "", "x"];
  expect(typed.map((text) => productTyped(text)?.name)).toEqual([
    "Comirnaty",
    "Comirnaty",
    "Spikevax",
    "Comirnaty",
    "Sputnik V",
    undefined,
    undefined,
    undefined,
  ]);
  expect(new Set(PRODUCTS.map(({ product }) => product)).size).toBe(PRODUCTS.length);
});

const WHOLE: Draft = {
  ...emptyDraft("DE"),
  values: {
    surname: " Muster ",
    forename: "Zoë",
    "birth-date": "14.3.87",
    "document-type": "passport",
    "document-country": "de",
    "document-number": "C01X",
    product: "com",
    dose: "2",
    doses: "02",
    date: "1.11.2026",
    lot: "ab1",
  },
};
const withValues = (values: Draft["values"]): Draft => ({
  ...WHOLE,
  values: { ...WHOLE.values, ...values },
});

describe("an event that is typed", () => {
  test("makes the request that the API takes", () => {
    expect(checkDraft(WHOLE, TODAY).body).toEqual({
      name: { surname: "Muster", forename: "Zoë" },
      birth_date: "1987-03-14",
      vaccination: {
        vaccine: "1119349007",
        product: "EU/1/20/1528",
        manufacturer: "ORG-100030215",
        dose: 2,
        doses: 2,
        date: "2026-11-01",
      },
      lot: "ab1",
      document: { type: "passport", country: "DE", number: "C01X" },
    });
  });

  test.each([
    [{ "birth-date": "" }, { "birth-date": "missing" }],
    [
      { surname: "", forename: " " },
      { surname: "missing", forename: "missing" },
    ],
    [{ surname: "" }, {}],
    [{ date: "24.11.2026" }, { date: "future" }],
    [{ date: "1.1.1980" }, { date: "before-birth" }],
    [{ "birth-date": "2099" }, { "birth-date": "date" }],
    [{ "birth-date": "1.1.1800" }, { "birth-date": "date" }],
    [{ dose: "0" }, { dose: "number" }],
    [{ dose: "100" }, { dose: "number" }],
    [{ product: "s" }, { product: "product" }],
    [{ "document-country": "GER" }, { "document-country": "country" }],
    [{ "document-number": "" }, { "document-number": "missing" }],
    [{ "document-type": "" }, { "document-type": "missing" }],
    [{ "document-type": "", "document-number": "" }, {}],
    [{ lot: "" }, {}],
  ] as const)("%o is wrong as %o", (values, wrong) => {
    const checked = checkDraft(withValues(values), TODAY);
    const expected = { ...wrong };
    if ("birth-date" in expected && values["birth-date" as keyof typeof values] === "2099") {
      Object.assign(expected, { "birth-date": "future", date: "before-birth" });
    }
    expect(checked.wrong).toEqual(expected);
    expect(checked.body === null).toBe(Object.keys(expected).length > 0);
  });

  test("is of one of four grounds, each with its own fields", () => {
    const draft = withValues({
      "test-type": "antigen",
      "sampled-on": "20.11.2026",
      "sampled-at": "930",
      result: "negative",
      "first-positive": "1.10.2026",
      "valid-from": "1.11.2026",
      "valid-until": "1.5.2027",
    });
    const bodies = GROUNDS.map((ground) => checkDraft({ ...draft, ground }, TODAY).body ?? {});
    expect(bodies.map((body) => GROUNDS.filter((ground) => ground in body))).toEqual(
      GROUNDS.map((ground) => [ground]),
    );
    expect((bodies[1] as { test: object }).test).toMatchObject({
      type: "LP217198-3",
      result: "260415000",
      sampled_at: expect.stringMatching(/^2026-11-20T09:30:00[+-]\d\d:\d\d$/u),
    });
    const back = { ...draft, ground: "exemption" as const };
    const turned = { ...back, values: { ...back.values, "valid-until": "1.10.2026" } };
    expect(checkDraft(turned, TODAY).wrong).toEqual({ "valid-until": "order" });
  });

  test("leaves the next person what is the same for all, and nothing of anybody", () => {
    expect(nextDraft(WHOLE).values).toEqual({
      "document-type": "passport",
      "document-country": "de",
      product: "com",
      doses: "02",
      date: "1.11.2026",
      lot: "ab1",
    });
  });

  test("has a field for every member that the API may refuse", () => {
    const members = [
      ["name.surname_standardised", "surname"],
      ["birth_date", "birth-date"],
      ["vaccination.manufacturer", "product"],
      ["vaccination.date", "date"],
      ["test.sampled_at", "sampled-on"],
      ["document_number", "document-number"],
      ["lot", "lot"],
      ["recovery.first_positive", "first-positive"],
    ] as const;
    for (const [member, field] of members) expect(fieldNamed(member), member).toBe(field);
    expect(fieldNamed("kid")).toBeUndefined();
  });
});

describe("a link", () => {
  const token = "0a".repeat(32);
  test("is read from behind the #, and from what was pasted", () => {
    expect(linkIn(`#join=${token}`)).toEqual({ to: "join", token });
    const address = addressOf({ to: "register", token }, "https://a.example/desk/?x=1#y");
    expect(address).toBe(`https://a.example/desk/#register=${token}`);
    expect([address, ` ${token}\n`, `x${token}`, token.slice(1)].map(secretIn)).toEqual([
      token,
      token,
      undefined,
      undefined,
    ]);
  });

  test("that is none leads nowhere", () => {
    for (const hash of [
      "",
      "#join",
      `#leave=${token}`,
      `#join=${token}0`,
      `#join=${"A".repeat(64)}`,
    ]) {
      expect(linkIn(hash)).toBeUndefined();
    }
  });
});

/** What every officer sees. */
const EVERYBODY = ["looks", "policies"];

test("a role is offered what it may do, and no more", () => {
  expect(roomsFor({ is: "in", me: NURSE })).toEqual([
    "enter",
    "queue",
    "import",
    "find",
    ...EVERYBODY,
  ]);
  expect(roomsFor({ is: "away", me: NURSE })).toEqual(["enter", "queue"]);
  expect(roomsFor({ is: "out" })).toEqual([]);
  expect(purposesFor(NURSE.permissions)).toEqual(["holder-asked", "print", "correct", "issue"]);
  expect(purposesFor(["find-holder"])).toEqual([]);
  const auditor = { ...NURSE, permissions: ["read-acts", "read-staff"] };
  expect(roomsFor({ is: "in", me: auditor })).toEqual(["acts", "staff", ...EVERYBODY]);
});

function play(state: State, ...events: readonly Event[]): { state: State; effects: Effect[] } {
  const effects: Effect[] = [];
  for (const event of events) {
    const step = reduce(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const IN = play(firstState("en", Date.parse(`${TODAY}T12:00:00Z`) / 1_000), {
  type: "signed-in",
  me: NURSE,
}).state;
const typed = (draft: Draft): Event[] =>
  Object.entries(draft.values).map(([field, text]) => ({
    type: "typed",
    field: field as keyof Draft["values"],
    text,
  }));

describe("the desk", () => {
  test("opens the first room of the role, and none without a sign-in", () => {
    expect(IN.room).toEqual({ is: "enter" });
    expect(IN.entry.draft.values).toEqual({ "document-country": "DE" });
    const out = firstState("en", CLOCK);
    for (const event of [
      { type: "room-chosen", room: "find" },
      { type: "wanted", work: { do: "read-acts" } },
      { type: "found", found: { count: 1, holder: "h" } },
    ] as const) {
      expect(reduce(out, event)).toEqual({ state: out, effects: [] });
    }
  });

  test("asks what a pass would say, and believes no answer to something else", () => {
    const { state, effects } = play(IN, ...typed(WHOLE));
    const asked = effects.filter((effect) => effect.do === "preview");
    const body = JSON.stringify(checkDraft(WHOLE, TODAY).body);
    expect(asked.at(-1)).toEqual({ do: "preview", body });
    const preview = { is: "refused", code: "issue.future", field: "date" } as const;
    const stale = reduce(state, { type: "previewed", body: "{}", preview }).state;
    expect(stale.entry.preview).toBeNull();
    const fresh = reduce(state, { type: "previewed", body, preview }).state;
    expect(fresh.entry.preview).toEqual(preview);
    expect(play(fresh, { type: "typed", field: "dose", text: "1" }).state.entry.preview).toBeNull();
  });

  test("asks again under the same key, and under a new one for something else", () => {
    const whole = play(IN, ...typed(WHOLE)).state;
    const first = play(whole, { type: "issue-wanted", key: "k1" });
    expect(first.effects).toMatchObject([{ do: "issue", entry: { key: "k1" }, isAway: false }]);
    const lost: Event = { type: "done-with", told: { is: "failed", code: "page.fetch" } };
    const again = play(first.state, lost, { type: "issue-wanted", key: "k2" });
    expect(again.effects).toEqual(first.effects);
    const other = play(again.state, lost, { type: "typed", field: "dose", text: "1" });
    const third = play(other.state, { type: "issue-wanted", key: "k3" });
    expect(third.effects).toMatchObject([{ do: "issue", entry: { key: "k3" } }]);
    expect(third.effects[0]).not.toEqual(first.effects[0]);
  });

  test("issues once, what is whole, and nothing while something else is done", () => {
    const whole = play(IN, ...typed(WHOLE)).state;
    const twice = play(
      whole,
      { type: "issue-wanted", key: "a" },
      { type: "issue-wanted", key: "b" },
    );
    expect(twice.effects).toHaveLength(1);
    expect(play(IN, { type: "issue-wanted", key: "a" }).effects).toEqual([]);
    const done: Event = { type: "done-with", told: null };
    const issued = play(twice.state, { type: "issued", issued: ISSUED }, done);
    expect(play(issued.state, { type: "issue-wanted", key: "c" }).effects).toEqual([]);
    const next = play(issued.state, { type: "next-wanted" }).state;
    expect(next.entry.issued).toBeNull();
    expect(next.entry.draft.values.surname).toBeUndefined();
  });

  test("keeps what was typed for who typed it when the session ends, and for nobody else", () => {
    const ended = play(IN, ...typed(WHOLE), { type: "session-over" }).state;
    expect(ended.session).toEqual({ is: "out" });
    expect(ended.told).toEqual({ is: "done", what: "session-over" });
    const back = play(ended, { type: "signed-in", me: NURSE }).state;
    expect(back.entry.draft.values).toEqual(WHOLE.values);
    const other = play(ended, { type: "signed-in", me: { ...NURSE, officer: 4 } }).state;
    expect(other.entry.draft.values.surname).toBeUndefined();
    const left = play(
      IN,
      ...typed(WHOLE),
      { type: "signed-out" },
      { type: "signed-in", me: NURSE },
    );
    expect(left.state.entry.draft.values.surname).toBeUndefined();
  });

  test("shows a pass that was issued again beside the one that it replaces", () => {
    const pass = {
      pass: "p1",
      event: "e1",
      replaces: null,
      light: false,
      issued_at: 1,
      expires_at: 2,
      status: "valid",
      reason: null,
      since: null,
    } as const;
    const record = { holder: "h", versions: [], events: [], passes: [pass], accesses: [] };
    const reissued = { pass: "p2", replaces: "p1", text: "", collection_code: "", expires_at: 9 };
    const { room } = play(
      IN,
      { type: "opened", record, purpose: "print" },
      { type: "reissued", reissued },
    ).state;
    const passes = room.is === "record" ? room.record.passes : [];
    expect(passes.map((one) => [one.pass, one.status, one.replaces])).toEqual([
      ["p1", "replaced", null],
      ["p2", "valid", "p1"],
    ]);
  });
});

test("every message that the page asks for is there, and none is left over", async () => {
  const { readdirSync, readFileSync } = await import("node:fs");
  const files = readdirSync("src/desk", { recursive: true, encoding: "utf8" });
  const source = files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`src/desk/${file}`, "utf8"))
    .join("\n");
  const known = Object.keys(messages(textsIn("desk", "en")));
  const asked = [...source.matchAll(/say\(\s*"([a-z][\w-]*)"/gu)].map(([, id]) => id ?? "");
  expect(asked.filter((id) => !known.includes(id))).toEqual([]);
  const named = new Set([...source.matchAll(/"([a-z][\w-]*)"/gu)].map(([, id]) => id));
  // Those that are put together: of a template, or of a closed list of the API.
  const begun = [
    ...source.matchAll(/`([a-z][a-z-]*)-\$\{/gu),
    ...source.matchAll(/\b(?:words|wordOf|wordsOf\(say\))\(\s*"([a-z-]+)"/gu),
  ].map(([, list]) => list);
  const links = ["register", "found", "join"];
  const choices = ["document-type", "test-type", "result", "passphrase"];
  const made = new RegExp(`^(${[...begun, ...links, ...choices].join("|")})-`, "u");
  expect(known.filter((id) => !named.has(id) && !made.test(id))).toEqual([]);
});
