/** What the tests of the wallet share: ways to do things in it. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { beginAt, folder, openPage, page, shared, site } from "./stage.js";

export const PASSPHRASE = "correct horse battery staple";

export const begin = (): Promise<void> => beginAt("home");

/** The wallet by a name that a passkey can be bound to. */
export const address = (): string => `${site.address.replace("127.0.0.1", "localhost")}wallet/`;

/** A new wallet, with the public data. */
export async function makeWallet(at = address()): Promise<void> {
  await page.goto(at);
  await page.locator("#new-passphrase").fill(PASSPHRASE);
  await page.locator("#new-passphrase-again").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "Fetch the public data" }).click();
  await page.locator("footer", { hasText: "Checked with the public data" }).waitFor();
  await page.waitForSelector("html[data-kept]");
}

export async function open(passphrase = PASSPHRASE): Promise<void> {
  await page.locator("#passphrase").fill(passphrase);
  await page.locator("#passphrase").press("Enter");
}

/** What the page says of the last thing that was done. */
export async function told(text: string | RegExp): Promise<void> {
  await page.locator(".news", { hasText: text }).waitFor();
}

/** Adds the text of a code; what the page says of it. */
export async function addText(code: string): Promise<void> {
  await page.getByRole("button", { name: "Add a pass" }).click();
  await page.locator("#paste").fill(code);
  await page.getByRole("button", { name: "Add", exact: true }).click();
}

export async function bringFile(path: string): Promise<void> {
  await page.locator("#bring:enabled").waitFor({ state: "attached" });
  await page.locator("#bring").setInputFiles(path);
}

/** A page of the shared browser, on a device without a wallet or data. */
export async function walletPage(): Promise<void> {
  await openPage(shared);
  await page.goto(address());
  await page.evaluate(async () => {
    for (const name of ["cleanbill-wallet", "cleanbill"]) {
      await new Promise((resolve) => {
        indexedDB.deleteDatabase(name).onsuccess = resolve;
      });
    }
  });
  await page.reload();
  await page.locator("#new-passphrase").waitFor();
}

/** The same, with a wallet that is new. */
export async function freshPage(): Promise<void> {
  await walletPage();
  await makeWallet();
}

export async function passes(): Promise<number> {
  await page.locator(".shelf").waitFor();
  return page.locator(".card").count();
}

/** The valid pass as a page of ours. */
export function pdfOf(layout: "a4" | "large" | "card"): string {
  const made = join(folder, `${layout}.pdf`);
  const given = ["--data", join(folder, "world", "home"), "print", "--layout", layout];
  const pass = join(folder, "world", "valid.txt");
  execFileSync(process.env["CLEANBILL_PROGRAM"] ?? "", [...given, "--pdf", made, pass]);
  return made;
}
