import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { holding } from "./profile.js";
import {
  DIST,
  apart,
  atDoor,
  authority,
  begin,
  end,
  judge,
  lay,
  next,
  page,
  paste,
  ready,
  setUp,
  site,
  world,
} from "./stage.js";
import { CANARY } from "./world.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

describe("a device that is not set up", () => {
  test("says so, asks for nothing, and takes no set that is not the authority's", async () => {
    await apart({}, async () => {
      const before = site.asked.length;
      await page.goto(`${site.address}check/`);
      await page.locator(".notice .press").waitFor();
      await judge("missing");
      expect(site.asked.slice(before)).toEqual(["GET /check/"]);
      expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);

      const altered = Buffer.from(world.set);
      altered[altered.length - 40] = (altered[altered.length - 40] ?? 0) ^ 1;
      site.beside.set("altered.cbset", altered);
      for (const [file, code] of [
        [{ ...authority(), set: "altered.cbset" }, "set.digest-mismatch"],
        [{ ...authority(), name: "<b>Other</b>", pins: ["0".repeat(64)] }, "set.unknown-root"],
      ] as const) {
        lay("authority.json", file);
        await page.goto(`${site.address}update/`);
        await page.locator("main .press").click();
        await page.locator("[role=status]", { hasText: code }).waitFor();
      }
      lay("authority.json", authority());
      await judge("update-refused");
      await page.goto(`${site.address}check/`);
      await page.locator(".notice .press").waitFor();
    });
  });
});

describe("a release", () => {
  const read = (path: string): string => readFileSync(join(DIST, path), "utf8");
  const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
  const renamed = (worker: string): string =>
    worker.replace(/cleanbill-door-[\w+/]{16}/u, "cleanbill-door-2");
  const changed = read("check/index.html").replace("<body>", "<body data-newer>");

  afterEach(() => {
    for (const path of ["check/index.html", "sw.js"]) site.beside.delete(path);
  });

  test("whose files are not what it says is not taken, and the one before goes on", async () => {
    await apart({}, async () => {
      await setUp();
      const released = renamed(read("sw.js"));
      expect(released).not.toBe(read("sw.js"));
      site.beside.set("sw.js", Buffer.from(released));
      site.beside.set("check/index.html", Buffer.from(changed));
      await page.goto(`${site.address}update/`);
      await page.locator("[role=status]", { hasText: "could not be kept" }).waitFor();
      await page.goto(`${site.address}check/`);
      expect(await page.locator("body[data-newer]").count()).toBe(0);
      await page.locator(".doors button").first().waitFor();
    });
  });

  test("that is newer is taken on the page to set up, and then works without a network", async () => {
    await apart({}, async () => {
      await setUp();
      const [old, fresh] = [hash(read("check/index.html")), hash(changed)];
      site.beside.set("sw.js", Buffer.from(renamed(read("sw.js").replace(old, fresh))));
      site.beside.set("check/index.html", Buffer.from(changed));
      await page.goto(`${site.address}update/`);
      await page.waitForSelector("html[data-kept]");
      site.setDown(true);
      await page.goto(`${site.address}check/`);
      site.setDown(false);
      expect(await page.locator("body[data-newer]").count()).toBe(1);
      await page.locator(".doors button").first().waitFor();
    });
  });
});

describe("guarantee G01", () => {
  test("g01_a_check_asks_nobody_and_leaves_nothing", async () => {
    await apart({}, async (context, profile) => {
      await setUp();
      await atDoor();
      // What a browser asks when a page opens, its service worker's script, is over by now.
      await page.waitForLoadState("networkidle");
      const before = site.asked.length;
      const requests: string[] = [];
      context.on("request", (request) => requests.push(request.url()));
      for (const code of [world.valid, world.old, world.foreign, world.hostile]) {
        await paste(code);
        await next();
      }
      await page.locator("input[type=file]").setInputFiles(world.picture);
      await page.locator(".answer").waitFor();
      const kept = await page.evaluate(async () => ({
        local: JSON.stringify({ ...localStorage }),
        session: JSON.stringify({ ...sessionStorage }),
        cookie: document.cookie,
        address: location.href,
        databases: (await indexedDB.databases()).map(({ name }) => name),
      }));
      expect(kept).toEqual({
        local: "{}",
        session: "{}",
        cookie: "",
        address: `${site.address}check/`,
        databases: ["cleanbill"],
      });
      // The reader is a blob of the page's own and no request; nothing else may be there at all.
      expect(requests).toEqual([]);
      expect(site.asked.slice(before)).toEqual([]);
      await context.close();
      expect(holding(profile, ["Test authority", "cleanbill"])).not.toEqual([]);
      expect(holding(profile, [CANARY, CANARY.toUpperCase(), world.valid.slice(20, 60)])).toEqual(
        [],
      );
    });
  });

  test("g01_what_runs_in_the_page_cannot_send", async () => {
    await ready();
    await page.waitForLoadState("networkidle");
    const before = site.asked.length;
    const outcome = await page.evaluate(async (address) => {
      const to = `${address}leak?CANARY`;
      const tried = async (work: () => unknown): Promise<string> => {
        try {
          await work();
          return "done";
        } catch (error) {
          return (error as Error).name;
        }
      };
      const image = new Image();
      const loaded = new Promise((resolve) => {
        image.onload = () => resolve("loaded");
        image.onerror = () => resolve("refused");
      });
      image.src = to;
      document.body.append(image);
      const form = document.createElement("form");
      form.action = to;
      form.target = "_blank";
      document.body.append(form);
      form.submit();
      const socket = await tried(
        () =>
          new Promise((resolve, reject) => {
            const opened = new WebSocket(to.replace("http", "ws"));
            opened.onopen = resolve;
            opened.onerror = () => reject(new TypeError());
          }),
      );
      return {
        fetch: await tried(() => fetch(to)),
        beacon: await tried(() => navigator.sendBeacon(to, "CANARY")),
        image: await loaded,
        socket,
        worker: await tried(() => new Worker(to)),
        markup: await tried(() => {
          document.body.innerHTML = "<b>CANARY</b>";
        }),
        peer: await tried(() =>
          new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:9" }] }).createOffer({
            offerToReceiveAudio: true,
          }),
        ),
      };
    }, site.address);
    const module = `import("${site.address}leak?CANARY").then(() => "done", ({ name }) => name)`;
    expect(await page.evaluate(module)).toBe("TypeError");
    expect(outcome).toMatchObject({
      fetch: "TypeError",
      image: "refused",
      worker: "TypeError",
      markup: "TypeError",
      socket: expect.not.stringMatching("done"),
      peer: expect.not.stringMatching("done"),
    });
    expect(site.asked.slice(before).filter((asked) => asked.includes("CANARY"))).toEqual([]);
  });
});
