/** Entering an event: the form, what the pass would say, and the pass once it was issued. */

import { button, el, foreign, put, show } from "../../dom.js";
import { birthDateInWords, dayInWords, type Say } from "../../text/say.js";
import { whenOther } from "../../wallet/views/view.js";
import { newKey } from "../key.js";
import { checked, LAYOUTS, officerOf, type Previewed } from "../state.js";
import { faultInWords } from "../told.js";
import { choiceField, facts } from "./controls.js";
import { entryForm } from "./form.js";
import type { Send, View } from "./view.js";

export function enter(send: Send): View {
  const title = el("h2");
  const hint = el("p", { class: "hint" });
  const issue = el("button", { type: "submit", id: "issue" });
  const form = entryForm(send, "entry", issue, () => send({ type: "issue-wanted", key: newKey() }));
  const kept = el("p", { class: "hint" });
  const ahead = lookAhead();
  const done = issued(send);
  const root = el("section", {}, title, done.root, hint, form.root, kept, ahead.root);
  /** Whoever comes in here, or goes on to the next person, begins to type at once. */
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const isHere = officerOf(state) !== null && state.room.is === "enter";
      show(root, isHere);
      if (!isHere) {
        isOther();
        return;
      }
      put(title, say("room-enter"));
      put(hint, say("enter-hint"));
      const { issued: pass } = state.entry;
      for (const part of [hint, form.root]) show(part, pass === null);
      put(kept, say("draft-kept"));
      show(kept, state.entry.isKept && pass === null);
      put(issue, say(state.session.is === "away" ? "keep" : "issue"));
      issue.disabled = state.isBusy;
      for (const view of [form, ahead, done]) view.update(state, say);
      if (isOther(state.room, state.entry.turn) && pass === null) form.begin();
    },
  };
}

/** What the pass would say, as the API answers while it is typed. */
function lookAhead(): View {
  const title = el("h3");
  const body = el("div", { "aria-live": "polite" });
  const root = el("div", { class: "ahead" }, title, body);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { preview, issued } = state.entry;
      show(root, issued === null && state.session.is === "in");
      put(title, say("preview-title"));
      const isWhole = checked(state).body !== null;
      if (!isOther(preview, isWhole, say)) return;
      if (preview) body.replaceChildren(...shown(preview, say));
      else body.replaceChildren(el("p", {}, say(isWhole ? "preview-waits" : "preview-none")));
    },
  };
}

function shown(preview: Previewed, say: Say): HTMLElement[] {
  if (preview.is === "refused") {
    return [el("p", { class: "warning" }, faultInWords(preview.code, say))];
  }
  const { payload, ground, expires_at } = preview.shown;
  const { nam = {}, dob = "" } = payload;
  const name = [nam["gn"], nam["fn"]].filter(Boolean).join(" ");
  const machine = [nam["fnt"], nam["gnt"]].filter(Boolean).join("<<");
  return [
    facts(
      [say("name"), foreign(name)],
      [say("name-by-machine"), foreign(machine)],
      [say("field-birth-date"), foreign(birthDateInWords(say.language, dob))],
      [say("ground"), say(`ground-${ground}`)],
      [say("valid-to"), dayInWords(say.language, expires_at)],
    ),
  ];
}

/** The pass, to be handed over: the keyboard is on the key that prints. */
function issued(send: Send): View {
  const text = el("p", { class: "good" });
  const code = el("div");
  const layout = choiceField("layout");
  let pass = "";
  const print = button(
    () => {
      const wanted = LAYOUTS.find((name) => name === layout.input.value) ?? "a4";
      send({ type: "wanted", work: { do: "print", pass, layout: wanted } });
    },
    { class: "press", id: "print" },
  );
  const next = button(() => send({ type: "next-wanted" }), { id: "next" });
  const keys = el("div", { class: "keys" }, print, next);
  const root = el("div", { class: "notice" }, text, code, layout.root, keys);
  const isOther = whenOther();
  return {
    root,
    update({ entry, isBusy }, say) {
      const made = entry.issued;
      show(root, made !== null);
      put(text, say("issued-text"));
      layout.say(say("layout"));
      layout.offer(LAYOUTS, (name) => say(`layout-${name}`));
      put(print, say("print"));
      put(next, say("next-person"));
      for (const key of [print, next]) key.disabled = isBusy;
      if (isOther(made, say)) {
        code.replaceChildren();
        if (made) {
          const { surname, forename } = entry.draft.values;
          const name = [forename, surname].filter(Boolean).join(" ");
          const day = dayInWords(say.language, made.expires_at);
          code.append(facts([say("name"), foreign(name)], [say("valid-to"), day]));
        }
      }
      if (isBusy) return;
      if (made && made.pass !== pass) print.focus();
      pass = made?.pass ?? "";
    },
  };
}
