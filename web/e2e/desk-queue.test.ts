import { afterAll, beforeAll, expect, test } from "vitest";

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
let nurse: Person;
let clerk: Person;
const PASSPHRASE = "correct horse battery staple";

beforeAll(async () => {
  desk = await startDesk();
  const heads = await found(desk);
  for (const head of heads) await signIn(head);
  nurse = await appoint(desk, heads, "Clinic", "clinic");
  clerk = await appoint(desk, heads, "Service", "desk");
}, 120_000);
afterAll(() => desk?.stop());

/** Enters a person by the keyboard; what is the same for all stays from the one before. */
async function enter(surname: string, number: string, lot = "ab12"): Promise<void> {
  const { page } = nurse;
  await page.locator("#entry-surname:focus").waitFor();
  const fields = {
    surname,
    "birth-date": "14.3.1987",
    "document-number": number,
    product: "com",
    dose: "2",
    doses: "2",
    date: "1.11.2026",
    lot,
  };
  for (const [field, text] of Object.entries(fields)) {
    await page.locator(`#entry-${field}`).fill(text);
  }
  await page.locator("#entry-document-type").selectOption("passport");
  await page.locator("#entry-lot").press("Control+Enter");
}

const queued = (): Promise<readonly (string | null)[]> =>
  nurse.page
    .locator("[data-queued]")
    .evaluateAll((all) => all.map((card) => card.getAttribute("data-queued")));

async function openQueue(): Promise<void> {
  await nurse.page.locator("#queue-passphrase-any").fill(PASSPHRASE);
  await nurse.page.locator("#queue-passphrase-any").press("Enter");
  await nurse.page.locator("#entry-surname").waitFor();
}

/** How many passes of somebody there are, as the service desk sees it. */
async function passesOf(number: string): Promise<number> {
  await press(clerk, "Find a record");
  await clerk.page.locator("#find-number").fill(number);
  await clerk.page.locator("#find-number").press("Enter");
  await press(clerk, "To print a pass");
  await clerk.page.locator(".record [data-pass]").first().waitFor();
  return clerk.page.locator(".record [data-pass]").count();
}

test("a day without a network: entered, reloaded, gone on, and sent once", async () => {
  const { page, context } = nurse;
  await page.waitForSelector("html[data-kept]");
  await press(nurse, "Queue");
  await page.locator("#queue-new").fill(PASSPHRASE);
  await page.locator("#queue-new-again").fill(PASSPHRASE);
  await shoot(page, "desk-queue-new");
  await press(nurse, "Set up");
  await told(nurse, "The queue is set up.");
  await press(nurse, "Enter and issue");

  await context.setOffline(true);
  await enter("Kanarienvogel", "OFF1");
  await told(nurse, "The entry waits in the queue.");
  await enter("Zaunkoenig", "OFF2");
  await page.getByRole("button", { name: "Queue (2 waiting)" }).waitFor();
  await page.reload();
  await page.locator("#queue-passphrase-any").waitFor();
  await shoot(page, "desk-queue-door");
  await page.locator("#queue-passphrase-any").fill("other words than that");
  await page.locator("#queue-passphrase-any").press("Enter");
  await told(nurse, "That is not the right passphrase.");
  await openQueue();
  // What was half typed when the page went is there again.
  await page.locator("#entry-surname").fill("Rotk");
  await page.locator("#entry-forename").fill("Ro");
  await page.locator("#entry-birth-date").focus();
  await page.getByText("What you typed is kept on this device.").waitFor();
  await page.reload();
  await openQueue();
  expect(await page.locator("#entry-forename").inputValue()).toBe("Ro");
  await enter("Rotkehlchen", "OFF3", "a lot that is much too long to be one");
  await page.getByRole("button", { name: "Queue (3 waiting)" }).click();
  expect(await queued()).toEqual(["waiting", "waiting", "waiting"]);
  expect(await page.locator("nav button").allInnerTexts()).toEqual([
    "Enter and issue",
    "Queue (3 waiting)",
  ]);
  await shoot(page, "desk-queue-waiting");

  await context.setOffline(false);
  await press(nurse, "Sign in and send");
  await page.locator("[data-queued=refused]").waitFor();
  expect(await queued()).toEqual(["sent", "sent", "refused"]);
  expect(await page.locator("[data-queued=refused]").innerText()).toContain(
    "A lot has up to 20 letters and digits.",
  );
  await shoot(page, "desk-queue-sent");
  await press(nurse, "Put it right");
  await page.locator("#entry-lot").fill("ab12");
  await page.locator("#entry-lot").press("Control+Enter");
  await page.locator("#print:focus").waitFor();
  await press(nurse, "Queue");
  expect(await queued()).toEqual(["sent", "sent"]);
  await press(nurse, "Take out what was sent");
  await page.getByText("Nothing waits.").waitFor();
  for (const number of ["OFF1", "OFF2", "OFF3"]) expect(await passesOf(number)).toBe(1);
});

test("an answer that is lost makes no second pass", async () => {
  const { page } = nurse;
  await press(nurse, "Enter and issue");
  await press(nurse, "Next person");
  let reached = 0;
  await page.route("**/api/v1/passes", async (route) => {
    reached += 1;
    await route.fetch();
    await route.abort();
  });
  await enter("Amsel", "LOST1");
  await told(nurse, "The entry waits in the queue.");
  expect(reached).toBe(1);
  await page.unroute("**/api/v1/passes");
  await press(nurse, "Queue (1 waiting)");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await page.locator("[data-queued=sent]").waitFor();
  expect(await passesOf("LOST1")).toBe(1);
});

test("what waits is on the device sealed, and nothing of it in clear", async () => {
  const { page } = nurse;
  const kept = await page.evaluate(async () => {
    const opening = indexedDB.open("cleanbill-desk");
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const store = opening.result.transaction("queues").objectStore("queues").getAll();
    await new Promise((resolve) => {
      store.onsuccess = resolve;
    });
    return JSON.stringify([store.result, { ...sessionStorage }, { ...localStorage }]);
  });
  expect(kept).toContain("cleanbill-desk-queue");
  for (const text of ["Amsel", "LOST1", PASSPHRASE]) expect(kept).not.toContain(text);
});
