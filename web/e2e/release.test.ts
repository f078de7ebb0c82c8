/** Pages are kept on a device if everybody sees them in the public ledger (guarantee G06). */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { apart, DIST, endSite, lay, openSite, page, site } from "./stage.js";

const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";
const data = mkdtempSync(join(tmpdir(), "cleanbill-release-"));
const run = (...given: readonly string[]): string =>
  execFileSync(CLEANBILL, ["--data", data, ...given], { encoding: "utf8", stdio: "pipe" });

/** The receipt of a file as the release for `target`. */
function receipt(file: string, version: string, target: string): Buffer {
  const out = join(data, "receipt");
  run("ledger", "release", file, "--version", version, "--target", target, "--out", out);
  return readFileSync(out);
}

const RELEASE = join(DIST, "release.json");
const PROOF = "release.tlog-proof";
let first: Buffer;
let second: Buffer;
let elsewhere: Buffer;

beforeAll(async () => {
  const begun = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
  run("init", "--country", "XX", "--at", begun);
  run("ledger", "init", "--origin", "ledger.example/pages", "--demo");
  run("publish", "--out", join(data, "set"), "--demo");
  first = receipt(RELEASE, "1.0.0", "door");
  elsewhere = receipt(RELEASE, "1.0.0", "home");
  second = receipt(RELEASE, "1.0.1", "door");
  await openSite("door");
  site.beside.set("bundle.cbset", readFileSync(join(data, "set")));
  const pin = readFileSync(join(data, "pins"), "utf8").trim().split(/\s/u)[0];
  const ledger = readFileSync(join(data, "ledger", "policy"), "utf8");
  const told = { name: "Test authority", set: "bundle.cbset", pins: [pin], ledger };
  lay("authority.json", { ...told, demonstration: true });
}, 120_000);
afterAll(async () => {
  await endSite();
  rmSync(data, { recursive: true, force: true });
});
afterEach(() => {
  for (const file of [PROOF, "release.json", "sw.js"]) site.beside.delete(file);
});

/** Fetches the data; what the page then says. */
async function fetchData(says: RegExp): Promise<void> {
  await page.goto(`${site.address}update/`);
  await page.locator("main .press").click();
  await page.locator("[role=status]", { hasText: says }).waitFor();
}

const isKept = (): Promise<boolean> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length > 0);

test("g06_pages_that_are_in_no_ledger_are_not_kept", () =>
  apart({}, async () => {
    await fetchData(/page\.release-unproven/u);
    site.beside.set(PROOF, elsewhere);
    await fetchData(/release\.other-target/u);
    site.beside.set(PROOF, first);
    const changed = readFileSync(RELEASE, "utf8").replace(/"[\w+/]{43}="/u, `"${"A".repeat(43)}="`);
    site.beside.set("release.json", Buffer.from(changed));
    await fetchData(/release\.other-file/u);
    site.beside.delete("release.json");
    site.beside.set("sw.js", Buffer.from("// another keeper\n"));
    await fetchData(/page\.release-other/u);
    expect(await isKept()).toBe(false);
  }));

test("g06_the_release_that_everybody_sees_is_kept_and_none_older_afterwards", () =>
  apart({}, async () => {
    site.beside.set(PROOF, second);
    await fetchData(/Installed/u);
    await page.waitForSelector("html[data-kept]");
    site.beside.set(PROOF, first);
    await fetchData(/page\.release-older/u);
    site.setDown(true);
    await page.goto(`${site.address}check/`);
    await page.locator("main").waitFor();
    site.setDown(false);
  }));

test("what was trusted first stays so", () =>
  apart({}, async () => {
    site.beside.set(PROOF, first);
    await fetchData(/Installed/u);
    await page.waitForSelector("html[data-kept]");
    const told = JSON.parse(site.beside.get("authority.json")?.toString() ?? "") as object;
    lay("authority.json", { ...told, pins: ["0".repeat(64)], ledger: undefined });
    await fetchData(/Installed/u);
    lay("authority.json", told);
  }));

test("newer data is not lost to the pages that are kept in the same moment", () =>
  apart({}, async () => {
    site.beside.set(PROOF, first);
    await fetchData(/Installed/u);
    await page.waitForSelector("html[data-kept]");
    const before = site.beside.get("bundle.cbset");
    run("publish", "--out", join(data, "newer"), "--demo");
    site.beside.set("bundle.cbset", readFileSync(join(data, "newer")));
    // As it opens, the page looks after what it keeps; that takes long, and somebody presses.
    let [asked, goOn] = [0, (): void => undefined];
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route("**/sw.js", async (route) => {
      asked += 1;
      if (asked === 1) await held;
      await route.continue();
    });
    await page.goto(`${site.address}update/`);
    await expect.poll(() => asked).toBe(1);
    await page.locator("main .press").click();
    await page.locator("[role=status]", { hasText: /Installed: data 1\.3/u }).waitFor();
    goOn();
    await page.waitForLoadState("networkidle");
    await page.goto(`${site.address}update/`);
    await page.locator("[role=status]", { hasText: "1.3" }).waitFor();
    if (before) site.beside.set("bundle.cbset", before);
  }));
