/** Around everything: the language, the door, how old the data is. */

import { button, el, put, show } from "../../dom.js";
import { LANGUAGES, languageOf, OWN_NAMES } from "../../text/language.js";
import { plain } from "../../text/plain.js";
import { dayInWords, type Say } from "../../text/say.js";
import type { State } from "../state.js";
import type { Send, View } from "./view.js";

const DAY_SECS = 86_400;

export function head(send: Send): View {
  const title = el("h1");
  const door = el("p", { class: "door" });
  const change = button(() => send({ type: "door-left" }), { class: "quiet" });
  const label = el("label", { for: "language", class: "unseen" });
  const language = el("select", { id: "language" });
  for (const tag of LANGUAGES) {
    language.append(el("option", { value: tag, lang: tag }, OWN_NAMES[tag]));
  }
  language.addEventListener("change", () => {
    send({ type: "language-chosen", language: languageOf([language.value]) });
  });
  const where = el("div", { class: "where" }, door, change);
  const root = el("header", {}, title, where, label, language);
  return {
    root,
    update(state, say) {
      put(title, say("page-title"));
      put(label, say("language"));
      put(change, say("change-door"));
      language.value = state.language;
      show(change, state.door !== null && state.data.is === "ready");
      const text = state.door ? doorInWords(say, state.door.place, state.door.region) : "";
      put(door, text);
      for (const part of [where, label, language]) show(part, !state.kiosk);
    },
  };
}

export function foot(): View {
  const age = el("p");
  const soon = el("p", { class: "warning" });
  const demonstration = el("p", { class: "warning" });
  const update = el("a", { href: "../update/" });
  const root = el("footer", {}, age, soon, demonstration, el("p", {}, update));
  return {
    root,
    update(state, say) {
      put(update, say("update-link"));
      show(root, state.data.is === "ready");
      show(update, !state.kiosk);
      if (state.data.is !== "ready") return;
      const { about } = state.data;
      put(age, dataAge(state, say, about.issued_at));
      put(soon, say("data-over"));
      show(soon, state.clock >= about.expires_at || state.last?.data_ageing === true);
      put(demonstration, say("demonstration"));
      show(demonstration, about.demonstration);
    },
  };
}

/** "Data of 1 December 2021, 2 days old." */
function dataAge(state: State, say: Say, issuedAt: number): string {
  const day = dayInWords(state.language, issuedAt);
  const age = Math.floor((state.clock - issuedAt) / DAY_SECS);
  return age < 0 ? say("data-from-tomorrow", { day }) : say("data-age", { day, age });
}

/** The kind of a place, by its name in policies, and the region. */
export function doorInWords(say: Say, place: string, region: string): string {
  const named = say.knows(`place-${place}`) ? say(`place-${place}`) : place;
  return say("here", { place: plain(named), region: plain(region) });
}
