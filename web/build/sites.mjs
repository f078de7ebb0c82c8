// The sites: each is a folder for an origin of its own, because a browser keeps origins apart and
// nothing else (guarantee G01). `door` is for whoever checks, `home` is on the authority's own.

import { bundle } from "./bundle.mjs";
import { texts } from "./texts.mjs";

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
 * reader. The goals of the last two are 300,000, which the core is too heavy for (ADR 0030), and
 * 750,000; so these hold what was reached.
 */
const PAGE_MAX_BYTES = 34_000;
const CORE_MAX_BYTES = 570_000;
const ALL_MAX_BYTES = 650_000;

/**
 * @typedef {object} Modules Files of modules, as `cargo xtask wasm-pack` writes them.
 * @property {string} core The verifier, `cleanbill.raw.wasm`.
 * @property {string} reader The reader of QR codes, `cleanbill.reader.wasm`.
 * @property {string} ledger The verification of the ledger, `cleanbill.ledger.wasm`.
 */

const readerWorker = () => bundle("src/camera/worker.ts");

/** pdf.js would look beside itself for what is not in here. */
const pdfWorker = () => bundle("src/pdf/worker.ts", {}, { "import.meta.url": '""' });

/**
 * @param {Modules} modules
 * @returns {Page}
 */
const check = ({ core, reader }) => ({
  name: "check",
  styles: ["src/style/base.css", "check/page.css"],
  script: "src/check/main.ts",
  virtual: {
    "virtual:texts/check": () => texts("check"),
    "virtual:worker/reader": readerWorker,
  },
  blocks: { core, reader },
  policy: ["connect-src 'none'", "worker-src blob:", "img-src data:"],
  weights: [
    { name: "check page", without: ["core", "reader"], most: PAGE_MAX_BYTES },
    { name: "with the core", without: ["reader"], most: CORE_MAX_BYTES },
    { name: "with the reader", without: [], most: ALL_MAX_BYTES },
  ],
});

/**
 * @param {Modules} modules
 * @returns {Page}
 */
const update = ({ core }) => ({
  name: "update",
  styles: ["src/style/base.css"],
  script: "src/update/main.ts",
  virtual: { "virtual:texts/update": () => texts("update") },
  blocks: { core },
  policy: ["connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "img-src 'self'"],
});

/**
 * Everything of it is asked of the origin that it is from: the authority's own.
 * @param {Modules} modules
 * @returns {Page}
 */
const wallet = ({ core, reader }) => ({
  name: "wallet",
  styles: ["src/style/base.css", "wallet/page.css"],
  script: "src/wallet/main.ts",
  virtual: {
    "virtual:texts/wallet": () => texts("wallet"),
    "virtual:worker/reader": readerWorker,
  },
  blocks: { core, reader, pdf: pdfWorker },
  policy: [
    "connect-src 'self'",
    "worker-src blob: 'self'",
    "manifest-src 'self'",
    "img-src 'self'",
  ],
});

/**
 * Officers at work. What decides is the service behind it; no module of ours is in here.
 * @returns {Page}
 */
const desk = () => ({
  name: "desk",
  styles: ["src/style/base.css", "desk/page.css"],
  script: "src/desk/main.ts",
  virtual: { "virtual:texts/desk": () => texts("desk") },
  blocks: {},
  policy: ["connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "img-src 'self'"],
});

/**
 * It takes published files, which lie beside it, and sends nothing.
 * @param {Modules} modules
 * @returns {Page}
 */
const verify = ({ ledger }) => ({
  name: "verify",
  styles: ["src/style/base.css", "verify/page.css"],
  script: "src/verify/main.ts",
  virtual: { "virtual:texts/verify": () => texts("verify") },
  blocks: { ledger },
  policy: ["connect-src 'self'", "img-src 'self'"],
});

/**
 * @param {Modules} modules
 * @returns {readonly Site[]}
 */
export const sites = (modules) => [
  {
    name: "door",
    pages: [check(modules), update(modules)],
    files: ["manifest.webmanifest", "icon.svg"],
    keeper: "src/sw.ts",
  },
  {
    name: "home",
    pages: [wallet(modules), desk(), verify(modules)],
    files: ["wallet.webmanifest", "desk.webmanifest", "icon.svg"],
    keeper: "src/sw.ts",
  },
];
