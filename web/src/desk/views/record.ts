/** A record that was opened for a purpose: who, what happened, which passes, and who looked. */

import { button, el, foreign, put, show } from "../../dom.js";
import { birthDateInWords, type Say } from "../../text/say.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Access, HolderRecord, RecordEvent, Version } from "../answers.js";
import { GROUPS } from "../entry.js";
import { productName } from "../products.js";
import { type Layout, LAYOUTS, may, type State } from "../state.js";
import { momentInWords } from "../told.js";
import { choiceField, facts, line, wordsOf } from "./controls.js";
import { passCard } from "./pass-card.js";
import type { Send, View } from "./view.js";

/** What a part of the record is drawn with. */
export interface Drawn {
  readonly state: State;
  readonly say: Say;
  readonly send: Send;
  /** How passes are printed now. */
  layout(): Layout;
}

export function record(send: Send): View {
  const title = el("h2");
  const purpose = el("p", { class: "hint" });
  const body = el("div");
  const layout = choiceField("record-layout");
  const root = el("section", { class: "record" }, title, purpose, layout.root, body);
  const isOther = whenOther();
  const chosen = (): Layout => LAYOUTS.find((name) => name === layout.input.value) ?? "a4";
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
      if (isOther(room.record, say)) {
        body.replaceChildren(...parts(room.record, { state, say, send, layout: chosen }));
      }
      for (const key of body.querySelectorAll("button")) key.disabled = isBusy;
    },
  };
}

function parts(record: HolderRecord, drawn: Drawn): HTMLElement[] {
  const { say } = drawn;
  const { versions, events, passes, accesses } = record;
  const [now] = versions;
  const section = (id: string, ...of: readonly HTMLElement[]): HTMLElement =>
    el("section", {}, el("h3", {}, say(id)), ...of);
  const list = (of: readonly HTMLElement[]): HTMLElement => el("ul", { class: "cards" }, ...of);
  const cards = passes.map((pass) => {
    const event = events.find((one) => one.event === pass.event);
    return el("li", {}, passCard(pass, event, drawn));
  });
  const happened = events.map((event) => el("li", {}, eventCard(event, drawn)));
  const looks = accesses.map((access) => el("li", {}, look(access, say)));
  return [
    ...(now ? [section("record-person", person(now, say), ...correcting(null, drawn))] : []),
    ...(versions.length > 1 ? [earlier(versions.slice(1), say)] : []),
    section("record-passes", passes.length > 0 ? list(cards) : el("p", {}, say("record-none"))),
    section("record-events", list(happened)),
    el("details", {}, el("summary", {}, say("record-looks")), el("ul", {}, ...looks)),
  ];
}

/** The key that begins a correction, for whoever may correct. */
function correcting(event: string | null, { state, say, send }: Drawn): HTMLElement[] {
  if (!may(state, "correct")) return [];
  const key = button(() => send({ type: "correct-wanted", event }), { "data-do": "correct" });
  put(key, say("correct"));
  return [el("div", { class: "keys" }, key)];
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

/** What happened, in a line: the ground, the product with its dose, and the day. */
export function eventInWords({ payload }: RecordEvent, say: Say): (string | Node)[] {
  for (const [group, ground] of Object.entries(GROUPS)) {
    const entry = (payload[group] as Readonly<Record<string, unknown>>[] | undefined)?.[0];
    if (!entry) continue;
    const day = String(entry["dt"] ?? entry["sc"] ?? entry["fr"] ?? entry["df"] ?? "").slice(0, 10);
    const product = productName(String(entry["mp"]));
    const dose = `${product} ${String(entry["dn"])}/${String(entry["sd"])}`;
    const words = foreign(birthDateInWords(say.language, day));
    return line(say(`ground-${ground}`), group === "v" ? foreign(dose) : "", words);
  }
  return [say("ground-other")];
}

function eventCard(event: RecordEvent, drawn: Drawn): HTMLElement {
  const { say } = drawn;
  const lines = [
    el("p", {}, ...eventInWords(event, say)),
    ...(event.lot ? [el("p", { class: "hint" }, `${say("field-lot")}: `, foreign(event.lot))] : []),
    el("p", { class: "hint" }, ...line(foreign(event.office), momentInWords(event.at, say))),
    ...(event.corrected ? [el("p", {}, say("event-corrected"))] : correcting(event.event, drawn)),
  ];
  return el("article", { class: "card", "data-event": event.event }, ...lines);
}

function look({ officer, office, purpose, at }: Access, say: Say): HTMLElement {
  const words = wordsOf(say)("purpose", purpose);
  const who = officer === null ? "" : say("officer", { number: String(officer) });
  const where = office === null ? "" : foreign(office);
  return el("p", {}, ...line(momentInWords(at, say), words, who, where));
}
