/**
 * How long the check page takes, in headless Chromium with the fake camera. Prints; asserts nothing
 * about time: `npm run speed`, with what `npm run e2e` needs.
 */

import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { film } from "../e2e/browser.js";
import * as stage from "../e2e/stage.js";

/** Checks of one run. */
const PASTED = 200;
const CAMERAS = 8;

beforeAll(stage.begin, 120_000);
afterAll(stage.end);

/** Notes when the camera's first frame was there and when an answer was, in the page's own time. */
function watchPage(): void {
  const at: { frame?: number; answer?: number } = {};
  Object.assign(window, { at });
  document.addEventListener("loadeddata", () => (at.frame ??= performance.now()), true);
  const seen = new MutationObserver(() => {
    const answer = document.querySelector<HTMLElement>(".answer");
    if (answer && !answer.hidden && answer.offsetParent) at.answer ??= performance.now();
  });
  seen.observe(document, { subtree: true, childList: true, attributes: true });
}

function tell(what: string, times: readonly number[], aim: number): void {
  const sorted = [...times].sort((one, other) => one - other);
  const [least, median, most] = [0, sorted.length >> 1, sorted.length - 1].map((at) =>
    (sorted[at] ?? 0).toFixed(0),
  );
  console.log(`${what}: ${least} to ${most} ms, median ${median} (${times.length}; aim ${aim})`);
}

test("from a code to its answer", async () => {
  await stage.ready();
  const codes = [stage.world.valid, stage.world.old, stage.world.foreign];
  const times = [];
  for (let at = 0; at < PASTED; at += 1) {
    const code = codes[at % codes.length] ?? "";
    times.push(
      await stage.page.evaluate(async (code) => {
        const field = document.querySelector<HTMLTextAreaElement>("#paste");
        if (!field) throw new Error("nothing to paste into");
        field.value = code;
        const begun = performance.now();
        const press = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
        field.dispatchEvent(press);
        const answer = (): HTMLElement | null => document.querySelector(".answer");
        while (!answer()?.offsetParent) await new Promise((done) => requestAnimationFrame(done));
        return performance.now() - begun;
      }, code),
    );
    await stage.next();
  }
  tell("a code that is read, to its answer on the screen", times, 50);
  expect(times).toHaveLength(PASTED);
});

test("from the camera's first frame to the answer", async () => {
  await stage.openPage(stage.shared);
  const { world, folder } = stage;
  const shown = await film(stage.page, world.picture, join(folder, "speed.mjpeg"));
  const [first, again]: [number[], number[]] = [[], []];
  await stage.apart({ film: shown }, async (context) => {
    await stage.setUp();
    await context.addInitScript(watchPage);
    for (let run = 0; run < CAMERAS; run += 1) {
      await stage.atDoor();
      await stage.page.locator(".keys .press:enabled").click();
      const answer = stage.page.locator(".answer[data-action=admit]");
      await answer.waitFor();
      const took = await stage.page.evaluate(() => {
        const { at } = window as unknown as { at: { frame: number; answer: number } };
        return at.answer - at.frame;
      });
      first.push(took);
      const begun = performance.now();
      await stage.next();
      await answer.waitFor();
      again.push(performance.now() - begun);
    }
  });
  tell("the camera's first frame, to the answer", first, 300);
  tell("the next person, from the press on (with what drives the browser)", again, 300);
  expect(first).toHaveLength(CAMERAS);
});
