/** What the tests of the wallet at a real service share: devices, people, the room of a record. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Locator } from "playwright-core";

import { start } from "./browser.js";
import { type Issued, type Service, startService } from "./service.js";
import { openPage, page } from "./stage.js";
import { makeWallet } from "./wallet-stage.js";

export let folder: string;
export let service: Service;
/** The browser of this test, and where it writes. */
export let context: BrowserContext;
export let profile: string;
/** What the page asked the network for, in order. */
export let asked: string[];

/** Before all tests of a file. */
export async function beginService(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "cleanbill-own-"));
  service = await startService(folder);
}

/** After all of them. */
export async function endService(): Promise<void> {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
}

export const walletAddress = (): string => `${service.home}/wallet/`;

/** A device that nobody used before; the one before is put away. */
export async function newDevice(): Promise<void> {
  await context?.close();
  profile = mkdtempSync(join(folder, "profile-"));
  context = await start({ profile });
  await openPage(context);
  asked = [];
  page.on("request", (request) => {
    if (request.url().startsWith("http")) {
      asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
    }
  });
}

/** The same with a wallet that is new. */
export async function newWallet(): Promise<void> {
  await newDevice();
  await makeWallet(walletAddress());
}

let people = 0;

/** Somebody new, with a pass that can be collected. */
export function somebody(forename = "Ada", surname = "Kanarienvogel"): Promise<Issued> {
  people += 1;
  return service.issue(`person-${people}`, whoIs(people, forename, surname));
}

/** The clinic's machine enters something else about the last one, and so opens their record. */
export function somethingElse(): Promise<Issued> {
  const { vaccination } = service.request as { vaccination: object };
  const more = { vaccination: { ...vaccination, dose: 3, doses: 3 } };
  const who = whoIs(people, "Ada", "Kanarienvogel");
  return service.issue(`more-${people}`, { ...who, ...more });
}

/** A name that nobody could spell in Latin letters comes with its holder's own spelling. */
function whoIs(number: number, forename: string, surname: string): object {
  const spelling = /^[\p{L}-]+$/u.test(forename) ? {} : { forename_standardised: "ADA" };
  return {
    name: { surname, forename, ...spelling },
    document: { type: "passport", country: "XX", number: `P${number}` },
  };
}

export const press = (name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name, exact: typeof name === "string" }).click();

export async function collect(code: string): Promise<void> {
  await press("Add a pass");
  await page.locator("#collect").fill(code);
  await page.locator("#collect").press("Enter");
}

/** The room of the record of the only person; asked for. */
export async function askOwn(): Promise<void> {
  await press(/^Record at the authority/u);
  await press("Ask for the record");
  await page.getByRole("heading", { name: "Who looked at the record" }).waitFor();
}

/** A part of the record by its title. */
export const entries = (title: string): Locator =>
  page.locator("section", { has: page.getByRole("heading", { name: title, exact: true }) }).last();

/** Presses for a file; where it was saved. */
export async function saved(name: string | RegExp): Promise<string> {
  const coming = page.waitForEvent("download");
  await press(name);
  const path = join(folder, `${people}-${(await coming).suggestedFilename()}`);
  await (await coming).saveAs(path);
  return path;
}
