/** Why nothing can be checked: still loading, not set up, or set up wrongly. */

import { el, put, show } from "../../dom.js";
import type { View } from "./view.js";

export function notice(): View {
  const title = el("h2");
  const text = el("p");
  const link = el("a", { href: "../update/", class: "press" });
  const root = el("section", { class: "notice" }, title, text, el("p", {}, link));
  return {
    root,
    update({ data }, say) {
      show(root, data.is !== "ready");
      if (data.is === "ready") return;
      put(title, say(`${data.is}-title`));
      put(text, say(`${data.is}-text`, { code: data.is === "refused" ? data.code : "" }));
      put(link, say("missing-link"));
      show(link, data.is !== "loading");
    },
  };
}
