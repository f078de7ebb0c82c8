// @vitest-environment happy-dom

import { expect, test } from "vitest";

import { texts } from "../build/texts.mjs";
import type { Look, Me, Policy } from "../src/desk/answers.js";
import { reduce } from "../src/desk/reduce.js";
import { type Event, firstState, type State } from "../src/desk/state.js";
import { looks } from "../src/desk/views/looks.js";
import { policies } from "../src/desk/views/policies.js";
import { sayIn, type Sources } from "../src/text/say.js";
import { CLOCK } from "./samples.js";

const say = sayIn("en", texts("desk") as Sources);
const ME: Me = { officer: 3, office: "Clinic", region: "XX", role: "clinic", permissions: [] };
const look = (access: string, purpose: string): Look => ({ access, purpose, at: CLOCK });
const play = (...events: readonly Event[]): State =>
  events.reduce((state, event) => reduce(state, event).state, firstState("en", CLOCK));
const enter = (room: "looks" | "policies"): Event[] => [
  { type: "signed-in", me: ME },
  { type: "done-with", told: null },
  { type: "room-chosen", room },
];

test("an officer reads their looks page by page, and from the first again", () => {
  const first = { looks: [look("a", "print")], next: "a" };
  const last = { looks: [look("b", "issue")] };
  const more = play(
    ...enter("looks"),
    { type: "looks-read", read: first, isFirst: true },
    { type: "looks-read", read: last, isFirst: false },
  );
  expect(more.room).toEqual({ is: "looks", read: { looks: [...first.looks, ...last.looks] } });
  const again = reduce(more, { type: "looks-read", read: first, isFirst: true }).state;
  expect(again.room).toEqual({ is: "looks", read: first });
  const sent: Event[] = [];
  const view = looks((event) => sent.push(event));
  view.update({ ...again, isBusy: false }, say);
  expect(view.root.textContent).toContain("To print a pass");
  const button = [...view.root.querySelectorAll("button")].at(-1);
  expect(button?.hidden).toBe(false);
  button?.click();
  expect(sent).toEqual([{ type: "wanted", work: { do: "read-looks", after: "a" } }]);
  view.update({ ...more, isBusy: false }, say);
  expect(button?.hidden).toBe(true);
});

test("a policy is told with what its rehearsal found, and none of fewer than ten", () => {
  const policy: Policy = {
    id: "xx.places",
    version: 1,
    title: { en: "Indoor <b>places</b>" },
    region: "XX",
    places: ["cinema", "unheard-of"],
    number: 2,
    from: CLOCK - 10,
    until: CLOCK + 10,
    tighter: true,
    announced: { told_at: CLOCK - 20, urgent: true, gained: null, lost: 12_000 },
  };
  const read = play(...enter("policies"), {
    type: "policies-read",
    policies: [policy, { ...policy, from: CLOCK + 1, announced: null }],
  });
  const view = policies(() => undefined);
  view.update(read, say);
  const [held = "", coming = ""] = [...view.root.querySelectorAll("li")].map(
    ({ textContent }) => textContent ?? "",
  );
  expect(held).toMatch(/<b>places<\/b>.*in force.*cinema, unheard-of.*yes.*urgent/su);
  expect(held).toMatch(/let in anew.*fewer than 10.*no longer let in.*12,000/su);
  expect(coming).toMatch(/still to come.*nothing in the ledger/su);
});
