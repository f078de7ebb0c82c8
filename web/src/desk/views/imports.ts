/** Many events at once, from a file; rows that cannot be taken are told one by one. */

import { el, foreign, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { formOf } from "../../wallet/views/secret.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Imported, RowRefused } from "../answers.js";
import { fieldNamed } from "../fields.js";
import { IMPORT_KINDS } from "../state.js";
import { faultInWords } from "../told.js";
import { choiceField } from "./controls.js";
import type { Send, View } from "./view.js";

export function imports(send: Send): View {
  const title = el("h2");
  const hint = el("p");
  const template = el("a", { href: "/api/v1/import-template.csv", download: "" });
  const kind = choiceField("import-kind");
  const label = el("label", { for: "import-file" });
  const file = el("input", { id: "import-file", type: "file" });
  const go = el("button", { type: "submit" });
  const form = formOf(
    () => {
      const chosen = file.files?.[0];
      const of = IMPORT_KINDS.find((name) => name === kind.input.value) ?? "csv";
      if (chosen) send({ type: "wanted", work: { do: "import", file: chosen, kind: of } });
      else file.focus();
    },
    kind.root,
    el("div", { class: "field" }, label, file),
    go,
  );
  const outcome = el("div");
  const root = el("section", {}, title, hint, el("p", {}, template), form, outcome);
  const isOther = whenOther();
  return {
    root,
    update({ session, room, isBusy }, say) {
      const isHere = session.is === "in" && room.is === "import";
      show(root, isHere);
      put(title, say("room-import"));
      put(hint, say("import-hint"));
      put(template, say("import-template"));
      kind.say(say("import-kind"));
      kind.offer(IMPORT_KINDS, (name) => say(`import-kind-${name}`));
      put(label, say("import-file"));
      put(go, say("import"));
      go.disabled = isBusy;
      const imported = isHere ? room.imported : null;
      if (isOther(imported, say)) outcome.replaceChildren(...(imported ? told(imported, say) : []));
    },
  };
}

function told({ rows, good, bad, was_done, refused }: Imported, say: Say): HTMLElement[] {
  const counts = say(was_done ? "import-was-done" : "import-counts", { rows, good, bad });
  const lines = refused.map((row) =>
    el("tr", {}, ...cells(row, say).map((cell) => el("td", {}, cell))),
  );
  const heads = ["import-row", "import-column", "import-why"].map((id) =>
    el("th", { scope: "col" }, say(id)),
  );
  const table = el(
    "table",
    {},
    el("caption", {}, say("import-refused")),
    el("thead", {}, el("tr", {}, ...heads)),
    el("tbody", {}, ...lines),
  );
  const scrolled = el("div", { class: "scrolled", tabindex: "0", role: "region" }, table);
  scrolled.setAttribute("aria-label", say("import-refused"));
  return [el("p", {}, counts), ...(refused.length > 0 ? [scrolled] : [])];
}

function cells({ row, field, code }: RowRefused, say: Say): readonly (string | Node)[] {
  const known = fieldNamed(field);
  return [String(row), known ? say(`field-${known}`) : foreign(field), faultInWords(code, say)];
}
