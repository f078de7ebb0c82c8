/**
 * The queue of an officer on this device while it is open. What is put into it is on the device,
 * sealed, before anybody is told so. It is open in one tab at a time, so that none writes over what
 * another one kept.
 */

import { WalletError } from "../../wallet/vault/error.js";
import { type WalletFile, walletFile } from "../../wallet/vault/file.js";
import { shelfOf } from "../../wallet/vault/store.js";
import { changeVault, createVault, type Open, openVault } from "../../wallet/vault/vault.js";
import type { Me } from "../answers.js";
import type { Draft } from "../entry.js";
import { QUEUE, QUEUE_MAX, type QueueContents, type Queued } from "./contents.js";

export class QueueError extends Error {
  constructor(readonly code: "page.desk-queue-full" | "page.desk-queue-elsewhere") {
    super(code);
    this.name = "QueueError";
  }
}

export interface Keeper {
  /** Numbers of the officers who have a queue on this device. */
  officers(): Promise<readonly number[]>;
  /** A new queue under a passphrase, for an officer who has none here. */
  create(passphrase: string, me: Me): Promise<QueueContents>;
  unlock(officer: number, passphrase: string): Promise<QueueContents>;
  /** What is in it now, if it is open. */
  contents(): QueueContents | undefined;
  /** Changes the entries, one change after the other; what is in it then. */
  change(how: (entries: readonly Queued[]) => readonly Queued[]): Promise<QueueContents>;
  /** Keeps what is being typed; nothing of it once it is done. */
  keepDraft(draft: Draft | null): Promise<void>;
  lock(): void;
}

export function keeper(): Keeper {
  const shelf = shelfOf("cleanbill-desk", "queues");
  let now: Open<QueueContents> | undefined;
  let release: (() => void) | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const read = async (officer: number): Promise<WalletFile | undefined> => {
    const found = await shelf.read(String(officer));
    return found === undefined ? undefined : walletFile(found, QUEUE.format);
  };
  const lock = (): void => {
    now = undefined;
    release?.();
    release = undefined;
  };
  /** Opens it here alone; if that fails it stays as it was. */
  const begin = async (
    officer: number,
    work: () => Promise<Open<QueueContents>>,
  ): Promise<QueueContents> => {
    lock();
    release = await held(`cleanbill-desk-queue-${officer}`);
    try {
      now = await work();
      return now.contents;
    } catch (error) {
      lock();
      throw error;
    }
  };

  /** One change after the other: none is lost to another that began beside it. */
  const changed = (how: (contents: QueueContents) => QueueContents): Promise<QueueContents> => {
    const work = async (): Promise<QueueContents> => {
      const open = now;
      if (!open) throw new WalletError("page.wallet-locked");
      const contents = how(open.contents);
      if (contents.entries.length > QUEUE_MAX) throw new QueueError("page.desk-queue-full");
      const next = await changeVault(QUEUE, open, contents);
      await shelf.write(String(open.contents.me.officer), next.file);
      // It may have locked meanwhile; what was written stays written.
      if (now === open) now = next;
      return contents;
    };
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };

  return {
    officers: async () => (await shelf.keys()).map(Number),
    create: (passphrase, me) =>
      begin(me.officer, async () => {
        if (await read(me.officer)) throw new WalletError("page.wallet-secret");
        const open = await createVault(QUEUE, passphrase, { me, entries: [], draft: null });
        await shelf.write(String(me.officer), open.file);
        return open;
      }),
    unlock: (officer, passphrase) =>
      begin(officer, async () => {
        const file = await read(officer);
        if (!file) throw new WalletError("page.wallet-format");
        return openVault(QUEUE, file, { way: "passphrase", passphrase });
      }),
    contents: () => now?.contents,
    change: (how) => changed((contents) => ({ ...contents, entries: how(contents.entries) })),
    keepDraft: async (draft) => void (await changed((contents) => ({ ...contents, draft }))),
    lock,
  };
}

/** Holds a name among the tabs of this browser until it is let go of. */
function held(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) throw new QueueError("page.desk-queue-elsewhere");
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
