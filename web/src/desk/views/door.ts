/** Before anybody is signed in: the ways in. */

import { button, el, put, show } from "../../dom.js";
import { formOf } from "../../wallet/views/secret.js";
import { secretIn } from "../links.js";
import type { Link } from "../links.js";
import { textField } from "./controls.js";
import { opening } from "./queue.js";
import { type Send, type View, want } from "./view.js";

export function door(send: Send): View {
  const title = el("h2");
  const text = el("p");
  const passkey = button(want(send, { do: "sign-in" }), { class: "press", id: "sign-in" });
  const provider = button(want(send, { do: "sign-in-by-provider" }), { id: "sign-in-by-provider" });
  const keys = el("div", { class: "keys" }, passkey, provider);
  const parts = [opening(send, "any"), linked(send, "register"), linked(send, "found")];
  const root = el("section", {}, title, text, keys, ...parts.map(({ root }) => root));
  let wasShown = false;
  return {
    root,
    update(state, say) {
      const isShown = state.session.is === "out" && state.beginning === null;
      show(root, isShown);
      put(title, say("door-title"));
      put(text, say("door-text"));
      put(passkey, say("sign-in"));
      put(provider, say("sign-in-by-provider"));
      for (const key of [passkey, provider]) key.disabled = state.isBusy;
      for (const part of parts) part.update(state, say);
      if (isShown && !wasShown) passkey.focus();
      wasShown = isShown;
    },
  };
}

/** A link that was handed over, or the secret that the first start of the service printed. */
function linked(send: Send, to: Link["to"]): View {
  const summary = el("summary");
  const hint = el("p", { class: "hint", id: `${to}-hint` });
  const field = textField(`${to}-secret`, {
    spellcheck: "false",
    "aria-describedby": `${to}-hint`,
  });
  const wrong = el("p", { class: "warning", role: "alert" });
  const go = el("button", { type: "submit" });
  let isWrong = false;
  const form = formOf(
    () => {
      const token = secretIn(field.input.value);
      isWrong = token === undefined;
      field.input.value = "";
      if (token === undefined) send({ type: "done-with", told: null });
      else send({ type: "link-opened", link: { to, token } });
    },
    hint,
    field.root,
    wrong,
    go,
  );
  return {
    root: el("details", { class: "field" }, summary, form),
    update(_, say) {
      put(summary, say(`${to}-title`));
      put(hint, say(`${to}-hint`));
      field.say(say("link-secret"));
      put(wrong, isWrong ? say("link-wrong") : "");
      show(wrong, isWrong);
      put(go, say("go-on"));
    },
  };
}
