/** The light passes of a person: a code a day, of which today's is the one to show. */

import { button, el, put } from "../../dom.js";
import { plain } from "../../text/plain.js";
import type { Say } from "../../text/say.js";
import type { Pass } from "../state.js";
import { momentInWords } from "../told.js";
import { standing } from "./shelf.js";
import type { Send } from "./view.js";

/** The one whose day it is. */
export function todayOf(passes: readonly Pass[], clock: number): Pass | undefined {
  return passes.find(({ kept: { window } }) => {
    return window !== undefined && window.from <= clock && clock <= window.until;
  });
}

export function lightCard(
  passes: readonly Pass[],
  clock: number,
  say: Say,
  send: Send,
): HTMLElement {
  const today = todayOf(passes, clock);
  const left = passes.filter(({ kept }) => (kept.window?.until ?? 0) >= clock);
  const until = Math.max(...passes.map(({ kept }) => kept.window?.until ?? 0));
  const parts: HTMLElement[] = [el("h3", {}, say("light-passes"))];
  if (today) parts.push(standing(today, say));
  else if (left.length > 0) parts.push(el("p", {}, say("light-none-today")));
  const facts = { count: left.length, until: momentInWords(until, say) };
  parts.push(el("p", { class: "hint" }, say(left.length > 0 ? "light-left" : "light-over", facts)));
  const keys = el("div", { class: "keys" });
  if (today) keys.append(...keysTo(today, say, send));
  return el("article", { class: "card" }, ...parts, keys);
}

function keysTo({ kept: { id }, seen }: Pass, say: Say, send: Send): HTMLElement[] {
  const named = { kind: say("kind-light"), name: plain(seen?.person.name ?? "") };
  const code = button(() => send({ type: "code-wanted", id }), { class: "press" });
  put(code, say("light-show"));
  code.setAttribute("aria-label", `${say("light-show")}: ${named.name}`);
  const more = button(() => send({ type: "pass-chosen", id }));
  put(more, say("look-into"));
  more.setAttribute("aria-label", say("look-into-of", named));
  return [code, more];
}
