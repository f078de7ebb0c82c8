/** What is around the rooms: title, officer and language, the way to each room, and the news. */

import { button, el, foreign, put, show } from "../../dom.js";
import { LANGUAGES, languageOf, OWN_NAMES } from "../../text/language.js";
import type { Say } from "../../text/say.js";
import { whenOther } from "../../wallet/views/view.js";
import { roomsFor } from "../purposes.js";
import { officerOf, type RoomName, waiting } from "../state.js";
import { telling, wordOf } from "../told.js";
import { line } from "./controls.js";
import { type Send, type View, want } from "./view.js";

export function head(send: Send): View {
  const title = el("h1");
  const who = el("p", { class: "officer" });
  const leave = button(want(send, { do: "sign-out" }));
  const label = el("label", { for: "language", class: "unseen" });
  const language = el("select", { id: "language" });
  for (const tag of LANGUAGES) {
    language.append(el("option", { value: tag, lang: tag }, OWN_NAMES[tag]));
  }
  language.addEventListener("change", () => {
    send({ type: "language-chosen", language: languageOf([language.value]) });
  });
  const root = el("header", {}, title, who, leave, label, language);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { session, language: chosen, isBusy } = state;
      put(title, say("page-title"));
      put(label, say("language"));
      put(leave, say("sign-out"));
      leave.disabled = isBusy;
      language.value = chosen;
      show(leave, session.is === "in");
      const me = officerOf(state);
      show(who, me !== null);
      if (!isOther(me, session.is, say)) return;
      who.replaceChildren();
      if (!me) return;
      const role = wordOf("role", me.role, say);
      const number = say("officer", { number: String(me.officer) });
      const away = session.is === "away" ? say("away") : "";
      who.append(...line(foreign(me.office), role, number, away));
    },
  };
}

/** The rooms that the role may enter. */
export function ways(send: Send): View {
  const list = el("ul");
  const root = el("nav", {}, list);
  const isOther = whenOther();
  return {
    root,
    update({ session, room, queue }, say) {
      const names = roomsFor(session);
      show(root, names.length > 0);
      root.setAttribute("aria-label", say("rooms"));
      const here = room.is === "record" || room.is === "correct" ? "find" : room.is;
      const count = waiting(queue);
      // What waits in a queue that is shut is not seen, and would be forgotten.
      const isShut =
        session.is === "in" && !queue.open && queue.officers.includes(session.me.officer);
      if (!isOther(names.join(" "), here, count, isShut, say)) return;
      list.replaceChildren(...names.map((name) => el("li", {}, way(name, name === here))));
      [...list.querySelectorAll("button")].forEach((key, at) => {
        const mark = names[at] === "queue" && (isShut ? say("locked") : waits(count, say));
        put(key, `${say(`room-${names[at]}`)}${mark ? ` (${mark})` : ""}`);
      });
    },
  };

  function way(name: RoomName, isHere: boolean): HTMLElement {
    const here: Record<string, string> = isHere ? { "aria-current": "page" } : {};
    return button(() => send({ type: "room-chosen", room: name }), { "data-room": name, ...here });
  }
}

const waits = (count: number, say: Say): string => (count > 0 ? say("waits", { count }) : "");

/** What came of the last thing, where it is seen and where it is heard. */
export function news(): View {
  const text = el("p");
  const root = el("div", { role: "status", class: "news" }, text);
  return {
    root,
    update({ told, isBusy }, say) {
      const { text: said, isBad } = isBusy
        ? { text: say("working"), isBad: false }
        : told
          ? telling(told, say)
          : { text: "", isBad: false };
      put(text, said);
      text.classList.toggle("warning", isBad);
    },
  };
}
