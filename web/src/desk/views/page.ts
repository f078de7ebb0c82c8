/** The page: its views in their order, and where the focus goes when a room is entered. */

import { el } from "../../dom.js";
import { directionOf } from "../../text/language.js";
import type { State } from "../state.js";
import { acts } from "./acts.js";
import { alarms } from "./alarms.js";
import { beginning } from "./beginning.js";
import { correct } from "./correct.js";
import { door } from "./door.js";
import { enter } from "./enter.js";
import { find } from "./find.js";
import { imports } from "./imports.js";
import { looks } from "./looks.js";
import { policies } from "./policies.js";
import { head, news, ways } from "./frame.js";
import { queue } from "./queue.js";
import { record } from "./record.js";
import { staff } from "./staff.js";
import type { Send, View } from "./view.js";

export function page(send: Send): View {
  const above = head(send);
  const way = ways(send);
  const told = news();
  const views = [
    door(send),
    beginning(send),
    enter(send),
    queue(send),
    imports(send),
    find(send),
    record(send),
    correct(send),
    acts(send),
    staff(send),
    alarms(send),
    looks(send),
    policies(send),
  ];
  const main = el("main", { tabindex: "-1" }, told.root, ...views.map(({ root }) => root));
  const root = el("div", { class: "page" }, above.root, way.root, main);
  let room = "";
  return {
    root,
    update(state, say) {
      const { documentElement } = document;
      documentElement.lang = state.language;
      documentElement.dir = directionOf(state.language);
      document.title = say("page-title");
      for (const view of [above, way, told, ...views]) view.update(state, say);
      const now = roomOf(state);
      // Whoever goes on by keyboard or ear begins where the new room does.
      if (room && now !== room && isFocusLost(main)) main.focus();
      room = now;
    },
  };
}

/** Nowhere, in what is hidden now, or still on the way that led here. */
function isFocusLost(main: HTMLElement): boolean {
  const { activeElement } = document;
  return (
    !activeElement || !main.contains(activeElement) || activeElement.closest("[hidden]") !== null
  );
}

function roomOf({ session, beginning, room }: State): string {
  const isInside = session.is === "in" || session.is === "away";
  return isInside ? room.is : `${session.is} ${beginning?.is ?? ""}`;
}
