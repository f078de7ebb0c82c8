// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";

import { texts } from "../build/texts.mjs";
import type { HolderRecord, Me } from "../src/desk/answers.js";
import { emptyDraft } from "../src/desk/entry.js";
import { reduce } from "../src/desk/reduce.js";
import { type Event, firstState, type State } from "../src/desk/state.js";
import { page } from "../src/desk/views/page.js";
import { SHOWN_MAX } from "../src/text/plain.js";
import { sayIn, type Sources } from "../src/text/say.js";

const SOURCES = texts("desk") as Sources;
const CLOCK = Date.parse("2026-11-23T12:00:00Z") / 1_000;
const NURSE: Me = {
  officer: 3,
  office: "Clinic",
  region: "XX",
  role: "clinic",
  permissions: ["issue", "preview", "find-holder", "open-holder", "print", "correct"],
};
const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "\u202eelpmaxE adA\u2066",
  `A${"\u0316".repeat(400)}`,
  "A".repeat(10_240),
];

let state: State;
let root: HTMLElement;
let sent: Event[];
let send: (event: Event) => void;

beforeEach(() => {
  state = firstState("en", CLOCK);
  sent = [];
  const view = page((event) => send(event));
  root = view.root;
  document.body.replaceChildren(root);
  send = (event) => {
    sent.push(event);
    state = reduce(state, event).state;
    view.update(state, sayIn(state.language, SOURCES));
  };
});

function recordOf(name: string): HolderRecord {
  const version = {
    version: 1,
    at: CLOCK,
    officer: 3,
    office: name,
    changed: [],
    surname: name,
    forename: name,
    surname_standardised: name,
    forename_standardised: name,
    birth_date: name,
  };
  const event = {
    event: "e1",
    corrects: null,
    corrected: false,
    office: name,
    source: "desk",
    at: CLOCK,
    changed: [],
    lot: name,
    payload: { v: [{ mp: name, dn: 2, sd: 2, dt: name }] },
  };
  const access = { access: "a1", officer: 3, office: name, purpose: "print", at: CLOCK };
  return {
    holder: "h1",
    versions: [version, version],
    events: [event],
    passes: [],
    accesses: [access],
  };
}

describe("what others wrote", () => {
  test.each(HOSTILE)("is text in a record, in one line: %#", (name) => {
    send({ type: "signed-in", me: { ...NURSE, office: name } });
    send({ type: "opened", record: recordOf(name), purpose: "print" });
    expect(root.querySelector("img, script")).toBeNull();
    const shown = [...root.querySelectorAll(".record bdi, .officer bdi")];
    expect(shown.length).toBeGreaterThan(6);
    for (const bdi of shown) {
      expect(bdi.childElementCount).toBe(0);
      expect(bdi.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
      expect([...(bdi.textContent ?? "")].length).toBeLessThanOrEqual(SHOWN_MAX + 1);
    }
  });

  test.each(HOSTILE)("is text in what a pass would say, and in the queue: %#", (name) => {
    send({ type: "signed-in", me: NURSE });
    const draft = { ...emptyDraft("XX"), values: { surname: name } };
    const entry = { key: "k", body: "{}", draft, at: CLOCK, state: "waiting" } as const;
    send({ type: "queue-opened", contents: { me: NURSE, entries: [entry], draft: null } });
    send({ type: "room-chosen", room: "queue" });
    expect(root.querySelector("[data-queued]")).not.toBeNull();
    expect(root.querySelector("img, script")).toBeNull();
    const bdi = root.querySelector("[data-queued] bdi");
    expect(bdi?.childElementCount).toBe(0);
    expect(bdi?.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  });
});

test("nothing of a record stays in the page once another room is entered", () => {
  send({ type: "signed-in", me: NURSE });
  send({ type: "opened", record: recordOf("Kanarienvogel"), purpose: "print" });
  expect(document.documentElement.outerHTML).toContain("Kanarienvogel");
  send({ type: "room-chosen", room: "find" });
  expect(document.documentElement.outerHTML).not.toContain("Kanarienvogel");
  send({ type: "opened", record: recordOf("Kanarienvogel"), purpose: "print" });
  send({ type: "session-over" });
  expect(document.documentElement.outerHTML).not.toContain("Kanarienvogel");
});

test("in Arabic the page runs from right to left, and every part keeps its direction", () => {
  send({ type: "language-chosen", language: "ar" });
  send({ type: "signed-in", me: NURSE });
  expect([document.documentElement.dir, document.documentElement.lang]).toEqual(["rtl", "ar"]);
  send({ type: "opened", record: recordOf("1987-03-14"), purpose: "print" });
  const line = root.querySelector("[data-event] p");
  expect(line?.querySelectorAll("bdi")).toHaveLength(3);
});

test("nothing is offered that the role may not do", () => {
  send({ type: "signed-in", me: { ...NURSE, permissions: ["find-holder", "open-holder"] } });
  send({ type: "opened", record: recordOf("Muster"), purpose: "holder-asked" });
  const keys = [...root.querySelectorAll<HTMLElement>(".record button")];
  expect(keys.filter((key) => !key.closest("[hidden]"))).toEqual([]);
});

test("a secret or a passphrase is out of the page once it was read", () => {
  send({ type: "nobody" });
  const field = root.querySelector<HTMLInputElement>("#register-secret");
  if (!field) throw new Error("there is no field for a link");
  field.value = "0a".repeat(32);
  field.form?.requestSubmit();
  expect(sent.at(-1)).toMatchObject({ type: "link-opened", link: { to: "register" } });
  expect(field.value).toBe("");
});
