/** Yes, no or open, by shape, word and colour; then what was proven, question by question. */

import { button, drawing, el, foreign, put, show } from "../../dom.js";
import { CROSS, MARK, TICK } from "../../shapes.js";
import { dayInWords, type Say } from "../../text/say.js";
import type { Check, Finding, Outcome, Receipt, Report, Tree } from "../ledger.js";
import { toSave } from "../state.js";
import type { Send, View } from "./view.js";

/** How an outcome looks. */
const LOOKS: Readonly<Record<Outcome, "good" | "bad" | "open" | "none">> = {
  passed: "good",
  failed: "bad",
  undetermined: "open",
  skipped: "none",
};
const SHAPES: Readonly<Record<Outcome, string>> = {
  passed: TICK,
  failed: CROSS,
  undetermined: MARK,
  skipped: MARK,
};

export function result(send: Send): View {
  const verdict = el("div", { class: "verdict", tabindex: "-1" });
  const rest = el("div");
  const save = button(() => send({ type: "save-pressed", which: "published" }));
  const root = el("section", {}, verdict, rest, el("p", {}, save));
  let drawn: readonly [Report, string] | undefined;
  return {
    root,
    update(state, say) {
      const { phase } = state;
      show(root, phase.is === "done");
      if (phase.is !== "done") {
        drawn = undefined;
        return;
      }
      const { report } = phase;
      put(save, say("save"));
      show(save, toSave(state, "published") !== undefined);
      if (drawn?.[0] === report && drawn[1] === say.language) return;
      const isNew = drawn?.[0] !== report;
      drawn = [report, say.language];
      verdict.dataset["is"] = LOOKS[report.verdict];
      verdict.replaceChildren(...verdictOf(report, say));
      rest.replaceChildren(...detailsOf(report, state.authority, say));
      if (isNew) verdict.focus();
    },
  };
}

function verdictOf({ verdict, tree, checks }: Report, say: Say): readonly Node[] {
  const size = tree?.size ?? 0;
  const grown = checks.some(({ name, outcome }) => name === "grown" && outcome === "passed");
  const more = el("p", {}, say(grown ? "verdict-grown" : "verdict-first"));
  return [
    drawing("shape", "0 0 100 100", SHAPES[verdict]),
    el("h2", {}, say(`verdict-${verdict}`)),
    el("p", {}, say(`verdict-${verdict}-text`, { size })),
    ...(verdict === "passed" ? [more] : []),
  ];
}

function detailsOf(report: Report, authority: string | undefined, say: Say): readonly Node[] {
  const { checks, receipts, tree, counts } = report;
  const parts: Node[] = [];
  if (checks.some(({ finding }) => finding?.code === "ledger-verify.demonstration")) {
    parts.push(el("p", { class: "warning" }, say("demonstration")));
  }
  if (report.verdict !== "passed") parts.push(el("p", {}, say(`remedy-${report.verdict}`)));
  if (receipts.length > 0) {
    const lines = receipts.map((receipt) => receiptLine(receipt, say));
    parts.push(el("h2", {}, say("receipt-found")), el("ul", { class: "checks" }, ...lines));
  }
  const lines = checks.map((check) => checkLine(check, say));
  parts.push(el("h2", {}, say("checks-title")), el("ul", { class: "checks" }, ...lines));
  if (tree) parts.push(el("h2", {}, say("tree-title")), facts(report, tree, authority, say));
  if (counts.length > 0) parts.push(table(counts, say));
  return parts;
}

function checkLine({ name, outcome, finding }: Check, say: Say): HTMLElement {
  const about = say("about", { label: say(`check-${name}`), outcome: say(`outcome-${outcome}`) });
  const why = finding ? sentenceOf(finding, say) : say(`proven-${name}`);
  return line(outcome, about, why);
}

function receiptLine({ outcome, finding, index, kind }: Receipt, say: Say): HTMLElement {
  const entry = { index: index ?? "", kind: kind ? say(`kind-${kind}`) : "" };
  const why = finding ? sentenceOf(finding, say) : say("receipt-passed", entry);
  const about = say("about", { label: say("receipt-label"), outcome: say(`outcome-${outcome}`) });
  return line(outcome, about, why);
}

const line = (outcome: Outcome, about: string, why: string): HTMLElement =>
  el("li", { "data-is": LOOKS[outcome] }, el("p", { class: "about" }, about), el("p", {}, why));

/** What was found, in words. Entries are numbered from 0, as the command line does. */
function sentenceOf({ code, params }: Finding, say: Say): string {
  const id = code.replace("ledger-verify.", "finding-");
  return say.knows(id) ? say(id, params) : say("finding-other", { code });
}

function facts(
  { origin, quorum }: Report,
  tree: Tree,
  authority: string | undefined,
  say: Say,
): HTMLElement {
  const { cosigned_at: at, witnesses } = tree;
  const fact = (id: string, ...values: readonly (Node | string)[]): HTMLElement =>
    el("div", {}, el("dt", {}, say(id)), el("dd", {}, ...values));
  const names = witnesses.flatMap((name, index) => [index > 0 ? ", " : "", foreign(name)]);
  const list = el(
    "dl",
    {},
    ...(authority === undefined ? [] : [fact("tree-authority", foreign(authority))]),
    fact("tree-log", foreign(origin)),
    fact("tree-size", say("entries", { count: tree.size })),
    fact("tree-root", el("code", {}, tree.root)),
  );
  if (at !== null) list.append(fact("tree-day", dayInWords(say.language, at)));
  if (names.length > 0) list.append(fact("tree-witnesses", ...names));
  list.append(fact("tree-quorum", say("witnesses", { count: quorum })));
  return list;
}

function table(counts: Report["counts"], say: Say): HTMLElement {
  const rows = counts.map(({ kind, count }) => {
    const id = `kind-${kind}`;
    const name = say.knows(id) ? say(id) : kind;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      el("td", {}, say("number", { number: count })),
    );
  });
  const caption = el("h2", { id: "counts" }, say("counts-title"));
  return el("div", {}, caption, el("table", { "aria-labelledby": "counts" }, ...rows));
}
