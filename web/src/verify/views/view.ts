import type { Say } from "../../text/say.js";
import type { Event, State } from "../state.js";

/** Tells the page what happened. */
export type Send = (event: Event) => void;

/** A part of the page: made once, then brought up to date with every state. */
export interface View {
  readonly root: HTMLElement;
  update(state: State, say: Say): void;
}
