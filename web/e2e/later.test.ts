/** What a device that checks says later: after an update, and for a week without any. */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { apart, atDoor, begin, end, next, page, paste, setUp, site, world } from "./stage.js";

const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";
const DAY_MS = 86_400_000;

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

/** A newer set of the same authority, in which of its two passes the first is revoked. */
function revoke(): Buffer {
  const run = (...given: readonly string[]): unknown =>
    execFileSync(CLEANBILL, ["--data", join(world.folder, "home"), ...given], { stdio: "pipe" });
  const file = (name: string, ...codes: readonly string[]): string => {
    const path = join(world.folder, name);
    writeFileSync(path, `${codes.join("\n")}\n`);
    return path;
  };
  const issued = file("issued", world.valid, world.other);
  const [out, set] = [join(world.folder, "filter"), join(world.folder, "newer.cbset")];
  const revoked = file("revoked", world.valid);
  run("revocation", "build", "--issued", issued, "--revoked", revoked, "--out", out);
  const policies = ["--policies", join(world.folder, "policies")];
  run("publish", "--out", set, ...policies, "--filter", join(out, "national.filter"));
  return readFileSync(set);
}

test("g02_seven_days_without_a_network_change_nothing_but_the_age", () =>
  apart({}, async (context) => {
    await setUp();
    await page.close();
    site.setDown(true);
    for (const [days, answer, age] of [
      [0, "Accepted", /less than a day/u],
      [7, "Accepted", /7 days/u],
      [9, "Your decision", /9 days/u],
    ] as const) {
      const later = await context.newPage();
      await later.clock.setSystemTime(Date.now() + days * DAY_MS);
      await later.goto(`${site.address}check/`);
      await later.locator(".doors button").first().click();
      await later.locator("#paste").fill(world.valid);
      await later.locator("#paste").press("Enter");
      await later.locator(".answer").waitFor();
      expect(await later.locator(".answer").innerText(), `${days} days`).toContain(answer);
      expect(await later.locator("footer").innerText(), `${days} days`).toMatch(age);
      await later.close();
    }
    site.setDown(false);
  }));

test("the pages can be installed as an app", () =>
  apart({}, async (context) => {
    await setUp();
    const session = await context.newCDPSession(page);
    const { errors, url } = await session.send("Page.getAppManifest");
    expect({ errors, url }).toEqual({ errors: [], url: `${site.address}manifest.webmanifest` });
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // What a headless browser has no window for is not asked of the pages.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual([]);
  }));

test("a pass that was revoked is refused once the device has newer data, and no other is", () =>
  apart({}, async () => {
    await setUp();
    await atDoor();
    expect(await paste(world.valid)).toContain("Accepted");
    site.beside.set("bundle.cbset", revoke());
    await next();
    expect(await paste(world.valid), "nobody was asked").toContain("Accepted");
    await setUp("1.3");
    await atDoor();
    expect(await paste(world.valid)).toContain("Not accepted");
    await next();
    expect(await paste(world.other)).toContain("Accepted");
  }));
