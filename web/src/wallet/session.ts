/**
 * The wallet while it is open: its data key, its contents, and the core with the signed set. All of
 * it is let go of when it locks. What changes is on the device before anybody is told so.
 */

import type { Core } from "../core/core.js";
import { type Alike, alikeAmong, keysOf } from "./persons.js";
import { lookedAt } from "./shelf.js";
import type { Event } from "./state.js";
import { codeOf } from "./told.js";
import type { Contents } from "./vault/contents.js";
import { passkeyOf } from "./vault/passkey.js";
import { WalletError } from "./vault/error.js";
import { forgetWallet, readWallet, writeWallet } from "./vault/store.js";
import { type Open, withContents } from "./vault/vault.js";

export interface Session {
  /** The wallet, if it is open. */
  open(): Open | undefined;
  /** The core, if there is a signed set. */
  core(): Core | undefined;
  begin(open: Open): Promise<void>;
  /** Keeps a wallet that was opened or made, or whose keys are others. */
  keep(open: Open): Promise<void>;
  /** Keeps other contents. */
  change(contents: Contents): Promise<void>;
  /** Looks at all passes again, as they stand now. */
  look(): Promise<void>;
  use(core: Core): void;
  lock(): Promise<void>;
  /** Says whether there is a wallet on this device. */
  find(): Promise<void>;
  forget(): Promise<void>;
}

/** Who may be one person, of whom, by which core. */
interface Compared {
  readonly of: string;
  readonly by: Core | undefined;
  readonly alike: readonly Alike[];
}

const NOBODY: Compared = { of: "", by: undefined, alike: [] };

export function session(send: (event: Event) => void, clock: () => number): Session {
  let now: Open | undefined;
  let verifier: Core | undefined;
  let compared = NOBODY;
  const hasPasskey = (open: Open): boolean => passkeyOf(open.file) !== undefined;
  const look = async (): Promise<void> => {
    const open = now;
    if (!open) return;
    const { contents } = open;
    const passes = await lookedAt(verifier, contents.passes, clock());
    // Who is in there changes rarely; comparing names takes longer than all else.
    const [of, by] = [keysOf(passes), verifier];
    const isSame = compared.of === of && compared.by === by;
    const alike = isSame ? compared.alike : await alikeAmong(by, passes);
    // It may have locked meanwhile.
    if (now !== open) return;
    compared = { of, by, alike };
    const keys = contents.accesses.map(({ pass, expiresAt }) => ({ pass, expiresAt }));
    const cases = contents.cases.map(({ code: _, proof, ...one }) => ({
      ...one,
      hasProof: proof !== undefined,
    }));
    const { answers, seen } = contents;
    const inside = { passes, hasPasskey: hasPasskey(open), keys, cases, alike, answers, seen };
    send({ type: "opened", ...inside });
  };
  const begin = async (open: Open): Promise<void> => {
    now = open;
    await look();
  };
  const keep = async (open: Open): Promise<void> => {
    await writeWallet(open.file);
    await begin(open);
  };
  const find = async (): Promise<void> => {
    try {
      const file = await readWallet();
      if (!file) return send({ type: "no-wallet" });
      send({ type: "wallet-found", hasPasskey: passkeyOf(file) !== undefined });
    } catch (error) {
      send({ type: "wallet-broken", code: codeOf(error) });
    }
  };
  return {
    open: () => now,
    core: () => verifier,
    begin,
    keep,
    look,
    find,
    use: (core) => {
      verifier = core;
    },
    change: async (contents) => {
      if (now) await keep(await withContents(now, contents));
    },
    lock: async () => {
      const open = now;
      now = undefined;
      compared = NOBODY;
      if (open) send({ type: "locked", hasPasskey: hasPasskey(open) });
      else await find();
    },
    forget: async () => {
      now = undefined;
      compared = NOBODY;
      await forgetWallet();
      send({ type: "no-wallet" });
    },
  };
}

/** The wallet, which may have locked while something else was done. */
export function inside(session: Session): Open {
  const open = session.open();
  if (!open) throw new WalletError("page.wallet-locked");
  return open;
}
