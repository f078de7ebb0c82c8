/** Answers and policies as the core gives them, for tests alone. */

import type { About, Action, DoorAnswer, Policy, Verdict } from "../src/core/core.js";
import { reduce } from "../src/check/reduce.js";
import { type Effect, type Event, firstState, type State } from "../src/check/state.js";

export const ABOUT: About = {
  version: "1.1",
  issued_at: 1_638_230_400,
  expires_at: 1_640_822_400,
  ledger: null,
  demonstration: false,
};

export const CLOCK = ABOUT.issued_at + 2 * 86_400;

export function policy(id: string, places: readonly string[], number = 1): Policy {
  const title = { en: `Policy ${id}`, de: `Regelung ${id}` };
  const times = { from: ABOUT.issued_at, until: ABOUT.expires_at };
  return { id, version: 1, title, region: "RU-MOW", places: [...places], number, ...times };
}

export function answer(action: Action, verdict: Verdict, code: string): DoorAnswer {
  const isKnown = action !== "refuse";
  return {
    verdict,
    action,
    code: `door.${code}`,
    saying: `door-${code}`,
    name: isKnown ? "Ada Example" : null,
    birth_date: isKnown ? "1987-03-14" : null,
    data_age_secs: 172_800,
    data_ageing: false,
    consecutive_policy: null,
  };
}

export const ADMIT = answer("admit", "accepted", "accepted");
export const REFUSE = answer("refuse", "refused", "not-valid");
export const MANUAL = answer("manual", "undetermined", "data-too-old");

export const DOOR = { place: "cinema", region: "RU-MOW" };

/** The state after some events, and everything that was to be done. */
export function after(...events: readonly Event[]): { state: State; effects: readonly Effect[] } {
  return events.reduce<{ state: State; effects: readonly Effect[] }>(
    (before, event) => {
      const { state, effects } = reduce(before.state, event);
      return { state, effects: [...before.effects, ...effects] };
    },
    { state: firstState("en", CLOCK), effects: [] },
  );
}

export const OPENED: Event = {
  type: "opened",
  about: ABOUT,
  policies: [policy("a", ["cinema", "theatre"]), policy("b", ["gym"], 3)],
  door: null,
};
export const AT_DOOR: readonly Event[] = [OPENED, { type: "door-chosen", door: DOOR }];
