/** The desk for everybody: every room in every state, at 320 pixels, dark, and right to left. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { appoint, type Desk, found, type Person, person, signIn, startDesk } from "./desk-stage.js";
import { judgeAt } from "./stage.js";

let desk: Desk;
let heads: readonly [Person, Person];
let nurse: Person;

beforeAll(async () => {
  desk = await startDesk();
  heads = await found(desk);
  for (const head of heads) await signIn(head);
  nurse = await appoint(desk, heads, "Clinic", "clinic");
}, 120_000);
afterAll(() => desk?.stop());

/** Someone's page as it is for them: language, colours and a narrow screen. */
async function as({ page }: Person, language: string, dark: boolean): Promise<void> {
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator("#language").selectOption(language);
}

const room = (someone: Person, name: string): Promise<void> =>
  someone.page.locator(`[data-room=${name}]`).click();

const LANGUAGES = [
  ["en", false],
  ["ar", true],
  ["de", true],
  ["ru", false],
  ["fr", true],
  ["es", false],
] as const;

describe.each(LANGUAGES)("in %s (dark: %s), at 320 pixels", (language, dark) => {
  test("the ways in hold WCAG 2.2 AA", async () => {
    const somebody = await person(desk);
    const { page } = somebody;
    await page.goto(desk.address);
    await page.locator("#sign-in:focus").waitFor();
    await as(somebody, language, dark);
    for (const summary of await page.locator("summary:visible").all()) await summary.click();
    await judgeAt(page, `desk-${language}-door`);
    for (const [to, ready] of [
      ["found", "#office-0"],
      ["join", "#make-passkey"],
      ["register", "#make-passkey"],
    ] as const) {
      await page.goto(`${desk.address}#${to}=${"0a".repeat(32)}`);
      await page.locator(ready).waitFor();
      await page.locator("#language").selectOption(language);
      await judgeAt(page, `desk-${language}-${to}`);
    }
    await page.locator("#make-passkey").click();
    await page.locator(".news .warning").waitFor();
    await judgeAt(page, `desk-${language}-link-used`);
    await somebody.context.close();
  });

  test("entering, issuing, finding, opening, correcting and importing do", async () => {
    const { page } = nurse;
    await as(nurse, language, dark);
    await room(nurse, "enter");
    const next = page.locator("#next");
    if (await next.isVisible()) await next.click();
    await page.locator("#entry-surname:focus").waitFor();
    await page.locator("#entry-lot").press("Control+Enter");
    await page.locator("[aria-invalid=true]").first().waitFor();
    await judgeAt(page, `desk-${language}-wrong`);
    for (const ground of ["test", "recovery", "exemption", "vaccination"]) {
      await page.locator("#entry-ground").selectOption(ground);
      await judgeAt(page, `desk-${language}-${ground}`);
    }
    const fields = {
      surname: "W".repeat(60),
      forename: "عبد الرحمن",
      "birth-date": "14.3.1987",
      "document-number": `ACCESS${language}`,
      product: "com",
      dose: "2",
      doses: "2",
      date: "1.11.2026",
    };
    for (const [field, text] of Object.entries(fields)) {
      await page.locator(`#entry-${field}`).fill(text);
    }
    await page.locator("#entry-document-type").selectOption("passport");
    await page.locator(".ahead dd", { hasText: "WWW" }).first().waitFor();
    await judgeAt(page, `desk-${language}-entered`);
    await page.locator("#entry-lot").press("Control+Enter");
    await page.locator("#print:focus").waitFor();
    await judgeAt(page, `desk-${language}-issued`);
    await room(nurse, "find");
    await page.locator("#find-number").fill(`ACCESS${language}`);
    await page.locator("#find-number").press("Enter");
    await page.locator("[data-purpose]:focus").waitFor();
    await judgeAt(page, `desk-${language}-found`);
    await page.locator("[data-purpose=correct]").click();
    await page.locator(".record .card").first().waitFor();
    await page.locator("summary:visible").last().click();
    await judgeAt(page, `desk-${language}-record`);
    await page.locator("[data-event] [data-do=correct]").click();
    await page.locator("#correct").waitFor();
    await judgeAt(page, `desk-${language}-correct`);
    await room(nurse, "import");
    const buffer = Buffer.from(`surname,birth_date,ground,${language}\n`);
    const name = `${language}.csv`;
    await page.locator("#import-file").setInputFiles({ name, mimeType: "text/csv", buffer });
    await page.locator("section:visible form button").click();
    await page.locator(".news .warning").waitFor();
    await judgeAt(page, `desk-${language}-import`);
    await room(nurse, "queue");
    await judgeAt(page, `desk-${language}-queue`);
  });

  test("what heads of offices do does", async () => {
    const [first] = heads;
    const { page } = first;
    await as(first, language, dark);
    await room(first, "staff");
    await page.locator("#invite-office").selectOption("Clinic");
    await page.locator("section:visible form button").click();
    await page.locator(".secret.whole").waitFor();
    await judgeAt(page, `desk-${language}-staff`);
    await room(first, "acts");
    await page.locator("[data-act]").first().waitFor();
    await page.locator("summary:visible").click();
    await judgeAt(page, `desk-${language}-acts`);
    await room(first, "alarms");
    await page.locator("h3:visible").first().waitFor();
    await judgeAt(page, `desk-${language}-alarms`);
    await room(first, "find");
    await page.locator("#find-number").fill(`ACCESS${language}`);
    await page.locator("#find-number").press("Enter");
    await page.locator("[data-purpose=revoke]").click();
    await page.locator("[data-pass] summary").click();
    await judgeAt(page, `desk-${language}-revoke`);
  });
});

test("every text is there: no name of a message is on any page", async () => {
  const { page } = nurse;
  for (const name of ["enter", "queue", "import", "find"]) {
    await room(nurse, name);
    const text = await page.locator("main").innerText();
    expect(text, name).not.toMatch(/\b(field|room|hint|done|fault)-[a-z]+/u);
  }
});
