/** What the tests in a browser share: an authority, a host, a browser, and ways to do things. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

import { shoot, start, type Start } from "./browser.js";
import { serve, type Site } from "./site.js";
import { makeWorld, type World } from "./world.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SITES = join(import.meta.dirname, "..", "dist");
/** The site of whoever checks. */
export const DIST = join(SITES, "door");

export let folder: string;
export let world: World;
export let site: Site;
/** A browser that was set up, for whatever needs no other. */
export let shared: BrowserContext;
export let page: Page;
/** What the browser complained about: errors, and whatever a policy refused. */
export let wrong: string[];

export const authority = (): object => ({
  name: "Test authority",
  set: "bundle.cbset",
  pins: [world.pin],
});
export const lay = (name: string, file: object): unknown =>
  site.beside.set(name, Buffer.from(JSON.stringify(file)));

/** A host of one of the sites. */
export async function openSite(name: "door" | "home"): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "cleanbill-pages-"));
  site = await serve(join(SITES, name));
}

/** After all tests that need no more than it. */
export async function endSite(): Promise<void> {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
}

/** An authority, a host of one of the sites, and a browser. */
export async function beginAt(name: "door" | "home"): Promise<void> {
  await openSite(name);
  world = makeWorld(join(folder, "world"));
  lay("authority.json", authority());
  site.beside.set("bundle.cbset", world.set);
  shared = await start({ profile: join(folder, "shared") });
}

/** The same for whoever checks, set up; before all tests of a file. */
export async function begin(): Promise<void> {
  await beginAt("door");
  await openPage(shared);
  await setUp();
  await page.close();
}

/** After all of them. */
export async function end(): Promise<void> {
  await shared?.close();
  await endSite();
}

export async function openPage(context: BrowserContext): Promise<void> {
  page = await context.newPage();
  wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
}

/** A browser of its own, and a page in it, for as long as something is done. */
export async function apart(
  options: Omit<Start, "profile">,
  work: (context: BrowserContext, profile: string) => Promise<void>,
): Promise<void> {
  const profile = mkdtempSync(join(folder, "profile-"));
  const context = await start({ profile, ...options });
  try {
    await openPage(context);
    await work(context, profile);
  } finally {
    await context.close();
  }
}

/** As somebody does it: fetch the data, and wait until the pages are kept. */
export async function setUp(version = "1.2"): Promise<void> {
  await page.goto(`${site.address}update/`);
  await page.locator("main .press").click();
  await page.locator("[role=status]", { hasText: version }).waitFor();
  await page.waitForSelector("html[data-kept]");
}

export async function atDoor(): Promise<void> {
  await page.goto(`${site.address}check/`);
  await page.locator(".doors button").first().click();
}

export async function ready(): Promise<void> {
  await openPage(shared);
  await atDoor();
}

/** Pastes a code; what the answer says. */
export async function paste(code: string): Promise<string> {
  await page.locator("#paste").fill(code);
  await page.locator("#paste").press("Enter");
  await page.locator(".answer").waitFor();
  return page.locator(".answer").innerText();
}

export const next = (): Promise<void> => page.locator(".answer > .press").click();

/** Holds what is seen against WCAG 2.2 AA, and that it is no wider than the screen. */
export const judge = (name: string): Promise<void> => judgeAt(page, name);

/** The same for any page. */
export async function judgeAt(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const axe = (
      window as unknown as {
        axe: {
          run(
            of: Document,
            how: object,
          ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe;
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  expect(found, name).toEqual([]);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(isWide, `${name} has to be moved sideways`).toBe(false);
}
