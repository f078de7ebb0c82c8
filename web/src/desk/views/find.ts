/**
 * Finding somebody by the document that they show. There is no list of people to look through: one
 * is found or none, and their record is opened only for a purpose, which they will see.
 */

import { button, el, put, show } from "../../dom.js";
import { formOf } from "../../wallet/views/secret.js";
import { whenOther } from "../../wallet/views/view.js";
import { DOCUMENTS } from "../fields.js";
import { purposesFor } from "../purposes.js";
import { choiceField, textField } from "./controls.js";
import type { Send, View } from "./view.js";

export function find(send: Send): View {
  const title = el("h2");
  const hint = el("p", { class: "hint" });
  const kind = choiceField("find-type");
  const country = textField("find-country", { maxlength: "2", spellcheck: "false" });
  const number = textField("find-number", { spellcheck: "false" });
  const go = el("button", { type: "submit" });
  const form = formOf(
    () => {
      const document = {
        type: kind.input.value,
        country: country.input.value.trim().toUpperCase(),
        number: number.input.value.trim(),
      };
      if (document.number === "") return number.input.focus();
      send({ type: "wanted", work: { do: "find", document } });
    },
    kind.root,
    country.root,
    number.root,
    go,
  );
  const opening = purposes(send);
  const root = el("section", {}, title, hint, form, opening.root);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { session, room, isBusy } = state;
      const isHere = session.is === "in" && room.is === "find";
      show(root, isHere);
      put(title, say("room-find"));
      put(hint, say("find-hint"));
      kind.say(say("field-document-type"));
      kind.offer(DOCUMENTS, (name) => say(`document-type-${name}`));
      country.say(say("field-document-country"));
      number.say(say("field-document-number"));
      put(go, say("find"));
      go.disabled = isBusy;
      opening.update(state, say);
      const isEntered = isOther(isHere && room.found === null && room);
      if (isEntered && isHere && room.found === null) {
        country.input.value = session.me.region.slice(0, 2);
        number.input.value = "";
        number.input.focus();
      }
    },
  };
}

/** One was found: for what is their record opened? */
function purposes(send: Send): View {
  const title = el("h3");
  const text = el("p");
  const keys = el("div", { class: "keys" });
  const root = el("div", { class: "notice" }, title, text, keys);
  let offered = "";
  let holder: string | null = null;
  const isOther = whenOther();
  return {
    root,
    update({ session, room, isBusy }, say) {
      const found = room.is === "find" ? room.found : null;
      show(root, found?.holder != null);
      put(title, say("purpose-title"));
      put(text, say("purpose-text"));
      const names = session.is === "in" ? purposesFor(session.me.permissions) : [];
      if (names.join(" ") !== offered) keys.replaceChildren(...names.map(key));
      offered = names.join(" ");
      [...keys.querySelectorAll("button")].forEach((one, at) => {
        put(one, say(`purpose-${names[at]}`));
        one.disabled = isBusy;
      });
      // A key that is shut while something is done takes no focus.
      if (isBusy) return;
      holder = found?.holder ?? null;
      if (isOther(found) && holder !== null) keys.querySelector("button")?.focus();
    },
  };

  function key(purpose: string): HTMLElement {
    const open = (): void => {
      if (holder !== null) send({ type: "wanted", work: { do: "open", holder, purpose } });
    };
    return button(open, { "data-purpose": purpose });
  }
}
