/** The pages that the service renders for citizens, without a script: as a browser shows them. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { canRun, shoot, start } from "./browser.js";
import { type Service, startService } from "./service.js";
import { judgeAt } from "./stage.js";

describe.runIf(canRun)("the public pages of a service", () => {
  let folder: string;
  let service: Service;
  let context: BrowserContext;
  let page: Page;
  /** That the first pass is in the ledger, as its holder got it. */
  let receipt: string;
  /** What the browser complained about: errors, and whatever a policy refused. */
  let wrong: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cleanbill-public-"));
    service = await startService(folder);
    const { collection_code: code } = await service.issue("first");
    const collected = await service.ask("POST", "/api/v1/collect", { code });
    receipt = ((await collected.json()) as { proof: string }).proof;
    context = await start({ profile: join(folder, "profile") });
  }, 120_000);
  afterAll(async () => {
    await context?.close();
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    wrong = [];
    page = await context.newPage();
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) wrong.push(message.text());
    });
  });
  afterEach(() => page.close());

  const go = (path: string): Promise<unknown> => page.goto(`${service.home}${path}`);

  test.each([
    ["en", false, 320],
    ["ar", true, 320],
    ["ru", true, 1_280],
    ["de", false, 320],
  ])("in %s (dark: %s), %i pixels wide, they hold WCAG 2.2 AA", async (language, dark, width) => {
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    await page.setViewportSize({ width, height: 800 });
    for (const [name, path] of [
      ["home", "/public"],
      ["board", "/public/board"],
      ["appeal", "/public/appeal"],
      ["ledger", "/ledger"],
      ["entries", "/ledger/entries"],
      ["entry", "/ledger/entries/0"],
      ["receipt", "/ledger/receipt"],
      ["download", "/published"],
      ["nowhere", "/ledger/entries/999999"],
    ] as const) {
      await go(`${path}?lang=${language}`);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      expect(await page.locator("script").count()).toBe(0);
      await judgeAt(page, `public-${language}-${width}-${name}`);
    }
  });

  test("so does the description of the API", async () => {
    for (const path of ["/docs", "/docs/errors"]) {
      await go(path);
      await judgeAt(page, `public-${path.slice(1).replace("/", "-")}`);
    }
    expect(wrong).toEqual([]);
  });

  test("a receipt leads from the first page to its entry, by the keyboard", async () => {
    await go("/public");
    await page.getByRole("link", { name: "Public ledger" }).first().click();
    await page.getByRole("link", { name: "Search by receipt" }).click();
    await page.locator("#receipt").focus();
    await page.keyboard.insertText(receipt);
    await page.getByRole("button", { name: "Search" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("[role=status]", { hasText: "It is in the ledger." }).waitFor();
    await judgeAt(page, "public-receipt-found");
    await page.locator("main dd a").first().click();
    await page.getByRole("heading", { name: /^Entry \d+$/u }).waitFor();
    expect(await page.locator(".state").innerText()).toBe("batch");
    await shoot(page, "public-entry-batch");
    expect(wrong).toEqual([]);
  });

  test("a receipt that was changed comes back with what is wrong with it", async () => {
    const file = join(folder, "receipt.tlog-proof");
    // The first hash of the path, in base64, with another beginning.
    const changed = receipt.replace(
      /^(index \d+\n)(.)/mu,
      (_, before: string, first: string) => `${before}${first === "A" ? "B" : "A"}`,
    );
    expect(changed).not.toBe(receipt);
    writeFileSync(file, changed);
    await go("/ledger/receipt");
    await page.locator("#file").setInputFiles(file);
    await page.getByRole("button", { name: "Search" }).click();
    const problem = page.locator(".problem");
    await problem.waitFor();
    expect(await problem.innerText()).toContain("ledger-proof.root");
    expect(await problem.evaluate((one) => one === document.activeElement)).toBe(true);
    await judgeAt(page, "public-receipt-wrong");
  });

  test("whoever audits over the address finds what an audit of the folder finds", () => {
    const audit = (from: string): { whole: boolean; found: string[] } => {
      const given = ["--data", service.data, "audit", from, "--json"];
      const { stdout } = spawnSync(process.env["CLEANBILL_PROGRAM"] ?? "", given);
      const { tree, findings } = JSON.parse(stdout.toString()) as {
        tree: { whole: boolean };
        findings: { code: string; sentence: string }[];
      };
      return { whole: tree.whole, found: findings.map(({ code }) => code) };
    };
    const { whole, found } = audit(`${service.home}/published`);
    expect(whole).toBe(true);
    expect(found).toEqual(audit(join(service.data, "public")).found);
  });
});
