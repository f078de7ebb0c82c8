/** Yes or no, by shape, word and colour; whom to compare; why, and what can be done. */

import type { Action } from "../../core/core.js";
import { button, drawing, el, foreign, put, show } from "../../dom.js";
import { CROSS, MARK, TICK } from "../../shapes.js";
import { birthDateInWords } from "../../text/say.js";
import { remedyOf } from "../remedy.js";
import { verdictId } from "./scan.js";
import type { Send, View } from "./view.js";

const SHAPES: Readonly<Record<Action, string>> = { admit: TICK, refuse: CROSS, manual: MARK };

export function answer(send: Send): View {
  const mark = el("div", { class: "mark" });
  const word = el("p", { class: "word" });
  const verdict = el("h2", { tabindex: "-1" });
  const reason = el("p", { class: "reason" });
  const remedy = el("p");
  const number = el("p");
  const person = identity();
  const next = button(() => send({ type: "next" }), { class: "press" });
  const title = el("div", { class: "title" }, word, verdict);
  const why = el("div", { class: "why" }, reason, remedy, number);
  const said = el("div", { class: "said" }, mark, title, why);
  const root = el("section", { class: "answer" }, said, person.root, next);
  let drawn: Action | null = null;
  return {
    root,
    update(state, say) {
      const shown = state.stage.is === "answer" ? state.stage.answer : null;
      const wasHidden = root.hidden;
      show(root, shown !== null);
      person.update(state, say);
      if (!shown) return;
      root.dataset["action"] = shown.action;
      if (drawn !== shown.action) {
        mark.replaceChildren(drawing("shape", "0 0 100 100", SHAPES[shown.action]));
        drawn = shown.action;
      }
      put(word, say(`action-${shown.action}`));
      put(verdict, say(verdictId(shown.verdict)));
      put(reason, say(shown.saying));
      put(remedy, say(remedyOf(shown.code)));
      put(number, say("consecutive", { number: shown.consecutive_policy ?? 0 }));
      show(number, shown.consecutive_policy !== null);
      put(next, say("next"));
      // The key that goes on is at hand, and the answer stays in view.
      if (wasHidden) next.focus({ preventScroll: true });
    },
  };
}

/** Name and birth date, emptied and not only hidden once they are over. */
function identity(): View {
  const title = el("h3");
  const name = el("dt");
  const whose = el("dd");
  const born = el("dt");
  const day = el("dd");
  const hint = el("p", { class: "hint" });
  const bar = el("div", { class: "time" });
  const list = el("dl", {}, el("div", {}, name, whose), el("div", {}, born, day));
  const root = el("div", { class: "person" }, title, list, bar, hint);
  let drawn: unknown = null;
  return {
    root,
    update(state, say) {
      const shown = state.stage.is === "answer" ? state.stage.answer : null;
      const hasPerson = shown !== null && (shown.name !== null || shown.birth_date !== null);
      show(root, hasPerson);
      put(title, say("compare"));
      put(name, say("name"));
      put(born, say("born"));
      put(hint, say("identity-hint"));
      if (drawn === shown) return;
      drawn = shown;
      const notSaid = (): string => say("not-said");
      const date = shown?.birth_date ?? null;
      whose.replaceChildren(shown ? (shown.name === null ? notSaid() : foreign(shown.name)) : "");
      day.replaceChildren(
        shown ? (date === null ? notSaid() : foreign(birthDateInWords(say.language, date))) : "",
      );
    },
  };
}
