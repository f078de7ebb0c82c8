/** Where the wallet lies on the device: one value of IndexedDB, sealed as `file.ts` has it. */

import { committed, settled } from "../../idb.js";
import { type WalletFile, walletFile } from "./file.js";

const KEY = "current";
const wallet = shelfOf("cleanbill-wallet", "wallet");

/** Undefined where there is none. What is there and is none of ours is an error. */
export async function readWallet(): Promise<WalletFile | undefined> {
  const found = await wallet.read(KEY);
  return found === undefined ? undefined : walletFile(found);
}

export const writeWallet = (file: WalletFile): Promise<void> => wallet.write(KEY, file);

/** Takes the wallet off the device. */
export const forgetWallet = (): Promise<void> => wallet.clear();

/** Values on the device by their keys. */
export interface Shelf {
  keys(): Promise<readonly string[]>;
  read(key: string): Promise<unknown>;
  /** Written for good when it is done. */
  write(key: string, value: unknown): Promise<void>;
  clear(): Promise<void>;
}

export function shelfOf(database: string, name: string): Shelf {
  const within = <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => inStore(database, name, mode, work);
  return {
    keys: async () => (await within("readonly", (store) => store.getAllKeys())).map(String),
    read: (key) => within<unknown>("readonly", (store) => store.get(key)),
    write: async (key, value) => void (await within("readwrite", (store) => store.put(value, key))),
    clear: () => within("readwrite", (store) => store.clear()),
  };
}

async function inStore<T>(
  database: string,
  name: string,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(name);
  const opened = await settled(opening);
  try {
    const transaction = opened.transaction(name, mode, { durability: "strict" });
    const value = await settled(work(transaction.objectStore(name)));
    await committed(transaction);
    return value;
  } finally {
    opened.close();
  }
}
