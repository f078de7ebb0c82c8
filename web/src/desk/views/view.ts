import type { Say } from "../../text/say.js";
import type { Event, State, Work } from "../state.js";

/** Tells the page what happened. */
export type Send = (event: Event) => void;

/** A part of the page: made once, then brought up to date with every state. */
export interface View {
  readonly root: HTMLElement;
  update(state: State, say: Say): void;
}

/** Somebody pressed for something. */
export const want =
  (send: Send, work: Work): (() => void) =>
  () =>
    send({ type: "wanted", work });
