/** The passes of one person: each by itself, and what they come to once the holder said so. */

import { button, el, foreign, put, show } from "../../dom.js";
import { plain } from "../../text/plain.js";
import { birthDateInWords, dayInWords, type Say } from "../../text/say.js";
import type { TogetherAnswer } from "../../core/core.js";
import { countedIn, type Group, groupWith, idsOf, isJoined, saidOf } from "../persons.js";
import type { State } from "../state.js";
import { momentInWords, telling } from "../told.js";
import type { Found } from "../together.js";
import { acceptance } from "./acceptance.js";
import { grounds } from "./proposal.js";
import { kindInWords, standing } from "./shelf.js";
import { type Send, type View, whenOther } from "./view.js";

export function together(send: Send): View {
  const back = button(() => send({ type: "room-left" }));
  const [title, body] = [el("h2"), el("div")];
  const root = el("section", { class: "together" }, el("p", {}, back), title, body);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { vault, room } = state;
      const known = room.is === "together" && vault.is === "open" ? vault : undefined;
      show(root, known !== undefined);
      put(back, say("back"));
      put(title, say("together-title"));
      const found = room.is === "together" ? room.found : null;
      if (!isOther(known?.passes, known?.alike, known?.answers, found, say)) return;
      const hadFocus = body.contains(document.activeElement);
      body.replaceChildren(...(known ? drawn(state, say, send) : []));
      if (hadFocus && known) root.closest("main")?.focus();
    },
  };
}

function drawn({ vault, room }: State, say: Say, send: Send): HTMLElement[] {
  if (room.is !== "together" || vault.is !== "open") return [];
  const group = groupWith(vault, room.id);
  const counted = countedIn(group);
  const ids = idsOf(counted);
  const parts = [each(group, counted, say, send)];
  const saidAt = saidOf(vault.answers, ids);
  if (counted.length < 2) parts.push(el("p", {}, say("together-too-few")));
  else if (saidAt === undefined) parts.push(question(counted, say, send));
  else {
    // What was worked out of other passes than these is not shown with them.
    const isOfThese = room.found?.ids.join() === ids.join();
    parts.push(...come(isOfThese ? room.found : null, counted, say));
    const said = say("together-said", { day: dayInWords(say.language, saidAt) });
    parts.push(el("p", { class: "hint" }, said));
  }
  return isJoined(vault.answers, group) ? [...parts, takingBack(group, say, send)] : parts;
}

function takingBack(group: Group, say: Say, send: Send): HTMLElement {
  const all = idsOf(group);
  const work = { do: "take-back", one: all, other: all } as const;
  const back = button(() => send({ type: "wanted", work }));
  put(back, say("together-take-back"));
  return el("p", {}, back);
}

/** Every pass by itself, as on the shelf; those that count together have a number. */
function each(group: Group, counted: Group, say: Say, send: Send): HTMLElement {
  const cards = group
    .filter(({ kept }) => !kept.window)
    .map((pass) => {
      const { id } = pass.kept;
      const { name = "", birthDate = "" } = pass.seen?.person ?? {};
      const number = counted.indexOf(pass) + 1;
      const kind = kindInWords(pass, say);
      const head = number > 0 ? say("together-number", { number, kind }) : kind;
      const born = birthDateInWords(say.language, birthDate);
      const who = el("p", { class: "who" }, foreign(name || say("name-missing")));
      if (birthDate) who.append(" · ", foreign(born));
      const code = button(() => send({ type: "code-wanted", id }));
      put(code, say("show-code"));
      code.setAttribute("aria-label", say("show-code-of", { kind: head, name: plain(name) }));
      const keys = el("div", { class: "keys" }, code);
      const parts = [el("h4", {}, head), who, standing(pass, say), keys];
      return el("li", {}, el("article", { class: "card" }, ...parts));
    });
  const title = el("h3", {}, say("together-each"));
  return el("section", { class: "person" }, title, el("ul", {}, ...cards));
}

/** Passes count together by the holder's word alone, even if they are written alike. */
function question(counted: Group, say: Say, send: Send): HTMLElement {
  const [first = "", ...others] = idsOf(counted);
  const sides = { one: [first], other: others };
  const answer = (isSame: boolean): HTMLButtonElement => {
    const work = { do: "say-person", ...sides, isSame } as const;
    const press = button(() => send({ type: "wanted", work }));
    put(press, say(isSame ? "person-yes" : "person-no"));
    return press;
  };
  const keys = el("div", { class: "keys" }, answer(true), answer(false));
  const text = el("p", {}, say("together-question"));
  return el("section", { class: "notice" }, el("h3", {}, say("person-title")), text, keys);
}

function come(found: Found | null, counted: Group, say: Say): HTMLElement[] {
  if (found === null) return [el("p", {}, say("accepted-working"))];
  if ("code" in found) {
    const { lines } = telling({ is: "failed", code: found.code }, say);
    return [el("p", { class: "warning" }, lines.join(" "))];
  }
  const { answer, acceptance: where } = found;
  const happened = (answer.events ?? []).map((event) => el("li", {}, inWords(event, say)));
  const parts: HTMLElement[] = [
    el("h3", {}, say("together-says")),
    el("ol", {}, ...happened),
    ...answer.conflicts.map((code) => el("p", { class: "warning" }, say(wordOf(code)))),
    acceptance(where, say, "together"),
    el("p", {}, say("together-hint")),
  ];
  const isOneWritten = new Set(counted.map(({ seen }) => seen?.person.key)).size === 1;
  if (isOneWritten) return parts;
  const list = grounds(answer.reasons, say).map((text) => el("li", {}, text));
  return [...parts, el("h3", {}, say("together-written")), el("ul", {}, ...list)];
}

const wordOf = (code: string): string => code.replace(".", "-");

type Happened = NonNullable<TogetherAnswer["events"]>[number];

function inWords({ ground, date, instant, dose, passes }: Happened, say: Say): string {
  const numbers = passes.map((pass) => pass + 1).join(", ");
  const kind = say(`kind-${ground}`);
  const day =
    instant === null ? birthDateInWords(say.language, date ?? "") : momentInWords(instant, say);
  const what = dose === null ? kind : say("together-dose", { kind, dose });
  return say("together-event", { what: day ? say("together-on", { what, day }) : what, numbers });
}
