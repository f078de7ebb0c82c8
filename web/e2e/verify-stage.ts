/** What the tests of the page that verifies a ledger share: an authority, and ways to do things. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { beginAt, folder, lay, openPage, page, shared, site } from "./stage.js";
import { keyIn, type Witness } from "./witness.js";

/** The command line; `./test web` says where it was built. */
const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";
const DAY_MS = 86_400_000;
/** Where the page looks for the ledger, from the root of its site. */
const LEDGER = "published/ledger/";

/** Published files by their paths below the ledger. */
export type Files = ReadonlyMap<string, Buffer>;

/** An authority with a ledger, in a folder of its own. */
export interface Authority {
  /** Tells the ledger something; the receipt of it. */
  release(version: string): string;
  /** The same while no witness answers: it is published, and has no cosignatures yet. */
  releaseAlone(version: string): Promise<void>;
  /** What is published now. */
  files(): Files;
  /** The same authority once more, as a backup of it would be. */
  copy(): Authority;
}

function authorityIn(data: string): Authority {
  const run = (...given: readonly string[]): string =>
    execFileSync(CLEANBILL, ["--data", data, ...given], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  const published = join(data, "public", "ledger");
  const release = (version: string): readonly string[] => {
    const given = ["--version", version, "--target", "check", join(data, "config.toml")];
    return ["ledger", "release", ...given];
  };
  return {
    release(version) {
      const proof = join(data, `${version}.tlog-proof`);
      run(...release(version), "--out", proof);
      return readFileSync(proof, "utf8");
    },
    async releaseAlone(version) {
      const child = spawn(CLEANBILL, ["--data", data, ...release(version)]);
      const ended = once(child, "close");
      // It asks the witnesses once the checkpoint is published, and says that they do not answer.
      await once(child.stderr, "data");
      child.kill();
      await ended;
    },
    files() {
      const entries = readdirSync(published, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile());
      const named = paths.map(({ parentPath, name }) => join(parentPath, name));
      return new Map(named.map((path) => [relative(published, path), readFileSync(path)]));
    },
    copy() {
      const other = `${data}-copy`;
      cpSync(data, other, { recursive: true });
      return authorityIn(other);
    },
  };
}

/** Founds an authority, and begins its ledger under these witnesses; none makes a demonstration. */
export async function found(name: string, witnesses: readonly Witness[] = []): Promise<Authority> {
  const data = join(folder, name);
  const since = new Date(Date.now() - 60 * DAY_MS).toISOString().slice(0, 10);
  const run = (...given: readonly string[]): string =>
    execFileSync(CLEANBILL, ["--data", data, ...given], { encoding: "utf8" });
  run("init", "--country", "XX", "--at", since);
  const asked = witnesses.flatMap(({ key, url }) => ["--witness", key, url]);
  const how = witnesses.length > 0 ? asked : ["--demo"];
  const log = keyIn(run("ledger", "init", "--origin", "ledger.example/test", ...how));
  for (const witness of witnesses) await witness.watch(log);
  return authorityIn(data);
}

export const begin = (): Promise<void> => beginAt("home");

/** Lays published files beside the page, in the place of those before. */
export function layLedger(files: Files): void {
  for (const path of [...site.beside.keys()].filter((path) => path.startsWith(LEDGER))) {
    site.beside.delete(path);
  }
  for (const [path, bytes] of files) site.beside.set(LEDGER + path, bytes);
}

/** Says who the authority is; without its ledger, if that is not said. */
export function tellAuthority(files?: Files): void {
  const policy = files?.get("policy")?.toString();
  const demonstration = policy?.includes("quorum none");
  const ledger = policy === undefined ? {} : { ledger: policy, demonstration };
  lay("authority.json", { name: "Test authority", set: "bundle.cbset", pins: [], ...ledger });
}

/** A page of a browser that remembers nothing. */
export async function freshPage(): Promise<void> {
  await openPage(shared);
  await page.goto(`${site.address}verify/`);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
}

/** Presses, and waits for the answer; its word. */
export async function verify(): Promise<string> {
  await page.locator("main .press").click();
  await page.locator(".verdict:focus").waitFor();
  return page.locator(".verdict h2").innerText();
}

/** What became of a question: how it looks, and what is said. */
export async function answer(about: string): Promise<readonly [string, string]> {
  const label = page.locator(".about", { hasText: new RegExp(`^${about}`, "u") });
  const line = page.locator(".checks li").filter({ has: label });
  return [(await line.getAttribute("data-is")) ?? "", await line.locator("p").last().innerText()];
}

export async function putReceipt(receipt: string): Promise<void> {
  await page.locator("summary", { hasText: "Look for a receipt" }).click();
  await page.locator("#receipt").fill(receipt);
}

/** What a file says that a button hands over. */
export async function saved(name: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  return readFileSync(await (await download).path(), "utf8");
}
