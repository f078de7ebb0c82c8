import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { shoot } from "./browser.js";
import { end, judge, page, site, wrong } from "./stage.js";
import {
  answer,
  type Authority,
  begin,
  type Files,
  found,
  freshPage,
  layLedger,
  putReceipt,
  saved,
  tellAuthority,
  verify,
} from "./verify-stage.js";

let authority: Authority;
/** The ledger with three entries, then with four; another one with the first three, and two more. */
let before: Files;
let files: Files;
let forked: Files;
/** Of the fourth entry. */
let receipt: string;

beforeAll(async () => {
  await begin();
  authority = await found("listed");
  for (const version of ["1.0", "1.1", "1.2"]) authority.release(version);
  before = authority.files();
  const copy = authority.copy();
  receipt = authority.release("1.3");
  files = authority.files();
  for (const version of ["6.6", "6.7"]) copy.release(version);
  forked = copy.files();
}, 120_000);
afterAll(end);
beforeEach(async () => {
  tellAuthority(files);
  layLedger(files);
  await freshPage();
});
afterEach(() => page?.close());

/** The same files after something was done to one of them. */
function after(path: string, change: (file: Buffer) => Buffer): Files {
  return new Map(files).set(path, change(Buffer.from(files.get(path) ?? "")));
}

const BUNDLE = "tile/entries/000.p/4";

const changed = (): Files =>
  after(BUNDLE, (bundle) => {
    // The last byte of the first entry, which its length of two bytes tells.
    const at = 1 + bundle.readUInt16BE(0);
    bundle.writeUInt8(bundle.readUInt8(at) ^ 1, at);
    return bundle;
  });

describe("an honest ledger", () => {
  test("is proven after a press, and nothing is asked before", async () => {
    const asked = site.asked.length;
    await page.reload();
    await page.locator("main .press:enabled").waitFor();
    const folder = (line: string): boolean => /verify\/|icon\.svg/u.test(line);
    expect(site.asked.slice(asked).filter((line) => !folder(line))).toEqual([]);
    expect(await verify()).toBe("Yes");
    expect(site.asked.slice(asked)).toContain(`GET /published/ledger/${BUNDLE}`);
    // It keeps no release: what of this site is kept on a device, the wallet judges by the ledger.
    expect(site.asked.every((line) => /^GET (?!\/sw\.js)/u.test(line))).toBe(true);
    expect(await answer("Every entry and every file")).toEqual([
      "good",
      "All entries and all files come to the root that was signed.",
    ]);
    expect((await answer("Witnesses"))[0]).toBe("none");
    await page.locator(".warning", { hasText: "Demonstration" }).waitFor();
    const root = files.get("cosigned")?.toString().split("\n")[2] ?? "";
    expect(await page.locator("code").innerText()).toBe(root);
    expect(await page.locator("table tr").allInnerTexts()).toEqual([
      expect.stringMatching(/^Releases of the software\s+4$/u),
    ]);
    expect(wrong).toEqual([]);
  });

  test("is remembered, exported, and held against what is published the next time", async () => {
    layLedger(before);
    expect(await verify()).toBe("Yes");
    await page.locator("main", { hasText: "Kept for the next time." }).waitFor();
    expect(await page.locator(".verdict").innerText()).toContain("From the next time on");
    layLedger(files);
    await page.reload();
    await page.locator("main", { hasText: "A list of 3 entries" }).waitFor();
    expect(await saved("Save what is remembered")).toBe(before.get("cosigned")?.toString());
    expect(await verify()).toBe("Yes");
    expect((await answer("Grown from"))[0]).toBe("good");
    expect(await page.locator(".verdict").innerText()).toContain("nothing was taken back");
    await page.locator("main", { hasText: "A list of 4 entries" }).waitFor();
    await page.getByRole("button", { name: "Forget it" }).click();
    await page.reload();
    await page.locator("main", { hasText: "Nothing yet." }).waitFor();
  });

  test("holds what a receipt promises, and no host learns which entry that is", async () => {
    await verify();
    const asked = site.asked.filter((line) => line.includes("/published/"));
    await page.reload();
    await putReceipt(receipt);
    const from = site.asked.length;
    expect(await verify()).toBe("Yes");
    expect(await answer("Receipt")).toEqual([
      "good",
      "Entry number 3 is in the list, as the receipt promises. What it is: Releases of the software.",
    ]);
    const now = site.asked.slice(from).filter((line) => line.includes("/published/"));
    expect(now.sort()).toEqual(asked.slice(-now.length).sort());
    await shoot(page, "verify-receipt");
  });

  test("is verified with keys from elsewhere, and a receipt that is none says nothing of it", async () => {
    site.beside.delete("authority.json");
    await page.locator("main .press").click();
    await page.locator("[role=status]", { hasText: "No authority is told" }).waitFor();
    await page.locator("summary", { hasText: "Use keys from elsewhere" }).click();
    await page.locator("#keys").fill("log nobody\n");
    await page.locator("main .press").click();
    await page.locator("[role=status]", { hasText: "no keys of a ledger" }).waitFor();
    await shoot(page, "verify-broken");
    await page.locator("#keys-file").setInputFiles({
      name: "policy",
      mimeType: "text/plain",
      buffer: files.get("policy") ?? Buffer.from(""),
    });
    await putReceipt("<b>no receipt</b>");
    await expect.poll(() => page.locator("#keys").inputValue()).toContain("quorum none");
    // Nobody said that it is a demonstration, and these keys ask for no witness.
    expect(await verify()).toBe("No");
    expect(await answer("Witnesses")).toEqual([
      "bad",
      "Witnesses needed by these keys: 0. Outside demonstrations at least two are.",
    ]);
    expect((await answer("Receipt"))[0]).toBe("open");
    expect((await answer("Every entry and every file"))[0]).toBe("good");
  });
});

describe("g06: what was done to a ledger is seen by whoever reads it", () => {
  test("one changed byte, and the entry is named", async () => {
    layLedger(changed());
    expect(await verify()).toBe("No");
    expect(await answer("Every entry and every file")).toEqual([
      "bad",
      "Entries that were changed: 1. The first is number 0.",
    ]);
    await page.locator("main", { hasText: "Nothing yet." }).waitFor();
    expect(await saved("Save the checkpoint")).toBe(files.get("cosigned")?.toString());
    await shoot(page, "verify-changed");
  });

  test("an entry that was left out", async () => {
    layLedger(after(BUNDLE, (bundle) => bundle.subarray(2 + bundle.readUInt16BE(0))));
    expect(await verify()).toBe("No");
    expect((await answer("Every entry and every file"))[1]).toContain(BUNDLE);
  });

  test("a roll-back to before what this device remembers", async () => {
    expect(await verify()).toBe("Yes");
    layLedger(before);
    expect(await verify()).toBe("No");
    expect(await answer("Grown from")).toEqual([
      "bad",
      "Entries were taken back: 4 were shown before, 3 are published now.",
    ]);
    // What was remembered stays: the two together are the evidence.
    await page.locator("main", { hasText: "A list of 4 entries" }).waitFor();
    expect(await saved("Save the checkpoint")).toBe(before.get("cosigned")?.toString());
    expect(await saved("Save what is remembered")).toBe(files.get("cosigned")?.toString());
    await shoot(page, "verify-rolled-back");
  });

  test("a second list under the same key, which a receipt and the memory are not in", async () => {
    expect(await verify()).toBe("Yes");
    layLedger(forked);
    await putReceipt(receipt);
    expect(await verify()).toBe("No");
    expect((await answer("Grown from"))[1]).toContain("does not begin with the 4");
    expect((await answer("Receipt"))[1]).toContain("Entry number 3");
    expect((await answer("Every entry and every file"))[0]).toBe("good");
  });
});

describe("what cannot be checked is open, and never a yes", () => {
  test("a file that is not there", async () => {
    const kept = new Map(files);
    kept.delete("tile/0/000.p/4");
    layLedger(kept);
    expect(await verify()).toBe("Open");
    expect((await answer("Every entry and every file"))[1]).toContain("tile/0/000.p/4");
  });

  test("no network, no ledger, and an end by a press", async () => {
    tellAuthority();
    await page.locator("main .press").click();
    await page.locator("[role=status]", { hasText: "tells of no ledger" }).waitFor();
    tellAuthority(files);
    // The last file never comes, as from a host that answers nothing.
    await page.route(`**/${BUNDLE}`, () => undefined);
    await page.locator("main .press").click();
    await page.locator("progress").waitFor();
    await page.locator("p", { hasText: "Entry 0 of 4" }).waitFor();
    await judge("verify-running");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.locator("[role=status]", { hasText: "Stopped." }).waitFor();
    await page.unroute(`**/${BUNDLE}`);
    await page.route(`**/${BUNDLE}`, (route) => route.abort());
    await page.locator("main .press").click();
    await page.locator("[role=status]", { hasText: "could not be fetched" }).waitFor();
    await page.unroute(`**/${BUNDLE}`);
    expect(await verify()).toBe("Yes");
  });
});

test.each([
  ["en", "light"],
  ["ar", "dark"],
  ["ar", "light"],
  ["de", "dark"],
  ["ru", "light"],
  ["fr", "dark"],
  ["es", "light"],
] as const)("in %s, %s, at 320 pixels, every state holds WCAG 2.2 AA", async (language, scheme) => {
  const name = (state: string): string => `verify-${language}-${scheme}-${state}`;
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator("#language").selectOption(language);
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.setAttribute("open", "");
  });
  await judge(name("begin"));
  await page.locator("#receipt").fill(receipt);
  await verify();
  await judge(name("yes"));
  layLedger(changed());
  await verify();
  await judge(name("no"));
  const kept = new Map(files);
  kept.delete(BUNDLE);
  layLedger(kept);
  await verify();
  await judge(name("open"));
});

test("the keyboard alone leads to the answer, which is what is read out", async () => {
  const press = async (until: string): Promise<void> => {
    for (let index = 0; index < 20; index += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), until)) return;
    }
    throw new Error(`Tab does not lead to ${until}`);
  };
  await press("main .press");
  await page.keyboard.press("Enter");
  await page.locator(".verdict:focus").waitFor();
  expect(await page.locator(".verdict").innerText()).toMatch(/^Yes/u);
  await press("main section:not([hidden]) button");
});
