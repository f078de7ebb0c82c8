import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { film, shoot } from "./browser.js";
import { apart, end, folder, openPage, page, shared, site, world, wrong } from "./stage.js";
import {
  addText,
  begin,
  bringFile,
  freshPage,
  makeWallet,
  open,
  passes,
  pdfOf,
  told,
} from "./wallet-stage.js";
import { CANARY, HOSTILE } from "./world.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

const addRoom = (): Promise<void> => page.getByRole("button", { name: "Add a pass" }).click();

describe("a pass comes in", () => {
  test("as text, and is verified: kept, kept as unverified, or not at all", async () => {
    await freshPage();
    await shoot(page, "wallet-empty");
    await addText(world.valid);
    await told("1 pass was verified and added.");
    expect(await page.locator(".card").innerText()).toMatch(
      /Vaccination[^]*Genuine and in date\.[^]*Show the code/u,
    );
    await addText(world.foreign);
    await told("Added, but not verified.");
    const foreign = page.locator(".card", { hasText: "Not verified." });
    expect(await foreign.innerText()).toContain("does not list");
    await shoot(page, "wallet-shelf");
    // In the middle: near its end a compressed text has bits that say nothing, and to change one of
    // them changes no pass.
    const at = world.valid.length >> 1;
    const other = world.valid[at] === "A" ? "B" : "A";
    const forged = `${world.valid.slice(0, at)}${other}${world.valid.slice(at + 1)}`;
    for (const [code, why] of [
      [forged, /Not kept\.[^]*(signature|damaged|read wrongly)/u],
      ["https://example.org/", /Not kept\.[^]*web address/u],
      ["nothing of the kind", /Not kept\.[^]*not a health pass/u],
      [world.valid, "in the wallet already"],
    ] as const) {
      await addText(code);
      await told(why);
      await page.getByRole("button", { name: "Back" }).click();
    }
    expect(await passes()).toBe(2);
    expect(await page.locator(".person").count()).toBe(1);
    expect(wrong).toEqual([]);
  });

  test("of several people, each under their name", async () => {
    await freshPage();
    await addText(`${world.valid}\n${world.other}`);
    await told("2 passes were verified and added.");
    expect(await page.locator(".person h2").allInnerTexts()).toEqual([
      expect.stringContaining(`Ada ${CANARY}`),
      expect.stringContaining(`Ben ${CANARY}`),
    ]);
    await shoot(page, "wallet-family");
  });

  test("with a hostile name, as text", async () => {
    await freshPage();
    await addText(world.hostile);
    await told("1 pass was verified and added.");
    expect(await page.locator(".person h2").innerText()).toContain(HOSTILE);
    await page.getByRole("button", { name: /What it says/u }).click();
    await page.locator(".detail .who").first().waitFor();
    expect(await page.locator("img, script:not([id])").count()).toBe(1);
    expect(wrong).toEqual([]);
  });
});

describe("a file comes in", () => {
  test("as picture, text file and every page that we print", async () => {
    await freshPage();
    const text = join(folder, "world", "other.txt");
    for (const [path, what] of [
      [world.picture, "1 pass was verified"],
      [text, "1 pass was verified"],
      [pdfOf("a4"), "in the wallet already"],
      [pdfOf("card"), "in the wallet already"],
      [pdfOf("large"), "in the wallet already"],
    ] as const) {
      await addRoom();
      await bringFile(path);
      await told(what);
      const back = page.getByRole("button", { name: "Back" });
      if (await back.isVisible()) await back.click();
    }
    expect(await passes()).toBe(2);
    expect(wrong).toEqual([]);
  });

  test("that is hostile or no pass, and is refused with a reason", async () => {
    await freshPage();
    await addRoom();
    const made = (name: string, bytes: Buffer | string): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const bomb = Buffer.from("89504e470d0a1a0a0000000d49484452000075300000753008", "hex");
    const cases: readonly (readonly [string, string])[] = [
      [made("bomb.png", bomb), "too large"],
      [made("cut.jpg", Buffer.from("ffd8ffe000104a46", "hex")), "no picture"],
      [made("noise.bin", Buffer.from([0, 1, 2, 3])), "no picture"],
      [made("empty.txt", ""), "nothing in it"],
      [
        made("many.txt", Array.from({ length: 33 }, (_, index) => `HC1:${index}`).join("\n")),
        "at most 32",
      ],
      [made("page.html", "<script>alert(1)</script>"), "not a health pass"],
      [join(import.meta.dirname, "white.png"), "no code in it"],
      [made("rubbish.pdf", "%PDF-1.7\nrubbish"), "PDF cannot be read"],
      [made("pages.pdf", pdf(9)), "more than 8 pages"],
      [made("blank.pdf", pdf(1)), "no code in it"],
      [
        made("script.pdf", pdf(1, "/OpenAction<</S/JavaScript/JS(app.alert(1))>>")),
        "no code in it",
      ],
      [made("huge.pdf", pdf(1, "", "[0 0 1e9 1e9]")), "no code in it"],
      [
        made("large.pdf", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(13 << 20)])),
        "too large",
      ],
    ];
    for (const [path, why] of cases) {
      await bringFile(path);
      await told(why);
    }
    await shoot(page, "wallet-refused-file");
    expect(wrong).toEqual([]);
  });
});

/** A PDF of blank pages, with more in its catalogue and a page of another size if it is said. */
function pdf(pages: number, more = "", box = "[0 0 595 842]"): string {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(" ");
  const leaves = Array.from(
    { length: pages },
    (_, index) => `${index + 3} 0 obj<</Type/Page/Parent 2 0 R/MediaBox${box}>>endobj\n`,
  );
  return `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R${more}>>endobj
2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages}>>endobj
${leaves.join("")}trailer<</Root 1 0 R>>\n%%EOF\n`;
}

describe("the camera", () => {
  test("takes one code and goes out", async () => {
    await openPage(shared);
    const shown = await film(page, world.picture, join(folder, "wallet.mjpeg"));
    await page.close();
    await apart({ film: shown }, async () => {
      await makeWallet();
      await addRoom();
      await page.getByRole("button", { name: "Scan with the camera" }).click();
      await told("1 pass was verified and added.");
      expect(await page.evaluate(() => document.querySelector("video")?.srcObject)).toBeNull();
    });
  });

  test("that is denied says what to do", async () => {
    await apart({ isAllowed: false }, async () => {
      await makeWallet();
      await addRoom();
      await page.getByRole("button", { name: "Scan with the camera" }).click();
      await told("Allow it in the browser's settings");
    });
  });
});

describe("the network", () => {
  afterEach(() => site.setDown(false));

  test("is asked for nothing but the page before a press, and never afterwards", async () => {
    await apart({}, async () => {
      const before = site.asked.length;
      await page.goto(`${site.address}wallet/`);
      await page.locator("#new-passphrase").waitFor();
      await page.waitForLoadState("networkidle");
      // The page, and what a browser draws its tab with.
      const named = ["GET /icon.svg", "GET /wallet.webmanifest", "GET /wallet/"];
      expect(site.asked.slice(before).sort()).toEqual(named);
    });
    await freshPage();
    await page.waitForLoadState("networkidle");
    const before = site.asked.length;
    await addText(world.valid);
    await told("1 pass was verified");
    await page.getByRole("button", { name: /What it says/u }).click();
    await page.locator(".accepted li").first().waitFor();
    await page.getByRole("button", { name: "Show the code", exact: true }).click();
    await page.locator(".shown .symbol").waitFor();
    expect(site.asked.slice(before)).toEqual([]);
  });

  test("may be gone: the wallet opens, adds and shows", async () => {
    await freshPage();
    site.setDown(true);
    await page.reload();
    await open();
    await addText(world.valid);
    await told("1 pass was verified");
    await page.getByRole("button", { name: "Lock" }).click();
    await page.locator("#passphrase").waitFor();
  });

  test("that does not answer changes nothing", async () => {
    await apart({}, async () => {
      await page.goto(`${site.address}wallet/`);
      await page.locator("#new-passphrase").fill("correct horse battery staple");
      await page.locator("#new-passphrase-again").fill("correct horse battery staple");
      await page.getByRole("button", { name: "Begin" }).click();
      site.setDown(true);
      await page.getByRole("button", { name: "Fetch the public data" }).click();
      await told("did not answer");
      await shoot(page, "wallet-no-network");
    });
  });
});
