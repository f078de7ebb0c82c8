/** A passkey as a way to open the wallet: real ceremonies, with the browser's authenticator. */

import type { CDPSession } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { shoot } from "./browser.js";
import { apart, end, page, site, world, wrong } from "./stage.js";
import { addText, begin, makeWallet, open, PASSPHRASE, passes, told } from "./wallet-stage.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

interface Device {
  readonly client: CDPSession;
  readonly authenticatorId: string;
}

/** The lock of a device, such as a fingerprint, which says yes until it is told otherwise. */
async function device(hasPrf: boolean): Promise<Device> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    ctap2Version: "ctap2_1",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    hasPrf,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", { options });
  return { client, authenticatorId };
}

async function addPasskey(passphrase = PASSPHRASE): Promise<void> {
  await page.getByRole("button", { name: "Safety and copies" }).click();
  const summary = page.getByText("Open with a passkey");
  if (!(await page.locator("#passkey-passphrase").isVisible())) await summary.click();
  await page.locator("#passkey-passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Add a passkey" }).click();
}

const lock = (): Promise<void> => page.getByRole("button", { name: "Lock" }).click();
const byPasskey = (): Promise<void> =>
  page.getByRole("button", { name: "Open with the passkey of this device" }).click();

test("locks and unlocks the wallet, and nothing of it is sent", async () => {
  await apart({}, async () => {
    const { client, authenticatorId } = await device(true);
    await makeWallet();
    await addText(world.valid);
    await told("1 pass was verified");
    await page.waitForLoadState("networkidle");
    const before = site.asked.length;
    await addPasskey("not the passphrase of it");
    await told("not the right passphrase");
    // A wrong passphrase is found before the device is asked for anything.
    const made = () => client.send("WebAuthn.getCredentials", { authenticatorId });
    expect((await made()).credentials).toEqual([]);
    await addPasskey();
    await told("From now on the passkey opens the wallet too.");
    expect((await made()).credentials).toHaveLength(1);
    await shoot(page, "wallet-passkey-added");
    await lock();
    await byPasskey();
    expect(await passes()).toBe(1);
    await page.reload();
    await shoot(page, "wallet-locked-passkey");
    await byPasskey();
    expect(await passes()).toBe(1);
    await lock();
    await open();
    expect(await passes()).toBe(1);
    expect(site.asked.slice(before)).toEqual([]);
    expect(wrong).toEqual([]);
  });
});

test("opens nothing for somebody else, or on another device", async () => {
  await apart({}, async () => {
    const { client, authenticatorId } = await device(true);
    await makeWallet();
    await addText(world.valid);
    await told("1 pass was verified");
    await addPasskey();
    await told("From now on the passkey opens");
    await lock();
    await client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    await byPasskey();
    await told("No passkey was used.");
    await shoot(page, "wallet-passkey-refused");
    await client.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    await device(true);
    await byPasskey();
    await told("No passkey was used.");
    expect(await page.locator(".card").count()).toBe(0);
    await open();
    expect(await passes()).toBe(1);
  });
});

test("that gives no secret is refused by name, and the wallet stays as it was", async () => {
  await apart({}, async () => {
    await device(false);
    await makeWallet();
    await addPasskey();
    await told("This passkey cannot open a wallet.");
    await lock();
    await page.locator("#passphrase").waitFor();
    expect(await page.getByRole("button", { name: "Open with the passkey" }).count()).toBe(0);
    await open();
    await page.locator(".shelf").waitFor();
  });
});
