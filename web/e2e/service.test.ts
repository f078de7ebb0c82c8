/** The pages as `cleanbill serve` has them: set up, checked with, brought up to date. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { canRun, shoot, start } from "./browser.js";
import { type Service, startService } from "./service.js";

describe.runIf(canRun)("the pages of a service", () => {
  let folder: string;
  let service: Service;
  let context: BrowserContext;
  let page: Page;
  /** What the browser complained about: errors, and whatever a policy refused. */
  const wrong: string[] = [];

  const update = async (version: RegExp): Promise<void> => {
    await page.goto(`${service.door}/update/`);
    await page.locator("main .press").click();
    await page.locator("[role=status]", { hasText: version }).waitFor();
    await page.waitForSelector("html[data-kept]");
  };

  const check = async (code: string): Promise<string> => {
    await page.goto(`${service.door}/check/`);
    await page.locator(".doors button").first().click();
    await page.locator("#paste").fill(code);
    await page.locator("#paste").press("Enter");
    await page.locator(".answer").waitFor();
    return page.locator(".answer").innerText();
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cleanbill-service-"));
    service = await startService(folder);
    context = await start({ profile: join(folder, "profile") });
    page = await context.newPage();
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) wrong.push(message.text());
    });
  });

  afterAll(async () => {
    await context?.close();
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("sets a device up by one press, and lets in whom the authority issued a pass", async () => {
    await update(/1\.2/u);
    const { text } = await service.issue("first");
    expect(await check(text)).toContain("Yes");
    await shoot(page, "service-accepted");
    expect(wrong).toEqual([]);
  });

  it("takes what is published anew, without a new start of the service", async () => {
    service.publish();
    await update(/1\.3/u);
    expect(wrong).toEqual([]);
  });

  it("has the wallet on the address of the API, under headers that leave it working", async () => {
    await page.goto(`${service.home}/wallet/`);
    await page.locator("#new-passphrase").waitFor();
    await shoot(page, "service-wallet");
    expect(wrong).toEqual([]);
    const elsewhere = await page.request.get(`${service.home}/check/`);
    expect(elsewhere.status()).toBe(404);
  });

  it("g01: the service keeps nothing of a device that checks", async () => {
    const log = service.log();
    expect(log).toContain("/api/v1/passes");
    for (const trace of ["/check", "/update", "bundle.cbset", "authority.json"]) {
      expect(log.slice(log.indexOf("Ctrl-C stops it.")), trace).not.toContain(trace);
    }
  });
});
