/** All passes, by person. */

import { button, el, foreign, put, show } from "../../dom.js";
import { birthDateInWords, type Say } from "../../text/say.js";
import { plain } from "../../text/plain.js";
import { countedIn, type Group, groupsOf, isJoined } from "../persons.js";
import type { Pass, State } from "../state.js";
import { said } from "../told.js";
import { lightCard, todayOf } from "./light.js";
import { apart, proposal } from "./proposal.js";
import { type Send, type View, whenOther } from "./view.js";

export function shelf(send: Send): View {
  const [data, question, kept] = [dataNotice(send), proposal(send), apart(send)];
  const none = el("p");
  const list = el("div");
  const add = button(() => send({ type: "add-wanted" }), { class: "press" });
  const parts = [data.root, none, question.root, list, el("p", {}, add), kept.root];
  const root = el("section", { class: "shelf" }, ...parts);
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { vault, room } = state;
      show(root, vault.is === "open" && room.is === "shelf");
      question.update(state, say);
      kept.update(state, say);
      if (vault.is !== "open") {
        list.replaceChildren();
        isOther();
        return;
      }
      data.update(state, say);
      put(none, say("shelf-empty"));
      show(none, vault.passes.length === 0);
      put(add, say("add"));
      const today = todayOf(vault.passes, state.clock);
      const people = [vault.alike, vault.answers];
      if (!isOther(vault.passes, vault.keys, ...people, today?.kept.id, say)) return;
      list.replaceChildren(...persons(state, say, send));
    },
  };
}

/** Without the public data nothing can be verified; it is fetched on a press alone. */
function dataNotice(send: Send): View {
  const title = el("h2");
  const text = el("p");
  const fetch = button(() => send({ type: "wanted", work: { do: "fetch-data" } }), {
    class: "press",
  });
  const root = el("div", { class: "notice" }, title, text, fetch);
  return {
    root,
    update({ data, isBusy }, say) {
      show(root, data.is === "missing" || data.is === "refused");
      put(title, say("data-title"));
      put(
        text,
        data.is === "refused" ? say("data-refused", { code: data.code }) : say("data-text"),
      );
      put(fetch, say("data-fetch"));
      fetch.disabled = isBusy;
    },
  };
}

function persons({ vault, clock }: State, say: Say, send: Send): HTMLElement[] {
  if (vault.is !== "open") return [];
  return groupsOf(vault).map((group) => {
    const [first] = group;
    const head = first?.seen ? [nameOf(first, say)] : [say("not-looked-at")];
    const parts: HTMLElement[] = [el("h2", {}, ...head), cardsOf(group, clock, say, send)];
    const isSeveral = countedIn(group).length > 1 || isJoined(vault.answers, group);
    if (first && isSeveral) parts.push(together(first, say, send));
    // The newest key opens the record for longest.
    const key = vault.keys.filter((one) => group.some(({ kept }) => kept.id === one.pass)).at(-1);
    if (key) parts.push(record(key.pass, first, say, send));
    return el("section", { class: "person" }, ...parts);
  });
}

/** The passes of a group; the light ones of everybody who is written alike are one card. */
function cardsOf(group: Group, clock: number, say: Say, send: Send): HTMLElement {
  const written = [...new Set(group.map(({ seen }) => seen?.person.key))];
  const isNamed = written.length > 1;
  const light = written.flatMap((key) => {
    const days = group.filter(({ kept, seen }) => kept.window && seen?.person.key === key);
    return days.length > 0 ? [lightCard(days, clock, say, send)] : [];
  });
  const full = group.filter(({ kept }) => !kept.window);
  const cards = [...light, ...full.map((pass) => card(pass, isNamed, say, send))];
  return el("ul", {}, ...cards.map((one) => el("li", {}, one)));
}

function together({ kept: { id }, seen }: Pass, say: Say, send: Send): HTMLElement {
  const press = button(() => send({ type: "together-wanted", id }));
  put(press, say("together"));
  press.setAttribute("aria-label", say("together-of", { name: plain(seen?.person.name ?? "") }));
  return el("p", {}, press);
}

function record(pass: string, of: Pass | undefined, say: Say, send: Send): HTMLElement {
  const press = button(() => send({ type: "own-wanted", id: pass }));
  put(press, say("own"));
  press.setAttribute("aria-label", say("own-of", { name: plain(of?.seen?.person.name ?? "") }));
  return el("p", {}, press);
}

function nameOf(pass: Pass, say: Say): HTMLElement {
  const { name = "", birthDate = "" } = pass.seen?.person ?? {};
  const born = birthDateInWords(say.language, birthDate);
  const parts: Node[] = [foreign(name || say("name-missing"))];
  if (birthDate) parts.push(el("span", { class: "born" }, `${say("born")} `, foreign(born)));
  return el("span", {}, ...parts);
}

/** A pass; with the name on it where that is not everybody's of the group. */
function card(pass: Pass, isNamed: boolean, say: Say, send: Send): HTMLElement {
  const { id } = pass.kept;
  const kind = kindInWords(pass, say);
  const named = { kind, name: plain(pass.seen?.person.name ?? "") };
  const code = button(() => send({ type: "code-wanted", id }), { class: "press" });
  put(code, say("show-code"));
  code.setAttribute("aria-label", say("show-code-of", named));
  const more = button(() => send({ type: "pass-chosen", id }));
  put(more, say("look-into"));
  more.setAttribute("aria-label", say("look-into-of", named));
  const keys = el("div", { class: "keys" }, code, more);
  const who = isNamed ? [el("p", { class: "who" }, nameOf(pass, say))] : [];
  return el("article", { class: "card" }, el("h3", {}, kind), ...who, standing(pass, say), keys);
}

/** Of what kind it is, in one or two words. */
export function kindInWords({ seen }: Pass, say: Say): string {
  return say(seen ? `kind-${seen.kind}` : "kind-other");
}

/** How it stands now: by shape and word, not by colour alone. */
export function standing({ seen }: Pass, say: Say): HTMLElement {
  if (!seen) return el("p", { class: "standing", "data-is": "open" }, say("not-looked-at"));
  const { judgement, standing: is, inspection } = seen;
  const word = judgement === "genuine" ? say(`standing-${is}`) : say("standing-unverified");
  const why = inspection.reason ? ` ${said(inspection.reason, say)}` : "";
  return el("p", { class: "standing", "data-is": is }, el("strong", {}, word), why);
}

/** Whether some of the passes could not be looked at yet. */
export function isUnlooked({ vault }: State): boolean {
  return vault.is === "open" && vault.passes.some(({ seen }) => seen === null);
}
