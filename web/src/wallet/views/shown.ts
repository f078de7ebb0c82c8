/**
 * The code as large as the screen: black on white, with its quiet zone. It has the focus, a label,
 * and says how to hold it, so that somebody who does not see it can show it.
 */

import { button, el, foreign, put, show } from "../../dom.js";
import { plain } from "../../text/plain.js";
import { birthDateInWords } from "../../text/say.js";
import { passOf, type State } from "../state.js";
import { kindInWords } from "./shelf.js";
import { symbol } from "./symbol.js";
import { type Send, type View, whenOther } from "./view.js";

export function shown(send: Send): View {
  const place = el("div", { class: "code", tabindex: "0" });
  const who = el("p", { class: "who" });
  const hint = el("p", { class: "hint", id: "shown-hint" });
  const close = button(() => send({ type: "room-left" }), { class: "press" });
  const root = el(
    "section",
    { class: "shown", "aria-describedby": "shown-hint" },
    place,
    el("div", { class: "beside" }, who, hint, close),
  );
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") send({ type: "room-left" });
  });
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const pass = passShown(state);
      show(root, pass !== undefined);
      put(hint, say("shown-hint"));
      put(close, say("close"));
      if (!isOther(pass?.kept.id, say)) return;
      place.replaceChildren();
      who.replaceChildren();
      if (!pass) return;
      const { name = "", birthDate = "" } = pass.seen?.person ?? {};
      const label = say("code-label", { kind: kindInWords(pass, say), name: plain(name) });
      const drawn = symbol(pass.kept.code, label);
      place.append(drawn ?? el("p", {}, say("code-too-long")));
      who.append(foreign(name), " · ", foreign(birthDateInWords(say.language, birthDate)));
      place.focus();
    },
  };
}

export function passShown(state: State): ReturnType<typeof passOf> {
  return state.room.is === "shown" ? passOf(state, state.room.id) : undefined;
}
