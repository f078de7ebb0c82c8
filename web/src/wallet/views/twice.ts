/** What takes two presses, as it cannot be taken back: the second one is somewhere else. */

import { button, el, put } from "../../dom.js";
import type { State } from "../state.js";
import type { View } from "./view.js";

/** `name` begins the names of its texts; it closes when what it is about is another. */
export function twice(
  name: "give-back" | "remove",
  idIn: (state: State) => string,
  onPress: (id: string) => void,
): View {
  const [summary, text] = [el("summary"), el("p")];
  let id = "";
  const press = button(() => onPress(id));
  const root = el("details", { class: "field" }, summary, text, press);
  return {
    root,
    update(state, say) {
      const now = idIn(state);
      if (now !== id) root.open = false;
      id = now;
      put(summary, say(name));
      put(text, say(`${name}-text`));
      put(press, say(`${name}-press`));
      press.disabled = state.isBusy;
    },
  };
}
