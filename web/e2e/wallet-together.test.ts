/** Passes of one person: asked about, never put together silently, and judged as one by a yes. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { end, folder, judge, page, site, world, wrong } from "./stage.js";
import { addText, begin, freshPage, open, told } from "./wallet-stage.js";

const DAY_MS = 86_400_000;
const day = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** A first dose of two, as a state writes it that knows of no other. */
function half(surname: string, forename: string, vaccinated: number): string {
  const text = join(folder, "half.txt");
  const data = join(world.folder, "home");
  const person = ["--surname", surname, "--forename", forename, "--birth-date", "1987-03-14"];
  const dose = ["--product", "EU/1/20/1528", "--dose", "1", "--doses", "2"];
  const made = ["--at", day(-2), "--text", text, ...person, "vaccination", ...dose];
  const given = ["--data", data, "issue", ...made, "--date", day(vaccinated)];
  execFileSync(process.env["CLEANBILL_PROGRAM"] ?? "", given);
  return readFileSync(text, "utf8").trim();
}

let first: string;
let second: string;
let stranger: string;

beforeAll(begin, 120_000);
beforeAll(() => {
  first = half("Müller", "Ada Sofia", -60);
  second = half("Muller", "Ada", -30);
  stranger = half("Möller", "Ada", -30);
});
afterAll(end);
beforeEach(async () => {
  await freshPage();
  await addText(`${first}\n${second}\n${stranger}`);
  await told("3 passes were verified");
});
afterEach(() => page?.close());

const press = (name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();
const heads = (): Promise<string[]> => page.locator(".person h2").allInnerTexts();
const question = () => page.getByRole("region", { name: "Of one person?" });

describe("passes that may be of one person", () => {
  test("are asked about with what differs, and stay apart by a no until it is taken back", async () => {
    expect(await heads()).toHaveLength(3);
    const asked = await question().innerText();
    for (const part of [
      "may be of one person: nothing contradicts",
      "Ada Sofia Müller",
      "Ada Muller",
      "The surname is spelt in two ways.",
      "One has forenames that the other lacks",
      "The date of birth is the same.",
    ]) {
      expect(asked).toContain(part);
    }
    expect(asked).not.toContain("Möller");
    await judge("wallet-together-question");
    await press("No, two people");
    await told("They stay apart, and you are not asked again.");
    expect(await question().count()).toBe(0);
    await press("Lock");
    await open();
    await page.locator(".card").first().waitFor();
    expect(await question().count()).toBe(0);
    expect(await heads()).toHaveLength(3);
    await page.getByText("Kept apart, as you said").click();
    await judge("wallet-together-apart");
    await press(/^Ask me again/u);
    await question().waitFor();
    await press("Later");
    expect(await question().count()).toBe(0);
    // Later is when the wallet is opened again.
    await press("Lock");
    await open();
    await question().waitFor();
    expect(wrong).toEqual([]);
  });

  test("stand together by a yes, each with its own card, and let in what no one of them does", async () => {
    const before = site.asked.length;
    await press("Yes, one person");
    await told("They stand together now.");
    expect(await heads()).toHaveLength(2);
    const group = page.locator(".person").first();
    expect(await group.locator(".card .who").allInnerTexts()).toEqual([
      expect.stringContaining("Ada Sofia Müller"),
      expect.stringContaining("Ada Muller"),
    ]);
    await judge("wallet-together-shelf");
    // Each alone is a first dose of two.
    await group.getByRole("button", { name: /^What it says/u }).first().click();
    expect(await page.locator(".accepted li").innerText()).toContain("Not accepted");
    await press("Back");
    await press(/^What they give together/u);
    await page.locator(".together .accepted li").waitFor();
    const room = await page.locator(".together").innerText();
    expect(room).toMatch(/1\. Vaccination[^]*Ada Sofia Müller[^]*2\. Vaccination[^]*Ada Muller/u);
    expect(room).toMatch(/dose 1, .*\(pass 1\)[^]*dose 2, .*\(pass 2\)/u);
    expect(room).toMatch(/Where they are accepted together[^]*Now: Accepted\.[^]*Accepted from/u);
    expect(room).toContain("Show the codes one after the other");
    await judge("wallet-together-room");
    expect(site.asked.slice(before)).toEqual([]);
    // One after the other at the door.
    await page.getByRole("button", { name: /^Show the code: 2\. Vaccination/u }).click();
    await page.locator(".shown .symbol").waitFor();
    await press("Close");
    await page.locator(".shelf").waitFor();
    await press(/^What they give together/u);
    await press("Take that back");
    await told("It was taken back.");
    await press("Back");
    await question().waitFor();
    expect(await heads()).toHaveLength(3);
    expect(wrong).toEqual([]);
  });

  test("are asked about by keyboard, and the next question takes no key of the one before", async () => {
    await addText(half("Müller", "Ada", -90));
    await told("1 pass was verified");
    await page.getByRole("button", { name: "Yes, one person" }).focus();
    await page.keyboard.press("Enter");
    await told("They stand together now.");
    await page.locator("#person-question:focus").waitFor();
    // Whoever goes on pressing answers nothing.
    await page.keyboard.press("Enter");
    expect(await heads()).toHaveLength(3);
    await page.getByRole("button", { name: "Yes, one person" }).press("Enter");
    await page.locator("main:focus").waitFor();
    expect(await heads()).toHaveLength(2);
    await page.getByRole("button", { name: /^What they give together/u }).press("Enter");
    await page.locator(".together .accepted li").waitFor();
    expect(await page.locator(".together ol li").count()).toBe(3);
  });
});

test("passes that are written alike count together by a yes alone", async () => {
  await addText(half("Möller", "Ada", -90));
  await told("1 pass was verified");
  await press("What they give together: Ada Möller");
  await page.getByText("They are counted together only if you say").waitFor();
  expect(await page.locator(".together .accepted").count()).toBe(0);
  await judge("wallet-together-alike");
  await press("Yes, one person");
  await page.locator(".together .accepted li").waitFor();
  expect(await page.locator(".together .accepted li").innerText()).toContain("Now: Accepted.");
  await press("Take that back");
  await page.locator(".together .notice").waitFor();
  await press("No, two people");
  await told("They stay apart");
  await press("Back");
  // The same name, and two people.
  expect((await heads()).filter((head) => head.includes("Möller"))).toHaveLength(2);
});

test.each([
  ["ar", "dark", { width: 320, height: 640 }],
  ["de", "light", { width: 640, height: 400 }],
  ["ru", "dark", { width: 320, height: 640 }],
] as const)("in %s, %s, at %o, every state holds WCAG 2.2 AA", async (language, scheme, size) => {
  const name = (state: string): string => `wallet-together-${language}-${scheme}-${state}`;
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(size);
  await page.locator("#language").selectOption(language);
  await page.locator("#person-question").waitFor();
  await judge(name("question"));
  await page.locator("[aria-labelledby=person-question] button").first().click();
  await page.locator(".person .card .who").first().waitFor();
  await judge(name("shelf"));
  await page.locator(".person > p button").first().click();
  await page.locator(".together .accepted li").waitFor();
  await judge(name("room"));
});
