/**
 * An authority that nobody founded yet, its service with these pages, and officers, each at a
 * browser of their own with a passkey in it (Chromium's virtual authenticator).
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

import { CHROMIUM, QUIET } from "./browser.js";
import { announced, freePort, released, serve } from "./service.js";

/** The command line; `./test web` says where it was built. */
const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";

export interface Desk {
  readonly folder: string;
  readonly data: string;
  /** The page of the desk. */
  readonly address: string;
  /** The origin of whoever checks. */
  readonly door: string;
  /** The secret with which the authority is founded. */
  readonly secret: string;
  readonly browser: Browser;
  /** What publishes a policy that was announced. */
  readonly policy: readonly string[];
  /**
   * Publishes a new set from the registry, and installs it: the service gives it from then on. Its
   * version.
   */
  publish(...given: readonly string[]): string;
  stop(): Promise<void>;
}

/** Somebody at a browser of their own. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about: errors, and whatever a policy refused. */
  readonly wrong: string[];
}

const day = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** `settings` are what `serve.toml` says beside that, once the address is known. */
export async function startDesk(settings = (_home: string): string => ""): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "cleanbill-desk-"));
  const data = join(folder, "authority");
  const run = (...given: readonly string[]): string =>
    execFileSync(CLEANBILL, ["--data", data, ...given], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  run("init", "--country", "XX", "--issuer", "Test authority", "--at", day(-60));
  run("ledger", "init", "--origin", "ledger.example/test", "--demo");
  const policy = announced(folder, run);
  const port = await freePort();
  writeFileSync(join(data, "serve.toml"), settings(`http://localhost:${port}`));
  // Each officer's desk has an address of its own, as behind a proxy.
  const service = await serve(data, port, {
    options: ["--trusted-proxy", "127.0.0.1"],
    pages: released(folder, run),
  });
  const [secret] = /\b[0-9a-f]{64}\b/u.exec(service.log()) ?? [];
  if (secret === undefined) throw new Error(`nobody can found it: ${service.log()}`);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: QUIET,
  });
  // The first one was made with the data folder.
  let sets = 1;
  return {
    folder,
    data,
    address: `${service.home}/desk/`,
    door: service.door,
    secret,
    browser,
    policy,
    publish: (...given) => {
      const passkeys = ["--rp-id", "localhost", "--origin", service.home];
      run("publish", "--install", "--demo", "--to", join(data, "public"), ...passkeys, ...given);
      sets += 1;
      return `1.${sets}`;
    },
    stop: async () => {
      await browser.close();
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let people = 0;
/** Chromium's advice to take RSA too; the authority takes ES256 and EdDSA alone (ADR 0018). */
const ADVICE = "publicKey.pubKeyCredParams is missing";

/** A person with a new browser and an authenticator that verifies them. */
export async function person(desk: Pick<Desk, "browser">): Promise<Person> {
  people += 1;
  const context = await desk.browser.newContext({
    viewport: { width: 1_024, height: 768 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    acceptDownloads: true,
    extraHTTPHeaders: { "x-forwarded-for": `192.0.2.${people}` },
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    const isAdvice = message.text().startsWith(ADVICE);
    if (["error", "warning"].includes(message.type()) && !isAdvice) wrong.push(message.text());
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { page, context, wrong };
}

/** Waits until the page says this of the last thing that was done. */
export async function told({ page }: Person, text: string | RegExp): Promise<void> {
  const news = page.locator(".news");
  await news
    .filter({ hasText: text })
    .waitFor()
    .catch(async () => {
      throw new Error(`not “${String(text)}”, but “${await news.innerText()}”`);
    });
}

export const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();

/** Two people of two offices found the authority; a third office stands empty. */
export async function found(desk: Desk): Promise<readonly [Person, Person]> {
  const [first, second] = [await person(desk), await person(desk)];
  await first.page.goto(`${desk.address}#found=${desk.secret}`);
  const offices = [
    ["North", "authority"],
    ["South", "authority"],
    ["Clinic", "clinic"],
    ["Service", "desk"],
  ] as const;
  for (const [at, [name, kind]] of offices.entries()) {
    await first.page.locator(`#office-${at}`).fill(name);
    await first.page.locator(`#region-${at}`).fill("XX");
    await first.page.locator(`#kind-${at}`).selectOption(kind);
  }
  await press(first, "Register my passkey and found");
  const link = await first.page.locator(".secret.whole").innerText();
  await second.page.goto(link);
  await press(second, "Register a passkey");
  await second.page.locator(".founders").waitFor();
  await press(first, "Read the act");
  await press(first, "Sign as officer 1");
  await told(first, "Signed. The other founder signs too.");
  await press(second, "Sign as officer 2");
  await second.page.getByRole("heading", { name: "The authority is founded" }).waitFor();
  await second.page.getByRole("button", { name: "To the sign-in" }).click();
  await first.page.goto(desk.address);
  return [first, second];
}

/** An act counts from the second after it was done: the clock goes on until then. */
export async function nextSecond(page: Page): Promise<void> {
  const now = Math.floor(Date.now() / 1_000);
  await page.waitForFunction((at) => Math.floor(Date.now() / 1_000) > at, now + 1);
}

export async function signIn(someone: Person): Promise<void> {
  await nextSecond(someone.page);
  await press(someone, "Sign in with a passkey");
  await someone.page.locator(".officer").waitFor();
}

/**
 * Appoints somebody by the pages alone: link, passkey, fingerprint, two signatures. `before` is what
 * they do with the link before they register the passkey.
 */
export async function appoint(
  desk: Desk,
  [first, second]: readonly [Person, Person],
  office: string,
  role: string,
  before: (someone: Person) => Promise<void> = async () => undefined,
): Promise<Person> {
  const someone = await person(desk);
  await press(first, "Offices and officers");
  await first.page.locator("#invite-office").selectOption(office);
  await first.page.locator("#invite-role").selectOption(role);
  await press(first, "Make a link");
  await someone.page.goto(await first.page.locator(".secret.whole").innerText());
  await before(someone);
  await press(someone, "Register a passkey");
  const fingerprint = someone.page.locator(".facts .secret").first();
  const mine = await fingerprint.innerText();
  await press(first, "See what was registered");
  await first.page.getByText(mine).waitFor();
  await press(first, "Propose the appointment");
  await told(first, "Proposed.");
  await press(second, "Acts");
  await second.page.locator("[data-act][data-state=proposed] [data-do=approve]").first().click();
  await told(second, "Signed.");
  await press(someone, "To the sign-in");
  await signIn(someone);
  return someone;
}
