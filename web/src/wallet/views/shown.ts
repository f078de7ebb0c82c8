/**
 * The code as large as the screen: black on white, with its quiet zone. It has the focus, a label,
 * and says how to hold it, so that somebody who does not see it can show it. What is read on the
 * screen names no ground (guarantee G04): whoever stands at the door may read it too.
 */

import { button, el, foreign, put, show } from "../../dom.js";
import { plain } from "../../text/plain.js";
import { birthDateInWords } from "../../text/say.js";
import { passOf, type State } from "../state.js";
import { kindInWords } from "./shelf.js";
import { symbol } from "./symbol.js";
import { type Send, type View, whenOther } from "./view.js";

export function shown(send: Send): View {
  const title = el("h1", { class: "unseen" });
  const place = el("div", { class: "code", tabindex: "0" });
  const who = el("p", { class: "who" });
  const hint = el("p", { class: "hint", id: "shown-hint" });
  const close = button(() => send({ type: "room-left" }), { class: "press" });
  const beside = el("div", { class: "beside" }, who, hint, close);
  const root = el("section", { class: "shown" }, title, place, beside);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") send({ type: "room-left" });
  });
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const pass = passShown(state);
      show(root, pass !== undefined);
      put(title, say("shown-title"));
      put(hint, say("shown-hint"));
      put(close, say("close"));
      if (!isOther(pass?.kept.id, say)) return;
      place.replaceChildren();
      who.replaceChildren();
      if (!pass) return;
      const { name = "", birthDate = "" } = pass.seen?.person ?? {};
      const drawn = symbol(pass.kept.code);
      place.append(drawn ?? el("p", {}, say("code-too-long")));
      const label = say("code-label", { kind: kindInWords(pass, say), name: plain(name) });
      asPicture(place, drawn && label);
      who.append(foreign(name), el("br"), foreign(birthDateInWords(say.language, birthDate)));
      place.focus();
    },
  };
}

/** What has the focus is what is named: the code, as one picture. */
function asPicture(place: HTMLElement, label: string | undefined): void {
  const named = { role: "img", "aria-label": label ?? "", "aria-describedby": "shown-hint" };
  for (const [name, value] of Object.entries(named)) {
    if (label === undefined) place.removeAttribute(name);
    else place.setAttribute(name, value);
  }
}

export function passShown(state: State): ReturnType<typeof passOf> {
  return state.room.is === "shown" ? passOf(state, state.room.id) : undefined;
}
