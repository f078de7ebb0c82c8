/** An objection to one thing: why, in one's own words, or without any. */

import { el } from "../../dom.js";
import type { Say } from "../../text/say.js";
import type { Against } from "../own/state.js";
import { formOf } from "./secret.js";
import type { Send } from "./view.js";

/** Whose record is shown, and in which language. */
export interface Here {
  /** The pass whose key opens it. */
  readonly pass: string;
  readonly send: Send;
  readonly say: Say;
}

/** `what` is said of it to whoever only hears the page. */
export function objecting(against: Against, what: string, { pass, send, say }: Here): HTMLElement {
  const id = `object-${JSON.stringify(against).replace(/\W/gu, "")}`;
  const label = el("label", { for: id }, say("object-why"));
  const text = el("textarea", { id, rows: "3", maxlength: "4000" });
  const press = el("button", { type: "submit" }, say("object-press"));
  const form = formOf(
    () => send({ type: "wanted", work: { do: "object", pass, against, text: text.value } }),
    el("p", {}, say("object-text")),
    label,
    text,
    press,
  );
  const unseen = el("span", { class: "unseen" }, ` ${what}`);
  return el("details", {}, el("summary", {}, say("object"), unseen), form);
}
