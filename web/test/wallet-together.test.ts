// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";

import type { Inspection, TogetherAnswer } from "../src/core/core.js";
import { LANGUAGES } from "../src/text/language.js";
import type { Event, Pass } from "../src/wallet/state.js";
import type { Answer } from "../src/wallet/vault/answers.js";
import { CLOCK } from "./samples.js";
import { walletPage } from "./wallet-page.js";

/** Whatever is no sentence but the name of one. */
const NAMES = /\b(matching|person|together|kind|verdict|door|done|fault)-[a-z]/u;
const HOSTILE = "<img src=x onerror=alert(1)>";

function passOf(id: string, name: string): Pass {
  return {
    kept: { id, code: `HC1:${id}`, addedAt: 1 },
    seen: {
      inspection: { holder: {}, reason: null, notes: [] } as unknown as Inspection,
      judgement: id === "b1" ? "unverified" : "genuine",
      standing: "good",
      kind: "vaccination",
      person: { key: name, name, birthDate: "1987-03-14" },
    },
  };
}

const REASONS = ["surname-spelling", "forename-missing", "birth-date-precision"];
const opened = (answers: readonly Answer[] = [], other = HOSTILE): Event => ({
  type: "opened",
  passes: [passOf("a1", "Ada"), passOf("b1", other)],
  keys: [],
  hasPasskey: false,
  cases: [],
  alike: [
    {
      keys: ["Ada", HOSTILE],
      answer: "likely",
      reasons: REASONS.map((reason) => `matching.${reason}`),
    },
  ],
  answers,
  seen: null,
});
const YES: Answer = { one: ["a1"], other: ["b1"], isSame: true, saidAt: CLOCK };
const ANSWER: TogetherAnswer = {
  answer: "likely",
  reasons: ["matching.surname-spelling"],
  events: [
    { ground: "vaccination", date: "2021-06-01", instant: null, dose: 2, passes: [0, 1] },
    { ground: "test", date: null, instant: CLOCK, dose: null, passes: [1] },
    { ground: "exemption", date: null, instant: null, dose: null, passes: [0] },
  ],
  conflicts: ["matching.doses-of-one-day"],
  door: null,
};

/** The day of a light pass. */
const FAR = { from: CLOCK + 1, until: CLOCK + 2 };

let sent: Event[];
let root: HTMLElement;
let send: (event: Event) => void;

beforeEach(() => {
  ({ root, sent, send } = walletPage());
});

const question = (): HTMLElement | null =>
  root.querySelector<HTMLElement>("[aria-labelledby=person-question]");
const room = (): string => root.querySelector(".together")?.textContent ?? "";
const press = (of: ParentNode | null, text: string): void =>
  [...(of?.querySelectorAll("button") ?? [])].find((one) => one.textContent === text)?.click();

describe("the question", () => {
  test("says what differs and what is not proven, and a hostile name stays a name", () => {
    send(opened());
    const text = question()?.textContent ?? "";
    for (const part of [
      "The surname is spelt in two ways.",
      "One has forenames that the other lacks",
      "One knows more of the date of birth",
      "Not all of them are proven to be genuine.",
      HOSTILE,
    ]) {
      expect(text).toContain(part);
    }
    expect(root.querySelector("img")).toBeNull();
  });

  test.each([
    ["Yes, one person", true],
    ["No, two people", false],
  ])("is answered by %s, of these passes", (key, isSame) => {
    send(opened());
    press(question(), key);
    const work = { do: "say-person", one: ["a1"], other: ["b1"], isSame } as const;
    expect(sent.at(-1)).toEqual({ type: "wanted", work });
  });

  test("is not there before it is asked, nor after Later", () => {
    send(opened([], "Ben"));
    expect(question()?.hidden).toBe(true);
    send(opened());
    expect(question()?.hidden).toBe(false);
    press(question(), "Later");
    expect(question()?.hidden).toBe(true);
    send({ type: "locked", hasPasskey: false });
    send(opened());
    expect(question()?.hidden).toBe(false);
  });
});

describe("passes together", () => {
  const found = { ids: ["a1", "b1"], answer: ANSWER, acceptance: [] };

  test("are told with what each says, and what contradicts", () => {
    send(opened([YES]));
    send({ type: "together-wanted", id: "a1" });
    expect(room()).toContain("Being worked out");
    send({ type: "together-found", id: "a1", found });
    expect(room()).toContain("Vaccination, dose 2, 1 June 2021 (pass 1, 2)");
    expect(room()).toContain("Medical exemption (pass 1)");
    expect(room()).toContain("Two doses of one day");
    expect(room()).toContain("The surname is spelt in two ways.");
    press(root.querySelector(".together"), "Take that back");
    const work = { do: "take-back", one: ["a1", "b1"], other: ["a1", "b1"] } as const;
    expect(sent.at(-1)).toEqual({ type: "wanted", work });
  });

  test("can be taken apart again where there is nothing to count together", () => {
    const opens = opened([YES]);
    if (opens.type !== "opened") throw new Error("not opened");
    const passes = opens.passes.map((pass) =>
      pass.kept.id === "a1" ? pass : { ...pass, kept: { ...pass.kept, window: FAR } },
    );
    send({ ...opens, passes });
    press(root.querySelector(".shelf"), "What they give together");
    expect(room()).toContain("Fewer than two of these passes");
    press(root.querySelector(".together"), "Take that back");
    const work = { do: "take-back", one: ["a1", "b1"], other: ["a1", "b1"] } as const;
    expect(sent.at(-1)).toEqual({ type: "wanted", work });
    send(opened());
    press(root.querySelector(".together"), "Back");
    expect(root.querySelectorAll(".person")).toHaveLength(2);
  });

  test("are not shown with what was worked out of others", () => {
    send(opened([YES]));
    send({ type: "together-wanted", id: "a1" });
    send({ type: "together-found", id: "a1", found: { ...found, ids: ["a1"] } });
    expect(room()).toContain("Being worked out");
    expect(room()).not.toContain("dose 2");
  });

  test("say where one does not count by itself, and why nothing is counted", () => {
    send(opened([YES]));
    send({ type: "together-wanted", id: "a1" });
    const now = { verdict: "refused", saying: "door-not-valid", unsound: 1 } as const;
    const acceptance = [{ region: "XX", places: ["cinema"], now, spans: [] }];
    send({ type: "together-found", id: "a1", found: { ...found, acceptance } });
    expect(room()).toContain("Pass 2 does not count by itself");
    const code = "matching.different";
    send({ type: "together-found", id: "a1", found: { ids: found.ids, code } });
    expect(room()).toContain("These passes name different people.");
  });

  test("have words in every language", () => {
    send(opened());
    for (const language of LANGUAGES) {
      send({ type: "language-chosen", language });
      expect(question()?.textContent).not.toMatch(NAMES);
    }
    send(opened([YES]));
    send({ type: "together-wanted", id: "a1" });
    send({ type: "together-found", id: "a1", found });
    for (const language of LANGUAGES) {
      send({ type: "language-chosen", language });
      expect(room()).not.toMatch(NAMES);
      for (const what of ["one-person", "two-people", "taken-back"] as const) {
        send({ type: "done-with", told: { is: "done", what } });
        expect(root.querySelector(".news")?.textContent).not.toMatch(NAMES);
      }
    }
    send(opened([{ ...YES, isSame: false }]));
    send({ type: "room-left" });
    for (const language of LANGUAGES) {
      send({ type: "language-chosen", language });
      expect(root.querySelector(".shelf")?.textContent).not.toMatch(NAMES);
    }
  });
});
