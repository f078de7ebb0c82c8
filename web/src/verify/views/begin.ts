import { button, el, put } from "../../dom.js";
import type { Send, View } from "./view.js";

/** Longest receipt or policy that is looked at, in characters. */
const TEXT_MAX = 1 << 18;

/** What is put in, and the press. Nothing is fetched before it. */
export function begin(send: Send): View {
  const text = el("p");
  const privacy = el("p");
  const receipt = field("receipt");
  const keys = field("keys");
  const summaries = [receipt, keys].map(() => el("summary"));
  const press = button(
    () => {
      const given = { policy: keys.value(), receipt: receipt.value() };
      send({ type: "pressed", given });
    },
    { class: "press" },
  );
  const folds = [receipt, keys].map((one, index) =>
    el("details", { class: "field" }, summaries[index] ?? "", one.root),
  );
  const root = el("section", {}, text, privacy, ...folds, el("p", {}, press));
  return {
    root,
    update({ phase }, say) {
      put(text, say("page-text"));
      put(privacy, say("page-privacy"));
      for (const [index, name] of ["receipt", "keys"].entries()) {
        const summary = summaries[index];
        if (summary) put(summary, say(`${name}-title`));
      }
      receipt.say(say("receipt-label"), say("receipt-hint"), say("open-file"));
      keys.say(say("keys-label"), say("keys-hint"), say("open-file"));
      put(press, say(phase.is === "done" ? "verify-again" : "verify"));
      press.disabled = phase.is === "running";
    },
  };
}

interface Field {
  readonly root: HTMLElement;
  value(): string;
  say(label: string, hint: string, open: string): void;
}

/** A text that is pasted, or taken from a file. */
function field(id: string): Field {
  const hint = el("p", { class: "hint", id: `${id}-hint` });
  const label = el("label", { for: id });
  const text = el("textarea", {
    id,
    rows: "4",
    maxlength: String(TEXT_MAX),
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": `${id}-hint`,
  });
  const file = el("input", { id: `${id}-file`, type: "file", class: "unseen" });
  const opened = el("span");
  const pick = el("label", { for: `${id}-file`, class: "pick" }, opened, file);
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    void chosen?.slice(0, TEXT_MAX).text().then((read) => {
      text.value = read;
    });
  });
  return {
    root: el("div", {}, hint, label, text, pick),
    value: () => text.value,
    say(name, why, open) {
      put(label, name);
      put(hint, why);
      put(opened, open);
    },
  };
}
