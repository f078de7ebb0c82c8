/** The wallet's page over its reducer, for tests alone. */

import { texts } from "../build/texts.mjs";
import { el } from "../src/dom.js";
import { sayIn, type Sources } from "../src/text/say.js";
import { reduce } from "../src/wallet/reduce.js";
import { type Event, firstState } from "../src/wallet/state.js";
import { page } from "../src/wallet/views/page.js";
import { CLOCK } from "./samples.js";

const SOURCES = texts("wallet") as Sources;

export interface WalletPage {
  readonly root: HTMLElement;
  /** Everything that happened, by the page or by the test. */
  readonly sent: Event[];
  readonly send: (event: Event) => void;
}

/** A page of its own in the document, in English. What is wanted of it is not done. */
export function walletPage(): WalletPage {
  let state = firstState("en", CLOCK);
  const sent: Event[] = [];
  const send = (event: Event): void => {
    sent.push(event);
    state = reduce(state, event).state;
    view.update(state, sayIn(state.language, SOURCES));
  };
  const view = page(send, { lock: () => {}, print: () => {} }, el("video"));
  document.body.replaceChildren(view.root);
  return { root: view.root, sent, send };
}
