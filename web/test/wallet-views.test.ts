// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/text/language.js";
import { appealsOf, type Look, type OwnRecord, recordOf } from "../src/wallet/own/record.js";
import type { Event } from "../src/wallet/state.js";
import { CLOCK, policy } from "./samples.js";
import { walletPage } from "./wallet-page.js";

const HOSTILE = "<img src=x onerror=alert(1)>\u202eevil";
const COURT: Look = {
  id: "l2",
  officer: 709_567_703,
  office: "Ministry",
  role: "office-head",
  purpose: "disclose",
  basis: "court-order",
  at: CLOCK,
};
const RECORD: OwnRecord = {
  ...recordOf({
    holder: "h1",
    versions: [],
    events: [],
    passes: [],
    accesses: [],
    acts: [],
    mandates: [],
  }),
  looks: [COURT, { ...COURT, id: "l1", officer: null, office: null, role: null, purpose: "own" }],
};

let sent: Event[];
let root: HTMLElement;
let send: (event: Event) => void;

beforeEach(() => {
  ({ root, sent, send } = walletPage());
});

const OPENED: Event = {
  type: "opened",
  passes: [{ kept: { id: "a1", code: "HC1:A", addedAt: 1 }, seen: null }],
  keys: [{ pass: "a1", expiresAt: CLOCK + 9 }],
  hasPasskey: false,
  cases: [],
  alike: [],
  answers: [],
  seen: null,
};

/** The room of a record, with what the authority said. */
function shown(record: OwnRecord, more: object = {}): string {
  send(OPENED);
  send({ type: "own-wanted", id: "a1" });
  send({ type: "own-heard", id: "a1", own: { record, ...more } });
  return root.querySelector(".own")?.textContent ?? "";
}

const looks = (): string[] =>
  [...root.querySelectorAll(".own section:first-of-type article")].map(
    (one) => one.textContent ?? "",
  );

const submit = (form: HTMLFormElement | null | undefined): unknown =>
  form?.dispatchEvent(new window.Event("submit", { cancelable: true }));

describe("g11: who looked", () => {
  test("is told with purpose, ground, office, role and number; one's own looks are counted", () => {
    const text = shown(RECORD);
    expect(looks()).toHaveLength(1);
    for (const part of [
      "to hand it to a court or a body named by law",
      "a court's order",
      "Ministry",
      "head of office",
      "number 709567703",
    ]) {
      expect(looks()[0]).toContain(part);
    }
    expect(text).toContain("You looked yourself 1 time.");
  });

  test("is told in every language, and nothing of it falls out", () => {
    shown(RECORD);
    for (const language of LANGUAGES) {
      send({ type: "language-chosen", language });
      const [look = ""] = looks();
      expect(look).toMatch(/Ministry[^]*709567703/u);
      expect(look).not.toMatch(/purpose-|role-|basis-|look-/u);
    }
  });

  test("is told too where this page does not know a purpose yet, or the name is hostile", () => {
    const look = { ...COURT, purpose: "profile-them", role: "spy", basis: null, office: HOSTILE };
    shown({ ...RECORD, looks: [look] });
    expect(looks()[0]).toMatch(/profile-them[^]*none given[^]*<img src=x[^]*spy/u);
    expect(looks()[0]).not.toContain("\u202e");
    expect(root.querySelector("img")).toBeNull();
  });

  test("is nobody where nobody did, and that is said", () => {
    expect(shown({ ...RECORD, looks: [] })).toMatch(/Nobody looked but you\.[^]*not looked/u);
  });
});

describe("a pass of a record", () => {
  const pass = {
    id: "p1",
    event: "e1",
    isLight: false,
    issuedAt: 1,
    expiresAt: 2,
    reason: null,
    since: null,
  };
  const POLICY = policy("indoor", ["cinema"]);

  test("that counts is taken in, and gives light ones where there is a rule for them", () => {
    const valid = { ...RECORD, passes: [{ ...pass, status: "valid" }] };
    expect(shown(valid)).not.toContain("Fetch light passes");
    expect(shown({ ...valid }, { policies: [POLICY] })).toContain("Fetch light passes");
    const buttons = [...root.querySelectorAll<HTMLButtonElement>(".own .entries button")];
    const named = (text: string): HTMLButtonElement | undefined =>
      buttons.find((button) => button.textContent === text);
    named("Take it into the wallet")?.click();
    expect(sent.at(-1)).toEqual({
      type: "wanted",
      work: { do: "take-own", pass: "a1", of: "p1" },
    });
    send({ type: "done-with", told: null });
    submit(named("Fetch light passes")?.closest("form"));
    expect(sent.at(-1)).toEqual({
      type: "wanted",
      work: { do: "fetch-light", pass: "a1", of: "p1", policy: "indoor" },
    });
  });

  test("that is taken away is objected to, and one that is replaced is left", () => {
    const taken = [
      { ...pass, id: "p2", status: "noticed", reason: "lot-withdrawn", since: CLOCK },
      { ...pass, id: "p3", status: "replaced" },
    ];
    const text = shown({ ...RECORD, looks: [], passes: taken });
    expect(text).toMatch(/another one stands in its place[^]*going to be taken back/u);
    expect(text).toContain("the lot was withdrawn");
    const forms = [...root.querySelectorAll<HTMLFormElement>(".own .entries form")];
    expect(forms).toHaveLength(1);
    submit(forms[0]);
    expect(sent.at(-1)).toMatchObject({
      work: { do: "object", pass: "a1", against: { pass: "p2" } },
    });
  });
});

test("a decision is read whole, line by line, and no line of it is turned around", () => {
  const written = `First line.\n${"long ".repeat(60)}end.\n\u202eturned`;
  const appeals = appealsOf({
    appeals: [
      {
        appeal: "n1",
        kind: "look",
        state: "decided",
        filed_at: CLOCK,
        due_at: CLOCK,
        contests: false,
        overdue: false,
        decision: { outcome: "upheld", findings: ["no-purpose"] },
        texts: [
          { author: "appellant", day: 1, text: "mine" },
          { author: "reviewer", day: 2, text: written },
        ],
      },
    ],
  });
  const text = shown(RECORD, { appeals });
  expect(text).toMatch(/You are right\.[^]*Nobody needed to look\./u);
  expect(text).toMatch(/First line\.[^]*long end\./u);
  expect(text).not.toMatch(/mine|\u202e/u);
});

test("a request goes with the numbers by which it is found, and not without words", () => {
  shown(RECORD);
  const text = root.querySelector<HTMLTextAreaElement>("#request-text");
  const form = text?.closest("form");
  submit(form);
  expect(sent.filter(({ type }) => type === "wanted")).toEqual([]);
  if (text) text.value = "  It is spelled otherwise. ";
  submit(form);
  expect(sent.at(-1)).toEqual({
    type: "wanted",
    work: {
      do: "request",
      pass: "a1",
      text: [
        "The name or date of birth is wrong",
        "Number of the record: h1",
        "",
        "It is spelled otherwise.",
      ].join("\n"),
    },
  });
});
