/**
 * The authority's record of one person: nothing is asked before a press, and what came is shown
 * for as long as the room is not left.
 */

import { button, el, foreign, put, show } from "../../dom.js";
import { keyOf, passOf, type State } from "../state.js";
import { momentInWords } from "../told.js";
import { cases, requesting } from "./own-cases.js";
import { passesOf } from "./own-passes.js";
import { doneAbout, happened, lookedBy, whoItIs } from "./own-record.js";
import { refused } from "./own-refused.js";
import { twice } from "./twice.js";
import { type Send, type View, whenOther } from "./view.js";

export function own(send: Send): View {
  const back = button(() => send({ type: "room-left" }));
  const [title, who] = [el("h2"), el("p", { class: "who" })];
  const [hint, over] = [el("p", { class: "hint" }), el("p", { class: "warning" })];
  const ask = button(() => whenHere((pass) => wants({ do: "ask-own", pass })), { class: "press" });
  const body = el("div");
  const giveBack = twice(
    "give-back",
    ({ room }) => (room.is === "own" ? room.id : ""),
    (pass) => wants({ do: "give-back", pass }),
  );
  const parts = [requesting(send), refused(send), cases(send), giveBack];
  const root = el(
    "section",
    { class: "own" },
    el("p", {}, back),
    title,
    who,
    hint,
    over,
    ask,
    body,
    ...parts.map((part) => part.root),
  );
  const wants = (work: Extract<Parameters<Send>[0], { type: "wanted" }>["work"]): void =>
    send({ type: "wanted", work });
  let here: string | undefined;
  const whenHere = (work: (id: string) => void): void => {
    if (here !== undefined) work(here);
  };
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { room } = state;
      here = room.is === "own" ? room.id : undefined;
      show(root, here !== undefined);
      put(back, say("back"));
      put(title, say("own-title"));
      put(hint, say("own-hint"));
      put(ask, say(room.is === "own" && room.own.record ? "own-ask-again" : "own-ask"));
      ask.disabled = state.isBusy;
      const key = here === undefined ? undefined : keyOf(state, here);
      const isOver = key !== undefined && key.expiresAt <= state.clock;
      put(over, isOver ? say("own-key-over", { at: momentInWords(key.expiresAt, say) }) : "");
      show(over, isOver);
      for (const part of parts) part.update(state, say);
      if (!isOther(here, room.is === "own" ? room.own.record : null, say)) return;
      who.replaceChildren(foreign(nameHere(state)));
      body.replaceChildren(...drawn(state, say, send));
    },
  };
}

function nameHere(state: State): string {
  const pass = state.room.is === "own" ? passOf(state, state.room.id) : undefined;
  return pass?.seen?.person.name ?? "";
}

function drawn(state: State, say: Parameters<View["update"]>[1], send: Send): HTMLElement[] {
  const { room } = state;
  if (room.is !== "own" || !room.own.record) return [];
  const { record, policies } = room.own;
  const here = { pass: room.id, send, say };
  return [
    lookedBy(record, here),
    whoItIs(record, say),
    passesOf(record, policies, here),
    happened(record, say),
    doneAbout(record, here),
  ];
}
