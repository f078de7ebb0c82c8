/** A field for a passphrase. What was typed is read once, and then it is out of the page. */

import { el, put } from "../../dom.js";

export interface SecretField {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  say(label: string): void;
  /** What was typed; the field is empty after it. */
  take(): string;
}

export function secretField(id: string, use: "new-password" | "current-password"): SecretField {
  const label = el("label", { for: id });
  const input = el("input", { id, type: "password", autocomplete: use, required: true });
  return {
    root: el("div", { class: "field" }, label, input),
    input,
    say: (text) => put(label, text),
    take: () => {
      const { value } = input;
      input.value = "";
      return value;
    },
  };
}

/** A form that does one thing and sends nothing anywhere. */
export function formOf(
  onSubmit: () => void,
  ...parts: readonly (Node | string)[]
): HTMLFormElement {
  const form = el("form", { novalidate: true }, ...parts);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onSubmit();
  });
  return form;
}
