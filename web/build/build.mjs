// Builds the pages: `node build/build.mjs --core MODULE [--out FOLDER]`. The module is
// `cleanbill.raw.wasm` as `cargo xtask wasm-pack` writes it.
//
// Every page is one file: its script and style are named by their hashes in its policy, its modules
// of WebAssembly lie in it as data. So it asks for nothing, and its own hash says all about it.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "vite";

import { texts } from "./texts.mjs";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { core: { type: "string" }, out: { type: "string", default: join(web, "dist") } },
});

/**
 * Most that the check page may weigh, gzipped, bytes: without modules, with the core, with the
 * reader. The goals of the last two are 300,000 and 750,000; the core is too heavy for them (ADR
 * 0028), so these only hold what was reached.
 */
const PAGE_MAX_BYTES = 45_000;
const CORE_MAX_BYTES = 745_000;
const ALL_MAX_BYTES = 1_160_000;

/** @param {string} text */
const sha256 = (text) => createHash("sha256").update(text).digest("base64");
/** @param {string | Buffer} data */
const weigh = (data) => gzipSync(data, { level: 9 }).length;

/**
 * One classic script of a module and all that it imports.
 * @param {string} entry
 * @param {Record<string, () => unknown>} [virtual]
 * @param {Record<string, string>} [define]
 */
async function bundle(entry, virtual = {}, define = {}) {
  const output = await build({
    root: web,
    configFile: false,
    envDir: false,
    logLevel: "warn",
    publicDir: false,
    define,
    plugins: [
      {
        name: "virtual",
        resolveId: (id) => (id in virtual ? `\0${id}` : undefined),
        load: async (id) => {
          const made = virtual[id.slice(1)];
          return made ? `export default ${JSON.stringify(await made())};` : undefined;
        },
      },
    ],
    build: {
      write: false,
      target: "es2022",
      minify: true,
      modulePreload: false,
      lib: { entry: join(web, entry), formats: ["iife"], name: "page", fileName: "page" },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !("output" in first)) throw new Error(`${entry}: nothing was built`);
  const [{ code }] = first.output;
  // Inside a page a script ends where these characters stand, whatever they mean to JavaScript.
  if (/<\/script|<!--/iu.test(code)) throw new Error(`${entry}: would end its own element`);
  return code.trim();
}

/**
 * A module as it lies in a page.
 * @param {string} path
 */
const block = (path) => gzipSync(readFileSync(path), { level: 9 }).toString("base64");

/**
 * Fills a page in. Its policy names script and style by their hashes.
 * @param {string} name
 * @param {Record<string, string>} parts
 * @param {readonly string[]} policy
 */
function page(name, parts, policy) {
  const hashes = [
    `script-src 'sha256-${sha256(parts["script"] ?? "")}' 'wasm-unsafe-eval'`,
    `style-src 'sha256-${sha256(parts["style"] ?? "")}'`,
  ];
  /** @type {Record<string, string>} */
  const filled = { ...parts, policy: ["default-src 'none'", ...hashes, ...policy].join("; ") };
  const form = readFileSync(join(web, name, "page.html"), "utf8");
  return form.replace(
    /\{\{(\w+)\}\}/gu,
    (/** @type {string} */ _, /** @type {string} */ part) => filled[part] ?? "",
  );
}

/**
 * The reader's glue without the host that it would fetch its module from, if it were not given one.
 * @param {string} code
 */
const withoutHost = (code) => code.replaceAll("https://fastly.jsdelivr.net/npm/", "");

/**
 * Nothing that ships names a host; what looks like one is the name of a vocabulary.
 * @param {string} path
 * @param {string} text
 */
function refuseHosts(path, text) {
  const [host] = /https?:\/\/(?!www\.w3\.org\/2000\/svg)[^\s"'`]+/u.exec(text) ?? [];
  if (host) throw new Error(`${path} names ${host}`);
}

const LOCKED = [
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types cleanbill",
];

async function main() {
  const style = readFileSync(join(web, "check", "page.css"), "utf8").trim();
  const reader = join(web, "node_modules", "zxing-wasm", "dist", "reader", "zxing_reader.wasm");
  const checkScript = await bundle("src/check/main.ts", {
    "virtual:texts/check": () => texts("check"),
    "virtual:worker/reader": async () => withoutHost(await bundle("src/camera/worker.ts")),
  });
  const updateScript = await bundle("src/update/main.ts", {
    "virtual:texts/update": () => texts("update"),
  });
  if (!values.core) throw new Error("--core names no module: cargo xtask wasm-pack makes it");
  const core = block(values.core);
  const check = { style, script: checkScript, core, reader: block(reader) };
  const update = { style, script: updateScript, core };
  const ofCheck = ["connect-src 'none'", "worker-src blob:", "img-src data:", ...LOCKED];
  const ofUpdate = [
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "img-src 'self'",
    ...LOCKED,
  ];
  /** @type {Record<string, string>} */
  const files = {
    "check/index.html": page("check", check, ofCheck),
    "update/index.html": page("update", update, ofUpdate),
    "manifest.webmanifest": readFileSync(join(web, "public", "manifest.webmanifest"), "utf8"),
    "icon.svg": readFileSync(join(web, "public", "icon.svg"), "utf8"),
  };
  const hashes = Object.entries(files).map(([path, text]) => [path, `sha256-${sha256(text)}`]);
  files["sw.js"] = await bundle(
    "src/sw.ts",
    {},
    {
      FILES: JSON.stringify(Object.fromEntries(hashes)),
      RELEASE: JSON.stringify(sha256(JSON.stringify(hashes)).slice(0, 16)),
    },
  );
  write(files);
  weighPage({ ...check, core: "", reader: "" }, { ...check, reader: "" }, check, ofCheck);
}

/** @param {Record<string, string>} files */
function write(files) {
  rmSync(values.out, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    refuseHosts(path, text);
    const file = join(values.out, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const named = Object.entries(files).map(([path, text]) => [path, sha256(text)]);
  writeFileSync(
    join(values.out, "release.json"),
    `${JSON.stringify(Object.fromEntries(named), null, 2)}\n`,
  );
}

/**
 * @param {Record<string, string>} bare
 * @param {Record<string, string>} withCore
 * @param {Record<string, string>} whole
 * @param {readonly string[]} policy
 */
function weighPage(bare, withCore, whole, policy) {
  const gates = [
    { name: "check page", parts: bare, most: PAGE_MAX_BYTES },
    { name: "with the core", parts: withCore, most: CORE_MAX_BYTES },
    { name: "with the reader", parts: whole, most: ALL_MAX_BYTES },
  ];
  for (const { name, parts, most } of gates) {
    const bytes = weigh(page("check", parts, policy));
    console.log(`${name.padEnd(16)} ${String(bytes).padStart(7)} bytes gzipped, at most ${most}`);
    if (bytes > most) throw new Error(`${name} is too heavy`);
  }
}

await main();
