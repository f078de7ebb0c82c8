/** The desk page: state, views, and the world outside brought together. */

import sources from "virtual:texts/desk";

import { closeWaysOut } from "../check/cage.js";
import { readInstalled } from "../core/installed.js";
import { el } from "../dom.js";
import { languageOf } from "../text/language.js";
import { type Say, sayIn } from "../text/say.js";
import { keepPages } from "../update/keep.js";
import { watch } from "../wallet/lock.js";
import type { Preview } from "./answers.js";
import { api as apiWith, ApiError } from "./api.js";
import type { Draft } from "./entry.js";
import { fieldNamed } from "./fields.js";
import { linkIn } from "./links.js";
import { keeper } from "./queue/keeper.js";
import { sendWaiting } from "./queue/send.js";
import { comeBack, leaveFor } from "./provider.js";
import { reduce } from "./reduce.js";
import { type Effect, type Event, firstState, type State, type Work } from "./state.js";
import { toldOf } from "./told.js";
import { page } from "./views/page.js";
import { carryOut, whoIs, type World } from "./work.js";

closeWaysOut(window);

/** How often the clock is looked at, milliseconds. */
const TICK_MS = 10_000;
/** Typing rests for so long before the API is asked what a pass would say, milliseconds. */
const REST_MS = 250;
/** What requests of a session carry: it opens nothing without a cookie that no script reads. */
const CSRF = "cleanbill-desk-csrf";
/** The session is over, or is none: whoever was here signs in again. */
const SESSION_OVER = ["server.not-signed-in", "server.csrf"];

const clock = (): number => Math.floor(Date.now() / 1_000);

let state: State = firstState(languageOf(navigator.languages), clock());
let say: Say = sayIn(state.language, sources);

const queue = keeper();
const api = apiWith(() => sessionStorage.getItem(CSRF) ?? "");
const view = page(send);

const world: World = {
  api,
  queue,
  keepCsrf: (csrf) => {
    if (csrf) sessionStorage.setItem(CSRF, csrf);
    else sessionStorage.removeItem(CSRF);
  },
  language: () => state.language,
  handOver: (name, file) => {
    const address = URL.createObjectURL(file);
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  },
  leaveFor,
};

function send(event: Event): void {
  const step = reduce(state, event);
  state = step.state;
  if (say.language !== state.language) say = sayIn(state.language, sources);
  view.update(state, say);
  for (const effect of step.effects) perform(effect);
}

function perform(effect: Effect): void {
  switch (effect.do) {
    case "preview":
      return preview(effect.body);
    case "sync":
      return void sync();
    case "keep-draft":
      return void keepDraft(effect.draft);
    case "lock-queue":
      return queue.lock();
    default:
      return void begin(effect);
  }
}

async function keepDraft(draft: Draft | null): Promise<void> {
  try {
    await queue.keepDraft(draft);
    if (draft) send({ type: "draft-kept", draft });
  } catch {
    // It is not said to be kept; what is typed is still in the form.
  }
}

let isSending = false;

/** Sends what waits, beside whatever else is done. What is in the way is tried again by and by. */
async function sync(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    await sendWaiting(api, queue, (contents) => send({ type: "queue-changed", contents }));
  } catch (error) {
    if (isOver(error)) endSession();
  } finally {
    isSending = false;
  }
}

const isOver = (error: unknown): boolean =>
  error instanceof ApiError && SESSION_OVER.includes(error.code);

function endSession(): void {
  world.keepCsrf("");
  send({ type: "session-over" });
}

async function begin(work: Work): Promise<void> {
  await settle(() => carryOut(work, world));
}

/** Sends what comes of something, also when it fails. */
async function settle(work: () => Promise<readonly Event[]>): Promise<void> {
  try {
    for (const event of await work()) send(event);
  } catch (error) {
    send({ type: "done-with", told: isOver(error) ? null : toldOf(error) });
    if (isOver(error)) endSession();
  }
}

let resting: ReturnType<typeof setTimeout> | undefined;

function preview(body: string | null): void {
  clearTimeout(resting);
  if (body !== null) resting = setTimeout(() => void lookAhead(body), REST_MS);
}

/** Asks what a pass would say. Without an answer the page says what it sees itself. */
async function lookAhead(body: string): Promise<void> {
  try {
    const headers = { "content-type": "application/json" };
    const asked = { body: new Blob([body]), headers };
    const shown = await api.post<Preview>("passes/preview", asked);
    send({ type: "previewed", body, preview: { is: "shown", shown } });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code.startsWith("page.")) return;
    const field = fieldNamed(error.field ?? "") ?? null;
    send({ type: "previewed", body, preview: { is: "refused", code: error.code, field } });
  }
}

const guard = watch(performance.now());

/** An open queue that nobody touches locks itself. */
function tick(): void {
  send({ type: "tick", clock: clock() });
  if (state.queue.open && guard.isOver(performance.now(), true)) send({ type: "queue-locked" });
}

for (const touch of ["pointerdown", "keydown", "input"]) {
  document.addEventListener(touch, () => guard.touched(performance.now()), { capture: true });
}

async function start(): Promise<void> {
  const link = linkIn(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  if (link) send({ type: "link-opened", link });
  await settle(async () => {
    const back = await comeBack(api, world.keepCsrf);
    if (back) return back;
    return sessionStorage.getItem(CSRF) ? whoIs(api) : [];
  });
  send({ type: "queues-found", officers: await queue.officers().catch(() => []) });
  if (state.session.is === "loading") send({ type: "nobody" });
  await keep().catch(() => undefined);
}

/**
 * From here on the page opens without a network; a device that keeps nothing works with one. Where a
 * wallet has a set to judge releases by, what of this site is kept is for the wallet to say.
 */
async function keep(): Promise<void> {
  if (!(await readInstalled())) await keepPages();
}

document.getElementById("page")?.replaceWith(view.root);
view.update(state, say);
window.addEventListener("hashchange", () => {
  const link = linkIn(location.hash);
  if (!link) return;
  history.replaceState(null, "", location.pathname + location.search);
  send({ type: "link-opened", link });
});
window.addEventListener("online", () => send({ type: "online" }));
setInterval(tick, TICK_MS);
void start();
