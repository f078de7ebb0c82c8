/** The page: its views in their order, and where the focus goes when a room is entered. */

import { el } from "../../dom.js";
import { directionOf } from "../../text/language.js";
import type { State } from "../state.js";
import { telling } from "../told.js";
import { add } from "./add.js";
import { detail } from "./detail.js";
import { beginning, locked, restoring } from "./door.js";
import { foot, head, news } from "./frame.js";
import { forgetting, keys } from "./keys.js";
import { own } from "./own.js";
import { shelf } from "./shelf.js";
import { shown } from "./shown.js";
import { together } from "./together.js";
import type { Send, View } from "./view.js";

/** What the page does beyond sending events: at once, whatever else is going on. */
export interface Hands {
  lock(): void;
  print(): void;
}

export function page(send: Send, hands: Hands, video: HTMLVideoElement): View {
  const above = head(send, hands.lock);
  const below = foot(send);
  const told = news(({ told, isBusy }, say) => {
    if (isBusy) return { lines: [say("working")], isBad: false };
    return told ? telling(told, say) : { lines: [], isBad: false };
  });
  const restore = restoring(send);
  const forget = forgetting(send);
  const views = [
    beginning(send),
    locked(send),
    shelf(send),
    add(send, video),
    detail(send, hands.print),
    own(send),
    together(send),
    keys(send),
    restore,
    forget,
    shown(send),
  ];
  const main = el("main", { tabindex: "-1" }, told.root, ...views.map(({ root }) => root));
  const root = el("div", { class: "page" }, above.root, main, below.root);
  let room = "";
  /** What led away from the shelf. */
  let pressed: HTMLElement | undefined;
  return {
    root,
    update(state, say) {
      const { documentElement } = document;
      documentElement.lang = state.language;
      documentElement.dir = directionOf(state.language);
      documentElement.classList.toggle("showing", state.room.is === "shown");
      document.title = say("page-title");
      const now = roomOf(state);
      const { activeElement } = document;
      if (now !== room && room === SHELF && activeElement instanceof HTMLElement) {
        pressed = activeElement;
      }
      for (const view of [above, told, ...views, below]) view.update(state, say);
      // Whoever goes on by keyboard or ear begins where the new room does, and comes back to what
      // led there.
      const back = now === SHELF && main.contains(pressed ?? null) ? pressed : main;
      if (room && now !== room && isFocusLost(main)) back?.focus();
      if (state.vault.is !== "open") pressed = undefined;
      room = now;
    },
  };
}

const SHELF = "shelf";

function isFocusLost(main: HTMLElement): boolean {
  const { activeElement } = document;
  return (
    !activeElement || !main.contains(activeElement) || activeElement.closest("[hidden]") !== null
  );
}

function roomOf({ vault, room }: State): string {
  if (vault.is !== "open") return vault.is;
  return "id" in room ? `${room.is} ${room.id}` : room.is;
}
