/** A code as a drawing: black on white in every colour scheme, its quiet zone with it. */

import { QUIET, symbolOf } from "../qr.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Undefined for a text that no QR code holds. A screen reader passes over it: where it is to be
 * found by ear, what is around it has the name.
 */
export function symbol(text: string): SVGSVGElement | undefined {
  const made = symbolOf(text);
  if (!made) return undefined;
  const side = made.side + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: `0 0 ${side} ${side}`,
    class: "symbol",
    "aria-hidden": "true",
    focusable: "false",
    "shape-rendering": "crispEdges",
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const [paper, ink] = [path(`M0 0h${side}v${side}H0z`, "#fff"), path(made.path, "#000")];
  svg.append(paper, ink);
  return svg;
}

function path(d: string, fill: string): SVGPathElement {
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", d);
  shape.setAttribute("fill", fill);
  return shape;
}
