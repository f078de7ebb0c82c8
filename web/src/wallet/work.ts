/** Does what somebody pressed for, and says what came of it. */

import { CoreError } from "../core/core.js";
import { bring, codesInText, type Tools } from "./bring.js";
import type { Own, OwnWork } from "./own/state.js";
import { ofOwn } from "./own/work.js";
import { inside, type Session } from "./session.js";
import { take, without } from "./shelf.js";
import type { Told, Work } from "./state.js";
import { RELEASE } from "./told.js";
import { takenBack, withAnswer } from "./vault/answers.js";
import { joined } from "./vault/contents.js";
import { WalletError } from "./vault/error.js";
import { readFile, type WalletFile } from "./vault/file.js";
import { makePasskey, passkeyOf, secretOf } from "./vault/passkey.js";
import { readWallet } from "./vault/store.js";
import {
  createWallet,
  exported,
  type Open,
  openWallet,
  withPasskey,
  withPassphrase,
} from "./vault/vault.js";

/** What the work needs of the world. */
export interface World extends Tools {
  readonly session: Session;
  /** Unix seconds. */
  clock(): number;
  /** Fetches the signed set, verifies it and writes it down; then the page is kept as well. */
  fetchData(): Promise<Fetched>;
  /** Gives somebody a file. */
  handOver(name: string, file: Blob): void;
  /** That of the page, for what is to be printed. */
  language(): string;
  /** Shows what the authority said of whoever a pass is about. */
  heard(pass: string, own: Partial<Own>): void;
  /** What a passkey of this page is called on the device. */
  passkeyName(): string;
}

/** Whether the page works without a network from now on, and why not. */
export interface Fetched {
  readonly isKept: boolean;
  readonly why?: string;
}

export function toldOfFetched({ isKept, why = "" }: Fetched): Told {
  if (isKept) return done("fetched");
  return RELEASE.test(why) ? { is: "failed", code: why } : done("fetched-only");
}

export async function carryOut(work: Work, world: World): Promise<Told | null> {
  const { session } = world;
  switch (work.do) {
    case "create":
      return told(session.keep(await createWallet(work.passphrase)), null);
    case "open":
      return told(session.begin(await opened(work)), null);
    case "open-by-passkey":
      return told(session.begin(await openedByPasskey()), null);
    case "fetch-data":
      return toldOfFetched(await world.fetchData());
    case "bring": {
      const brought = await bring(work.file, world);
      if ("why" in brought) return { is: "not-brought", why: brought.why };
      return taken(brought.codes, world);
    }
    case "take": {
      const brought = codesInText(work.text);
      if ("why" in brought) return { is: "not-brought", why: brought.why };
      return taken(brought.codes, world);
    }
    case "remove":
      return told(session.change(without(inside(session).contents, work.id)), done("removed"));
    case "say-person":
    case "take-back":
      return sayPerson(work, world);
    case "forget":
      return told(session.forget(), null);
    case "export":
    case "restore":
    case "change-passphrase":
    case "add-passkey":
      return keysAndFiles(work, world);
    default:
      return ofOwn(work satisfies OwnWork, world);
  }
}

/** What is said of passes is kept with them, and nothing else of it changes. */
async function sayPerson(
  work: Extract<Work, { do: "say-person" | "take-back" }>,
  { session, clock }: World,
): Promise<Told> {
  const { contents } = inside(session);
  const { one, other } = work;
  if (work.do === "take-back") {
    const answers = takenBack(contents.answers, { one, other });
    return told(session.change({ ...contents, answers }), done("taken-back"));
  }
  const { isSame } = work;
  const answers = withAnswer(contents.answers, { one, other, isSame, saidAt: clock() });
  const saying = done(isSame ? "one-person" : "two-people");
  return told(session.change({ ...contents, answers }), saying);
}

type OfKeys = Extract<Work, { do: "export" | "restore" | "change-passphrase" | "add-passkey" }>;

async function keysAndFiles(work: OfKeys, world: World): Promise<Told> {
  const { session } = world;
  switch (work.do) {
    case "export": {
      const file = await exported(inside(session), work.passphrase);
      const type = "application/json";
      world.handOver("cleanbill.cbwallet", new Blob([JSON.stringify(file)], { type }));
      return done("exported");
    }
    case "restore":
      return restored(await readFile(work.file), work.passphrase, world);
    case "change-passphrase": {
      const secret = { way: "passphrase", passphrase: work.old } as const;
      const open = await withPassphrase(inside(session), secret, work.passphrase);
      return told(session.keep(open), done("passphrase-changed"));
    }
    case "add-passkey": {
      const secret = { way: "passphrase", passphrase: work.passphrase } as const;
      // A wrong passphrase is found before the device is asked for a passkey.
      await openWallet(inside(session).file, secret);
      const passkey = await makePasskey(world.passkeyName());
      const open = await withPasskey(inside(session), secret, passkey);
      return told(session.keep(open), done("passkey-added"));
    }
  }
}

/**
 * What a file holds joins what is here. On a device without a wallet it begins one, under the
 * passphrase of the file.
 */
async function restored(file: WalletFile, passphrase: string, world: World): Promise<Told> {
  const { session } = world;
  const { contents } = await openWallet(file, { way: "passphrase", passphrase });
  const open = session.open();
  if (!open && (await readWallet())) throw new WalletError("page.wallet-secret");
  const count = open
    ? joined(open.contents, contents).passes.length - open.contents.passes.length
    : contents.passes.length;
  if (open) await session.change(joined(open.contents, contents));
  else await session.keep(await createWallet(passphrase, contents));
  return { is: "done", what: "restored", count };
}

async function taken(codes: readonly string[], world: World): Promise<Told> {
  const { session } = world;
  const core = session.core();
  if (!core) throw new CoreError("page.no-data");
  const came = await take(core, inside(session).contents, codes, world.clock());
  if (came.contents.passes.length > inside(session).contents.passes.length) {
    await session.change(came.contents);
  }
  return came.told;
}

async function opened({ passphrase }: { readonly passphrase: string }): Promise<Open> {
  return openWallet(await onDevice(), { way: "passphrase", passphrase });
}

async function openedByPasskey(): Promise<Open> {
  const file = await onDevice();
  const passkey = passkeyOf(file);
  if (!passkey) throw new WalletError("page.wallet-secret");
  return openWallet(file, await secretOf(passkey));
}

async function onDevice(): Promise<WalletFile> {
  const file = await readWallet();
  if (!file) throw new WalletError("page.wallet-format");
  return file;
}

const done = (what: Extract<Told, { is: "done" }>["what"]): Told => ({ is: "done", what });

async function told<T extends Told | null>(work: Promise<void>, saying: T): Promise<T> {
  await work;
  return saying;
}
