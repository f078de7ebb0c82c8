/** A record that was opened for a purpose: who, what happened, which passes, and who looked. */

import { button, el, foreign, put, show } from "../../dom.js";
import { birthDateInWords, dayInWords, type Say } from "../../text/say.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Access, HolderRecord, RecordEvent, RecordPass, Version } from "../answers.js";
import { GROUNDS } from "../fields.js";
import { productName } from "../products.js";
import { LAYOUTS, may, type State } from "../state.js";
import { momentInWords } from "../told.js";
import { choiceField, facts, wordsOf } from "./controls.js";
import { type Send, type View, want } from "./view.js";

export function record(send: Send): View {
  const title = el("h2");
  const purpose = el("p", { class: "hint" });
  const body = el("div");
  const layout = choiceField("record-layout");
  const root = el("section", { class: "record" }, title, purpose, layout.root, body);
  const isOther = whenOther();
  const chosen = (): (typeof LAYOUTS)[number] =>
    LAYOUTS.find((name) => name === layout.input.value) ?? "a4";
  return {
    root,
    update(state, say) {
      const { session, room, isBusy } = state;
      const isHere = session.is === "in" && room.is === "record";
      show(root, isHere);
      if (!isHere) {
        body.replaceChildren();
        isOther();
        return;
      }
      put(title, say("record-title"));
      put(purpose, say("record-purpose", { purpose: wordsOf(say)("purpose", room.purpose) }));
      layout.say(say("layout"));
      layout.offer(LAYOUTS, (name) => say(`layout-${name}`));
      show(layout.root, may(state, "print"));
      if (!isOther(room.record, isBusy, say)) return;
      body.replaceChildren(...parts(state, room.record, say, send, chosen));
    },
  };
}

function parts(
  state: State,
  { versions, events, passes, accesses }: HolderRecord,
  say: Say,
  send: Send,
  layout: () => (typeof LAYOUTS)[number],
): HTMLElement[] {
  const [now] = versions;
  const section = (id: string, ...of: readonly HTMLElement[]): HTMLElement =>
    el("section", {}, el("h3", {}, say(id)), ...of);
  const list = (of: readonly HTMLElement[]): HTMLElement => el("ul", { class: "cards" }, ...of);
  const cards = passes.map((pass) => {
    const event = events.find((one) => one.event === pass.event);
    return el("li", {}, passCard(state, pass, event, say, send, layout));
  });
  const happened = events.map((event) => el("li", {}, eventCard(event, say)));
  const looks = accesses.map((access) => el("li", {}, look(access, say)));
  return [
    ...(now ? [section("record-person", person(now, say))] : []),
    ...(versions.length > 1 ? [earlier(versions.slice(1), say)] : []),
    section("record-passes", passes.length > 0 ? list(cards) : el("p", {}, say("record-none"))),
    section("record-events", list(happened)),
    el("details", {}, el("summary", {}, say("record-looks")), el("ul", {}, ...looks)),
  ];
}

function person(version: Version, say: Say): HTMLElement {
  const { surname, forename, surname_standardised, forename_standardised, birth_date } = version;
  const machine = [surname_standardised, forename_standardised].filter(Boolean).join("<<");
  return facts(
    [say("name"), foreign([forename, surname].filter(Boolean).join(" "))],
    [say("name-by-machine"), foreign(machine)],
    [say("field-birth-date"), foreign(birthDateInWords(say.language, birth_date))],
  );
}

/** What was known before: nothing is ever written over. */
function earlier(versions: readonly Version[], say: Say): HTMLElement {
  const lines = versions.map((version) => {
    const at = el("p", { class: "hint" }, momentInWords(version.at, say));
    return el("li", {}, at, person(version, say));
  });
  return el("details", {}, el("summary", {}, say("record-earlier")), el("ul", {}, ...lines));
}

/** What happened, in a line: the ground, the product or the kind of test, and the day. */
export function eventInWords({ payload }: RecordEvent, say: Say): string {
  const groups = { v: "vaccination", t: "test", r: "recovery", xm: "exemption" } as const;
  for (const [group, ground] of Object.entries(groups)) {
    const entry = (payload[group] as Readonly<Record<string, unknown>>[] | undefined)?.[0];
    if (!entry) continue;
    const day = String(entry["dt"] ?? entry["sc"] ?? entry["fr"] ?? entry["df"] ?? "").slice(0, 10);
    const dose = group === "v" ? ` ${String(entry["dn"])}/${String(entry["sd"])}` : "";
    const product = group === "v" ? ` · ${productName(String(entry["mp"]))}${dose}` : "";
    return `${say(`ground-${ground}`)}${product} · ${birthDateInWords(say.language, day)}`;
  }
  return say(`ground-${GROUNDS[0]}`);
}

function eventCard(event: RecordEvent, say: Say): HTMLElement {
  const from = el(
    "p",
    { class: "hint" },
    foreign(event.office),
    ` · ${momentInWords(event.at, say)}`,
  );
  const lot = event.lot
    ? [el("p", { class: "hint" }, `${say("field-lot")}: `, foreign(event.lot))]
    : [];
  const gone = event.corrected ? [el("p", {}, say("event-corrected"))] : [];
  return el(
    "article",
    { class: "card" },
    el("p", {}, eventInWords(event, say)),
    ...lot,
    from,
    ...gone,
  );
}

function passCard(
  state: State,
  pass: RecordPass,
  event: RecordEvent | undefined,
  say: Say,
  send: Send,
  layout: () => (typeof LAYOUTS)[number],
): HTMLElement {
  const isGood = pass.status === "valid";
  const keys: HTMLElement[] = [];
  const key = (id: string, press: () => void): void => {
    const made = button(press, { "data-do": id });
    made.disabled = state.isBusy;
    put(made, say(id));
    keys.push(made);
  };
  if (isGood && may(state, "print")) {
    key("print", () =>
      send({ type: "wanted", work: { do: "print", pass: pass.pass, layout: layout() } }),
    );
    key("reissue", want(send, { do: "reissue", pass: pass.pass }));
  }
  const status = el(
    "p",
    { class: "standing", "data-is": isGood ? "good" : "bad" },
    el("strong", {}, say(`status-${pass.status}`)),
    ` · ${say("valid-to")} ${dayInWords(say.language, pass.expires_at)}`,
  );
  const what = event ? [el("p", {}, eventInWords(event, say))] : [];
  const why = pass.reason ? [el("p", {}, wordsOf(say)("reason", pass.reason))] : [];
  const row = keys.length > 0 ? [el("div", { class: "keys" }, ...keys)] : [];
  return el("article", { class: "card", "data-pass": pass.pass }, ...what, status, ...why, ...row);
}

function look({ officer, office, purpose, at }: Access, say: Say): HTMLElement {
  const words = wordsOf(say)("purpose", purpose);
  const who = officer === null ? [] : [" · ", say("officer", { number: String(officer) })];
  const where = office === null ? [] : [" · ", foreign(office)];
  return el("p", {}, momentInWords(at, say), " · ", words, ...who, ...where);
}
