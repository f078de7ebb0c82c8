/** A pass in a record: how it stands, and what may be done with it. */

import { button, el, put } from "../../dom.js";
import { dayInWords } from "../../text/say.js";
import { formOf } from "../../wallet/views/secret.js";
import type { RecordEvent, RecordPass } from "../answers.js";
import { may } from "../state.js";
import { choiceField, line, wordsOf } from "./controls.js";
import { type Drawn, eventInWords } from "./record.js";
import { want } from "./view.js";

export function passCard(
  pass: RecordPass,
  event: RecordEvent | undefined,
  drawn: Drawn,
): HTMLElement {
  const { say } = drawn;
  const isGood = pass.status === "valid";
  const standing = el(
    "p",
    { class: "standing", "data-is": isGood ? "good" : "bad" },
    ...line(
      el("strong", {}, say(`status-${pass.status}`)),
      `${say("valid-to")} ${dayInWords(say.language, pass.expires_at)}`,
    ),
  );
  const parts = [
    ...(event ? [el("p", {}, ...eventInWords(event, say))] : []),
    standing,
    ...(pass.reason ? [el("p", {}, wordsOf(say)("reason", pass.reason))] : []),
    ...handedOver(pass, drawn),
    ...takenBack(pass, drawn),
  ];
  return el("article", { class: "card", "data-pass": pass.pass }, ...parts);
}

function handedOver({ pass, status }: RecordPass, drawn: Drawn): HTMLElement[] {
  const { state, say, send, layout } = drawn;
  if (status !== "valid" || !may(state, "print")) return [];
  const print = button(
    () => send({ type: "wanted", work: { do: "print", pass, layout: layout() } }),
    { "data-do": "print" },
  );
  const again = button(want(send, { do: "reissue", pass }), { "data-do": "reissue" });
  put(print, say("print"));
  put(again, say("reissue"));
  return [el("div", { class: "keys" }, print, again)];
}

/** Reasons why a single pass is taken back, and the grounds of law for them. */
const REASONS = [
  "entered-in-error",
  "duplicate",
  "corrected",
  "result-withdrawn",
  "issued-in-error",
  "forgery",
  "holder-asked",
] as const;
const BASES = [
  "pass-law",
  "medicines-law",
  "correction",
  "consent",
  "court-order",
  "supervisory-order",
] as const;

/** Proposes to take it back; a second office has to sign that too. */
function takenBack({ pass, status }: RecordPass, { state, say, send }: Drawn): HTMLElement[] {
  const isHeld = status === "valid" || status === "replaced";
  if (!isHeld || !may(state, "revoke")) return [];
  const reason = choiceField(`reason-${pass}`);
  const basis = choiceField(`basis-${pass}`);
  const id = `evidence-${pass}`;
  const evidence = el("input", { id, type: "file" });
  const label = el("label", { for: id }, say("evidence"));
  const hint = el("p", { class: "hint" }, say("evidence-hint"));
  const propose = el("button", { type: "submit" }, say("propose-revocation"));
  reason.say(say("reason"));
  reason.offer(REASONS, (name) => say(`reason-${name}`));
  basis.say(say("basis"));
  basis.offer(BASES, (name) => say(`basis-${name}`));
  const form = formOf(
    () => {
      const why = { reason: reason.input.value, basis: basis.input.value };
      const file = evidence.files?.[0] ?? null;
      send({ type: "wanted", work: { do: "propose-revocation", pass, why, evidence: file } });
    },
    reason.root,
    basis.root,
    el("div", { class: "field" }, label, evidence, hint),
    propose,
  );
  return [el("details", {}, el("summary", {}, say("take-back")), form)];
}
