/** Passes that may be of one person: the holder is asked, and nothing is put together before. */

import { button, el, foreign, put, show } from "../../dom.js";
import { birthDateInWords, type Say } from "../../text/say.js";
import { plain } from "../../text/plain.js";
import { type Group, type Proposal, proposalsOf, tellingIds } from "../persons.js";
import type { Pass, State } from "../state.js";
import { relates } from "../vault/answers.js";
import { kindInWords } from "./shelf.js";
import { type Send, type View, whenOther } from "./view.js";

/** One question at a time. */
export function proposal(send: Send): View {
  const title = el("h2", { id: "person-question", tabindex: "-1" });
  const body = el("div");
  // Both weigh the same: nobody is led to a yes.
  const [yes, no] = [button(() => answer(true)), button(() => answer(false))];
  const later = button(() => now && send({ type: "put-off", proposal: now.id }));
  const keys = el("div", { class: "keys" }, yes, no, later);
  const root = el("section", { class: "notice", "aria-labelledby": title.id }, title, body, keys);
  let now: Proposal | undefined;
  const answer = (isSame: boolean): void => {
    if (!now) return;
    const sides = { one: tellingIds(now.one), other: tellingIds(now.other) };
    send({ type: "wanted", work: { do: "say-person", ...sides, isSame } });
  };
  const isOther = whenOther();
  return {
    root,
    update({ vault, later: off }, say) {
      const known = vault.is === "open" ? vault : undefined;
      if (!isOther(known?.passes, known?.alike, known?.answers, off, say)) return;
      const before = now?.id;
      // Whoever answered by keyboard is not left on a key that means another question now.
      const hadFocus = root.contains(document.activeElement);
      now = known && proposalsOf(known, off)[0];
      show(root, now !== undefined);
      put(title, say("person-title"));
      put(yes, say("person-yes"));
      put(no, say("person-no"));
      put(later, say("person-later"));
      body.replaceChildren(...(now ? asked(now, say) : []));
      if (!hadFocus || now?.id === before) return;
      (now ? title : root.closest("main"))?.focus();
    },
  };
}

function asked({ one, other, answer, reasons }: Proposal, say: Say): HTMLElement[] {
  const who = [one, other].map((group) => el("li", {}, ...named(group, say)));
  const parts = [
    el("p", {}, say(`person-${answer}`)),
    el("ul", {}, ...who),
    el("ul", { class: "hint" }, ...grounds(reasons, say).map((text) => el("li", {}, text))),
  ];
  const isProven = [...one, ...other].every(({ seen }) => seen?.judgement === "genuine");
  if (!isProven) parts.push(el("p", { class: "hint" }, say("person-unproven")));
  return [...parts, el("p", { class: "hint" }, say("person-hint"))];
}

/** A group by its first name, date of birth, and kinds of passes. */
function named(group: Group, say: Say): (Node | string)[] {
  const { name = "", birthDate = "" } = group[0]?.seen?.person ?? {};
  const kinds = [...new Set(group.map((pass) => kindInWords(pass, say)))].join(", ");
  const parts: (Node | string)[] = [el("strong", {}, foreign(name || say("name-missing")))];
  if (birthDate) parts.push(" · ", foreign(birthDateInWords(say.language, birthDate)));
  return [...parts, " · ", kinds];
}

/** What agrees and what does not, in words: of each part of the person one sentence. */
export function grounds(reasons: readonly string[], say: Say): string[] {
  const parts = [
    ["surname-same", "surname-spelling"],
    ["forename-same", "forename-spelling", "forename-missing"],
    ["birth-date-same", "birth-date-precision"],
  ] as const;
  return parts.map(([same, ...others]) => {
    const found = others.find((other) => reasons.includes(`matching.${other}`));
    return say(`matching-${found ?? same}`);
  });
}

/** What the holder keeps apart, to be asked again. */
export function apart(send: Send): View {
  const [summary, list] = [el("summary"), el("ul")];
  const root = el("details", { class: "field" }, summary, list);
  const isOther = whenOther();
  return {
    root,
    update({ vault }, say) {
      const known = vault.is === "open" ? vault : undefined;
      if (!isOther(known?.passes, known?.answers, say)) return;
      const rows = keptApart(vault).map(([one, other]) => {
        const sides = { one: tellingIds([one]), other: tellingIds([other]) };
        const again = button(() => send({ type: "wanted", work: { do: "take-back", ...sides } }));
        const of = { one: nameOf(one), other: nameOf(other) };
        put(again, say("person-ask-again"));
        again.setAttribute("aria-label", say("person-ask-again-of", of));
        return el("li", {}, foreign(of.one), " – ", foreign(of.other), " ", again);
      });
      show(root, rows.length > 0);
      put(summary, say("person-apart"));
      list.replaceChildren(...rows);
    },
  };
}

const nameOf = ({ seen }: Pass): string => plain(seen?.person.name ?? "");

type Two = readonly [Pass, Pass];

function keptApart(vault: State["vault"]): Two[] {
  if (vault.is !== "open") return [];
  const { answers, passes } = vault;
  const found: Two[] = [];
  for (const answer of answers.filter(({ isSame }) => !isSame)) {
    const [one, other] = [answer.one, answer.other].map((ids) =>
      passes.find(({ kept }) => ids.includes(kept.id)),
    );
    const isThere = found.some(([first, second]) =>
      relates(answer, { one: [first.kept.id], other: [second.kept.id] }),
    );
    if (one && other && !isThere) found.push([one, other]);
  }
  return found;
}
