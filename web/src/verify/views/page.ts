/** The page: what it is for, what is put in, how far it is, what came of it. */

import { el, put } from "../../dom.js";
import { LANGUAGES, directionOf, languageOf, OWN_NAMES } from "../../text/language.js";
import { begin } from "./begin.js";
import { memory } from "./memory.js";
import { result } from "./result.js";
import { running } from "./running.js";
import type { Send, View } from "./view.js";

export function page(send: Send): View {
  const parts = [head(send), begin(send), running(send), result(send), memory(send)];
  const [above, ...inside] = parts.map(({ root }) => root);
  const main = el("main", {}, ...inside);
  const foot = footer();
  const root = el("div", { class: "page" }, above ?? "", main, foot.root);
  return {
    root,
    update(state, say) {
      document.documentElement.lang = state.language;
      document.documentElement.dir = directionOf(state.language);
      document.title = say("page-title");
      main.setAttribute("aria-busy", String(state.phase.is === "running"));
      for (const part of [...parts, foot]) part.update(state, say);
    },
  };
}

function head(send: Send): View {
  const title = el("h1");
  const label = el("label", { for: "language", class: "unseen" });
  const language = el("select", { id: "language" });
  for (const tag of LANGUAGES) {
    language.append(el("option", { value: tag, lang: tag }, OWN_NAMES[tag]));
  }
  language.addEventListener("change", () => {
    send({ type: "language-chosen", language: languageOf([language.value]) });
  });
  return {
    root: el("header", {}, title, label, language),
    update(state, say) {
      put(title, say("page-title"));
      put(label, say("language"));
      language.value = state.language;
    },
  };
}

function footer(): View {
  const more = el("p");
  return {
    root: el("footer", {}, more),
    update(_, say) {
      put(more, say("more"));
    },
  };
}
