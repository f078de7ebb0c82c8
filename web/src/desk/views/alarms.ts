/** What looks wrong, and lots whose entry is held. None of it leads to a person. */

import { button, el, foreign, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Watched } from "../answers.js";
import { productName } from "../products.js";
import { momentInWords } from "../told.js";
import { facts, line, wordsOf } from "./controls.js";
import type { Send, View } from "./view.js";

export function alarms(send: Send): View {
  const title = el("h2");
  const again = button(() => send({ type: "room-chosen", room: "alarms" }));
  const body = el("div");
  const root = el("section", {}, title, el("p", {}, again), body);
  const isOther = whenOther();
  return {
    root,
    update({ session, room, isBusy }, say) {
      const isHere = session.is === "in" && room.is === "alarms";
      show(root, isHere);
      put(title, say("room-alarms"));
      put(again, say("look-again"));
      again.disabled = isBusy;
      const watched = isHere ? room.watched : null;
      if (isOther(watched, say)) body.replaceChildren(...(watched ? lists(watched, say) : []));
    },
  };
}

function lists({ alarms: all, holds }: Watched, say: Say): HTMLElement[] {
  const of = (office: string, product?: string, lot?: string): [string, string | Node][] => [
    [say("office"), foreign(office)],
    ...(product ? [[say("field-product"), foreign(productName(product))] as [string, Node]] : []),
    ...(lot ? [[say("field-lot"), foreign(lot)] as [string, Node]] : []),
  ];
  const card = (title: readonly string[], rows: [string, string | Node][]): HTMLElement =>
    el(
      "li",
      {},
      el(
        "article",
        { class: "card" },
        el("p", {}, el("strong", {}, ...line(...title))),
        facts(...rows),
      ),
    );
  const seen = all.map(({ kind, office, product, lot, at }) =>
    card([wordsOf(say)("alarm", kind), momentInWords(at, say)], of(office, product, lot)),
  );
  const held = holds.map(({ office, product, lot, since }) => {
    const from = since === null ? "" : `${say("since")} ${momentInWords(since, say)}`;
    return card([say("held"), from], of(office, product, lot));
  });
  const list = (cards: readonly HTMLElement[]): HTMLElement =>
    cards.length > 0 ? el("ul", { class: "cards" }, ...cards) : el("p", {}, say("record-none"));
  return [el("h3", {}, say("alarms")), list(seen), el("h3", {}, say("holds")), list(held)];
}
