/** Signing in by the authority's OpenID provider, beside a passkey. */

import { afterAll, beforeAll, expect, test } from "vitest";

import { shoot } from "./browser.js";
import {
  appoint,
  type Desk,
  found,
  type Person,
  person,
  press,
  signIn,
  startDesk,
  told,
} from "./desk-stage.js";
import { CLIENT, type Provider, startProvider } from "./provider.js";

let desk: Desk;
let provider: Provider;
let heads: readonly [Person, Person];

beforeAll(async () => {
  provider = await startProvider();
  desk = await startDesk(
    (home) => `[oidc]
issuer = "${provider.issuer}"
client_id = "${CLIENT}"
claim = "sub"
redirect = "${home}/desk/"
`,
  );
  heads = await found(desk);
  for (const head of heads) await signIn(head);
}, 120_000);
afterAll(async () => {
  await desk?.stop();
  await provider?.close();
});

const byProvider = (someone: Person): Promise<void> =>
  press(someone, "Sign in by the authority's provider");

test("whoever was not appointed with it is not let in", async () => {
  const stranger = await person(desk);
  provider.becomes("nobody");
  await stranger.page.goto(desk.address);
  await byProvider(stranger);
  await told(stranger, "does not let you in");
  expect(stranger.page.url()).toBe(desk.address);
  await stranger.context.close();
});

test("is told by a link, stands in the appointment, and then opens the desk", async () => {
  provider.becomes("staff-4711");
  const nurse = await appoint(desk, heads, "Clinic", "clinic", async (someone) => {
    await someone.page.locator("#bind-provider").click();
    await someone.page.getByText("Now register your passkey.").waitFor();
    expect(someone.page.url()).toBe(desk.address);
    await shoot(someone.page, "desk-provider-bound");
  });
  await press(nurse, "Sign out");
  await byProvider(nurse);
  await nurse.page.locator(".officer", { hasText: "Clinic" }).waitFor();
  expect(nurse.page.url()).toBe(desk.address);
  await nurse.page.reload();
  await nurse.page.locator(".officer", { hasText: "Clinic" }).waitFor();
  expect(nurse.wrong).toEqual([]);
});
