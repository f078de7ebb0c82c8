/** What comes by time, by mishap or by a name: it says what to do, and holds WCAG 2.2 AA. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import type { Trust } from "../src/core/core.js";
import {
  askOwn,
  beginService,
  collect,
  context,
  endService,
  newDevice,
  newWallet,
  press,
  service,
  somebody,
  walletAddress,
} from "./own-stage.js";
import { judge, page, wrong } from "./stage.js";
import { open, PASSPHRASE, told } from "./wallet-stage.js";
import { HOSTILE } from "./world.js";

const DAY_MS = 86_400_000;
const NARROW = { width: 320, height: 640 };

beforeAll(beginService, 120_000);
afterAll(endService);
beforeEach(newWallet);
afterEach(() => context?.close());

/** Puts something else where this device keeps a value. */
const replace = (database: string, store: string, value: unknown): Promise<void> =>
  page.evaluate(
    async ([database, store, value]) => {
      const opening = indexedDB.open(database);
      await new Promise((resolve) => {
        opening.onsuccess = resolve;
      });
      const transaction = opening.result.transaction(store, "readwrite");
      const done = new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      transaction.objectStore(store).put(value, "current");
      await done;
      opening.result.close();
    },
    [database, store, value] as const,
  );

test("time goes by: light passes and the key to the record are over, and it says so", async () => {
  await collect((await somebody()).collection_code);
  await told("1 pass was verified");
  await askOwn();
  await page.getByText("Light passes", { exact: true }).click();
  await press("Fetch light passes");
  await told("light passes are here.");
  await press("Back");
  await page.clock.setFixedTime(new Date(Date.now() + 45 * DAY_MS));
  await page.reload();
  await open();
  const card = page.locator(".card", { hasText: "Light passes" });
  await card.getByText("All of them are over.").waitFor();
  expect(await card.locator("button").count()).toBe(0);
  expect(await page.locator("footer").innerText()).toContain("The data is 45 days old.");
  await judge("wallet-states-light-over");
  await press(/^Record at the authority/u);
  await page.getByText("The key to this record ended on").waitFor();
  await judge("wallet-states-key-over");
});

test("a wallet of a newer page, and one that is damaged, are left alone", async () => {
  await page.setViewportSize(NARROW);
  await replace("cleanbill-wallet", "wallet", { format: "cleanbill-wallet", version: 99 });
  await page.reload();
  await told("made by a newer version of the page");
  await judge("wallet-states-newer");
  await replace("cleanbill-wallet", "wallet", { format: "something else" });
  await page.reload();
  await told("no wallet that can be read");
  await judge("wallet-states-broken");
  await page.getByText("I do not know the passphrase any more").click();
  await press("Delete the wallet now");
  await page.locator("#new-passphrase").waitFor();
});

test("public data that is damaged is refused by name, and fetched again", async () => {
  await page.setViewportSize(NARROW);
  const { pins, ledger } = (await (await fetch(`${service.home}/authority.json`)).json()) as Trust;
  const trust = { pins, ledger, demonstration: true };
  const floor = { root: 1, manifest: 1 };
  await replace("cleanbill", "installed", { set: new Uint8Array([1, 2, 3]), trust, floor });
  await page.reload();
  await open();
  await page.getByText("The public data on this device cannot be used").waitFor();
  await judge("wallet-states-data-refused");
  await press("Fetch the public data");
  await told("The public data is here.");
  expect(wrong).toEqual([]);
});

test("g06: a page that is not proven to be everybody's is not kept, and that is said", async () => {
  await newDevice();
  await page.setViewportSize(NARROW);
  await page.route("**/release.tlog-proof", (route) => route.fulfill({ status: 404 }));
  await page.goto(walletAddress());
  for (const field of ["#new-passphrase", "#new-passphrase-again"]) {
    await page.locator(field).fill(PASSPHRASE);
  }
  await press("Begin");
  await press("Fetch the public data");
  await told("is not proven to be the page that everybody sees");
  await judge("wallet-states-release");
  const isKept = await page.evaluate(() => navigator.serviceWorker.getRegistration("../"));
  expect(isKept).toBeUndefined();
  // It was only for a moment: the next press keeps it.
  await page.unroute("**/release.tlog-proof");
  await press("Fetch newer data");
  await told("The page works without a network from now on.");
});

test("what was typed wrong is said, and nothing is lost", async () => {
  await page.setViewportSize(NARROW);
  await press("Safety and copies");
  await page.getByText("Save an encrypted copy").click();
  await page.locator("#export-passphrase").fill("the copy's own words");
  await page.locator("#export-passphrase-again").fill("other words");
  await press("Save the copy");
  await page.getByText("The two are not the same.").waitFor();
  await judge("wallet-states-export-wrong");
  await page.getByText("Change the passphrase").click();
  await page.locator("#old-passphrase").fill("not the one that it is");
  for (const field of ["#other-passphrase", "#other-passphrase-again"]) {
    await page.locator(field).fill("another passphrase now");
  }
  await press("Change");
  await told("not the right passphrase");
  await page.locator("#old-passphrase").fill(PASSPHRASE);
  for (const field of ["#other-passphrase", "#other-passphrase-again"]) {
    await page.locator(field).fill("another passphrase now");
  }
  await press("Change");
  await told("The passphrase was changed.");
  await press("Lock");
  await open();
  await told("not the right passphrase");
  await judge("wallet-states-locked-wrong");
  await open("another passphrase now");
  await page.locator(".shelf").waitFor();
  expect(wrong).toEqual([]);
});

test.each([
  ["long", "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschafers", "Hubert"],
  ["hostile", "Kanarienvogel", HOSTILE],
])("a %s name stays a name, at 320 pixels, on every page", async (name, surname, forename) => {
  await page.setViewportSize(NARROW);
  await collect((await somebody(forename, surname)).collection_code);
  await told("1 pass was verified");
  await judge(`wallet-states-${name}-shelf`);
  await press(/^Show the code/u);
  await page.locator(".shown .symbol").waitFor();
  await judge(`wallet-states-${name}-shown`);
  await press("Close");
  await press(/^What it says/u);
  await page.locator(".accepted li").first().waitFor();
  await page.getByText("Remove this pass").click();
  await judge(`wallet-states-${name}-pass`);
  await press("Back");
  await askOwn();
  await judge(`wallet-states-${name}-own`);
  expect(await page.locator("img, script:not([id])").count()).toBe(1);
  expect(wrong).toEqual([]);
});
