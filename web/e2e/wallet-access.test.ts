/** The wallet for everybody: every state in four languages, by keyboard, and by ear. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { shoot } from "./browser.js";
import { end, judge, page, shared, world } from "./stage.js";
import {
  addText,
  begin,
  bringFile,
  freshPage,
  open,
  PASSPHRASE,
  told,
  walletPage,
} from "./wallet-stage.js";
import { CANARY } from "./world.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

/** What is folded is part of a state too. */
const unfold = (): Promise<void> =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll("main details")) one.setAttribute("open", "");
  });

/** At 320 pixels, and as a screen of 1,280 by 800 is with everything at twice its size. */
const NARROW = { width: 320, height: 640 };
const ZOOMED = { width: 640, height: 400 };

test.each([
  ["en", "light", NARROW],
  ["ar", "dark", NARROW],
  ["de", "dark", ZOOMED],
  ["ru", "light", ZOOMED],
  ["ar", "light", ZOOMED],
] as const)("in %s, %s, at %o, every state holds WCAG 2.2 AA", async (language, scheme, size) => {
  const name = (state: string): string => `wallet-${language}-${size.width}-${scheme}-${state}`;
  await freshPage();
  await addText(`${world.valid}\n${world.other}`);
  await told("2 passes were verified");
  await addText(world.foreign);
  await told("not verified");
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(size);
  await page.locator("#language").selectOption(language);
  await judge(name("shelf"));
  await page.locator(".shelf > p .press").click();
  await bringFile(`${import.meta.dirname}/white.png`);
  await page.locator(".news .warning:not(:empty)").waitFor();
  await judge(name("add-refused"));
  await page.locator("main > section:not([hidden]) > p:last-child button").click();
  await page.locator(".card button:not(.press)").first().click();
  await page.locator(".accepted li").first().waitFor();
  await unfold();
  await judge(name("pass"));
  await page.locator(".detail .press").click();
  await page.locator(".shown .symbol").waitFor();
  await judge(name("shown"));
  await page.locator(".shown .press").click();
  await page.locator("header .keys button").first().click();
  await unfold();
  await judge(name("keys"));
  await page.locator("header .keys button").last().click();
  await page.locator("#passphrase").waitFor();
  await unfold();
  await judge(name("locked"));
});

test("before there is a wallet, and without the public data, it holds too", async () => {
  await walletPage();
  await page.setViewportSize(NARROW);
  await page.locator("#language").selectOption("ar");
  await unfold();
  await judge("wallet-ar-320-begin");
  await page.locator("#new-passphrase").fill("short");
  await page.locator("#new-passphrase").press("Enter");
  await page.locator("[role=alert]:visible").waitFor();
  await judge("wallet-ar-320-begin-short");
  for (const field of ["#new-passphrase", "#new-passphrase-again"]) {
    await page.locator(field).fill(PASSPHRASE);
  }
  await page.locator("#new-passphrase-again").press("Enter");
  await page.locator(".notice .press").waitFor();
  await judge("wallet-ar-320-no-data");
});

/** A part of the page as Chromium tells it to whoever reads it out. */
interface Heard {
  readonly role: string;
  readonly name: string;
  readonly description: string;
}

interface AXNode {
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly description?: { readonly value?: string };
  readonly properties?: readonly { readonly name: string; readonly value: { value?: unknown } }[];
}

/** What has the focus, by the accessibility tree and not by the document. */
async function focused(): Promise<Heard | undefined> {
  const client = await shared.newCDPSession(page);
  const { nodes } = (await client.send("Accessibility.getFullAXTree")) as {
    nodes: readonly AXNode[];
  };
  await client.detach();
  const isFocused = ({ properties = [] }: AXNode): boolean =>
    properties.some(({ name, value }) => name === "focused" && value.value === true);
  // The document itself has the focus as well.
  const found = nodes.filter(isFocused).at(-1);
  const { role, name, description } = found ?? {};
  return (
    found && {
      role: role?.value ?? "",
      name: name?.value ?? "",
      description: description?.value ?? "",
    }
  );
}

/** Presses Tab until something of that role and name is heard. */
async function tabTo(role: string, name: string): Promise<void> {
  const heard: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    await page.keyboard.press("Tab");
    const now = await focused();
    if (now?.role === role && now.name === name) return;
    heard.push(`${now?.role} ${now?.name}`);
  }
  throw new Error(`Tab does not lead to ${name}, but to ${heard.join("; ")}`);
}

test("whoever does not see finds the code by keyboard and ear, and shows it", async () => {
  await freshPage();
  await addText(world.valid);
  await told("1 pass was verified");
  await page.reload();
  await page.locator("#passphrase:focus").waitFor();
  expect(await focused()).toMatchObject({ role: "textbox", name: "Passphrase" });
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.locator(".card").waitFor();
  const of = `Vaccination, Ada ${CANARY}`;
  await tabTo("button", `Show the code: ${of}`);
  await page.keyboard.press("Enter");
  await page.locator(".code:focus").waitFor();
  const code = await focused();
  expect(code).toMatchObject({ role: "image", name: `Code of the pass: ${of}` });
  expect(code?.description).toContain("Hold the screen towards the scanner");
  // On the screen, whoever stands at the door reads a name and no ground (guarantee G04).
  expect(await page.locator("main").innerText()).not.toContain("Vaccination");
  await shoot(page, "wallet-shown-focus");
  await page.keyboard.press("Escape");
  await page.locator(".card").waitFor();
  expect((await focused())?.name).toBe(`Show the code: ${of}`);
});

test("the keyboard alone makes a wallet, adds a pass, looks into it and locks", async () => {
  await freshPage();
  await tabTo("button", "Add a pass");
  await page.keyboard.press("Enter");
  await tabTo("textbox", "Text of a code");
  await page.keyboard.insertText(world.valid);
  await tabTo("button", "Add");
  await page.keyboard.press("Enter");
  await told("1 pass was verified");
  await tabTo("button", `What it says: Vaccination, Ada ${CANARY}`);
  await page.keyboard.press("Enter");
  await page.locator(".accepted li").first().waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.locator("header :focus").waitFor();
  await page.getByRole("button", { name: "Lock" }).press("Enter");
  await page.locator("#passphrase:focus").waitFor();
  await open();
  await page.locator(".card").waitFor();
});
