/** Issues, with the queue before it where one is open, and looks after what is in the queue. */

import { type Api, ApiError } from "../api.js";
import { done, told } from "../outcome.js";
import type { Event, Work } from "../state.js";
import type { QueueContents } from "./contents.js";
import type { Keeper } from "./keeper.js";
import { isFinal, issue } from "./send.js";

export type OfQueue = Extract<
  Work,
  { do: "issue" | "make-queue" | "open-queue" | "clear-sent" | "discard" }
>;

export interface World {
  readonly api: Api;
  readonly queue: Keeper;
}

export async function withQueue(work: OfQueue, world: World): Promise<readonly Event[]> {
  const { queue } = world;
  switch (work.do) {
    case "issue":
      return queue.contents() ? issueKept(work, world) : issueNow(work, world);
    case "make-queue": {
      const contents = await queue.create(work.passphrase, work.me);
      return [{ type: "queue-opened", contents }, ...told(done("queue-made"))];
    }
    case "open-queue": {
      const contents = await queue.unlock(work.officer, work.passphrase);
      return [{ type: "queue-opened", contents }, ...told(null)];
    }
    case "clear-sent":
      return changed(await queue.change((all) => all.filter(({ state }) => state !== "sent")));
    case "discard":
      return changed(await queue.change((all) => all.filter(({ key }) => key !== work.key)));
  }
}

type Issuing = Extract<Work, { do: "issue" }>;

async function issueNow({ entry }: Issuing, { api }: World): Promise<readonly Event[]> {
  const issued = await issue(api, entry);
  return [{ type: "issued", issued }, ...told(done("issued"))];
}

/** First it is on the device, then it is sent: a crash in between loses nothing. */
async function issueKept(
  { entry, replaces, isAway }: Issuing,
  { api, queue }: World,
): Promise<readonly Event[]> {
  const gone = [entry.key, replaces];
  const put = await queue.change((all) => [...all.filter(({ key }) => !gone.includes(key)), entry]);
  const kept: readonly Event[] = [
    { type: "queue-changed", contents: put },
    { type: "kept" },
    ...told(done("kept")),
  ];
  if (isAway) return kept;
  const without = (): Promise<QueueContents> =>
    queue.change((all) => all.filter(({ key }) => key !== entry.key));
  try {
    const issued = await issue(api, entry);
    const contents = await without();
    return [
      { type: "queue-changed", contents },
      { type: "issued", issued },
      ...told(done("issued")),
    ];
  } catch (error) {
    // What is wrong with it is on the screen, to be put right there.
    if (isFinal(error)) {
      await without();
      throw error;
    }
    const isOver = error instanceof ApiError && error.status === 401;
    return isOver ? [...kept, { type: "session-over" }] : kept;
  }
}

const changed = (contents: QueueContents): readonly Event[] => [
  { type: "queue-changed", contents },
  ...told(null),
];
