/** Where the wallet lies on the device: one value of IndexedDB, sealed as `file.ts` has it. */

import { type WalletFile, walletFile } from "./file.js";

const DATABASE = "cleanbill-wallet";
const STORE = "wallet";
const KEY = "current";

/** Undefined where there is none. What is there and is none of ours is an error. */
export async function readWallet(): Promise<WalletFile | undefined> {
  const found = await within("readonly", (store) => store.get(KEY));
  return found === undefined ? undefined : walletFile(found);
}

export async function writeWallet(file: WalletFile): Promise<void> {
  await within("readwrite", (store) => store.put(file, KEY));
}

/** Takes the wallet off the device. */
export async function forgetWallet(): Promise<void> {
  await within("readwrite", (store) => store.clear());
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const value = await settled(work(transaction.objectStore(STORE)));
    await committed(transaction);
    return value;
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Written for good, and not only asked for: a full device refuses at the end. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
