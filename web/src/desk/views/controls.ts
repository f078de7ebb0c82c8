/** Fields, lists of choices and facts, as every room of this page has them. */

import { el, put } from "../../dom.js";
import type { Say } from "../../text/say.js";

export interface Labelled<T extends HTMLElement> {
  readonly root: HTMLElement;
  readonly input: T;
  say(label: string): void;
}

export function textField(
  id: string,
  attributes: Readonly<Record<string, string>> = {},
): Labelled<HTMLInputElement> {
  const label = el("label", { for: id });
  const input = el("input", { id, type: "text", autocomplete: "off", ...attributes });
  const root = el("div", { class: "field" }, label, input);
  return { root, input, say: (text) => put(label, text) };
}

/** A list of choices; `words` says each of them. */
export interface Choice extends Labelled<HTMLSelectElement> {
  offer(names: readonly string[], words: (name: string) => string): void;
}

export function choiceField(id: string): Choice {
  const label = el("label", { for: id });
  const input = el("select", { id });
  const root = el("div", { class: "field" }, label, input);
  return {
    root,
    input,
    say: (text) => put(label, text),
    offer: (names, words) => offer(input, names, words),
  };
}

/** Brings the options of a list up to date; what was chosen stays chosen while it is offered. */
export function offer(
  input: HTMLSelectElement,
  names: readonly string[],
  words: (name: string) => string,
): void {
  const options = [...input.options];
  const isSame =
    names.length === options.length && names.every((name, at) => options[at]?.value === name);
  if (!isSame) {
    const chosen = input.value;
    input.replaceChildren(...names.map((name) => el("option", { value: name })));
    if (names.includes(chosen)) input.value = chosen;
  }
  [...input.options].forEach((option) => put(option, words(option.value)));
}

/** Terms and what is said of each, as a list of descriptions. */
export function facts(...of: readonly (readonly [string, string | Node])[]): HTMLElement {
  const rows = of.map(([term, fact]) => el("div", {}, el("dt", {}, term), el("dd", {}, fact)));
  return el("dl", { class: "facts" }, ...rows);
}

/**
 * Parts of a line, between points. Each keeps its direction to itself: a name, a number or a date
 * tears none of the others apart.
 */
export function line(...parts: readonly (string | Node)[]): (string | Node)[] {
  const there = parts.filter((part) => part !== "");
  return there.flatMap((part, at) => [
    ...(at > 0 ? [" · "] : []),
    typeof part === "string" ? el("bdi", {}, part) : part,
  ]);
}

/** A secret that is copied by hand or read out: in one type width, in groups of eight. */
export function secret(text: string): HTMLElement {
  return el("code", { class: "secret", dir: "ltr" }, text.replace(/(.{8})(?=.)/gu, "$1 "));
}

/** An address that is handed over: it can be selected whole. */
export function address(text: string): HTMLElement {
  return el("code", { class: "secret whole", dir: "ltr", tabindex: "0" }, text);
}

/** What the role, the kind or the state is called. */
export type Words = (list: string, name: string | null) => string;

export const wordsOf =
  (say: Say): Words =>
  (list, name) => {
    if (name === null) return "";
    const id = `${list}-${name}`;
    return say.knows(id) ? say(id) : name;
  };
