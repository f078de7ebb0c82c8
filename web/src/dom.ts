/**
 * Elements made one by one. There is no other way to put anything on a page here: no markup is ever
 * parsed from text, so that none can be smuggled in.
 */

import { plain } from "./text/plain.js";

type Attributes = Readonly<Record<string, string | boolean>>;
export type Child = Node | string;

/** An element with attributes and children; a text is a text, whatever is written in it. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A button that does one thing. */
export function button(onPress: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes });
  made.addEventListener("click", onPress);
  return made;
}

/** A text of strangers, made harmless and kept apart from the direction of what surrounds it. */
export function foreign(text: string): HTMLElement {
  return el("bdi", { dir: "auto" }, plain(text));
}

/** Says a text, unless it is there already: a screen reader would read it out once more. */
export function put(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows or hides, and moves no focus. */
export function show(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) element.hidden = !isShown;
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of one path, which a screen reader passes over. */
export function drawing(name: string, viewBox: string, path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}
