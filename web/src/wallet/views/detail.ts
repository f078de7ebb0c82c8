/** One pass: how it stands, where it is accepted, what it says and who learns what. */

import { button, el, foreign, put, show } from "../../dom.js";
import { plain } from "../../text/plain.js";
import { birthDateInWords, type Say } from "../../text/say.js";
import { type Field, fieldsOf } from "../fields.js";
import { entryOf } from "../own/proof.js";
import { type Pass, passOf, type State } from "../state.js";
import { remedy, said } from "../told.js";
import { acceptance } from "./acceptance.js";
import { kindInWords, standing } from "./shelf.js";
import { symbol } from "./symbol.js";
import { twice } from "./twice.js";
import { type Send, type View, whenOther } from "./view.js";

export function detail(send: Send, print: () => void): View {
  const body = el("div");
  const isHere = ({ room }: State): string | undefined =>
    room.is === "pass" ? room.id : undefined;
  const code = button(() => whenHere((id) => send({ type: "code-wanted", id })), {
    class: "press",
  });
  const paper = button(print);
  const back = button(() => send({ type: "room-left" }));
  const remove = twice(
    "remove",
    (state) => isHere(state) ?? "",
    (id) => send({ type: "wanted", work: { do: "remove", id } }),
  );
  const top = el("div", { class: "keys" }, code, paper, back);
  const root = el("section", { class: "detail" }, top, body, remove.root);
  let here: string | undefined;
  const whenHere = (work: (id: string) => void): void => {
    if (here !== undefined) work(here);
  };
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      here = isHere(state);
      const pass = here === undefined ? undefined : passOf(state, here);
      show(root, pass !== undefined);
      put(code, say("show-code"));
      put(paper, say("print"));
      put(back, say("back"));
      remove.update(state, say);
      const answer = state.room.is === "pass" ? state.room.acceptance : null;
      if (!isOther(pass, say, answer)) return;
      if (!pass) return body.replaceChildren();
      const parts = [
        about(pass, say),
        acceptance(answer, say),
        learns(pass, say),
        ...receipt(pass, say, send),
        sheet(pass, say),
      ];
      body.replaceChildren(...parts);
    },
  };
}

function about(pass: Pass, say: Say): HTMLElement {
  const { name = "", birthDate = "" } = pass.seen?.person ?? {};
  const who = el("p", { class: "who" }, foreign(name || say("name-missing")));
  if (birthDate) who.append(" · ", foreign(birthDateInWords(say.language, birthDate)));
  const parts: Node[] = [el("h2", {}, kindInWords(pass, say)), who, standing(pass, say)];
  const reason = pass.seen?.inspection.reason;
  const todo = reason ? remedy(reason, say) : "";
  if (todo) parts.push(el("p", {}, todo));
  if (pass.seen?.judgement === "unverified") parts.push(el("p", {}, say("unverified-text")));
  for (const note of pass.seen?.inspection.notes ?? []) {
    parts.push(el("p", { class: "hint" }, said(note, say)));
  }
  return el("div", {}, ...parts);
}

/** What the code says, and who learns what of it. */
function learns(pass: Pass, say: Say): HTMLElement {
  const inspection = pass.seen?.inspection;
  const fields = inspection ? fieldsOf(inspection) : [];
  const isLight = pass.seen?.kind === "light";
  const who = ["door", isLight ? "scanner-light" : "scanner", "authority"] as const;
  const rows = who.map((one) =>
    el("div", {}, el("dt", {}, say(`learns-${one}`)), el("dd", {}, say(`learns-${one}-what`))),
  );
  const all = el("details", { class: "fields" }, el("summary", {}, say("fields-title")));
  all.append(el("dl", {}, ...fields.map((field) => row(field, say))));
  return el("section", {}, el("h3", {}, say("learns-title")), el("dl", {}, ...rows), all);
}

function row({ name, value }: Field, say: Say): HTMLElement {
  const known = `field-${name}`;
  const label = say.knows(known) ? say(known) : plain(name);
  return el("div", {}, el("dt", {}, label), el("dd", {}, foreign(value)));
}

/** The page beside this one that reads all of the ledger, and looks for receipts in it. */
const VERIFY = "../verify/";

/** That it is in the public ledger, for whoever the holder wants to show that. */
function receipt({ kept: { id, proof } }: Pass, say: Say, send: Send): HTMLElement[] {
  if (proof === undefined) return [];
  const press = button(() => send({ type: "wanted", work: { do: "save-proof", id } }));
  put(press, say("receipt-save"));
  const text = el("p", {}, say("receipt-text", { entry: `${entryOf(proof) ?? "?"}` }));
  const verify = el("p", {}, el("a", { href: VERIFY }, say("receipt-verify")));
  return [el("section", {}, el("h3", {}, say("receipt-title")), text, press, verify)];
}

/** What is printed, and nothing else of the page: a sheet that any reader of ours reads. */
function sheet(pass: Pass, say: Say): HTMLElement {
  const { name = "", birthDate = "" } = pass.seen?.person ?? {};
  const drawn = symbol(pass.kept.code);
  const born = foreign(birthDateInWords(say.language, birthDate));
  const root = el(
    "div",
    { class: "sheet", "aria-hidden": "true" },
    el("p", { class: "sheet-title" }, kindInWords(pass, say)),
    el("p", { class: "who" }, foreign(name)),
    el("p", {}, `${say("born")} `, born),
  );
  if (drawn) root.append(drawn);
  root.append(el("p", {}, say("sheet-hint")));
  return root;
}
