/** The door: one of the places that a policy in force is for. */

import type { Policy } from "../../core/core.js";
import { el, foreign, put, show } from "../../dom.js";
import { dayInWords, type Say } from "../../text/say.js";
import { doorInWords } from "./frame.js";
import type { Send, View } from "./view.js";

export function choose(send: Send): View {
  const title = el("h2");
  const text = el("p");
  const list = el("div", { class: "doors" });
  const root = el("section", {}, title, text, list);
  let drawn: readonly unknown[] = [];
  return {
    root,
    update(state, say) {
      const { data } = state;
      show(root, data.is === "ready" && state.door === null);
      if (root.hidden || data.is !== "ready") return;
      put(title, say("choose-title"));
      put(text, say(data.policies.length > 0 ? "choose-text" : "choose-none"));
      // Drawn again only when it is another list, so that nobody loses their place in it.
      if (drawn[0] === data.policies && drawn[1] === state.language) return;
      drawn = [data.policies, state.language];
      list.replaceChildren(...data.policies.map((policy) => group(policy, say, send)));
    },
  };
}

function group(policy: Policy, say: Say, send: Send): HTMLElement {
  const title = policy.title[say.language] ?? policy.title["en"] ?? policy.id;
  const day = dayInWords(say.language, policy.until);
  const until = el("p", {}, say("choose-until", { day }));
  const number = el("p", {}, say("consecutive", { number: policy.number }));
  show(number, policy.number > 1);
  const places = policy.places.map((place) => {
    const door = { place, region: policy.region };
    const pressed = el("button", { type: "button" }, doorInWords(say, place, policy.region));
    pressed.addEventListener("click", () => send({ type: "door-chosen", door }));
    return el("li", {}, pressed);
  });
  return el("div", {}, el("h3", {}, foreign(title)), until, number, el("ul", {}, ...places));
}
