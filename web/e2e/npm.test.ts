/** The package `@cleanbill/verifier`, as a stranger's project takes it. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";

import { makeWorld, type World } from "./world.js";

const web = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "cleanbill-npm-"));
const project = join(folder, "project");
const run = (program: string, given: readonly string[], cwd: string): string =>
  execFileSync(program, given, { cwd, encoding: "utf8", stdio: "pipe" });

let world: World;

/** What a stranger writes: every answer with its type. */
const CONSUMER = `
import { readFile } from "node:fs/promises";
import { type Inspection, type Verdict, VerifierError, startVerifier } from "@cleanbill/verifier/node";
import { loadVerifier, type DoorAnswer, type Verifier } from "@cleanbill/verifier";

const [set = "", pin = "", ...codes] = process.argv.slice(2);
const verifier: Verifier = await startVerifier();
const clock: number = Math.floor(Date.now() / 1000);
const told: Record<string, unknown> = {};
try {
  await verifier.check({ code: "HC1:", clock });
} catch (error) {
  told["early"] = error instanceof VerifierError ? error.code : "?";
}
const about = await verifier.open(await readFile(set), { pins: [pin], clock });
told["version"] = about.version;
const [policy] = await verifier.policies(clock);
told["places"] = policy?.places;
const place = policy?.places[0] ?? "";
const answers: DoorAnswer[] = [];
for (const code of codes) answers.push(await verifier.check({ code, clock, place, region: "XX" }));
const verdicts: Verdict[] = answers.map(({ verdict }) => verdict);
told["verdicts"] = verdicts;
const inspection: Inspection = await verifier.inspect({ code: codes[0] ?? "", clock });
told["surname"] = inspection.holder?.surname;
try {
  await loadVerifier(new TextEncoder().encode("\\0asm\\x01\\0\\0\\0"));
} catch (error) {
  told["other"] = error instanceof VerifierError ? error.code : "?";
}
console.log(JSON.stringify(told));
`;

beforeAll(() => {
  world = makeWorld(join(folder, "world"));
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--pack-destination", folder, join(web, "dist-npm")], folder),
  ) as { filename: string }[];
  const settings = {
    compilerOptions: {
      target: "ES2022",
      module: "NodeNext",
      strict: true,
      noEmitOnError: true,
      types: ["node"],
      typeRoots: [join(web, "node_modules", "@types")],
    },
    include: ["*.ts"],
  };
  execFileSync("mkdir", ["-p", project]);
  const write = (name: string, text: string): void => writeFileSync(join(project, name), text);
  write("package.json", JSON.stringify({ name: "consumer", private: true, type: "module" }));
  write("tsconfig.json", JSON.stringify(settings));
  write("consumer.ts", CONSUMER);
  const install = ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  run("npm", [...install, join(folder, packed?.filename ?? "")], project);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("its types and its answers are those of the verifier", () => {
  run(join(web, "node_modules", ".bin", "tsc"), ["--project", project], project);
  const set = join(world.folder, "bundle.cbset");
  const codes = [world.valid, world.old, world.foreign, "a bus ticket"];
  const told = JSON.parse(run("node", ["consumer.js", set, world.pin, ...codes], project)) as object;
  expect(told).toEqual({
    early: "wasm.not-open",
    version: "1.2",
    places: ["cinema", "restaurant"],
    verdicts: ["accepted", "refused", "undetermined", "refused"],
    surname: "Kanarienvogel",
    other: "page.core-version",
  });
});

test("its example does what it says", () => {
  const code = join(folder, "code.txt");
  writeFileSync(code, `${world.valid}\n`);
  const example = join(project, "node_modules", "@cleanbill", "verifier", "example.mjs");
  const given = [example, join(world.folder, "bundle.cbset"), world.pin, code, "cinema", "XX"];
  expect(run("node", given, project)).toMatch(/^data 1\.2\naccepted /u);
});

test("its module is the one that lies in the check page", () => {
  const packed = join(project, "node_modules", "@cleanbill", "verifier", "cleanbill.wasm");
  const page = readFileSync(join(web, "dist", "door", "check", "index.html"), "utf8");
  const block = /<script[^>]*id="?core"?[^>]*>([^<]+)</u.exec(page)?.[1]?.trim() ?? "";
  const hash = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
  expect(hash(gunzipSync(Buffer.from(block, "base64")))).toBe(hash(readFileSync(packed)));
});
