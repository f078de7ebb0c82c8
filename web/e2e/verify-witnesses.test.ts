/** A ledger that two witnesses cosign, as an authority in earnest has it. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { shoot } from "./browser.js";
import { end, folder, judge, page } from "./stage.js";
import {
  answer,
  type Authority,
  begin,
  type Files,
  found,
  freshPage,
  layLedger,
  tellAuthority,
  verify,
} from "./verify-stage.js";
import { makeWitness, type Witness } from "./witness.js";

const DAY_MS = 86_400_000;

let witnesses: readonly Witness[] = [];
let authority: Authority;
let files: Files;

beforeAll(async () => {
  await begin();
  witnesses = [await makeWitness(folder, "university"), await makeWitness(folder, "newspaper")];
  authority = await found("watched", witnesses);
  authority.release("1.0");
  authority.release("1.1");
  files = authority.files();
}, 120_000);
afterAll(async () => {
  for (const witness of witnesses) await witness.stop();
  await end();
});
beforeEach(async () => {
  tellAuthority(files);
  layLedger(files);
  await freshPage();
});
afterEach(() => page?.close());

const GOOD = "good";

test("what both cosigned is proven, and they are named", async () => {
  expect(await verify()).toBe("Yes");
  expect((await answer("Witnesses"))[0]).toBe(GOOD);
  expect((await answer("Up to date"))[0]).toBe(GOOD);
  const facts = await page.locator("dl").innerText();
  expect(facts).toMatch(/university\.example, newspaper\.example/u);
  expect(facts).toContain("2 witnesses");
  expect(await page.locator("main").innerText()).not.toContain("Demonstration");
  await judge("verify-witnesses-yes");
});

test("g06: a checkpoint that only one of them cosigned is no proof", async () => {
  const note = files.get("cosigned")?.toString() ?? "";
  const alone = note.replace(/^— newspaper\.example .*\n/mu, "");
  expect(alone).not.toBe(note);
  layLedger(new Map(files).set("cosigned", Buffer.from(alone)));
  expect(await verify()).toBe("No");
  expect(await answer("Witnesses")).toEqual(["bad", "Witnesses that signed: 1. Needed: 2."]);
  expect((await answer("Every entry and every file"))[0]).toBe(GOOD);
});

test("what nobody cosigned for days is open, and so are keys that nobody knows here", async () => {
  expect(await verify()).toBe("Yes");
  await page.clock.setFixedTime(Date.now() + 3 * DAY_MS);
  expect(await verify()).toBe("Open");
  expect((await answer("Up to date"))[1]).toMatch(/nothing for 7\d hours/u);
  await page.clock.setFixedTime(Date.now());
  // The same log, under witnesses that others made.
  const others = [await makeWitness(folder, "friend"), await makeWitness(folder, "cousin")];
  const policy = files.get("policy")?.toString() ?? "";
  const lines = others.map(({ key, url }, index) => `witness f${index} ${key} ${url}\n`);
  const changed = `${policy.split("\n")[0]}\n${lines.join("")}group all 2 f0 f1\nquorum all\n`;
  tellAuthority(new Map(files).set("policy", Buffer.from(changed)));
  expect(await verify()).toBe("No");
  expect((await answer("Witnesses"))[0]).toBe("bad");
  expect((await answer("Same keys as before"))[0]).toBe(GOOD);
});

test("what came after they signed is held against what they signed", async () => {
  for (const witness of witnesses) await witness.stop();
  await authority.releaseAlone("1.2");
  layLedger(authority.files());
  expect(await verify()).toBe("Yes");
  expect(await answer("Newest entries")).toEqual([
    GOOD,
    "What came after the witnesses signed goes on from there.",
  ]);
  expect(await page.locator("dl").innerText()).toContain("2 entries");
  await shoot(page, "verify-newest");
});
