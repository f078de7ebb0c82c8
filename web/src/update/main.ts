/**
 * The page that sets a device up and brings its data up to date. It alone fetches and it alone
 * writes; it never sees a code (guarantee G01).
 */

import sources from "virtual:texts/update";

import { unpackBlock, wholePage } from "../check/blocks.js";
import { type About, type Core, CoreError } from "../core/core.js";
import { type Installed, readInstalled } from "../core/installed.js";
import { loadCore } from "../core/raw.js";
import { button, el, put } from "../dom.js";
import { directionOf, LANGUAGES, languageOf, OWN_NAMES } from "../text/language.js";
import { plain } from "../text/plain.js";
import { dayInWords, sayIn } from "../text/say.js";
import { type Authority, fetchAuthority, fetchSet } from "./authority.js";
import { keepRelease } from "./keep.js";
import { take, trustFrom } from "./take.js";

/** Largest signed set, bytes (docs/SIGNED_SET.md). */
const SET_MAX_BYTES = 16 << 20;

let language = languageOf(navigator.languages);
let say = sayIn(language, sources);
let authority: Authority | undefined;
let told: () => string = () => say("ready");

const title = el("h1");
const text = el("p");
const status = el("p", { role: "status" });
const label = el("label", { for: "language" });
const choice = el("select", { id: "language" });
const install = button(() => void guarded(installFromAuthority), { class: "press" });
const pinLabel = el("label", { for: "pin" });
const pin = el("input", { id: "pin", type: "text", autocomplete: "off", spellcheck: "false" });
const fileLabel = el("label", { for: "file" });
const file = el("input", { id: "file", type: "file" });
const fromFile = button(() => void guarded(installFromFile));
const byHand = el("summary");
const check = el("a", { href: "../check/" });

function draw(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  document.title = say("page-title");
  put(title, say("page-title"));
  put(text, say("page-text"));
  put(label, say("language"));
  put(install, authority ? say("install", { name: plain(authority.name) }) : "");
  install.hidden = authority === undefined;
  put(byHand, say("by-hand"));
  put(pinLabel, say("pin"));
  put(fileLabel, say("file"));
  put(fromFile, say("install-file"));
  put(check, say("to-check"));
  put(status, told());
}

function tell(saying: () => string): void {
  told = saying;
  draw();
}

/** Does something, and tells what came of it. */
async function guarded(work: () => Promise<void>): Promise<void> {
  tell(() => say("working"));
  try {
    await work();
  } catch (error) {
    const code = error instanceof CoreError ? error.code : "page.fault";
    tell(() => (code === "page.fetch" ? say("not-fetched") : say("refused", { code })));
  }
}

async function installFromAuthority(): Promise<void> {
  if (!authority) return;
  const before = await readInstalled();
  await installSet(await fetchSet(authority), trustFrom(before?.trust, authority.trust));
}

async function installFromFile(): Promise<void> {
  const chosen = file.files?.[0];
  if (!chosen) throw new CoreError("page.no-file");
  if (chosen.size > SET_MAX_BYTES) throw new CoreError("set.too-large");
  const pins = pin.value.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  await installSet(new Uint8Array(await chosen.arrayBuffer()), { pins });
}

async function installSet(set: Uint8Array, trust: Authority["trust"]): Promise<void> {
  const clock = Math.floor(Date.now() / 1_000);
  const { about, core } = await take({ module: await module(), set, trust, clock, language });
  const { version, issued_at: issuedAt } = about;
  tell(() => say("installed", { version, day: dayInWords(language, issuedAt) }));
  await keep(core, about);
}

async function module(): Promise<ArrayBuffer> {
  const unpacked = await unpackBlock("core");
  if (!unpacked) throw new CoreError("page.no-core");
  return unpacked;
}

/** Keeps the pages. If that fails, what was installed is there all the same. */
async function keep(core: Core, about: About): Promise<void> {
  try {
    await keepRelease("door", { core, about });
  } catch (error) {
    const isRefused = error instanceof CoreError && error.code !== "page.fetch";
    tell(() => (isRefused ? say("not-released", { code: error.code }) : say("not-kept")));
  }
}

/** A newer release than the one that is kept. */
async function keepNewer({ set, trust }: Installed): Promise<void> {
  const core = await loadCore(await module());
  await keep(core, await core.open(set, trust));
}

function chooseLanguage(): void {
  language = languageOf([choice.value]);
  say = sayIn(language, sources);
  draw();
}

async function begin(): Promise<void> {
  await wholePage();
  const [found, installed] = await Promise.all([fetchAuthority(), readInstalled()]);
  authority = found;
  if (installed) {
    const version = `${installed.floor.root}.${installed.floor.manifest}`;
    told = () => say("has", { version });
  }
  draw();
  if (installed) await keepNewer(installed);
}

for (const tag of LANGUAGES) choice.append(el("option", { value: tag, lang: tag }, OWN_NAMES[tag]));
choice.value = language;
choice.addEventListener("change", chooseLanguage);
const form = el("details", {}, byHand, pinLabel, pin, fileLabel, file, el("p", {}, fromFile));
const languageField = el("p", { class: "field" }, label, choice);
const main = el("main", {}, title, text, languageField, el("p", {}, install), form, status);
main.append(el("p", {}, check));
document.getElementById("page")?.replaceWith(main);
draw();
void begin().catch(() => tell(() => say("not-kept")));
