/** Parts of a record, in words: who it is about, who looked, what happened, what was done. */

import { type Child, el, foreign } from "../../dom.js";
import { plain } from "../../text/plain.js";
import { birthDateInWords, type Say } from "../../text/say.js";
import { leaves } from "../fields.js";
import type { Look, OwnAct, OwnRecord } from "../own/record.js";
import { momentInWords } from "../told.js";
import { objecting, type Here } from "./own-object.js";

/** A name of a closed list in words; one that this page does not know yet, as it is. */
export function named(list: string, name: string, say: Say): string {
  const id = `${list}-${name}`;
  return say.knows(id) ? say(id) : plain(name);
}

export function part(title: string, ...children: Child[]): HTMLElement {
  return el("section", {}, el("h3", {}, title), ...children);
}

/** Facts one below the other, each behind what it is. */
export function facts(...rows: readonly (readonly [string, Child | ""])[]): HTMLElement {
  const kept = rows.filter(([, value]) => value !== "");
  const row = ([name, value]: readonly [string, Child]): HTMLElement =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value));
  return el("dl", {}, ...kept.map(row));
}

/** An officer as the holder is told of one: by a number that stays the same, and no name. */
const officer = (number: number, say: Say): string =>
  say("officer-number", { number: `${number}` });

export function lookedBy({ looks }: OwnRecord, here: Here): HTMLElement {
  const { say } = here;
  const others = looks.filter((look) => look.officer !== null);
  const own = looks.length - others.length;
  const rows = others.map((look) => el("li", {}, lookInWords(look, here)));
  const none = others.length === 0 ? [el("p", {}, say("looks-none"))] : [];
  const hint = el("p", { class: "hint" }, say("looks-own", { count: own }));
  return part(say("looks-title"), ...none, el("ul", { class: "entries" }, ...rows), hint);
}

function lookInWords(look: Look, here: Here): HTMLElement {
  const { say } = here;
  const at = momentInWords(look.at, say);
  const who = facts(
    [say("look-purpose"), named("purpose", look.purpose, say)],
    [say("look-basis"), look.basis === null ? say("basis-none") : named("basis", look.basis, say)],
    [say("look-office"), foreign(look.office ?? "")],
    [say("look-role"), look.role === null ? "" : named("role", look.role, say)],
    [say("look-officer"), look.officer === null ? "" : officer(look.officer, say)],
  );
  const against = { look: look.id };
  return el("article", {}, el("h4", {}, at), who, objecting(against, at, here));
}

export function whoItIs({ versions, holder }: OwnRecord, say: Say): HTMLElement {
  const [now, ...before] = versions;
  if (!now) return part(say("record-person"));
  const number = [say("record-number"), foreign(holder)] as const;
  const person = facts(
    [say("record-name"), foreign(now.name)],
    [say("record-born"), foreign(birthDateInWords(say.language, now.birthDate))],
    number,
  );
  const rows = before.map((version, index) => {
    const changed = versions[index]?.changed.map((field) => named("changed", field, say)) ?? [];
    const born = birthDateInWords(say.language, version.birthDate);
    const told = say("record-before", {
      at: momentInWords(versions[index]?.at ?? version.at, say),
      what: changed.join(", "),
    });
    return el("li", {}, foreign(version.name), " · ", foreign(born), " — ", told);
  });
  return part(say("record-person"), person, el("ul", {}, ...rows));
}

export function happened({ events }: OwnRecord, say: Say): HTMLElement {
  const rows = events.map((event) => {
    const fields = leaves(event.payload, "").map(
      ({ name, value }): readonly [string, Child] => [
        say.knows(`field-${name}`) ? say(`field-${name}`) : plain(name),
        foreign(value),
      ],
    );
    const told = facts(
      ...fields,
      [say("event-lot"), event.lot === null ? "" : foreign(event.lot)],
      [say("look-office"), foreign(event.office)],
      [say("event-source"), named("source", event.source, say)],
      [say("event-entered"), momentInWords(event.at, say)],
      [say("event-number"), foreign(event.id)],
    );
    const title = el("h4", {}, kindOfEvent(event.payload, say));
    const corrected = event.isCorrected ? [el("p", {}, say("event-corrected"))] : [];
    return el("li", {}, el("article", {}, title, ...corrected, told));
  });
  const none = events.length === 0 ? [el("p", {}, say("events-none"))] : [];
  return part(say("events-title"), ...none, el("ul", { class: "entries" }, ...rows));
}

const KINDS: Readonly<Record<string, string>> = {
  v: "vaccination",
  t: "test",
  r: "recovery",
  xm: "exemption",
};

/** Of what kind an event is: by the group of the pass that would stand on it. */
export function kindOfEvent(payload: unknown, say: Say): string {
  const groups = Object.keys(typeof payload === "object" && payload !== null ? payload : {});
  const kind = groups.map((group) => KINDS[group]).find(Boolean) ?? "other";
  return say(`kind-${kind}`);
}

/** Against these nobody objects by their pass: they are no act about one. */
const OBJECTED: readonly string[] = ["refuse-reissue"];

export function doneAbout({ acts, mandates, holder }: OwnRecord, here: Here): HTMLElement {
  const { say } = here;
  const rows = acts.map((act) => el("li", {}, actInWords(act, here)));
  const given = mandates.map((mandate) => {
    const way = mandate.holder === holder ? "mandate-given" : "mandate-had";
    const end = momentInWords(mandate.endsAt, say);
    return el("li", {}, say(way, { end, act: mandate.mayAct ? "yes" : "no" }));
  });
  return part(say("acts-title"), el("ul", { class: "entries" }, ...rows, ...given));
}

function actInWords(act: OwnAct, here: Here): HTMLElement {
  const { say } = here;
  const title = named("act", act.kind, say);
  const at = act.effectiveAt === null ? "" : momentInWords(act.effectiveAt, say);
  const told = facts(
    [say("act-state"), named("state", act.state, say)],
    [say("act-at"), momentInWords(act.at, say)],
    [say("act-effective"), at],
    [say("act-reason"), act.reason === null ? "" : named("reason", act.reason, say)],
    [say("look-basis"), act.basis === null ? "" : named("basis", act.basis, say)],
    [say("look-office"), foreign(act.office)],
    [say("look-officer"), officer(act.officer, say)],
  );
  const objection = OBJECTED.includes(act.kind) ? [objecting({ act: act.id }, title, here)] : [];
  return el("article", {}, el("h4", {}, title), told, ...objection);
}
