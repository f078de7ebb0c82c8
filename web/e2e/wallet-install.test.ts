/** The wallet as an app: installed, started again without a network, and brought up to date. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { shoot, start } from "./browser.js";
import { apart, end, openPage, page, site, world, wrong } from "./stage.js";
import { addText, address, begin, makeWallet, open, passes, told } from "./wallet-stage.js";

beforeAll(begin, 120_000);
afterAll(end);
beforeEach(() => site.setDown(false));
afterEach(() => page?.close());

const HOME = join(import.meta.dirname, "..", "dist", "home");

test("a browser finds nothing that keeps it from being installed", async () => {
  await apart({}, async (context) => {
    await makeWallet();
    const client = await context.newCDPSession(page);
    const manifest = await client.send("Page.getAppManifest");
    expect(manifest.errors).toEqual([]);
    expect(new URL(manifest.url).pathname).toBe("/wallet.webmanifest");
    const told = JSON.parse(manifest.data ?? "") as Record<string, unknown>;
    expect(new URL(String(told["start_url"]), manifest.url).href).toBe(address());
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    // A window that leaves no traces installs nothing; that one is about this browser.
    const errors = installabilityErrors.map(({ errorId }) => errorId);
    expect(errors.filter((error) => error !== "in-incognito")).toEqual([]);
  });
});

test("a device that was switched off meanwhile opens it without a network", async () => {
  await apart({}, async (context, profile) => {
    await makeWallet();
    await addText(world.valid);
    await told("1 pass was verified");
    await context.close();
    site.setDown(true);
    const again = await start({ profile });
    try {
      await openPage(again);
      await page.goto(address());
      await shoot(page, "wallet-offline-locked");
      await open();
      expect(await passes()).toBe(1);
      await page.getByRole("button", { name: /^Show the code/u }).click();
      await page.locator(".shown .symbol").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^What it says/u }).click();
      await page.locator(".accepted li").first().waitFor();
      expect(wrong).toEqual([]);
    } finally {
      await again.close();
    }
  });
});

test("newer data and a newer page come on a press, and passes stay", async () => {
  const [path, worker] = ["wallet/index.html", "sw.js"];
  const [old, script] = [path, worker].map((name) => readFileSync(join(HOME, name), "utf8"));
  if (old === undefined || script === undefined) throw new Error("the pages are not built");
  await apart({}, async () => {
    await makeWallet();
    await addText(world.valid);
    await told("1 pass was verified");
    // Another release: the page has another title, and the keeper another hash and name for it.
    const fresh = old.replace("<title>Wallet</title>", "<title>Newer</title>");
    const hash = async (text: string): Promise<string> => {
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
      return Buffer.from(digest).toString("base64");
    };
    expect(script).toContain(await hash(old));
    const released = script
      .replace(await hash(old), await hash(fresh))
      .replace(/cleanbill-home-[\w+/]{16}/u, "cleanbill-home-2");
    site.beside.set(path, Buffer.from(fresh));
    site.beside.set(worker, Buffer.from(released));
    try {
      const before = site.asked.length;
      await page.reload();
      await open();
      await page.locator(".card").waitFor();
      expect(site.asked.slice(before).filter((line) => !line.includes("sw.js"))).toEqual([]);
      await page.getByRole("button", { name: "Fetch newer data" }).click();
      await told("The public data is here.");
      await page.waitForSelector("html[data-kept]");
      expect(site.asked.slice(before)).toContain("GET /bundle.cbset");
      const came = page.waitForResponse(address());
      await page.reload();
      expect(await (await came).text()).toContain("<title>Newer</title>");
      await open();
      expect(await passes()).toBe(1);
      expect(wrong).toEqual([]);
    } finally {
      for (const name of [path, worker]) site.beside.delete(name);
    }
  });
});
