/** The check page: state, views, and the world outside brought together. */

import sources from "virtual:texts/check";
import readerSource from "virtual:worker/reader";

import { cameraOn } from "../camera/camera.js";
import { codeInPicture } from "../camera/picture.js";
import { type Reader, startReader } from "../camera/reader.js";
import { type Core, CoreError } from "../core/core.js";
import { readInstalled } from "../core/installed.js";
import { loadCore } from "../core/raw.js";
import { el } from "../dom.js";
import { languageOf } from "../text/language.js";
import { type Say, sayIn } from "../text/say.js";
import { unpackBlock, wholePage } from "./blocks.js";
import { closeWaysOut } from "./cage.js";
import { reduce } from "./reduce.js";
import { NOTHING_TYPED, type } from "./scanner.js";
import { play } from "./sound.js";
import { type Effect, type Event, firstState, type State } from "./state.js";
import { page } from "./views/page.js";

closeWaysOut(window);

/** How often the clock is looked at, milliseconds. */
const TICK_MS = 1_000;

const clock = (): number => Math.floor(Date.now() / 1_000);
const codeOf = (error: unknown): string => (error instanceof CoreError ? error.code : "page.fault");

let state: State = firstState(languageOf(navigator.languages), clock());
let say: Say = sayIn(state.language, sources);
let core: Core | undefined;
let reader: Reader | undefined;
let overdue: ReturnType<typeof setTimeout> | undefined;

const video = el("video", { playsinline: true, muted: true, "aria-hidden": "true" });
const view = page(send, video);
const camera = cameraOn(video, () => reader, {
  on: (hasTorch) => send({ type: "camera-on", hasTorch }),
  failed: (why) => send({ type: "camera-failed", why }),
  code: (code) => send({ type: "code-read", code }),
});

function send(event: Event): void {
  const step = reduce(state, event);
  state = step.state;
  if (say.language !== state.language) say = sayIn(state.language, sources);
  view.update(state, say);
  remind();
  for (const effect of step.effects) void carryOut(effect);
}

/** Takes name and birth date away on the second, not with the next tick. */
function remind(): void {
  clearTimeout(overdue);
  if (state.stage.is !== "answer") return;
  overdue = setTimeout(tick, Math.max(0, state.stage.until - performance.now()));
}

function tick(): void {
  send({ type: "tick", at: performance.now(), clock: clock() });
}

async function carryOut(effect: Effect): Promise<void> {
  switch (effect.do) {
    case "check":
      return check(effect.code, effect.door);
    case "read-picture": {
      const found = await codeInPicture(effect.picture, reader);
      if ("why" in found) return send({ type: "nothing-read", why: found.why });
      return state.door ? check(found.code, state.door) : undefined;
    }
    case "start-camera":
      return camera.start(effect.side);
    case "stop-camera":
      return camera.stop();
    case "look":
      return camera.look(effect.on);
    case "light-torch":
      return camera.light(effect.on);
    case "sound":
      return play(effect.action);
    case "fill-screen":
      return fillScreen(effect.on);
    case "refresh-policies":
      if (core) send({ type: "policies-changed", policies: await core.policies(clock()) });
      return;
  }
}

async function check(code: string, door: { place: string; region: string }): Promise<void> {
  try {
    if (!core) return;
    const answer = await core.check({ code, ...door, clock: clock() });
    send({ type: "answered", answer, at: performance.now() });
  } catch (error) {
    if (error instanceof CoreError) return send({ type: "nothing-read", why: "core" });
    // A module that broke down is not asked again, and nobody's pass is blamed for it.
    core = undefined;
    send({ type: "not-opened", code: "page.fault" });
  }
}

let awake: WakeLockSentinel | undefined;

/** Fills the screen, and keeps it on as long. */
async function fillScreen(on: boolean): Promise<void> {
  try {
    if (on) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
    if (on) awake = await navigator.wakeLock.request("screen");
    else await awake?.release();
  } catch {
    // A browser that cannot shows the same page in its window.
  }
}

/** A hardware scanner types wherever it is; in the field for texts it types into the field. */
let typing = NOTHING_TYPED;
document.addEventListener(
  "keydown",
  (event) => {
    if (event.target instanceof HTMLTextAreaElement || event.isComposing) return;
    const typed = type(typing, event.key, event.timeStamp);
    typing = typed.typing;
    if (typed.isTaken) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (typed.code === null) return;
    // Who scans the next one is done with this one.
    send({ type: "next" });
    send({ type: "code-read", code: typed.code });
  },
  { capture: true },
);

document.addEventListener("visibilitychange", () => {
  if (document.hidden) send({ type: "hidden" });
});
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) send({ type: "kiosk-left" });
});

async function openInstalled(): Promise<void> {
  try {
    const installed = await readInstalled();
    if (installed?.language) {
      send({ type: "language-chosen", language: languageOf([installed.language]) });
    }
    if (!installed) return send({ type: "not-installed" });
    const module = await unpackBlock("core");
    if (!module) throw new CoreError("page.no-core");
    const loaded = await loadCore(module);
    const about = await loaded.open(installed.set, { ...installed.trust, floor: installed.floor });
    const policies = await loaded.policies(clock());
    core = loaded;
    send({ type: "opened", about, policies, door: installed.door ?? null });
  } catch (error) {
    send({ type: "not-opened", code: codeOf(error) });
  }
}

async function openReader(): Promise<void> {
  await wholePage();
  const module = await unpackBlock("reader");
  if (!module) return;
  reader = await startReader(readerSource, module);
  send({ type: "reader-ready" });
}

document.getElementById("page")?.replaceWith(view.root);
view.update(state, say);
setInterval(tick, TICK_MS);
void openInstalled();
void openReader();
