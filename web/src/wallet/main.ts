/** The wallet page: state, views, and the world outside brought together. */

import sources from "virtual:texts/wallet";
import readerSource from "virtual:worker/reader";

import { cameraOn } from "../camera/camera.js";
import { type Reader, startReader } from "../camera/reader.js";
import { unpackBlock, wholePage } from "../check/blocks.js";
import { closeWaysOut } from "../check/cage.js";
import { el } from "../dom.js";
import { languageOf } from "../text/language.js";
import { type Say, sayIn } from "../text/say.js";
import { keepRelease } from "../update/keep.js";
import { acceptedAt } from "./accepted.js";
import { fetchData, openData } from "./data.js";
import { watch } from "./lock.js";
import { countedIn, groupWith, idsOf, saidOf } from "./persons.js";
import { reduce } from "./reduce.js";
import { session } from "./session.js";
import { type Effect, type Event, firstState, passOf, type State, type Work } from "./state.js";
import { takenTogether } from "./together.js";
import { codeOf } from "./told.js";
import { page } from "./views/page.js";
import { carryOut, type World } from "./work.js";

closeWaysOut(window);

/** How often the clock is looked at, milliseconds. */
const TICK_MS = 1_000;

const clock = (): number => Math.floor(Date.now() / 1_000);

let state: State = firstState(languageOf(navigator.languages), clock());
let say: Say = sayIn(state.language, sources);
let reader: Reader | undefined;

const video = el("video", { playsinline: true, muted: true, "aria-hidden": "true" });
const inside = session(send, clock);
const hands = { lock: () => void inside.lock(), print: () => window.print() };
const view = page(send, hands, video);
const camera = cameraOn(video, () => reader, {
  on: () => send({ type: "camera-on" }),
  failed: (why) => send({ type: "camera-failed", why }),
  code: (code) => send({ type: "code-seen", code }),
});
const guard = watch(performance.now());

function send(event: Event): void {
  const step = reduce(state, event);
  state = step.state;
  if (say.language !== state.language) say = sayIn(state.language, sources);
  view.update(state, say);
  for (const effect of step.effects) void perform(effect);
}

async function perform(effect: Effect): Promise<void> {
  switch (effect.do) {
    case "look-again":
      return inside.look();
    case "work-out":
      return workOut(effect.id);
    case "work-out-together":
      return workOutTogether(effect.id);
    case "start-camera":
      await camera.start("environment");
      return camera.look(true);
    case "stop-camera":
      return camera.stop();
    case "fill-screen":
      return fillScreen(effect.on);
    default:
      return begin(effect);
  }
}

async function begin(work: Work): Promise<void> {
  try {
    send({ type: "done-with", told: await carryOut(work, world) });
  } catch (error) {
    send({ type: "done-with", told: { is: "failed", code: codeOf(error) } });
  }
}

const world: World = {
  session: inside,
  clock,
  get reader() {
    return reader;
  },
  pdf: async () => {
    const unpacked = await unpackBlock("pdf");
    return unpacked && new TextDecoder().decode(unpacked);
  },
  fetchData: async () => {
    const taken = await fetchData(clock(), state.language);
    await openSet();
    // A device that keeps nothing works all the same, with a network.
    return keepRelease("home", taken).then(
      () => ({ isKept: true }),
      (error: unknown) => ({ isKept: false, why: codeOf(error) }),
    );
  },
  language: () => state.language,
  handOver: (name, file) => {
    const address = URL.createObjectURL(file);
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  },
  heard: (id, own) => send({ type: "own-heard", id, own }),
  passkeyName: () => say("page-title"),
};

/** Where the pass is accepted; it takes moments, and the page is drawn before. */
async function workOut(id: string): Promise<void> {
  const [core, pass] = [inside.core(), passOf(state, id)];
  if (!core || !pass) return;
  await new Promise((resolve) => setTimeout(resolve));
  const acceptance = await acceptedAt(core, pass.kept.code, clock());
  send({ type: "worked-out", id, acceptance });
}

/** What the passes of one person come to, once the holder said that they are. */
async function workOutTogether(id: string): Promise<void> {
  const [core, { vault }] = [inside.core(), state];
  if (!core || vault.is !== "open") return;
  const counted = countedIn(groupWith(vault, id));
  if (saidOf(vault.answers, idsOf(counted)) === undefined) return;
  const passes = counted.map(({ kept }) => kept);
  send({ type: "together-found", id, found: await takenTogether(core, passes, clock()) });
}

let awake: WakeLockSentinel | undefined;

/** Fills the screen, and keeps it on as long. */
async function fillScreen(on: boolean): Promise<void> {
  try {
    if (on) awake = await navigator.wakeLock.request("screen");
    else await awake?.release();
    if (on) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  } catch {
    // A browser that cannot shows the same page in its window.
  }
}

function tick(): void {
  const isShowing = state.room.is === "shown";
  const isOver = guard.isOver(performance.now(), isShowing, state.isBusy);
  if (state.vault.is === "open" && isOver) void inside.lock();
  send({ type: "tick", clock: clock() });
}

for (const touch of ["pointerdown", "keydown", "input"]) {
  document.addEventListener(touch, () => guard.touched(performance.now()), { capture: true });
}
document.addEventListener("visibilitychange", () => {
  guard.sight(document.hidden, performance.now());
  tick();
});
// A page that is left, and comes back as it was, comes back locked.
window.addEventListener("pagehide", () => void inside.lock());

async function openSet(): Promise<void> {
  try {
    const opened = await openData();
    if (!opened) return send({ type: "data-missing" });
    inside.use(opened.core);
    send({ type: "data-opened", about: opened.about });
  } catch (error) {
    send({ type: "data-refused", code: codeOf(error) });
  }
}

async function openReader(): Promise<void> {
  const module = await unpackBlock("reader");
  if (!module) return;
  reader = await startReader(readerSource, module);
  send({ type: "reader-ready" });
}

async function start(): Promise<void> {
  await inside.find();
  await wholePage();
  await openSet();
  await openReader();
}

document.getElementById("page")?.replaceWith(view.root);
view.update(state, say);
setInterval(tick, TICK_MS);
void start();
