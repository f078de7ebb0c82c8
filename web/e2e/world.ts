/**
 * An authority of these tests, with a policy in force now, a signed set, and passes: all made by
 * the command line, as a real one is.
 */

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The command line; `./test web` says where it was built. */
const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";

const DAY_MS = 86_400_000;

export interface World {
  readonly folder: string;
  readonly set: Buffer;
  readonly pin: string;
  /** Texts of codes. */
  readonly valid: string;
  readonly foreign: string;
  readonly old: string;
  /** Of another person. */
  readonly other: string;
  readonly hostile: string;
  /** A picture of the valid one. */
  readonly picture: string;
}

/** In every name of every pass: it must be found nowhere but on the screen. */
export const CANARY = "Kanarienvogel";
/** What our issuer signs; it refuses marks that turn lines around, which test/views.test.ts shows. */
export const HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";

const day = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** A policy that asks for two doses. */
export function policyText(id: string, places: readonly string[]): string {
  return `format = 1
id = "${id}"
version = 1
title = { en = "Indoor places", de = "Innenräume", ar = "الأماكن المغلقة" }
reason = "a test"
region = "XX"
places = [${places.map((place) => `"${place}"`).join(", ")}]
signed_at = ${day(-12)}T00:00:00Z
from = ${day(-1)}T00:00:00Z
until = ${day(30)}T00:00:00Z
announcement = { at = ${day(-12)}T00:00:00Z }

[[accept]]
ground = "vaccination"
series = "complete"
for_months = 12

[door]
shows = ["name", "birth_date"]
on_system_fault = "manual"
data_age_max_days = 8
`;
}

export function makeWorld(folder: string): World {
  const run = (...given: readonly string[]): string =>
    execFileSync(CLEANBILL, given, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const authority = (name: string): string => {
    const data = join(folder, name);
    run("--data", data, "init", "--country", "XX", "--at", day(-60));
    return data;
  };
  const issue = (data: string, name: string, forename: string, vaccinated: number): string => {
    const text = join(folder, `${name}.txt`);
    const person = ["--surname", CANARY, "--forename", forename, "--birth-date", "1987-03-14"];
    const made = ["--at", day(-2), "--text", text, "--png", join(folder, `${name}.png`)];
    const dose = [
      "--product",
      "EU/1/20/1528",
      "--dose",
      "2",
      "--doses",
      "2",
      "--date",
      day(vaccinated),
    ];
    run("--data", data, "issue", ...made, ...person, "vaccination", ...dose);
    return readFileSync(text, "utf8").trim();
  };
  const issueHostile = (data: string): string => {
    const [request, text] = [join(folder, "hostile.json"), join(folder, "hostile.txt")];
    const name = { surname: CANARY, forename: HOSTILE, forename_standardised: "ADA" };
    const vaccine = {
      vaccine: "1119349007",
      product: "EU/1/20/1528",
      manufacturer: "ORG-100030215",
    };
    const vaccination = { ...vaccine, dose: 2, doses: 2, date: day(-40) };
    writeFileSync(request, JSON.stringify({ name, birth_date: "1987-03-14", vaccination }));
    run("--data", data, "issue", "--at", day(-2), "--json", request, "--text", text);
    return readFileSync(text, "utf8").trim();
  };
  mkdirSync(folder, { recursive: true });
  const home = authority("home");
  const policies = join(folder, "policies");
  mkdirSync(policies);
  writeFileSync(join(policies, "indoor.toml"), policyText("test.indoor.1", ["cinema", "restaurant"]));
  const set = join(folder, "bundle.cbset");
  run("--data", home, "publish", "--out", set, "--policies", policies);
  return {
    folder,
    set: readFileSync(set),
    pin: readFileSync(join(home, "pins"), "utf8").trim().split(/\s/u)[0] ?? "",
    valid: issue(home, "valid", "Ada", -40),
    old: issue(home, "old", "Ada", -700),
    other: issue(home, "other", "Ben", -40),
    foreign: issue(authority("abroad"), "foreign", "Ada", -40),
    hostile: issueHostile(home),
    picture: join(folder, "valid.png"),
  };
}
