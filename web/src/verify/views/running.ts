import { button, el, put, show } from "../../dom.js";
import type { Phase } from "../state.js";
import type { Say } from "../../text/say.js";
import type { Send, View } from "./view.js";

/** How far it is, and why it ended without an answer. */
export function running(send: Send): View {
  const title = el("h2", { id: "running" });
  const bar = el("progress", { "aria-labelledby": "running" });
  const count = el("p");
  const stop = button(() => send({ type: "stop-pressed" }));
  const way = el("div", {}, title, bar, count, el("p", {}, stop));
  const news = el("p");
  const status = el("div", { role: "status" }, news);
  return {
    root: el("section", {}, status, way),
    update({ phase }, say) {
      const isRunning = phase.is === "running";
      show(way, isRunning);
      put(news, newsOf(phase, say));
      news.classList.toggle("warning", phase.is === "broken");
      // While it runs, the same is written below.
      news.classList.toggle("unseen", isRunning);
      if (!isRunning) return;
      put(title, say("running-title"));
      put(stop, say("stop"));
      if (phase.size === null) {
        bar.removeAttribute("value");
        put(count, say("running-heads"));
        return;
      }
      bar.max = Math.max(phase.size, 1);
      bar.value = phase.read;
      put(count, say("running-entries", { read: phase.read, size: phase.size }));
    },
  };
}

/** Why nothing was decided, in words where there are some. */
const BROKEN: Readonly<Record<string, string>> = {
  "page.ledger-fetch": "broken-fetch",
  "page.no-authority": "broken-authority",
  "page.no-ledger": "broken-ledger",
  "wasm-ledger.remembered": "broken-remembered",
};

function newsOf(phase: Phase, say: Say): string {
  if (phase.is === "stopped") return say("stopped");
  if (phase.is === "running") return say("running-title");
  if (phase.is !== "broken") return "";
  const { code } = phase.why;
  const isOfKeys = /^ledger-(policy|note)\./u.test(code);
  return say(BROKEN[code] ?? (isOfKeys ? "broken-keys" : "broken"), { code });
}
