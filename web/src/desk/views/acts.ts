/** Acts that two offices sign: what waits, and what became of the others. */

import { button, el, foreign, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { formOf } from "../../wallet/views/secret.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Act } from "../answers.js";
import { may, type State } from "../state.js";
import { momentInWords } from "../told.js";
import { choiceField, facts, line, secret, textField, wordsOf } from "./controls.js";
import { type Send, type View, want } from "./view.js";

/** How a holder is told. */
const CHANNELS = ["letter", "in-person", "delivery", "record", "public"] as const;

export function acts(send: Send): View {
  const title = el("h2");
  const none = el("p");
  const again = button(() => send({ type: "room-chosen", room: "acts" }));
  const list = el("ul", { class: "cards" });
  const keys = withdrawing(send);
  const root = el("section", {}, title, el("p", {}, again), none, list, keys.root);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { session, room, isBusy } = state;
      const isHere = session.is === "in" && room.is === "acts";
      show(root, isHere);
      put(title, say("room-acts"));
      put(again, say("look-again"));
      again.disabled = isBusy;
      keys.update(state, say);
      put(none, say("acts-none"));
      const all = isHere ? room.acts : null;
      show(none, all?.length === 0);
      if (!isOther(all, isBusy, say)) return;
      list.replaceChildren(...(all ?? []).map((act) => el("li", {}, card(state, act, say, send))));
    },
  };
}

function card(state: State, act: Act, say: Say, send: Send): HTMLElement {
  const words = wordsOf(say);
  const me = state.session.is === "in" ? state.session.me : null;
  const isMine = act.officer === me?.officer;
  const hasSigned = act.approvals.some(({ officer }) => officer === me?.officer);
  const keys: HTMLElement[] = [];
  const key = (id: string, press: () => void): void => {
    const made = button(press, { "data-do": id });
    made.disabled = state.isBusy;
    put(made, say(id));
    keys.push(made);
  };
  const waits = act.state === "proposed";
  if (waits && !isMine && !hasSigned) key("approve", want(send, { do: "approve", act: act.act }));
  if (waits) key("drop", want(send, { do: "drop", act: act.act }));
  const signers = act.approvals.map(({ officer, office }) =>
    el("li", {}, ...line(say("officer", { number: String(officer) }), foreign(office))),
  );
  const effective = act.effective_at;
  const rows: [string, string | Node][] = [[say("proposed-at"), momentInWords(act.at, say)]];
  if (act.reason) rows.push([say("reason"), words("reason", act.reason)]);
  if (act.basis) rows.push([say("basis"), words("basis", act.basis)]);
  if (effective !== null) rows.push([say("effective-at"), momentInWords(effective, say)]);
  rows.push([say("signed-by"), el("ul", {}, ...signers)]);
  rows.push([say("act-hash"), secret(act.hash)]);
  const notice = act.state === "approved" && TAKES_AWAY.includes(act.kind);
  return el(
    "article",
    { class: "card", "data-act": act.act, "data-state": act.state },
    el("h3", {}, words("act", act.kind)),
    el("p", {}, el("strong", {}, words("state", act.state))),
    facts(...rows),
    ...(notice ? [noticing(state, act, say, send)] : []),
    ...(keys.length > 0 ? [el("div", { class: "keys" }, ...keys)] : []),
  );
}

/** Acts that somebody may object to, once they were told. */
const TAKES_AWAY = ["revoke", "refuse-reissue", "withdraw-value", "withdraw-key"];

function noticing({ isBusy }: State, { act }: Act, say: Say, send: Send): HTMLElement {
  const channel = choiceField(`channel-${act}`);
  channel.say(say("notice-channel"));
  channel.offer(CHANNELS, (name) => say(`channel-${name}`));
  const press = button(
    () => send({ type: "wanted", work: { do: "notice", act, channel: channel.input.value } }),
    { "data-do": "notice" },
  );
  put(press, say("notice"));
  press.disabled = isBusy;
  return el("div", {}, channel.root, press);
}

const KEY_REASONS = ["key-compromised", "issued-in-error"] as const;
const KEY_BASES = ["pass-law", "medicines-law", "court-order", "supervisory-order"] as const;

/** Withdraws keys that passes are signed with, and all that they signed. */
function withdrawing(send: Send): View {
  const summary = el("summary");
  const hint = el("p", { class: "hint", id: "epochs-hint" });
  const epochs = textField("epochs", { inputmode: "numeric", "aria-describedby": "epochs-hint" });
  const reason = choiceField("key-reason");
  const basis = choiceField("key-basis");
  const press = el("button", { type: "submit" });
  const form = formOf(
    () => {
      const numbers = [...epochs.input.value.matchAll(/\d+/gu)].map(([digits]) => Number(digits));
      const why = { reason: reason.input.value, basis: basis.input.value };
      if (numbers.length === 0) return epochs.input.focus();
      const proposal = { kind: "withdraw-key", epochs: numbers, why };
      send({ type: "wanted", work: { do: "propose", proposal } });
    },
    epochs.root,
    hint,
    reason.root,
    basis.root,
    press,
  );
  const root = el("details", { class: "field" }, summary, form);
  return {
    root,
    update(state, say) {
      show(root, may(state, "keys"));
      put(summary, say("act-withdraw-key"));
      put(hint, say("epochs-hint"));
      epochs.say(say("epochs"));
      reason.say(say("reason"));
      reason.offer(KEY_REASONS, (name) => say(`reason-${name}`));
      basis.say(say("basis"));
      basis.offer(KEY_BASES, (name) => say(`basis-${name}`));
      put(press, say("propose-revocation"));
      press.disabled = state.isBusy;
    },
  };
}
