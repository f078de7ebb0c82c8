/** Debian's Chromium, with a profile of its own and a camera that shows a film. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

export const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** Where pictures of the screen are put; none where it is not said. */
const SHOTS = process.env["CLEANBILL_SHOTS"];

/** What keeps Chromium from asking anybody anything by itself. */
export const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const canRun = existsSync(CHROMIUM);

export interface Start {
  /** The folder of the profile. */
  readonly profile: string;
  /** What the camera sees, as Motion JPEG. */
  readonly film?: string;
  /** Whether the camera is allowed. */
  readonly isAllowed?: boolean;
}

export function start(options: Start): Promise<BrowserContext> {
  const { profile, film, isAllowed = true } = options;
  const shown = film ? [`--use-file-for-fake-video-capture=${film}`] : [];
  const answer = isAllowed ? "--use-fake-ui-for-media-stream" : "--deny-permission-prompts";
  return chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: [...QUIET, "--use-fake-device-for-media-stream", ...shown, answer],
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
  });
}

/**
 * A film of a picture: the same frame again and again. Motion JPEG is JPEG after JPEG, and a
 * browser can draw one; `dim` and `inverted` are what a bad screen does to a code.
 */
export async function film(
  page: Page,
  picture: string,
  made: string,
  filter = "none",
): Promise<string> {
  const frame = await page.evaluate(
    async ({ png, filter }) => {
      const bitmap = await createImageBitmap(await (await fetch(png)).blob());
      const canvas = new OffscreenCanvas(1_280, 720);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, 1_280, 720);
      context.filter = filter;
      context.imageSmoothingEnabled = false;
      context.drawImage(bitmap, 330, 50, 620, 620);
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { png: `data:image/png;base64,${readFileSync(picture).toString("base64")}`, filter },
  );
  writeFileSync(made, Buffer.concat(Array.from({ length: 20 }, () => Buffer.from(frame))));
  return made;
}

/** Keeps a picture of the screen, for somebody to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
