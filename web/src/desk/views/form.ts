/**
 * The form of an event. The keyboard alone fills it in: Enter goes on to the next field, and from
 * the last one to the key that issues. What is wrong is said under the field once it was left.
 */

import { el, put, show } from "../../dom.js";
import { birthDateInWords, type Say } from "../../text/say.js";
import { formOf } from "../../wallet/views/secret.js";
import { CHOICES, type Field, FIELDS, fieldsOf, GROUNDS, mayBeEmpty } from "../fields.js";
import type { Ground } from "../fields.js";
import { PRODUCTS } from "../products.js";
import { checked, entryOf, type State } from "../state.js";
import { faultInWords } from "../told.js";
import { choiceField, offer } from "./controls.js";
import type { Send, View } from "./view.js";

export interface EntryForm extends View {
  /** Puts the keyboard where somebody begins, or where something is wrong. */
  begin(): void;
}

/**
 * `name` tells the forms of the page apart, `submit` is the key at its end; `onSubmit` is told when
 * all that was typed can be taken.
 */
export function entryForm(
  send: Send,
  name: string,
  submit: HTMLButtonElement,
  onSubmit: () => void,
): EntryForm {
  const views = new Map(FIELDS.map((field) => [field, fieldView(field, name, send)]));
  const names = el("datalist", { id: `${name}-products` });
  names.append(...PRODUCTS.map(({ name }) => el("option", { value: name })));
  const ground = choiceField(`${name}-ground`);
  ground.input.addEventListener("change", () => {
    send({ type: "ground-chosen", ground: ground.input.value as Ground });
  });
  const person = FIELDS.slice(0, 6).map((field) => views.get(field)?.root ?? "");
  const event = FIELDS.slice(6).map((field) => views.get(field)?.root ?? "");
  const form = formOf(submitted, ...person, ground.root, ...event, names, submit);
  form.classList.add("entry");
  let current: State | undefined;

  function submitted(): void {
    if (!current) return;
    const [first] = wrongIn(current);
    if (first === undefined) return onSubmit();
    send({ type: "all-left" });
    views.get(first)?.input.focus();
  }

  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (key !== "Enter" || event.isComposing || event.altKey || !isField) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return submitted();
    const stops = [...form.querySelectorAll<HTMLElement>("input, select, button")];
    const open = stops.filter(
      (stop) => !stop.closest("[hidden]") && !stop.hasAttribute("disabled"),
    );
    open[open.indexOf(target) + (event.shiftKey ? -1 : 1)]?.focus();
  });

  return {
    root: form,
    begin: () => {
      const first = [...views.values()].find(({ root }) => !root.hidden);
      first?.input.focus();
    },
    update(state, say) {
      current = state;
      const { draft } = entryOf(state);
      const shown = fieldsOf(draft.part, draft.ground);
      ground.say(say("ground"));
      ground.offer(GROUNDS, (name) => say(`ground-${name}`));
      ground.input.value = draft.ground;
      show(ground.root, draft.part === "pass");
      for (const [field, view] of views) {
        show(view.root, shown.includes(field));
        view.update(state, say);
      }
    },
  };
}

/** Fields that something is wrong with, in the order of the form. */
function wrongIn(state: State): readonly Field[] {
  const { wrong } = checked(state);
  const { draft, preview } = entryOf(state);
  const refused = preview?.is === "refused" ? preview.field : null;
  return fieldsOf(draft.part, draft.ground).filter((field) => field in wrong || field === refused);
}

interface FieldView {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
  update(state: State, say: Say): void;
}

const NUMBERS: readonly Field[] = ["dose", "doses"];
const DATES: readonly Field[] = [
  "birth-date",
  "date",
  "sampled-on",
  "first-positive",
  "valid-from",
  "valid-until",
];

function fieldView(field: Field, name: string, send: Send): FieldView {
  const id = `${name}-${field}`;
  const label = el("label", { for: id });
  const hint = el("p", { class: "hint", id: `${id}-hint` });
  const read = el("p", { class: "read", id: `${id}-read` });
  const wrong = el("p", { class: "wrong", id: `${id}-wrong` });
  const input = inputOf(field, id, `${name}-products`);
  input.setAttribute("aria-describedby", `${id}-hint ${id}-read ${id}-wrong`);
  const choices = CHOICES[field];
  input.addEventListener(choices ? "change" : "input", () => {
    send({ type: "typed", field, text: input.value });
  });
  input.addEventListener("blur", () => send({ type: "left", field }));
  const root = el("div", { class: "field", "data-field": field }, label, input, hint, read, wrong);
  return {
    root,
    input,
    update(state, say) {
      const { draft, preview, issued } = entryOf(state);
      const empty = mayBeEmpty(field) ? ` ${say("optional")}` : "";
      put(label, `${say(`field-${field}`)}${empty}`);
      put(hint, say.knows(`hint-${field}`) ? say(`hint-${field}`) : "");
      show(hint, say.knows(`hint-${field}`));
      if (choices && input instanceof HTMLSelectElement) {
        offer(input, ["", ...choices], (name) => (name ? say(`${field}-${name}`) : "—"));
      }
      const typed = draft.values[field] ?? "";
      if (input.value !== typed) input.value = typed;
      input.disabled = issued !== null;
      const { wrong: all, read: understood } = checked(state);
      const why = draft.left.includes(field) ? all[field] : undefined;
      const refused = preview?.is === "refused" && preview.field === field ? preview.code : "";
      const said = why ? say(`wrong-${why}`) : refused ? faultInWords(refused, say) : "";
      put(wrong, said);
      show(wrong, said !== "");
      input.setAttribute("aria-invalid", String(said !== ""));
      put(read, readBack(field, typed, understood[field], say));
    },
  };
}

function inputOf(field: Field, id: string, products: string): HTMLInputElement | HTMLSelectElement {
  if (CHOICES[field]) return el("select", { id });
  const shared = { id, type: "text", autocomplete: "off", spellcheck: "false" };
  if (NUMBERS.includes(field)) return el("input", { ...shared, inputmode: "numeric" });
  if (field === "product") return el("input", { ...shared, list: products });
  return el("input", shared);
}

/** How a date or a product was understood, where it was typed otherwise. */
function readBack(field: Field, typed: string, read: string | undefined, say: Say): string {
  if (read === undefined || read === typed.trim()) return "";
  if (DATES.includes(field)) return birthDateInWords(say.language, read);
  return field === "product" || field === "sampled-at" ? read : "";
}
