/** What is right of a person or an event, in place of what was entered; the old value stays. */

import { button, el, put, show } from "../../dom.js";
import { whenOther } from "../../wallet/views/view.js";
import { newKey } from "../key.js";
import { entryForm } from "./form.js";
import type { Send, View } from "./view.js";

export function correct(send: Send): View {
  const title = el("h2");
  const hint = el("p", { class: "hint" });
  const press = el("button", { type: "submit", id: "correct" });
  const form = entryForm(send, "right", press, () => send({ type: "issue-wanted", key: newKey() }));
  const back = button(() => send({ type: "correct-left" }));
  const root = el("section", {}, title, hint, form.root, el("p", {}, back));
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { session, room } = state;
      const isHere = session.is === "in" && room.is === "correct";
      show(root, isHere);
      if (!isHere) {
        isOther();
        return;
      }
      put(title, say(`correct-${room.entry.draft.part}`));
      put(hint, say("correct-hint"));
      put(press, say("correct"));
      put(back, say("back"));
      press.disabled = state.isBusy;
      form.update(state, say);
      if (isOther(room.opened)) form.begin();
    },
  };
}
