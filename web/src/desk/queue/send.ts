/** Sends what waits, one after the other. Sent twice, it is the same pass. */

import type { Issued } from "../answers.js";
import { type Api, ApiError } from "../api.js";
import type { QueueContents, Queued } from "./contents.js";
import type { Keeper } from "./keeper.js";

/** Who asks, how often, or when is at fault, and not the entry: it waits, and all behind it. */
const LATER = [401, 403, 408, 429];

/** Whether an entry was refused for good, by what it says. */
export function isFinal(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  const { status } = error;
  return status >= 400 && status < 500 && !LATER.includes(status);
}

export function issue(api: Api, { key, body }: Pick<Queued, "key" | "body">): Promise<Issued> {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  // The very bytes that were sent before, so that it is the same request.
  return api.post<Issued>("passes", { body: new Blob([body]), headers });
}

/**
 * Sends what waits until something is in the way; `changed` hears of each step. Whoever asks has
 * seen to it that the officer of the queue is the one who is signed in.
 */
export async function sendWaiting(
  api: Api,
  keeper: Keeper,
  changed: (contents: QueueContents) => void,
): Promise<void> {
  for (;;) {
    const next = keeper.contents()?.entries.find(({ state }) => state === "waiting");
    if (!next) return;
    const became = await outcome(api, next);
    const contents = await keeper.change((entries) =>
      entries.map((entry) => (entry.key === next.key ? { ...entry, ...became } : entry)),
    );
    changed(contents);
  }
}

async function outcome(api: Api, next: Queued): Promise<Pick<Queued, "state" | "pass" | "code">> {
  try {
    return { state: "sent", pass: (await issue(api, next)).pass };
  } catch (error) {
    if (!isFinal(error)) throw error;
    return { state: "refused", code: error.code };
  }
}
