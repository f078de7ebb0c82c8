/** Whoever tries the demonstration gets an officer of their own, and sits at the desk. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { CHROMIUM, QUIET } from "./browser.js";
import { person, press, signIn } from "./desk-stage.js";
import { type Service, startService } from "./service.js";
import { judgeAt } from "./stage.js";

const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";
const folder = mkdtempSync(join(tmpdir(), "cleanbill-visitor-"));
let service: Service;
let browser: Browser;

beforeAll(async () => {
  service = await startService(folder);
  browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a visitor registers a passkey, is appointed and signs in", async () => {
  const program = spawn(CLEANBILL, ["--data", service.data, "demo", "--officer", "clinic"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(program, "exit");
  let said = "";
  const link = await new Promise<string>((resolve, reject) => {
    program.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [token] = /#register=[0-9a-f]{64}/u.exec(said) ?? [];
      if (token) resolve(token);
    });
    program.once("exit", () => reject(new Error(said)));
  });
  const visitor = await person({ browser });
  // The program knows the service's usual address; this one is elsewhere.
  await visitor.page.goto(`${service.home}/desk/${link}`);
  await press(visitor, "Register a passkey");
  expect((await ended)[0], said).toBe(0);
  expect(said).toMatch(/officer \d+ works at Clinic North/u);
  await press(visitor, "To the sign-in");
  await signIn(visitor);
  expect(await visitor.page.locator(".officer").innerText()).toContain("Clinic North");
  await press(visitor, "Policies");
  const policy = visitor.page.locator(".card", { hasText: "Indoor places" });
  expect(await policy.innerText()).toMatch(/in force[^]*cinema[^]*no witness says when[^]*fewer than 10/u);
  await judgeAt(visitor.page, "desk-policies");
  await press(visitor, "My looks");
  await visitor.page.getByText("whose they were is not told").waitFor();
  await judgeAt(visitor.page, "desk-looks");
  expect(visitor.wrong).toEqual([]);
});
