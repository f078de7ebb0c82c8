/**
 * The page on which anybody verifies the public ledger: state, views, and the world outside brought
 * together. It fetches published files once somebody pressed for it, and sends nothing.
 */

import sources from "virtual:texts/verify";

import { unpackBlock } from "../check/blocks.js";
import { closeWaysOut } from "../check/cage.js";
import { CoreError } from "../core/core.js";
import { el } from "../dom.js";
import { languageOf } from "../text/language.js";
import { sayIn } from "../text/say.js";
import { fetchAuthority } from "../update/authority.js";
import { fetchFile } from "./files.js";
import { type Finding, loadLedger, type Report } from "./ledger.js";
import { forgetMemory, type Memory, readMemory, writeMemory } from "./memory.js";
import { reduce } from "./reduce.js";
import { type Effect, type Event, firstState, type Given, type State } from "./state.js";
import { page } from "./views/page.js";
import { walk } from "./walk.js";

closeWaysOut(window);

/** Where the ledger lies, from the folder of the page. */
const LEDGER = "../published/ledger/";

const clock = (): number => Math.floor(Date.now() / 1_000);

let state: State = firstState(languageOf(navigator.languages), readMemory());
let say = sayIn(state.language, sources);
let current = new AbortController();

const view = page(send);

function send(event: Event): void {
  const step = reduce(state, event);
  state = step.state;
  if (say.language !== state.language) say = sayIn(state.language, sources);
  view.update(state, say);
  for (const effect of step.effects) void perform(effect);
}

async function perform(effect: Effect): Promise<void> {
  switch (effect.do) {
    case "verify":
      return verify(effect.given, effect.memory);
    case "stop":
      return current.abort();
    case "forget":
      return forgetMemory();
    case "save":
      return handOver(`checkpoint-${effect.size}.txt`, effect.checkpoint);
  }
}

/** Verifies, and tells of it until it is stopped. */
async function verify(given: Given, memory: Memory | undefined): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  current = controller;
  const tell = (event: Event): void => {
    if (!signal.aborted) send(event);
  };
  try {
    const { policy, isDemonstration } = await keysOf(given, tell);
    const module = await unpackBlock("ledger");
    if (!module) throw new CoreError("page.no-core");
    const remembered = memory && { checkpoint: memory.checkpoint, policy: memory.policy };
    const report = await walk({
      ledger: await loadLedger(module),
      begin: {
        policy,
        demonstration: isDemonstration,
        clock: clock(),
        receipts: [given.receipt.trim()].filter(Boolean).map((receipt) => `${receipt}\n`),
        ...(remembered && { remembered }),
      },
      fetch: (wanted) => fetchFile(LEDGER, wanted, signal),
      progress: ({ read, size }) => tell({ type: "went-on", read, size }),
    });
    if (signal.aborted) return;
    tell({ type: "reported", report, memory: kept(report, policy) });
  } catch (error) {
    tell({ type: "broke", why: findingOf(error) });
  } finally {
    // Whatever was fetched ahead is of no use any more.
    controller.abort();
  }
}

/** The keys that are believed: those that somebody put in, else those of the authority. */
async function keysOf(
  { policy }: Given,
  tell: (event: Event) => void,
): Promise<{ policy: string; isDemonstration: boolean }> {
  const authority = await fetchAuthority();
  const isDemonstration = authority?.trust.demonstration === true;
  if (authority) tell({ type: "authority-told", name: authority.name });
  if (policy.trim() !== "") return { policy: `${policy.trim()}\n`, isDemonstration };
  if (!authority) throw new CoreError("page.no-authority");
  if (authority.trust.ledger === undefined) throw new CoreError("page.no-ledger");
  return { policy: authority.trust.ledger, isDemonstration };
}

/** Remembers a checkpoint that was proven; undefined where there is none, or it cannot be kept. */
function kept({ remember, tree }: Report, policy: string): Memory | undefined {
  if (!remember || !tree) return undefined;
  const memory = { checkpoint: tree.checkpoint, policy, size: tree.size, at: clock() };
  return writeMemory(memory) ? memory : undefined;
}

function findingOf(error: unknown): Finding {
  if (error instanceof CoreError) return { code: error.code, params: error.params };
  return { code: "page.fault", params: {} };
}

function handOver(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

document.getElementById("page")?.replaceWith(view.root);
view.update(state, say);
