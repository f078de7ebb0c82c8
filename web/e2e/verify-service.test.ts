/** The ledger of a service at work, verified at the service's own address. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { shoot, start } from "./browser.js";
import { type Service, startService } from "./service.js";
import { openPage, page, wrong } from "./stage.js";
import { answer, putReceipt, verify } from "./verify-stage.js";

let folder: string;
let service: Service;
let context: BrowserContext;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cleanbill-service-"));
  service = await startService(folder);
  context = await start({ profile: join(folder, "profile") });
  await openPage(context);
}, 120_000);

afterAll(async () => {
  await context?.close();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a pass is issued, and its receipt is found in what everybody can read", async () => {
  const { collection_code: code } = await service.issue("verified");
  // As its holder collects it.
  const collected = (await service.ask("POST", "/api/v1/collect", { code })).json();
  const { proof } = (await collected) as { readonly proof: string };
  await page.goto(`${service.home}/verify/`);
  await putReceipt(proof);
  expect(await verify()).toBe("Yes");
  expect((await answer("Receipt"))[1]).toContain("Batches of passes");
  const kinds = await page.locator("table th").allInnerTexts();
  expect(kinds).toContain("Acts of the authority about itself");
  expect(kinds).toContain("Signed sets for verifiers");
  await shoot(page, "verify-service");
  expect(wrong).toEqual([]);
});

test("what the service did since is seen to have grown from there", async () => {
  await page.reload();
  await service.issue("later");
  service.publish();
  expect(await verify()).toBe("Yes");
  expect((await answer("Grown from"))[0]).toBe("good");
  expect(wrong).toEqual([]);
});
