// A page as one file: its script and style are named by their hashes in its policy, its modules of
// WebAssembly lie in it as data. So it asks for nothing, and its own hash says all about it.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { bundle } from "./bundle.mjs";
import { web } from "./web.mjs";

/**
 * @typedef {object} Weight
 * @property {string} name
 * @property {readonly string[]} without Blocks that are left out.
 * @property {number} most Bytes, gzipped.
 */

/** @typedef {string | (() => Promise<string>)} Block A file, or a text that is made. */

/**
 * @typedef {object} Page
 * @property {string} name Its folder, here and on the host; `page.html` lies in it.
 * @property {readonly string[]} styles Style sheets, from the folder of the sources.
 * @property {string} script The module that it begins with.
 * @property {Record<string, () => unknown>} virtual What its modules import and no file holds.
 * @property {Record<string, Block>} blocks What lies in it as data, by the element that holds it.
 * @property {readonly string[]} policy What it may, beyond its own script and style.
 * @property {readonly Weight[]} [weights]
 */

/** What no page may. */
export const LOCKED = [
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types cleanbill",
];

/** @param {string} text */
export const sha256 = (text) => createHash("sha256").update(text).digest("base64");

/**
 * A block as it lies in a page.
 * @param {Block} made
 */
async function packed(made) {
  const bytes = typeof made === "string" ? readFileSync(made) : await made();
  return gzipSync(bytes, { level: 9 }).toString("base64");
}

/**
 * The page, and what it weighs where it is weighed.
 * @param {Page} page
 */
export async function buildPage(page) {
  const read = (/** @type {string} */ path) => readFileSync(join(web, path), "utf8").trim();
  const style = page.styles.map(read).join("\n");
  const script = await bundle(page.script, page.virtual);
  const blocks = await Promise.all(
    Object.entries(page.blocks).map(async ([id, made]) => [id, await packed(made)]),
  );
  const form = readFileSync(join(web, page.name, "page.html"), "utf8");
  const hashes = [
    `script-src 'sha256-${sha256(script)}' 'wasm-unsafe-eval'`,
    `style-src 'sha256-${sha256(style)}'`,
  ];
  const policy = ["default-src 'none'", ...hashes, ...page.policy, ...LOCKED].join("; ");
  const fill = (/** @type {readonly string[]} */ without) => {
    const kept = blocks.filter(([id]) => !without.includes(id ?? ""));
    return filled(form, { style, script, policy, ...Object.fromEntries(kept) });
  };
  for (const { name, without, most } of page.weights ?? []) weigh(name, fill(without), most);
  return fill([]);
}

/**
 * @param {string} form
 * @param {Record<string, string>} parts
 */
const filled = (form, parts) =>
  form.replace(
    /\{\{(\w+)\}\}/gu,
    (/** @type {string} */ _, /** @type {string} */ part) => parts[part] ?? "",
  );

/**
 * @param {string} name
 * @param {string} text
 * @param {number} most
 */
function weigh(name, text, most) {
  const bytes = gzipSync(text, { level: 9 }).length;
  console.log(`${name.padEnd(16)} ${String(bytes).padStart(7)} bytes gzipped, at most ${most}`);
  if (bytes > most) throw new Error(`${name} is too heavy`);
}
