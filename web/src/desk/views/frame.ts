/** What is around the rooms: title, officer and language, the way to each room, and the news. */

import { button, el, foreign, put, show } from "../../dom.js";
import { LANGUAGES, languageOf, OWN_NAMES } from "../../text/language.js";
import { whenOther } from "../../wallet/views/view.js";
import { roomsFor } from "../purposes.js";
import type { RoomName } from "../state.js";
import { telling, wordOf } from "../told.js";
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
    update({ session, language: chosen, isBusy }, say) {
      put(title, say("page-title"));
      put(label, say("language"));
      put(leave, say("sign-out"));
      leave.disabled = isBusy;
      language.value = chosen;
      show(leave, session.is === "in");
      show(who, session.is === "in");
      const me = session.is === "in" ? session.me : null;
      if (!isOther(me, say)) return;
      who.replaceChildren();
      if (!me) return;
      const role = wordOf("role", me.role, say);
      who.append(
        foreign(me.office),
        ` · ${role} · ${say("officer", { number: String(me.officer) })}`,
      );
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
    update({ session, room }, say) {
      const names = session.is === "in" ? roomsFor(session.me.permissions) : [];
      show(root, names.length > 0);
      root.setAttribute("aria-label", say("rooms"));
      const here = room.is === "record" ? "find" : room.is;
      if (!isOther(names.join(" "), here, say)) return;
      list.replaceChildren(...names.map((name) => el("li", {}, way(name, name === here))));
      [...list.querySelectorAll("button")].forEach((key, at) => put(key, say(`room-${names[at]}`)));
    },
  };

  function way(name: RoomName, isHere: boolean): HTMLElement {
    const here: Record<string, string> = isHere ? { "aria-current": "page" } : {};
    return button(() => send({ type: "room-chosen", room: name }), { "data-room": name, ...here });
  }
}

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
