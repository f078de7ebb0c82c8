// Builds the pages: `node build/build.mjs --core MODULE [--reader MODULE] [--ledger MODULE] [--out FOLDER]`.
// The modules are `cleanbill.raw.wasm` and, beside it where nothing else is said, `cleanbill.reader.wasm`
// and `cleanbill.ledger.wasm`, as `cargo xtask wasm-pack` writes them. The same input gives the same bytes.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

import { bundle } from "./bundle.mjs";
import { buildPage, sha256 } from "./page.mjs";
import { sites } from "./sites.mjs";
import { web } from "./web.mjs";

const { values } = parseArgs({
  options: {
    core: { type: "string" },
    reader: { type: "string" },
    ledger: { type: "string" },
    out: { type: "string", default: join(web, "dist") },
  },
});

/**
 * Nothing that ships names a host; what looks like one is the name of a vocabulary.
 * @param {string} path
 * @param {string} text
 */
function refuseHosts(path, text) {
  const [host] = /https?:\/\/(?!www\.w3\.org\/2000\/svg)[^\s"'`]+/u.exec(text) ?? [];
  if (host) throw new Error(`${path} names ${host}`);
}

/**
 * Whether a page may reach nobody at all.
 * @param {import("./page.mjs").Page} page
 */
const isClosed = ({ policy }) => policy.includes("connect-src 'none'");

/**
 * Every file of a site by its path.
 * @param {import("./sites.mjs").Site} site
 */
async function buildSite({ name, pages, files, keeper }) {
  /** @type {Record<string, string>} */
  const built = {};
  for (const page of pages) built[`${page.name}/index.html`] = await buildPage(page);
  for (const file of files) built[file] = readFileSync(join(web, "public", file), "utf8");
  if (!keeper) return built;
  const hashes = Object.entries(built).map(([path, text]) => [path, `sha256-${sha256(text)}`]);
  built["sw.js"] = await bundle(
    keeper,
    {},
    {
      SITE: JSON.stringify(name),
      CLOSED: JSON.stringify(pages.filter(isClosed).map((page) => page.name)),
      FILES: JSON.stringify(Object.fromEntries(hashes)),
      RELEASE: JSON.stringify(sha256(JSON.stringify(hashes)).slice(0, 16)),
    },
  );
  return built;
}

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    refuseHosts(path, text);
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const named = Object.entries(files).map(([path, text]) => [path, sha256(text)]);
  const release = JSON.stringify(Object.fromEntries(named), null, 2);
  writeFileSync(join(folder, "release.json"), `${release}\n`);
}

if (!values.core) throw new Error("--core names no module: cargo xtask wasm-pack makes it");
const beside = (/** @type {string} */ name) => join(dirname(values.core ?? ""), name);
const modules = {
  core: values.core,
  reader: values.reader ?? beside("cleanbill.reader.wasm"),
  ledger: values.ledger ?? beside("cleanbill.ledger.wasm"),
};
rmSync(values.out, { recursive: true, force: true });
for (const site of sites(modules)) write(join(values.out, site.name), await buildSite(site));
