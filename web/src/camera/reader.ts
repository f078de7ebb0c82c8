/** Reads codes in pictures, in a worker of its own, so that the page never waits for it. */

import { addressOf } from "../trusted.js";

/** What is sent to the worker: first the module, then one picture at a time. */
export type ToWorker =
  | { readonly module: ArrayBuffer }
  | { readonly id: number; readonly bitmap: ImageBitmap; readonly hard: boolean };

export type FromWorker =
  { readonly ready: boolean } | { readonly id: number; readonly codes: readonly string[] };

export interface Reader {
  /** The codes in a picture, none if there is none. Takes the picture over. */
  read(bitmap: ImageBitmap, hard: boolean): Promise<readonly string[]>;
}

/** Starts the worker from its source. It inherits the policy of the page, as a blob does. */
export async function startReader(source: string, module: ArrayBuffer): Promise<Reader> {
  const worker = new Worker(addressOf(source), { name: "reader" });
  const waiting = new Map<number, (codes: readonly string[]) => void>();
  let isDead = false;
  const isReady = await new Promise<boolean>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ("ready" in data) resolve(data.ready);
      else {
        waiting.get(data.id)?.(data.codes);
        waiting.delete(data.id);
      }
    };
    worker.onerror = () => {
      isDead = true;
      resolve(false);
      // What it was asked stays without a code, and nobody waits for it.
      for (const answer of waiting.values()) answer([]);
      waiting.clear();
    };
    worker.postMessage({ module } satisfies ToWorker, [module]);
  });
  if (!isReady) throw new Error("the reader does not start");
  let asked = 0;
  return {
    read: (bitmap, hard) =>
      new Promise((resolve) => {
        if (isDead) return resolve([]);
        asked += 1;
        waiting.set(asked, resolve);
        worker.postMessage({ id: asked, bitmap, hard } satisfies ToWorker, [bitmap]);
      }),
  };
}
