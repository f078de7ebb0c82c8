// The sites: each is a folder for an origin of its own, because a browser keeps origins apart and
// nothing else (guarantee G01). `door` is for whoever checks, `home` is on the authority's own.

import { join } from "node:path";

import { bundle } from "./bundle.mjs";
import { texts } from "./texts.mjs";
import { web } from "./web.mjs";

/** @typedef {import("./page.mjs").Page} Page */

/**
 * @typedef {object} Site
 * @property {string} name
 * @property {readonly Page[]} pages
 * @property {readonly string[]} files What lies beside the pages, from `public/`.
 * @property {string} [keeper] The module of the service worker that keeps all of it on the device.
 */

/**
 * Most that the check page may weigh, gzipped, bytes: without modules, with the core, with the
 * reader. The goals of the last two are 300,000 and 750,000; the core is too heavy for them (ADR
 * 0030), so these only hold what was reached.
 */
const PAGE_MAX_BYTES = 45_000;
const CORE_MAX_BYTES = 485_000;
const ALL_MAX_BYTES = 910_000;

const READER = join(web, "node_modules", "zxing-wasm", "dist", "reader", "zxing_reader.wasm");

/**
 * The reader's glue without the host that it would fetch its module from, if it were not given one.
 * @param {string} code
 */
const withoutHost = (code) => code.replaceAll("https://fastly.jsdelivr.net/npm/", "");

const readerWorker = async () => withoutHost(await bundle("src/camera/worker.ts"));

/** pdf.js would look beside itself for what is not in here. */
const pdfWorker = () => bundle("src/pdf/worker.ts", {}, { "import.meta.url": '""' });

/**
 * @param {string} core
 * @returns {Page}
 */
const check = (core) => ({
  name: "check",
  styles: ["src/style/base.css", "check/page.css"],
  script: "src/check/main.ts",
  virtual: {
    "virtual:texts/check": () => texts("check"),
    "virtual:worker/reader": readerWorker,
  },
  blocks: { core, reader: READER },
  policy: ["connect-src 'none'", "worker-src blob:", "img-src data:"],
  weights: [
    { name: "check page", without: ["core", "reader"], most: PAGE_MAX_BYTES },
    { name: "with the core", without: ["reader"], most: CORE_MAX_BYTES },
    { name: "with the reader", without: [], most: ALL_MAX_BYTES },
  ],
});

/**
 * @param {string} core
 * @returns {Page}
 */
const update = (core) => ({
  name: "update",
  styles: ["src/style/base.css"],
  script: "src/update/main.ts",
  virtual: { "virtual:texts/update": () => texts("update") },
  blocks: { core },
  policy: ["connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "img-src 'self'"],
});

/**
 * Everything of it is asked of the origin that it is from: the authority's own.
 * @param {string} core
 * @returns {Page}
 */
const wallet = (core) => ({
  name: "wallet",
  styles: ["src/style/base.css", "wallet/page.css"],
  script: "src/wallet/main.ts",
  virtual: {
    "virtual:texts/wallet": () => texts("wallet"),
    "virtual:worker/reader": readerWorker,
  },
  blocks: { core, reader: READER, pdf: pdfWorker },
  policy: [
    "connect-src 'self'",
    "worker-src blob: 'self'",
    "manifest-src 'self'",
    "img-src 'self'",
  ],
});

/**
 * @param {string} core The verifier, `cleanbill.raw.wasm`.
 * @returns {readonly Site[]}
 */
export const sites = (core) => [
  {
    name: "door",
    pages: [check(core), update(core)],
    files: ["manifest.webmanifest", "icon.svg"],
    keeper: "src/sw.ts",
  },
  {
    name: "home",
    pages: [wallet(core)],
    files: ["wallet.webmanifest", "icon.svg"],
    keeper: "src/sw.ts",
  },
];
