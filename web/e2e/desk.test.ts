import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { shoot } from "./browser.js";
import {
  appoint,
  type Desk,
  found,
  type Person,
  press,
  signIn,
  startDesk,
  told,
} from "./desk-stage.js";

let desk: Desk;
let heads: readonly [Person, Person];
let nurse: Person;
let clerk: Person;

beforeAll(async () => {
  desk = await startDesk();
  heads = await found(desk);
  for (const head of heads) await signIn(head);
  nurse = await appoint(desk, heads, "Clinic", "clinic");
  clerk = await appoint(desk, heads, "Service", "desk");
}, 120_000);
afterAll(() => desk?.stop());

/** What one key takes an average typist, seconds (keystroke-level model). */
const KEY_SECS = 0.28;

/** What somebody types into the form of an event, and Enter after it. */
async function type({ page }: Person, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    if (text) await page.keyboard.insertText(text);
    await page.keyboard.press("Enter");
  }
}

async function find(someone: Person, number: string, purpose: string): Promise<void> {
  await press(someone, "Find a record");
  await someone.page.locator("#find-number").fill(number);
  await someone.page.locator("#find-number").press("Enter");
  await press(someone, purpose);
  await someone.page.locator(".record .card").first().waitFor();
}

describe("an officer", () => {
  test("is appointed by two offices with passkeys alone, and sees their own rooms", async () => {
    expect(await nurse.page.locator(".officer").innerText()).toMatch(/Clinic · clinic · Officer/u);
    expect(await nurse.page.locator("nav button").allInnerTexts()).toEqual([
      "Enter and issue",
      "Queue",
      "Import",
      "Find a record",
      "My looks",
      "Policies",
    ]);
    await press(heads[0], "Offices and officers");
    await heads[0].page
      .getByRole("listitem")
      .filter({ hasText: /service desk · Service/u })
      .waitFor();
    await shoot(heads[0].page, "desk-staff");
  });

  test("is there again after a reload, and gone after signing out", async () => {
    await clerk.page.reload();
    await clerk.page.locator(".officer").waitFor();
    await press(clerk, "Sign out");
    await told(clerk, "You are signed out.");
    await shoot(clerk.page, "desk-door");
    await clerk.page.reload();
    await clerk.page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await signIn(clerk);
  });
});

describe("an event", () => {
  test("is entered from the keyboard alone, issued, printed, and the next one begins", async () => {
    const { page } = nurse;
    await press(nurse, "Enter and issue");
    await page.locator("#entry-surname:focus").waitFor();
    await type(nurse, "Kanarienvogel", "Ada", "14.3.87");
    await page.keyboard.press("p");
    await page.keyboard.press("Enter");
    await type(nurse, "", "SPECI 2026", "", "com", "2", "2", "1 Nov 2026", "ab12");
    await page.locator("#issue:focus").waitFor();
    await page.locator(".ahead dd", { hasText: "KANARIENVOGEL<<ADA" }).waitFor();
    expect(await page.locator(".read").allInnerTexts()).toContain("14 March 1987");
    await shoot(page, "desk-entered");
    await page.keyboard.press("Enter");
    await page.locator("#print:focus").waitFor();
    expect(await page.locator(".notice:visible").innerText()).toContain("Ada Kanarienvogel");
    await shoot(page, "desk-issued");
    const saved = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await saved).suggestedFilename()).toMatch(/^pass-\w+\.pdf$/u);
    await told(nurse, "The page to print was saved.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#entry-surname:focus").waitFor();
    expect(await page.locator("#entry-surname").inputValue()).toBe("");
    expect(await page.locator("#entry-product").inputValue()).toBe("com");
    expect(nurse.wrong).toEqual([]);
  });

  test("of the next person takes an average typist less than half a minute", async () => {
    const { page } = nurse;
    await page.locator("#entry-surname:focus").waitFor();
    // In the order of the form; what is empty stays as it was for the person before.
    const typed = ["Sommer", "Uwe", "7.9.62", "", "", "C01X00T47", "", "", "1", "", "", ""];
    for (const text of typed) {
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    }
    await page.locator("#issue:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#print:focus").waitFor();
    const keys = typed.join("").length + typed.length + 1;
    expect(keys * KEY_SECS).toBeLessThan(30);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#entry-surname:focus").waitFor();
  });

  test("that is wrong says so under the field, and is not issued", async () => {
    const { page } = nurse;
    await press(nurse, "Enter and issue");
    await page.locator("#entry-surname").fill("Muster");
    await page.locator("#entry-birth-date").fill("31.2.1990");
    await page.locator("#entry-dose").fill("x");
    await page.locator("#entry-date").fill("1.1.2099");
    await page.locator("#entry-date").press("Control+Enter");
    await page.locator("#entry-birth-date:focus").waitFor();
    const wrong = (field: string): Promise<string> =>
      page.locator(`#entry-${field}-wrong`).innerText();
    expect(await wrong("birth-date")).toContain("no date");
    expect(await wrong("dose")).toContain("1 to 99");
    expect(await wrong("date")).toContain("future");
    await shoot(page, "desk-wrong");
    expect(await page.locator("#print").isVisible()).toBe(false);
  });
});

describe("a record", () => {
  test("is found by the document in hand, and opened for a purpose", async () => {
    const { page } = clerk;
    await press(clerk, "Find a record");
    await page.locator("#find-number").fill("speci2026");
    await page.locator("#find-number").press("Enter");
    await page.getByRole("button", { name: "The person asked" }).waitFor();
    await shoot(page, "desk-found");
    await press(clerk, "To print a pass");
    await page.locator(".record .card").first().waitFor();
    const record = await page.locator(".record").innerText();
    expect(record).toMatch(/Opened for: To print a pass[^]*Ada Kanarienvogel[^]*14 March 1987/u);
    expect(record).toMatch(/Vaccination · Comirnaty 2\/2 · 1 November 2026[^]*Valid/u);
    await page.getByText("Who looked").click();
    await page.locator("details li", { hasText: "Service" }).first().waitFor();
    await shoot(page, "desk-record");
    const saved = page.waitForEvent("download");
    await page.locator("[data-do=print]").click();
    await (await saved).path();
    await page.locator("[data-do=reissue]").click();
    await told(clerk, "issued again");
    expect(await page.locator(".record [data-pass] .standing").allInnerTexts()).toEqual([
      expect.stringContaining("Replaced"),
      expect.stringContaining("Valid"),
    ]);
    expect(clerk.wrong).toEqual([]);
  });

  test("is corrected beside what was known, and the pass is issued again", async () => {
    const { page } = clerk;
    await find(clerk, "SPECI2026", "To correct it");
    await page.locator(".record [data-do=correct]").first().click();
    await page.locator("#right-surname:focus").waitFor();
    await page.locator("#right-forename").fill("Zoë");
    await shoot(page, "desk-correct");
    await page.locator("#right-forename").press("Control+Enter");
    await told(clerk, "Corrected.");
    expect(await page.locator(".record").innerText()).toMatch(
      /Opened for: To correct it[^]*Zoë Kanarienvogel[^]*What was known before/u,
    );
    await page.locator("[data-event] [data-do=correct]").click();
    await page.locator("#right-dose").fill("1");
    await page.locator("#correct").click();
    await told(clerk, "Corrected.");
    expect(await page.locator("[data-event]").allInnerTexts()).toEqual([
      expect.stringMatching(/2\/2[^]*Another one stands in its place/u),
      expect.stringMatching(/1\/2/u),
    ]);
    await shoot(page, "desk-corrected");
    await page.locator("[data-event] [data-do=correct]").click();
    await page.locator("#correct").click();
    await told(clerk, "Nothing differs from what is known.");
    expect(clerk.wrong.filter((line) => !line.includes("409"))).toEqual([]);
  });

  test("of nobody is not found, and nothing is listed", async () => {
    const { page } = clerk;
    await press(clerk, "Find a record");
    await page.locator("#find-number").fill("X 999 999");
    await page.locator("#find-number").press("Enter");
    await told(clerk, "Nobody is known by this document.");
    expect(await page.locator("[data-purpose]").first().isVisible()).toBe(false);
  });
});
