import { describe, expect, test, vi } from "vitest";

import type { Issued, Me, RecordEvent } from "../src/desk/answers.js";
import { type Api, ApiError } from "../src/desk/api.js";
import { checkDraft, draftOfEvent, draftOfPerson, emptyDraft } from "../src/desk/entry.js";
import { QUEUE, type QueueContents, type Queued } from "../src/desk/queue/contents.js";
import type { Keeper } from "../src/desk/queue/keeper.js";
import { isFinal, sendWaiting } from "../src/desk/queue/send.js";
import { withQueue } from "../src/desk/queue/work.js";
import { reduce } from "../src/desk/reduce.js";
import { type Event, firstState, type State } from "../src/desk/state.js";
import { createVault, openVault } from "../src/wallet/vault/vault.js";
import { CLOCK } from "./samples.js";

const ME: Me = {
  officer: 3,
  office: "Clinic",
  region: "XX",
  role: "clinic",
  permissions: ["issue"],
};
const entry = (key: string, state: Queued["state"] = "waiting"): Queued => ({
  key,
  body: `{"${key}":1}`,
  draft: { ...emptyDraft("XX"), values: { surname: `Muster ${key}` } },
  at: CLOCK,
  state,
});
const issued = (pass: string): Issued => ({
  holder: "h",
  pass,
  text: "",
  collection_code: "",
  expires_at: CLOCK,
});

/** A queue in memory. */
function held(...entries: readonly Queued[]): Keeper & { now(): readonly Queued[] } {
  let contents: QueueContents = { me: ME, entries, draft: null };
  return {
    officers: async () => [ME.officer],
    create: async () => contents,
    unlock: async () => contents,
    contents: () => contents,
    change: async (how) => {
      contents = { ...contents, entries: how(contents.entries) };
      return contents;
    },
    keepDraft: async () => undefined,
    lock: () => undefined,
    now: () => contents.entries,
  };
}

/** An API that answers as it is told, request by request. */
function answering(...answers: readonly (Issued | Error)[]): Api & { readonly asked: string[] } {
  const asked: string[] = [];
  const left = [...answers];
  const post = async (_: string, given: { headers?: Readonly<Record<string, string>> } = {}) => {
    asked.push(given.headers?.["idempotency-key"] ?? "");
    const answer = left.shift();
    if (!answer || answer instanceof Error) throw answer ?? new ApiError("page.fetch");
    return answer;
  };
  return { asked, post: post as Api["post"], get: vi.fn(), file: vi.fn() };
}

const LOST = new ApiError("page.fetch");
const REFUSED = new ApiError("intake.lot", "lot", 422);

describe("what waits", () => {
  test("is sealed on the device, and opens with its passphrase alone", async () => {
    const contents = { me: ME, entries: [entry("a"), entry("b", "refused")], draft: null };
    const { file } = await createVault(QUEUE, "correct horse battery", contents);
    expect(file.format).toBe("cleanbill-desk-queue");
    expect(JSON.stringify(file)).not.toMatch(/Muster|Clinic/u);
    const open = await openVault(QUEUE, file, {
      way: "passphrase",
      passphrase: "correct horse battery",
    });
    expect(open.contents).toEqual(contents);
    const wrong = openVault(QUEUE, file, { way: "passphrase", passphrase: "other words" });
    await expect(wrong).rejects.toThrow("page.wallet-secret");
  });

  test.each([
    ["page.wallet-altered", "no JSON"],
    ["page.wallet-altered", "[]"],
    ["page.wallet-altered", JSON.stringify({ version: 1, me: ME, entries: [{}] })],
    [
      "page.wallet-altered",
      JSON.stringify({ version: 1, me: ME, entries: [{ ...entry("a"), state: "x" }] }),
    ],
    ["page.wallet-newer", JSON.stringify({ version: 2, me: ME, entries: [] })],
  ])("that is none is refused: %s", (code, text) => {
    expect(() => QUEUE.read(new TextEncoder().encode(text))).toThrow(code);
  });

  test("is sent in its order, each under its own key, until something is in the way", async () => {
    const queue = held(entry("a"), entry("s", "sent"), entry("b"), entry("c"));
    const api = answering(issued("pa"), REFUSED, LOST);
    const seen: number[] = [];
    const sending = sendWaiting(api, queue, ({ entries }) => seen.push(entries.length));
    await expect(sending).rejects.toBe(LOST);
    expect(api.asked).toEqual(["a", "b", "c"]);
    expect(queue.now().map(({ state }) => state)).toEqual(["sent", "sent", "refused", "waiting"]);
    expect(queue.now()[0]?.pass).toBe("pa");
    expect(queue.now()[2]?.code).toBe("intake.lot");
    expect(seen).toEqual([4, 4]);
    const later = answering(issued("pc"));
    await sendWaiting(later, queue, () => undefined);
    expect(later.asked).toEqual(["c"]);
  });

  test.each([
    [REFUSED, true],
    [new ApiError("authority.key-reused", undefined, 409), true],
    [LOST, false],
    [new ApiError("server.not-signed-in", undefined, 401), false],
    [new ApiError("authority.forbidden", undefined, 403), false],
    [new ApiError("server.rate-limited", undefined, 429), false],
    [new ApiError("store.full", undefined, 507), false],
    [new Error("defect"), false],
  ])("is refused for good by what it says alone: %o", (error, final) => {
    expect(isFinal(error)).toBe(final);
  });
});

describe("issuing with an open queue", () => {
  const work = { do: "issue", entry: entry("k"), replaces: null, isAway: false } as const;
  const types = (events: readonly Event[]): readonly string[] => events.map(({ type }) => type);

  test("keeps the event before it is sent, and lets go of it once there is a pass", async () => {
    const queue = held();
    const before: (readonly Queued[])[] = [];
    const api = answering(issued("p"));
    const post: Api["post"] = (path, asked) => {
      before.push(queue.now());
      return api.post(path, asked);
    };
    const events = await withQueue(work, { queue, api: { ...api, post } });
    expect(before).toEqual([[entry("k")]]);
    expect(queue.now()).toEqual([]);
    expect(types(events)).toEqual(["queue-changed", "issued", "done-with"]);
  });

  test("leaves it there when nobody answers or the session is over", async () => {
    for (const [answer, last] of [
      [LOST, "done-with"],
      [new ApiError("server.not-signed-in", undefined, 401), "session-over"],
    ] as const) {
      const queue = held();
      const events = await withQueue(work, { queue, api: answering(answer) });
      expect(queue.now()).toEqual([entry("k")]);
      expect(types(events)).toContain("kept");
      expect(types(events).at(-1)).toBe(last);
    }
    const [queue, api] = [held(), answering()];
    await withQueue({ ...work, isAway: true }, { queue, api });
    expect(api.asked).toEqual([]);
    expect(queue.now()).toEqual([entry("k")]);
  });

  test("takes it out again when it is refused, for it is on the screen", async () => {
    const queue = held();
    const refused = withQueue(work, { queue, api: answering(REFUSED) });
    await expect(refused).rejects.toBe(REFUSED);
    expect(queue.now()).toEqual([]);
  });

  test("puts it in the place of the one that was refused", async () => {
    const queue = held(entry("old", "refused"));
    await withQueue({ ...work, replaces: "old" }, { queue, api: answering(LOST) });
    expect(queue.now().map(({ key }) => key)).toEqual(["k"]);
  });
});

function play(state: State, ...events: readonly Event[]): State {
  return events.reduce((now, event) => reduce(now, event).state, state);
}

describe("the desk without a network", () => {
  const out = play(firstState("en", CLOCK), { type: "nobody" });
  const contents = { me: ME, entries: [entry("a")], draft: null };
  const away = play(out, { type: "queue-opened", contents });

  test("lets whoever opens their queue enter events, and nothing else", () => {
    expect(away.session).toEqual({ is: "away", me: ME });
    expect(away.room).toEqual({ is: "enter" });
    expect(play(away, { type: "room-chosen", room: "find" }).room).toEqual({ is: "enter" });
    const find = {
      do: "find",
      document: { type: "passport", country: "XX", number: "1" },
    } as const;
    expect(reduce(away, { type: "wanted", work: find }).effects).toEqual([]);
  });

  test("sends what waits once its officer is signed in, and for nobody else", () => {
    expect(reduce(away, { type: "tick", clock: CLOCK }).effects).toEqual([]);
    const own = reduce(away, { type: "signed-in", me: ME });
    expect(own.effects).toEqual([{ do: "sync" }]);
    expect(reduce(own.state, { type: "online" }).effects).toEqual([{ do: "sync" }]);
    const other = reduce(away, { type: "signed-in", me: { ...ME, officer: 4 } });
    expect(other.effects).toEqual([{ do: "lock-queue" }]);
    expect(other.state.queue.open).toBeNull();
  });

  test("goes on when the session ends, and shows nothing once it is locked", () => {
    const typed = play(
      away,
      { type: "signed-in", me: ME },
      { type: "typed", field: "surname", text: "Muster" },
      { type: "session-over" },
    );
    expect(typed.session.is).toBe("away");
    expect(typed.entry.draft.values.surname).toBe("Muster");
    const locked = reduce(typed, { type: "queue-locked" });
    expect(locked.state.session).toEqual({ is: "out" });
    expect(locked.effects).toEqual([{ do: "lock-queue" }]);
    const left = reduce(typed, { type: "signed-out" });
    expect(left.effects).toEqual([{ do: "lock-queue" }]);
    expect(left.state.entry.draft.values.surname).toBeUndefined();
  });

  test("keeps what is typed in the queue, and takes it up after a crash, not over other typing", () => {
    const left = reduce(play(away, { type: "typed", field: "surname", text: "Fink" }), {
      type: "left",
      field: "surname",
    });
    const kept = left.effects.find((effect) => effect.do === "keep-draft");
    expect(kept).toMatchObject({ do: "keep-draft", draft: { values: { surname: "Fink" } } });
    const draft = { ...emptyDraft("XX"), values: { surname: "Fink" } };
    const opened: Event = { type: "queue-opened", contents: { ...contents, draft } };
    expect(play(out, opened).entry.draft.values.surname).toBe("Fink");
    const other = play(out, { type: "typed", field: "surname", text: "Star" }, opened);
    const theirs = play(
      { ...out, lastOfficer: ME.officer },
      { type: "typed", field: "surname", text: "Star" },
      opened,
    );
    expect(other.entry.draft.values.surname).toBe("Fink");
    expect(theirs.entry.draft.values.surname).toBe("Star");
    const next = reduce(left.state, { type: "kept" });
    expect(next.effects).toContainEqual({ do: "keep-draft", draft: null });
  });

  test("takes a refused entry up again as it was typed", () => {
    const refused = entry("r", "refused");
    const taken = play(away, { type: "taken-up", entry: refused });
    expect(taken.entry.draft.values.surname).toBe("Muster r");
    expect(taken.entry.replaces).toBe("r");
    expect(taken.room).toEqual({ is: "enter" });
  });
});

describe("a correction", () => {
  const event: RecordEvent = {
    event: "e1",
    corrects: null,
    corrected: false,
    office: "Clinic",
    source: "desk",
    at: CLOCK,
    changed: [],
    lot: "AB1",
    payload: {
      v: [{ mp: "EU/1/20/1528", dn: 2, sd: 2, dt: "2021-06-11" }],
    },
  };

  test("of an event begins with what was entered, and names it", () => {
    const draft = draftOfEvent(event);
    expect(draft && checkDraft(draft, "2026-11-23").body).toEqual({
      event: {
        event: "e1",
        vaccination: {
          vaccine: "1119349007",
          product: "EU/1/20/1528",
          manufacturer: "ORG-100030215",
          dose: 2,
          doses: 2,
          date: "2021-06-11",
        },
        lot: "AB1",
      },
    });
    const test = { t: [{ tt: "LP6464-4", tr: "260415000", sc: "2021-06-20T09:30:00+02:00" }] };
    const drafted = draftOfEvent({ ...event, payload: test, lot: null });
    const body = drafted && checkDraft(drafted, "2026-11-23").body;
    const { sampled_at, type } = (body as { event: { test: Record<string, string> } }).event.test;
    expect(type).toBe("LP6464-4");
    expect(Date.parse(sampled_at ?? "")).toBe(Date.parse("2021-06-20T09:30:00+02:00"));
    expect(draftOfEvent({ ...event, payload: {} })).toBeUndefined();
  });

  test("of a person names nothing else", () => {
    const draft = draftOfPerson({
      version: 1,
      at: CLOCK,
      officer: 3,
      office: "Clinic",
      changed: [],
      surname: "Muster",
      forename: null,
      surname_standardised: "MUSTER",
      forename_standardised: null,
      birth_date: "1987-03",
    });
    expect(checkDraft(draft, "2026-11-23").body).toEqual({
      person: { name: { surname: "Muster" }, birth_date: "1987-03" },
    });
  });
});
