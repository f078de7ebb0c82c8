/** The page: its views in their order, and what a screen reader is told. */

import { el, put } from "../../dom.js";
import { birthDateInWords, type Say } from "../../text/say.js";
import { directionOf } from "../../text/language.js";
import { plain } from "../../text/plain.js";
import { remedyOf } from "../remedy.js";
import type { State } from "../state.js";
import { answer } from "./answer.js";
import { choose } from "./choose.js";
import { foot, head } from "./frame.js";
import { notice } from "./notice.js";
import { scan, verdictId } from "./scan.js";
import type { Send, View } from "./view.js";

export function page(send: Send, video: HTMLVideoElement): View {
  const above = head(send);
  const below = foot();
  const views = [notice(), choose(send), scan(send, video), answer(send)];
  const main = el("main", {}, ...views.map(({ root }) => root));
  const live = el("p", { class: "unseen", role: "status", "aria-live": "assertive" });
  const root = el("div", { class: "page" }, above.root, main, below.root, live);
  return {
    root,
    update(state, say) {
      const { documentElement } = document;
      documentElement.lang = state.language;
      documentElement.dir = directionOf(state.language);
      documentElement.classList.toggle("kiosk", state.kiosk);
      document.title = say("page-title");
      for (const view of [above, ...views, below]) view.update(state, say);
      put(live, spoken(state, say));
    },
  };
}

/** The same as what is seen, in one sentence after the other. */
export function spoken(state: State, say: Say): string {
  if (state.stage.is === "asking") return say("asking");
  if (state.stage.is !== "answer") return "";
  const { action, verdict, saying, code, name, birth_date: date } = state.stage.answer;
  const said = [`${say(`action-${action}`)}.`, `${say(verdictId(verdict))}.`, say(saying)];
  if (name !== null) said.push(`${say("name")}: ${plain(name)}.`);
  if (date !== null) {
    said.push(`${say("born")}: ${plain(birthDateInWords(say.language, date))}.`);
  }
  said.push(say(remedyOf(code)));
  return said.join(" ");
}
