/** What was opened in the officer's name: for whoever wonders whether somebody else used it. */

import { button, el, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Look } from "../answers.js";
import { momentInWords } from "../told.js";
import { line, wordsOf } from "./controls.js";
import type { Send, View } from "./view.js";

export function looks(send: Send): View {
  const title = el("h2");
  const hint = el("p", { class: "hint" });
  const again = button(() => send({ type: "room-chosen", room: "looks" }));
  const none = el("p");
  const list = el("ul");
  let next: string | undefined;
  const more = button(() => {
    if (next) send({ type: "wanted", work: { do: "read-looks", after: next } });
  });
  const root = el("section", {}, title, hint, el("p", {}, again), none, list, el("p", {}, more));
  const isOther = whenOther();
  return {
    root,
    update({ session, room, isBusy }, say) {
      const isHere = session.is === "in" && room.is === "looks";
      show(root, isHere);
      put(title, say("room-looks"));
      put(hint, say("looks-hint"));
      put(again, say("look-again"));
      put(more, say("looks-more"));
      put(none, say("record-none"));
      again.disabled = isBusy;
      more.disabled = isBusy;
      const read = isHere ? room.read : null;
      next = read?.next;
      show(more, next !== undefined);
      show(none, read?.looks.length === 0);
      const rows = (): HTMLElement[] => (read?.looks ?? []).map((one) => row(one, say));
      if (isOther(read, say)) list.replaceChildren(...rows());
    },
  };
}

function row({ at, purpose, basis }: Look, say: Say): HTMLElement {
  const words = wordsOf(say);
  const why = [words("purpose", purpose), words("basis", basis ?? null)];
  return el("li", {}, ...line(momentInWords(at, say), ...why));
}
