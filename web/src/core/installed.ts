/**
 * What the update page installed on this device, in IndexedDB. The page that checks only reads it
 * (guarantee G01).
 */

import { committed, settled } from "../idb.js";
import type { Door, Floor, Trust } from "./core.js";

const DATABASE = "cleanbill";
const STORE = "installed";
const KEY = "current";

/** A signed set, why it is believed, and how this device is set up. */
export interface Installed {
  readonly set: Uint8Array;
  readonly trust: Trust;
  readonly floor: Floor;
  /** The entry of the public ledger that the pages kept here are; none where there is no ledger. */
  readonly release?: number;
  /** The language of the venue; without it, that of the browser. */
  readonly language?: string;
  /** Where the device stands; without it, whoever starts the page chooses. */
  readonly door?: Door;
}

/** What is installed; undefined where nothing is. Writes nothing, not even an empty database. */
export async function readInstalled(): Promise<Installed | undefined> {
  const database = await openDatabase("read");
  if (!database) return undefined;
  const read = database.transaction(STORE, "readonly").objectStore(STORE).get(KEY);
  try {
    return (await settled(read)) as Installed | undefined;
  } finally {
    database.close();
  }
}

/**
 * Makes of what is installed what is installed from now on; nothing changes where that is undefined.
 * In one transaction: what somebody else wrote a moment ago is not lost. For the update page alone.
 */
export async function changeInstalled(
  change: (now: Installed | undefined) => Installed | undefined,
): Promise<void> {
  const database = await openDatabase("write");
  if (!database) return;
  try {
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    const store = transaction.objectStore(STORE);
    const next = change((await settled(store.get(KEY))) as Installed | undefined);
    if (next) await settled(store.put(next, KEY));
    await committed(transaction);
  } finally {
    database.close();
  }
}

async function openDatabase(way: "read" | "write"): Promise<IDBDatabase | undefined> {
  const request = indexedDB.open(DATABASE, 1);
  let isNew = false;
  request.onupgradeneeded = () => {
    if (way === "write") request.result.createObjectStore(STORE);
    else {
      isNew = true;
      request.transaction?.abort();
    }
  };
  try {
    return await settled(request);
  } catch (error) {
    if (isNew) return undefined;
    throw error;
  }
}
