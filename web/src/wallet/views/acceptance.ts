/** Where a pass is accepted and until when, in words. */

import { type Child, el } from "../../dom.js";
import { plain } from "../../text/plain.js";
import type { Say } from "../../text/say.js";
import type { Acceptance, Span } from "../accepted.js";
import { momentInWords } from "../told.js";

/** Of one pass, or of several together. */
export function acceptance(
  all: readonly Acceptance[] | null,
  say: Say,
  of: "accepted" | "together" = "accepted",
): HTMLElement {
  const title = el("h3", {}, say(of === "accepted" ? "accepted-title" : "together-accepted"));
  if (all === null) return el("section", {}, title, el("p", {}, say("accepted-working")));
  if (all.length === 0) return el("section", {}, title, el("p", {}, say("accepted-none")));
  const rows = all.map((one) => el("li", { "data-is": wordOf(one) }, ...row(one, say)));
  const hint = el("p", { class: "hint" }, say("accepted-hint"));
  return el("section", { class: "accepted" }, title, el("ul", {}, ...rows), hint);
}

function row({ region, places, now, spans }: Acceptance, say: Say): Child[] {
  const named = places.map((place) =>
    say.knows(`place-${place}`) ? say(`place-${place}`) : plain(place),
  );
  const where = `${named.join(", ")} (${plain(region)})`;
  const told = spans.map((span) => inWords(span, say)).join(" ");
  const verdict = say(`verdict-${now.verdict.replaceAll("_", "-")}`);
  const now_ = say("accepted-now", { verdict });
  // What a door would say of a pass that it refuses names no ground; the holder's page may.
  const why = now.verdict === "accepted" ? "" : ` ${say(now.saying)}`;
  const { unsound = null } = now;
  const which = unsound === null ? "" : ` ${say("together-unsound", { number: unsound + 1 })}`;
  return [el("strong", {}, where), el("br"), `${now_}${which}${why} ${told}`.trim()];
}

function inWords({ from, until, isPolicysEnd }: Span, say: Say): string {
  const facts = { from: momentInWords(from, say), until: momentInWords(until, say) };
  return say(isPolicysEnd ? "accepted-to-policy" : "accepted-span", facts);
}

/** For its shape: whether a door lets the pass in now. */
function wordOf({ now }: Acceptance): string {
  if (now.verdict === "refused") return "bad";
  return now.verdict === "undetermined" ? "open" : "good";
}
