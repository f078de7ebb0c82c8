import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { film, shoot } from "./browser.js";
import {
  apart,
  atDoor,
  begin,
  end,
  folder,
  next,
  openPage,
  page,
  paste,
  ready,
  setUp,
  shared,
  site,
  world,
  wrong,
} from "./stage.js";
import { CANARY, HOSTILE } from "./world.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

describe("a code that is pasted", () => {
  test("is accepted, refused, or could not be checked, each by name", async () => {
    await ready();
    const mangled = `${world.valid.slice(0, 60)}${world.valid[60] === "A" ? "B" : "A"}${world.valid.slice(61)}`;
    const cases = [
      ["yes", world.valid, /Yes[^]*Accepted[^]*Ada Kanarienvogel[^]*14 March 1987/u],
      ["no", world.old, /No[^]*Not accepted[^]*not valid here and now/u],
      ["foreign", world.foreign, /Your decision[^]*Could not be checked[^]*not to blame/u],
      ["mangled", mangled, /No[^]*Not accepted[^]*(cannot be read|not genuine)/u],
      ["no-pass", "https://example.org/", /No[^]*This is not a health pass/u],
    ] as const;
    for (const [name, code, expected] of cases) {
      expect(await paste(code)).toMatch(expected);
      await shoot(page, `answer-${name}`);
      await next();
    }
    expect(await page.locator("main").innerText()).not.toContain(CANARY);
    expect(wrong).toEqual([]);
  });

  test("with a hostile name is shown as text", async () => {
    await ready();
    expect(await paste(world.hostile)).toContain(HOSTILE);
    expect(await page.locator("img, script:not([id])").count()).toBe(1);
    await shoot(page, "answer-hostile");
    expect(wrong).toEqual([]);
  });

  test("leaves name and birth date for ten seconds", async () => {
    await openPage(shared);
    await page.clock.install();
    await atDoor();
    await paste(world.valid);
    await page.clock.fastForward(9_000);
    expect(await page.content()).toContain(CANARY);
    await page.clock.fastForward(1_100);
    await page.locator(".scan").waitFor();
    expect(await page.content()).not.toContain(CANARY);
    await shoot(page, "after-ten-seconds");
  });

  test("a thousand times in a row leaves nothing behind", async () => {
    await ready();
    const devtools = await shared.newCDPSession(page);
    const used = async (): Promise<{ heap: number; elements: number }> => {
      await devtools.send("HeapProfiler.collectGarbage");
      const { usedSize } = await devtools.send("Runtime.getHeapUsage");
      const elements = await page.evaluate(() => document.querySelectorAll("*").length);
      return { heap: usedSize, elements };
    };
    const queue = (length: number): Promise<number> =>
      page.evaluate(
        async ([code, length]) => {
          const field = document.querySelector<HTMLTextAreaElement>("#paste");
          const answer = document.querySelector<HTMLElement>(".answer");
          let seen = 0;
          for (let index = 0; index < length; index += 1) {
            if (field) field.value = code;
            field?.form?.requestSubmit();
            await new Promise((resolve) => setTimeout(resolve));
            if (answer?.dataset["action"] === "admit" && !answer.hidden) seen += 1;
            answer?.querySelector<HTMLButtonElement>(":scope > .press")?.click();
          }
          return seen;
        },
        [world.valid, length] as const,
      );
    await queue(20);
    const before = await used();
    expect(await queue(1_000)).toBe(1_000);
    const after = await used();
    expect(after.elements).toBe(before.elements);
    expect(after.heap - before.heap).toBeLessThan(1 << 20);
  });
});

test("a hardware scanner is heard wherever the focus is", async () => {
  await ready();
  await page.locator("header select").focus();
  await page.evaluate((code) => {
    for (const key of [...code, "Enter"]) {
      const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(press);
    }
  }, world.valid);
  await page.locator(".answer[data-action=admit]").waitFor();
});

describe("a picture", () => {
  test("of a code is read, and what is none is refused with a reason", async () => {
    await ready();
    const pick = page.locator("input[type=file]");
    await page.locator("input[type=file]:enabled").waitFor({ state: "attached" });
    await pick.setInputFiles(world.picture);
    await page.locator(".answer[data-action=admit]").waitFor();
    await next();
    const bomb = join(folder, "bomb.png");
    writeFileSync(bomb, Buffer.from("89504e470d0a1a0a0000000d49484452000075300000753008", "hex"));
    for (const [file, why] of [
      [join(folder, "world", "valid.txt"), "not a picture"],
      [bomb, "too large"],
      [join(import.meta.dirname, "white.png"), "no code in the picture"],
    ] as const) {
      await pick.setInputFiles(file);
      await page.locator(".scan [role=alert]", { hasText: why }).waitFor();
    }
    await shoot(page, "picture-without-code");
    expect(wrong).toEqual([]);
  });
});

describe("the camera", () => {
  const startCamera = (): Promise<void> => page.locator(".keys .press:enabled").click();

  test.each([
    ["clear", "none"],
    ["dim", "brightness(0.35) contrast(0.5)"],
    ["inverted", "invert(1)"],
    ["blurred", "blur(2px)"],
  ])("reads a code that is %s, without a press, and the next one", async (name, filter) => {
    await openPage(shared);
    const shown = await film(page, world.picture, join(folder, `${name}.mjpeg`), filter);
    await page.close();
    await apart({ film: shown }, async () => {
      await setUp();
      await atDoor();
      await startCamera();
      await page.locator(".answer[data-action=admit]").waitFor();
      await next();
      await page.locator(".answer[data-action=admit]").waitFor();
      expect(wrong).toEqual([]);
    });
  });

  test("shows what it sees, turns round and stops", async () => {
    await ready();
    await startCamera();
    await page.locator(".camera").waitFor();
    await page.waitForFunction(() => (document.querySelector("video")?.videoWidth ?? 0) > 0);
    await shoot(page, "camera");
    await page.getByRole("button", { name: "Front camera" }).click();
    await page.locator(".camera.mirror").waitFor();
    await page.getByRole("button", { name: "Stop camera" }).click();
    await page.locator(".camera").waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.querySelector("video")?.srcObject)).toBeNull();
  });

  test("that is denied says what to do, and a text still is checked", async () => {
    await apart({ isAllowed: false }, async () => {
      await setUp();
      await atDoor();
      await startCamera();
      await page
        .locator(".scan [role=alert]", { hasText: "Allow it in the browser's settings" })
        .waitFor();
      await shoot(page, "camera-denied");
      expect(await paste(world.valid)).toContain("Accepted");
    });
  });
});

describe("without a network", () => {
  afterEach(() => site.setDown(false));

  test("the page opens again and checks", async () => {
    await ready();
    site.setDown(true);
    await page.reload();
    await page.locator(".doors button").first().click();
    expect(await paste(world.valid)).toContain("Accepted");
    expect(await page.locator("footer").innerText()).toContain("less than a day old");
  });

  test("the page to set up says what is installed, and offers nothing to fetch", async () => {
    await openPage(shared);
    site.setDown(true);
    await page.goto(`${site.address}update/`);
    await page.locator("[role=status]", { hasText: "1.2" }).waitFor();
    expect(await page.locator("main .press").isVisible()).toBe(false);
  });
});
