import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { shoot } from "./browser.js";
import {
  begin,
  end,
  judge,
  next,
  openPage,
  page,
  paste,
  ready,
  shared,
  site,
  world,
} from "./stage.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

describe("for everybody", () => {
  test.each([
    ["en", false],
    ["ar", true],
    ["de", true],
    ["ru", false],
  ])("in %s (dark: %s), at 320 pixels, every state holds WCAG 2.2 AA", async (language, dark) => {
    await openPage(shared);
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${site.address}check/`);
    await page.locator("#language").selectOption(language);
    await page.locator(".doors button").first().waitFor();
    await judge(`${language}-choose`);
    await page.locator(".doors button").first().click();
    await judge(`${language}-scan`);
    for (const [answer, code] of [
      ["yes", world.valid],
      ["no", world.old],
      ["open", world.foreign],
    ] as const) {
      await paste(code);
      await judge(`${language}-${answer}`);
      await next();
    }
  });

  test("the keyboard alone leads from the start to an answer and on", async () => {
    await openPage(shared);
    await page.goto(`${site.address}check/`);
    await page.locator(".doors button").first().waitFor();
    const press = async (key: string, until: string): Promise<void> => {
      for (let index = 0; index < 30; index += 1) {
        await page.keyboard.press(key);
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), until)) return;
      }
      throw new Error(`${key} does not lead to ${until}`);
    };
    await press("Tab", ".doors button");
    await page.keyboard.press("Enter");
    await press("Tab", "#paste");
    await page.keyboard.insertText(world.valid);
    await page.keyboard.press("Enter");
    await page.locator(".answer > .press:focus").waitFor();
    expect(await page.locator("[aria-live=assertive]").textContent()).toMatch(/^Yes\. Accepted\./u);
    await page.keyboard.press("Enter");
    await page.locator(".scan").waitFor();
  });

  test("the full screen shows the door and no more, and no motion where none is wanted", async () => {
    await ready();
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.getByRole("button", { name: "Full screen" }).click();
    await page.locator("html.kiosk").waitFor();
    await judge("kiosk");
    expect(await page.locator("#language").isVisible()).toBe(false);
    await paste(world.valid);
    expect(await page.locator(".time").isVisible()).toBe(false);
    await shoot(page, "kiosk-yes");
  });
});
