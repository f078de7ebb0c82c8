/** What waits on this device for the network: set up once, then it is there for every day. */

import { button, el, foreign, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { PASSPHRASE_MIN } from "../../wallet/vault/vault.js";
import { problem } from "../../wallet/views/door.js";
import { formOf, secretField } from "../../wallet/views/secret.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Queued } from "../queue/contents.js";
import type { State } from "../state.js";
import { faultInWords, momentInWords } from "../told.js";
import { line } from "./controls.js";
import { type Send, type View, want } from "./view.js";

export function queue(send: Send): View {
  const title = el("h2");
  const text = el("p");
  const parts = [making(send), opening(send, "own"), inside(send)];
  const root = el("section", {}, title, text, ...parts.map(({ root }) => root));
  return {
    root,
    update(state, say) {
      const { session, room } = state;
      show(root, (session.is === "in" || session.is === "away") && room.is === "queue");
      put(title, say("room-queue"));
      put(text, say("queue-text"));
      for (const part of parts) part.update(state, say);
    },
  };
}

/** The officer who is signed in, if their queue is not open. */
function closedFor({ session, queue }: State): number | null {
  if (session.is !== "in" || queue.open) return null;
  return session.me.officer;
}

/** The first time on this device. */
function making(send: Send): View {
  const title = el("h3");
  const first = secretField("queue-new", "new-password");
  const second = secretField("queue-new-again", "new-password");
  const hint = el("p", { class: "hint" });
  const wrong = el("p", { class: "warning", role: "alert" });
  const make = el("button", { type: "submit" });
  let current: State | undefined;
  let why = "";
  const root = formOf(
    () => {
      const [passphrase, again] = [first.take(), second.take()];
      why = problem(passphrase, again);
      if (why) send({ type: "done-with", told: null });
      else if (current?.session.is === "in") {
        const { me } = current.session;
        send({ type: "wanted", work: { do: "make-queue", passphrase, me } });
      }
    },
    title,
    first.root,
    hint,
    second.root,
    wrong,
    make,
  );
  return {
    root,
    update(state, say) {
      current = state;
      const officer = closedFor(state);
      show(root, officer !== null && !state.queue.officers.includes(officer));
      put(title, say("queue-make"));
      first.say(say("passphrase-new"));
      second.say(say("passphrase-again"));
      put(hint, say("passphrase-hint", { least: PASSPHRASE_MIN }));
      put(wrong, why ? say(why, { least: PASSPHRASE_MIN }) : "");
      show(wrong, why !== "");
      put(make, say("queue-make-press"));
      make.disabled = state.isBusy;
    },
  };
}

/** Opens a queue: one's own, or at the door the one of whoever will go on without a network. */
export function opening(send: Send, whose: "own" | "any"): View {
  const title = el("h3");
  const text = el("p", { class: "hint" });
  const label = el("label", { for: `queue-of-${whose}` });
  const of = el("select", { id: `queue-of-${whose}` });
  const choice = el("div", { class: "field" }, label, of);
  const secret = secretField(`queue-passphrase-${whose}`, "current-password");
  const open = el("button", { type: "submit" });
  const root = formOf(
    () => {
      const passphrase = secret.take();
      send({ type: "wanted", work: { do: "open-queue", officer: Number(of.value), passphrase } });
    },
    title,
    text,
    choice,
    secret.root,
    open,
  );
  return {
    root,
    update(state, say) {
      const { officers } = state.queue;
      const officer = closedFor(state);
      const names = whose === "any" ? officers : officers.filter((one) => one === officer);
      const isHere = whose === "own" || state.session.is === "out";
      show(root, isHere && names.length > 0);
      put(title, say(whose === "any" ? "queue-door" : "queue-open"));
      put(text, say("queue-door-text"));
      show(text, whose === "any");
      put(label, say("queue-of"));
      show(choice, whose === "any" && names.length > 1);
      const offered = names.map(String).join(" ");
      if ([...of.options].map(({ value }) => value).join(" ") !== offered) {
        of.replaceChildren(...names.map((name) => el("option", { value: String(name) })));
      }
      for (const option of of.options) put(option, say("officer", { number: option.value }));
      secret.say(say("passphrase"));
      put(open, say("queue-open-press"));
      open.disabled = state.isBusy;
    },
  };
}

/** What is in it. */
function inside(send: Send): View {
  const none = el("p");
  const list = el("ul", { class: "cards" });
  const signIn = button(want(send, { do: "sign-in" }), { class: "press" });
  const clear = button(want(send, { do: "clear-sent" }));
  const lock = button(() => send({ type: "queue-locked" }));
  const keys = el("div", { class: "keys" }, signIn, clear, lock);
  const root = el("div", {}, keys, none, list);
  const isOther = whenOther();
  return {
    root,
    update({ queue: { open }, session, isBusy }, say) {
      show(root, open !== null);
      put(none, say("queue-empty"));
      show(none, open?.entries.length === 0);
      put(signIn, say("queue-sign-in"));
      show(signIn, session.is === "away");
      put(clear, say("queue-clear"));
      show(clear, open?.entries.some(({ state }) => state === "sent") ?? false);
      put(lock, say("queue-lock"));
      if (isOther(open?.entries, session.is, say)) {
        const entries = open?.entries ?? [];
        list.replaceChildren(
          ...entries.map((entry) => el("li", {}, card(entry, session.is === "in", say, send))),
        );
      }
      for (const key of root.querySelectorAll("button")) key.disabled = isBusy;
    },
  };
}

const SHAPES = { waiting: "open", sent: "good", refused: "bad" } as const;

function card(entry: Queued, isIn: boolean, say: Say, send: Send): HTMLElement {
  const { key, draft, at, state, pass, code } = entry;
  const name = [draft.values.forename, draft.values.surname].filter(Boolean).join(" ");
  const what = line(foreign(name), say(`ground-${draft.ground}`), momentInWords(at, say));
  const keys: HTMLElement[] = [];
  const add = (id: string, press: () => void): void => {
    const made = button(press, { "data-do": id });
    put(made, say(id));
    keys.push(made);
  };
  if (pass !== undefined && isIn) add("print", want(send, { do: "print", pass, layout: "a4" }));
  if (state === "refused") add("take-up", () => send({ type: "taken-up", entry }));
  if (state === "refused") add("discard", want(send, { do: "discard", key }));
  const standing = el(
    "p",
    { class: "standing", "data-is": SHAPES[state] },
    el("strong", {}, say(`queued-${state}`)),
    code === undefined ? "" : ` ${faultInWords(code, say)}`,
  );
  return el(
    "article",
    { class: "card", "data-queued": state },
    el("p", {}, ...what),
    standing,
    ...(keys.length > 0 ? [el("div", { class: "keys" }, ...keys)] : []),
  );
}
