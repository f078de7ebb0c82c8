import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { shoot } from "./browser.js";
import { holding } from "./profile.js";
import { apart, end, folder, page, world } from "./stage.js";
import {
  addText,
  begin,
  bringFile,
  makeWallet,
  open,
  PASSPHRASE,
  passes,
  told,
} from "./wallet-stage.js";
import { CANARY } from "./world.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

test("nothing of a pass or a passphrase is on the device in clear", async () => {
  await apart({}, async (context, profile) => {
    await makeWallet();
    await addText(world.valid);
    await told("1 pass was verified");
    await page.getByRole("button", { name: "Lock" }).click();
    await page.locator("#passphrase").waitFor();
    expect(await page.content()).not.toContain(CANARY);
    await shoot(page, "wallet-locked");
    await open("something else entirely");
    await told("not the right passphrase");
    await open();
    expect(await passes()).toBe(1);
    await context.close();
    expect(holding(profile, ["cleanbill-wallet"])).not.toEqual([]);
    const secrets = [CANARY, CANARY.toUpperCase(), world.valid.slice(20, 60), PASSPHRASE];
    expect(holding(profile, secrets)).toEqual([]);
  });
});

test("a copy brings everything to another device, and a printed sheet comes back in", async () => {
  const copy = join(folder, "copy.cbwallet");
  const sheet = join(folder, "sheet.pdf");
  await apart({}, async () => {
    await makeWallet();
    await addText(world.valid);
    await told("1 pass was verified");
    await page.getByRole("button", { name: /What it says/u }).click();
    await page.locator(".accepted li").first().waitFor();
    await shoot(page, "wallet-pass");
    writeFileSync(sheet, await page.pdf({ format: "A4" }));
    await page.getByRole("button", { name: "Show the code", exact: true }).click();
    await page.locator(".shown .symbol").waitFor();
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("code");
    await shoot(page, "wallet-shown");
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Safety and copies" }).click();
    await page.getByText("Save an encrypted copy").click();
    await page.locator("#export-passphrase").fill("the copy's own words");
    await page.locator("#export-passphrase-again").fill("the copy's own words");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the copy" }).click();
    await (await saved).saveAs(copy);
    expect(readFileSync(copy, "utf8")).not.toContain(CANARY);
  });
  await apart({}, async () => {
    await makeWallet();
    await page.getByRole("button", { name: "Safety and copies" }).click();
    await page.getByText("Restore from a copy").click();
    const restore = async (file: string, passphrase: string): Promise<void> => {
      await page.locator("#restore-file").setInputFiles(file);
      await page.locator("#restore-passphrase").fill(passphrase);
      await page.getByRole("button", { name: "Restore", exact: true }).click();
    };
    const cut = join(folder, "cut.cbwallet");
    writeFileSync(cut, readFileSync(copy).subarray(0, 900));
    await restore(cut, "the copy's own words");
    await told("no wallet that can be read");
    await restore(copy, "other words than that");
    await told("not the right passphrase");
    await restore(copy, "the copy's own words");
    await told("1 pass was restored.");
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Add a pass" }).click();
    await bringFile(sheet);
    await told("in the wallet already");
  });
});
