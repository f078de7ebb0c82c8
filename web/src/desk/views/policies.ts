/** The policies that are installed, and what people were told of each: what its rehearsal found. */

import { el, foreign, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Policy } from "../answers.js";
import { momentInWords } from "../told.js";
import { facts, wordsOf } from "./controls.js";
import type { Send, View } from "./view.js";

export function policies(_: Send): View {
  const title = el("h2");
  const none = el("p");
  const list = el("ul", { class: "cards" });
  const root = el("section", {}, title, none, list);
  const isOther = whenOther();
  return {
    root,
    update({ session, room, language, clock }, say) {
      const isHere = session.is === "in" && room.is === "policies";
      show(root, isHere);
      put(title, say("room-policies"));
      put(none, say("policies-none"));
      const all = isHere ? room.policies : null;
      show(none, all?.length === 0);
      const card = (one: Policy): HTMLElement => cardOf(one, say, { language, clock });
      if (isOther(all, say)) list.replaceChildren(...(all ?? []).map(card));
    },
  };
}

function cardOf(
  policy: Policy,
  say: Say,
  { language, clock }: { readonly language: string; readonly clock: number },
): HTMLElement {
  const words = wordsOf(say);
  const moment = (at: number): string => momentInWords(at, say);
  const title = policy.title[language] ?? policy.title["en"] ?? policy.id;
  const places = policy.places.map((place) => words("place", place)).join(", ");
  const state = clock < policy.from ? "coming" : clock < policy.until ? "in-force" : "over";
  return el(
    "li",
    {},
    el(
      "article",
      { class: "card" },
      el("h3", {}, foreign(title)),
      facts(
        [say("policy-state"), say(`policy-${state}`)],
        [say("policy-holds"), `${moment(policy.from)} – ${moment(policy.until)}`],
        [say("policy-places"), places],
        [say("policy-region"), foreign(policy.region)],
        [say("policy-number"), String(policy.number)],
        [say("policy-tighter"), say(policy.tighter ? "policy-yes" : "policy-no")],
        ...rehearsal(policy, say, language),
      ),
    ),
  );
}

/** What people were told; of fewer than ten no number is told (guarantee G14). */
function rehearsal({ announced }: Policy, say: Say, language: string): [string, string][] {
  if (!announced) return [[say("policy-told"), say("policy-not-told")]];
  const count = (people: number | null): string =>
    people === null ? say("policy-uncounted") : people.toLocaleString(language);
  const { told_at: at } = announced;
  const told = at === null ? say("policy-told-unwitnessed") : momentInWords(at, say);
  return [
    [say("policy-told"), announced.urgent ? `${told} (${say("policy-urgent")})` : told],
    [say("policy-gained"), count(announced.gained)],
    [say("policy-lost"), count(announced.lost)],
  ];
}
