/**
 * What we write as SMART Health Cards, held against the public validator at the level of its API.
 *
 * Its packages are not on every registry; where they cannot be installed, that is said and the test
 * is skipped. None of its scripts is run. Warnings are its advice; errors are none of ours.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";
const JUDGE = "health-cards-dev-tools";
const folder = mkdtempSync(join(tmpdir(), "cleanbill-shc-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Finding {
  readonly message: string;
  readonly code: number;
  readonly level: number;
}

type Validate = (given: string | readonly string[], options?: object) => Promise<Finding[]>;

interface Judge {
  readonly LogLevels: Readonly<Record<string, number>>;
  readonly validate: Readonly<Record<"keyset" | "qrnumeric" | "healthcard", Validate>>;
}

const REQUEST = {
  nam: { fn: "Muster", gn: "Zoë" },
  dob: "1988-02-03",
  v: [
    {
      tg: "840539006",
      vp: "1119349007",
      mp: "EU/1/20/1528",
      ma: "ORG-100030215",
      dn: 2,
      sd: 2,
      dt: "2021-06-11",
    },
  ],
};

/** The validator, or why it is not there. */
function install(): Judge | string {
  writeFileSync(join(folder, "package.json"), "{}");
  const npm = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", JUDGE];
  try {
    execFileSync("npm", npm, { cwd: folder, stdio: "pipe", timeout: 90_000 });
    const from = createRequire(join(folder, "package.json"));
    return from(`${JUDGE}/js/src/api.js`) as Judge;
  } catch (error) {
    const [line] = String(error instanceof Error ? error.message : error).split("\n");
    return `${JUDGE} cannot be installed here (${line ?? "no reason"})`;
  }
}

function card(): { readonly code: string; readonly file: string; readonly keys: string } {
  const at = (name: string): string => join(folder, name);
  const run = (...given: readonly string[]): void => {
    execFileSync(CLEANBILL, ["--data", at("data"), ...given], { cwd: folder, stdio: "pipe" });
  };
  writeFileSync(at("request.json"), JSON.stringify(REQUEST));
  run("init");
  const issuer = ["--iss", "https://health.example.org/cards"];
  const to = ["--text", at("card.txt"), "--file", at("card.smart-health-card")];
  run("card", "issue", "--json", at("request.json"), ...issuer, ...to);
  run("card", "keys", "--out", at("jwks.json"));
  const read = (name: string): string => readFileSync(at(name), "utf8").trim();
  return { code: read("card.txt"), file: read("card.smart-health-card"), keys: read("jwks.json") };
}

test("the public validator finds no error in a card of ours", async (context) => {
  const { code, file, keys } = card();
  expect(code.length, "one code of version 22 at most").toBeLessThanOrEqual("shc:/".length + 2390);
  const judge = install();
  if (typeof judge === "string") {
    console.log(`skipped: ${judge}`);
    return context.skip(judge);
  }
  const { validate, LogLevels } = judge;
  const errors = async (found: Promise<Finding[]>): Promise<Finding[]> =>
    (await found).filter(({ level }) => level >= (LogLevels["ERROR"] ?? 0));
  // The issuer of a test is nowhere on the network.
  const offline = { skipJwksDownload: true };
  expect(await errors(validate.keyset(keys))).toEqual([]);
  expect(await errors(validate.qrnumeric([code], offline))).toEqual([]);
  expect(await errors(validate.healthcard(file, offline))).toEqual([]);
});
