/** What steps of the reducer are made of. */

import type { Effect, State, Work } from "./state.js";

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export function to(state: State, part: Partial<State>, ...effects: readonly Effect[]): Step {
  return { state: { ...state, ...part }, effects };
}

/** Work that is done before anybody is signed in. */
const OUTSIDE: readonly Work["do"][] = [
  "sign-in",
  "sign-in-by-provider",
  "found",
  "join",
  "read-founding",
  "sign-founding",
  "register",
  "bind-provider",
  "open-queue",
];
/** Work that an open queue is enough for. */
const AWAY: readonly Work["do"][] = ["issue", "clear-sent", "discard"];

/** Begins some work, if it is possible and nothing else is being done. */
export function wanted(state: State, work: Work): Step {
  const { session, isBusy } = state;
  const isPossible =
    session.is === "in" ||
    OUTSIDE.includes(work.do) ||
    (session.is === "away" && AWAY.includes(work.do));
  return isBusy || !isPossible ? to(state, {}) : to(state, { isBusy: true, told: null }, work);
}
