/** What is around the rooms: title, language and lock above, the age of the data below. */

import { button, el, put, show } from "../../dom.js";
import { LANGUAGES, languageOf, OWN_NAMES } from "../../text/language.js";
import { dayInWords } from "../../text/say.js";
import type { Send, View } from "./view.js";

export function head(send: Send, lock: () => void): View {
  const title = el("h1");
  const locking = button(lock);
  const keys = button(() => send({ type: "keys-wanted" }));
  const label = el("label", { for: "language", class: "unseen" });
  const language = el("select", { id: "language" });
  for (const tag of LANGUAGES) {
    language.append(el("option", { value: tag, lang: tag }, OWN_NAMES[tag]));
  }
  language.addEventListener("change", () => {
    send({ type: "language-chosen", language: languageOf([language.value]) });
  });
  const inside = el("div", { class: "keys" }, keys, locking);
  const root = el("header", {}, title, inside, label, language);
  return {
    root,
    update(state, say) {
      put(title, say("page-title"));
      put(label, say("language"));
      put(keys, say("keys-link"));
      put(locking, say("lock"));
      language.value = state.language;
      show(inside, state.vault.is === "open");
      show(root, state.room.is !== "shown");
    },
  };
}

const DAY_SECS = 86_400;
/** As old as data may be at any door (guarantee G02). */
const FRESH_DAYS = 8;

export function foot(send: Send): View {
  const age = el("p");
  const newer = button(() => send({ type: "wanted", work: { do: "fetch-data" } }));
  const demonstration = el("p", { class: "warning" });
  const old = el("p", { class: "warning" });
  const root = el("footer", {}, age, old, newer, demonstration);
  return {
    root,
    update(state, say) {
      const { data } = state;
      show(root, data.is === "ready" && state.room.is !== "shown");
      if (data.is !== "ready") return;
      put(age, say("data-of", { day: dayInWords(state.language, data.about.issued_at) }));
      put(newer, say("data-newer"));
      newer.disabled = state.isBusy;
      // Where passes are, and not beside what is done with one of them; and where a newer page is
      // needed, which comes along.
      const isAtShelf = state.vault.is === "open" && state.room.is === "shelf";
      show(newer, isAtShelf || state.vault.is === "broken");
      const days = Math.floor((state.clock - data.about.issued_at) / DAY_SECS);
      put(old, say("data-old", { days }));
      show(old, days > FRESH_DAYS);
      put(demonstration, say("demonstration"));
      show(demonstration, data.about.demonstration);
    },
  };
}

/** Longest message that stays on the screen wherever somebody is on the page, characters. */
const STAYS_MAX = 120;

/** What came of the last thing, where it is seen and where it is heard. */
export function news(
  tell: (
    state: Parameters<View["update"]>[0],
    say: Parameters<View["update"]>[1],
  ) => {
    readonly lines: readonly string[];
    readonly isBad: boolean;
  },
): View {
  const text = el("p");
  const root = el("div", { role: "status", class: "news" }, text);
  return {
    root,
    update(state, say) {
      const { lines, isBad } = tell(state, say);
      const said = lines.join(" ");
      const isNew = text.textContent !== said;
      const isLong = said.length > STAYS_MAX;
      put(text, said);
      text.classList.toggle("warning", isBad);
      root.classList.toggle("empty", said === "");
      root.classList.toggle("long", isLong);
      if (isNew && isLong) root.scrollIntoView({ block: "nearest" });
    },
  };
}
