import { button, el, put, show } from "../../dom.js";
import { dayInWords } from "../../text/say.js";
import type { Send, View } from "./view.js";

/** What this device remembers, and how to take it elsewhere. */
export function memory(send: Send): View {
  const title = el("h2");
  const text = el("p");
  const kept = el("p");
  const save = button(() => send({ type: "save-pressed", which: "remembered" }));
  const forget = button(() => send({ type: "forget-pressed" }));
  const keys = el("div", { class: "keys" }, save, forget);
  return {
    root: el("section", {}, title, text, kept, keys),
    update({ memory, phase, language }, say) {
      put(title, say("memory-title"));
      const day = memory ? dayInWords(language, memory.at) : "";
      put(text, memory ? say("memory-has", { size: memory.size, day }) : say("memory-none"));
      put(kept, say("memory-kept"));
      show(kept, phase.is === "done" && phase.isKept);
      put(save, say("save-remembered"));
      put(forget, say("forget"));
      show(keys, memory !== undefined);
      forget.disabled = phase.is === "running";
    },
  };
}
