/** What work says at its end. */

import type { Done, Event, Told } from "./state.js";

export const done = (what: Done): Told => ({ is: "done", what });

/** Nothing is being done any more, and this came of it. */
export const told = (saying: Told | null): readonly Event[] => [
  { type: "done-with", told: saying },
];
