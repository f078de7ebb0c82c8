import type { Say } from "../../text/say.js";
import type { Event, State } from "../state.js";

/** Tells the page what happened. */
export type Send = (event: Event) => void;

/** A part of the page: made once, then brought up to date with every state. */
export interface View {
  readonly root: HTMLElement;
  update(state: State, say: Say): void;
}

/** Remembers what a list was drawn from, so that it is drawn again only when that is another. */
export function whenOther(): (...of: readonly unknown[]) => boolean {
  let before: readonly unknown[] | undefined;
  return (...of) => {
    const isSame = before?.length === of.length && before.every((one, index) => one === of[index]);
    before = of;
    return !isSame;
  };
}
