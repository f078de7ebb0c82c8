/** Offices and officers, and links by which somebody registers the key that they will sign with. */

import { button, el, foreign, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { formOf } from "../../wallet/views/secret.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Staff } from "../answers.js";
import { addressOf } from "../links.js";
import { type Invited, may, type State } from "../state.js";
import { momentInWords } from "../told.js";
import { address, choiceField, facts, line, secret, wordsOf } from "./controls.js";
import { type Send, type View, want } from "./view.js";

const ROLES = [
  "clinic",
  "desk",
  "office-head",
  "policy-maker",
  "key-custodian",
  "reviewer",
  "auditor",
  "machine",
] as const;

export function staff(send: Send): View {
  const title = el("h2");
  const inviting = invitation(send);
  const list = el("div");
  const root = el("section", {}, title, inviting.root, list);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { session, room } = state;
      const isHere = session.is === "in" && room.is === "staff";
      show(root, isHere);
      put(title, say("room-staff"));
      inviting.update(state, say);
      const all = isHere ? room.staff : null;
      if (isOther(all, say)) list.replaceChildren(...(all ? lists(all, state, say, send) : []));
      for (const key of list.querySelectorAll("button")) key.disabled = state.isBusy;
    },
  };
}

function lists(
  { offices, officers, founding }: Staff,
  state: State,
  say: Say,
  send: Send,
): HTMLElement[] {
  const words = wordsOf(say);
  const rooms = offices.map(({ name, region, kind, closed_at }) => {
    const closed = closed_at === undefined ? "" : say("closed");
    return el("li", {}, ...line(foreign(name), region, words("office-kind", kind), closed));
  });
  const people = officers.map(({ officer, office, role, since, ended_at }) => {
    const ended = ended_at === undefined ? "" : `${say("ended")} ${momentInWords(ended_at, say)}`;
    const from = `${say("since")} ${momentInWords(since, say)}`;
    const number = say("officer", { number: String(officer) });
    const who = line(number, words("role", role), foreign(office), from, ended);
    const isTheirs = state.session.is === "in" && state.session.me.officer === officer;
    const mayEnd = ended_at === undefined && !isTheirs && may(state, "staff");
    return el("li", {}, el("p", {}, ...who), ...(mayEnd ? [dismissal(officer, say, send)] : []));
  });
  return [
    el("h3", {}, say("offices")),
    el("ul", {}, ...rooms),
    el("h3", {}, say("officers")),
    el("ul", {}, ...people),
    facts([say("founding-hash"), secret(founding)]),
  ];
}

/** Ends an appointment and all its keys; a second office signs that too. */
function dismissal(officer: number, say: Say, send: Send): HTMLElement {
  const proposal = { kind: "dismiss", officer };
  const press = button(want(send, { do: "propose", proposal }), { "data-do": "dismiss" });
  put(press, say("dismiss-press"));
  return el("details", {}, el("summary", {}, say("dismiss")), el("p", {}, press));
}

/** A link for somebody; then the key that they registered, and the act that appoints them. */
function invitation(send: Send): View {
  const title = el("h3");
  const office = choiceField("invite-office");
  const role = choiceField("invite-role");
  const go = el("button", { type: "submit" });
  const form = formOf(
    () => {
      const work = { do: "invite", office: office.input.value, role: role.input.value } as const;
      send({ type: "wanted", work });
    },
    office.root,
    role.root,
    go,
  );
  const outcome = el("div");
  const root = el("div", { class: "notice" }, title, form, outcome);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { room, isBusy } = state;
      const all = room.is === "staff" ? room.staff : null;
      show(root, all !== null && may(state, "staff"));
      put(title, say("invite-title"));
      office.say(say("office"));
      role.say(say("role"));
      const open = (all?.offices ?? []).filter(({ closed_at }) => closed_at === undefined);
      office.offer(
        open.map(({ name }) => name),
        (name) => name,
      );
      role.offer(ROLES, (name) => say(`role-${name}`));
      put(go, say("invite"));
      go.disabled = isBusy;
      const invited = room.is === "staff" ? room.invited : null;
      if (!isOther(invited, isBusy, say)) return;
      outcome.replaceChildren(...(invited ? told(invited, isBusy, say, send) : []));
    },
  };
}

function told({ token, key }: Invited, isBusy: boolean, say: Say, send: Send): HTMLElement[] {
  if (!key) {
    const look = button(want(send, { do: "look-registered", token }), { "data-do": "registered" });
    put(look, say("invite-look"));
    look.disabled = isBusy;
    const link = addressOf({ to: "register", token }, location.href);
    return [el("p", {}, say("invite-hand-over")), el("p", {}, address(link)), el("p", {}, look)];
  }
  const { fingerprint, login } = key;
  const proposal = { kind: "appoint", key: fingerprint, ...(login ? { login } : {}) };
  const press = button(want(send, { do: "propose", proposal }), {
    class: "press",
    "data-do": "appoint",
  });
  put(press, say("appoint"));
  press.disabled = isBusy;
  return [
    el("p", {}, say("appoint-text")),
    facts(
      [say("fingerprint"), secret(fingerprint)],
      [say("office"), foreign(key.office)],
      [say("role"), wordsOf(say)("role", key.role)],
      [say("number"), String(key.officer)],
      ...(login ? [[say("login"), secret(login)] as const] : []),
    ),
    el("p", {}, press),
  ];
}
