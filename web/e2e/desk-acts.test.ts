/** From the desk to the door: printed and scanned, taken back by two offices, imported. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { shoot } from "./browser.js";
import {
  appoint,
  type Desk,
  found,
  nextSecond,
  type Person,
  person,
  press,
  signIn,
  startDesk,
  told,
} from "./desk-stage.js";

let desk: Desk;
let heads: readonly [Person, Person];
let nurse: Person;
/** Whoever checks: a device of their own, on the other origin. */
let checker: Person;

beforeAll(async () => {
  desk = await startDesk();
  heads = await found(desk);
  for (const head of heads) await signIn(head);
  nurse = await appoint(desk, heads, "Clinic", "clinic");
  desk.publish(...desk.policy);
  checker = await person(desk);
}, 120_000);
afterAll(() => desk?.stop());

/** Issues a pass to somebody with two doses, and prints it; the page as a picture. */
async function issueAndPrint(surname: string, number: string): Promise<string> {
  const { page } = nurse;
  await press(nurse, "Enter and issue");
  const next = page.locator("#next");
  if (await next.isVisible()) await next.click();
  await page.locator("#entry-surname:focus").waitFor();
  const fields = {
    surname,
    "birth-date": "14.3.1987",
    "document-number": number,
    product: "com",
    dose: "2",
    doses: "2",
    date: "1.11.2026",
  };
  for (const [field, text] of Object.entries(fields)) {
    await page.locator(`#entry-${field}`).fill(text);
  }
  await page.locator("#entry-document-type").selectOption("passport");
  await page.locator("#entry-lot").press("Control+Enter");
  await page.locator("#print:focus").waitFor();
  const saved = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const pdf = join(desk.folder, `${number}.pdf`);
  await (await saved).saveAs(pdf);
  const picture = join(desk.folder, number);
  execFileSync("pdftoppm", ["-png", "-r", "200", "-singlefile", pdf, picture]);
  return `${picture}.png`;
}

/** Publishes, and brings the device of whoever checks up to date. */
async function update(): Promise<void> {
  const version = desk.publish();
  const { page } = checker;
  await page.goto(`${desk.door}/update/`);
  await page.locator("main .press").click();
  await page.locator("[role=status]", { hasText: version }).waitFor();
  await page.waitForSelector("html[data-kept]");
}

/** What the door says of a picture. */
async function scan(picture: string): Promise<string> {
  const { page } = checker;
  await page.goto(`${desk.door}/check/`);
  await page.locator(".doors button").first().click();
  await page.locator("input[type=file]:enabled").waitFor({ state: "attached" });
  await page.locator("input[type=file]").setInputFiles(picture);
  await page.locator(".answer").waitFor();
  return page.locator(".answer").innerText();
}

test("a pass is issued, printed, scanned, taken back by two offices, and refused", async () => {
  const picture = await issueAndPrint("Kanarienvogel", "SCAN1");
  await update();
  expect(await scan(picture)).toMatch(/Yes[^]*Accepted[^]*Kanarienvogel[^]*14 March 1987/u);
  await shoot(checker.page, "desk-scanned");

  const [first, second] = heads;
  await press(first, "Find a record");
  await first.page.locator("#find-number").fill("SCAN1");
  await first.page.locator("#find-number").press("Enter");
  await press(first, "To take a pass back");
  await first.page.getByText("Propose to take it back").click();
  await first.page.locator("[id^=reason-]").selectOption("holder-asked");
  await first.page.locator("[id^=basis-]").selectOption("consent");
  await press(first, "Sign the proposal");
  await told(first, "It needs evidence on file.");
  const wish = { name: "wish.pdf", mimeType: "application/pdf", buffer: Buffer.from("A wish.") };
  await first.page.locator("[id^=evidence-]").setInputFiles(wish);
  await shoot(first.page, "desk-revoke");
  await press(first, "Sign the proposal");
  await told(first, "Proposed. A second office has to sign it.");

  // Whoever proposed it cannot sign it for the second office as well.
  await press(first, "Acts");
  const act = first.page.locator("[data-act][data-state=proposed]");
  await act.waitFor();
  expect(await act.locator("[data-do=approve]").count()).toBe(0);
  await update();
  expect(await scan(picture)).toContain("Yes");

  await press(second, "Acts");
  const theirs = second.page.locator("[data-act]", { hasText: "Take passes back" });
  await theirs.locator("[data-do=approve]").click();
  await told(second, "Signed.");
  await shoot(second.page, "desk-acts");
  await theirs.locator("select").selectOption("in-person");
  await theirs.locator("[data-do=notice]").click();
  await told(second, "Written down: the person was told.");
  expect(await theirs.getAttribute("data-state")).toBe("effective");
  expect(await theirs.innerText()).toMatch(/the person asked[^]*North[^]*South/u);
  await nextSecond(second.page);
  await update();
  expect(await scan(picture)).toMatch(/No[^]*Not accepted/u);
  await shoot(checker.page, "desk-revoked");
  const wrong = [first, second, nurse, checker].flatMap(({ wrong }) => wrong);
  expect(wrong.filter((line) => !line.includes("422"))).toEqual([]);
});

test("a file is imported, and what cannot be taken is told row by row", async () => {
  const { page } = nurse;
  await press(nurse, "Import");
  const columns = "surname,forename,birth_date,ground,vaccine,product,manufacturer,dose,doses,date";
  const codes = "vaccination,1119349007,EU/1/20/1528,ORG-100030215";
  const rows = [
    `Amsel,Ada,1987-03-14,${codes},2,2,2026-11-01`,
    `Fink,Ben,1990-01-02,${codes},2,2,2099-01-01`,
    `Star,Eva,1991-01-02,${codes},x,2,2026-11-01`,
    `Meise,Uma,1992-01-02,${codes},1,2,2026-11-01`,
  ];
  const file = {
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([columns, ...rows].join("\n")),
  };
  await page.locator("#import-file").setInputFiles(file);
  await page.locator("section:visible form button").click();
  await told(nurse, "The file was read to its end.");
  await page.getByText("4 rows were read: 2 became passes, 2 did not.").waitFor();
  expect(await page.locator("tbody tr").allInnerTexts()).toEqual([
    expect.stringMatching(/^2\s+A date lies in the future\.$/u),
    expect.stringMatching(/^3\s+Dose\s+This is not a whole number\.$/u),
  ]);
  await shoot(page, "desk-imported");
  await page.locator("#import-file").setInputFiles(file);
  await page.locator("section:visible form button").click();
  await page.getByText("This file was imported before: 4 rows.").waitFor();
});

test("an officer is dismissed by two offices, and is out at once", async () => {
  const [first, second] = heads;
  await press(first, "Offices and officers");
  const line = first.page.getByRole("listitem").filter({ hasText: /clinic · Clinic/u });
  await line.getByText("Dismiss", { exact: true }).click();
  await line.locator("[data-do=dismiss]").click();
  await told(first, "Proposed.");
  await press(second, "Acts");
  const act = second.page.locator("[data-act]", { hasText: "Dismiss an officer" });
  await act.locator("[data-do=approve]").click();
  await told(second, "Signed.");
  await press(second, "Alarms");
  await second.page.getByRole("heading", { name: "Lots whose entry is held" }).waitFor();
  await shoot(second.page, "desk-alarms");
  await press(nurse, "Find a record");
  await nurse.page.locator("#find-number").fill("SCAN1");
  await nurse.page.locator("#find-number").press("Enter");
  await told(nurse, "You have no appointment in force.");
});
