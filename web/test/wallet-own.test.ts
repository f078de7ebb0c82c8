import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { texts } from "../build/texts.mjs";
import type { Core, Inspection } from "../src/core/core.js";
import { LANGUAGES } from "../src/text/language.js";
import { sayIn, type Sources } from "../src/text/say.js";
import { ask } from "../src/wallet/own/api.js";
import { checkpointOf, entryOf, later, seenIn } from "../src/wallet/own/proof.js";
import { appealsOf, recordOf } from "../src/wallet/own/record.js";
import { NOTHING_ASKED, type Own, type OwnWork } from "../src/wallet/own/state.js";
import { ofOwn } from "../src/wallet/own/work.js";
import { reduce } from "../src/wallet/reduce.js";
import type { Session } from "../src/wallet/session.js";
import { type Event, firstState, type State } from "../src/wallet/state.js";
import { type Contents, EMPTY, PASSES_MAX, PROOF_MAX } from "../src/wallet/vault/contents.js";
import type { Open } from "../src/wallet/vault/vault.js";
import type { World } from "../src/wallet/work.js";
import { CLOCK } from "./samples.js";

const PASSED = { outcome: "passed", code: null } as const;
const GENUINE: Inspection = {
  format: "dcc",
  verdict: "authentic",
  reason: null,
  stages: {
    decode: PASSED,
    signature: PASSED,
    time: PASSED,
    schema: PASSED,
    key_usage: PASSED,
    revocation: PASSED,
  },
  signer: null,
  holder: null,
  dcc: { v: [{}] },
  light: null,
  notes: [],
};

const ROOT = `${"A".repeat(43)}=`;
const note = (size: number, origin = "ledger.example/test"): string =>
  `${origin}\n${size}\n${ROOT}\n\n— ${origin} c2ln\n`;
const proof = (size: number): string =>
  `c2sp.org/tlog-proof@v1\nextra AAAA\nindex 11\n${ROOT}\n\n${note(size)}`;

/** What the service answers, by path; anything else is a network that is gone. */
let answers: Record<string, () => Response>;
let asked: { path: string; search: string; init: RequestInit }[];

beforeEach(() => {
  [answers, asked] = [{}, []];
  vi.stubGlobal("location", { href: "http://localhost/wallet/" });
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    const path = url.pathname.replace("/api/v1/", "");
    asked.push({ path, search: url.search, init });
    const answer = answers[path];
    if (!answer) throw new TypeError("no network");
    return answer();
  });
});

afterEach(() => vi.unstubAllGlobals());

const json = (value: unknown, status = 200) => (): Response =>
  new Response(JSON.stringify(value), { status });

/** A wallet that is open, and what was written into it. */
function world(contents: Contents): { world: World; written: Contents[]; heard: Partial<Own>[] } {
  const [written, heard]: [Contents[], Partial<Own>[]] = [[], []];
  const core: Partial<Core> = { inspect: async () => GENUINE, policies: async () => [] };
  const session: Partial<Session> = {
    open: () => ({ contents: written.at(-1) ?? contents }) as Open,
    core: () => core as Core,
    change: async (changed) => void written.push(changed),
  };
  const made: Partial<World> = {
    session: session as Session,
    clock: () => CLOCK,
    heard: (_, own) => void heard.push(own),
  };
  return { world: made as World, written, heard };
}

const COLLECTED = {
  text: "HC1:A",
  receipt: "00ff",
  proof: proof(12),
  token: "cbh_1",
  expires_at: CLOCK + 9,
};
const COLLECT: OwnWork = { do: "collect", code: "QPU2V" };
const KNOWN: Contents = {
  ...EMPTY,
  passes: [{ id: "a1", code: "HC1:A", addedAt: 1 }],
  accesses: [{ token: "cbh_0", expiresAt: 2, pass: "a1" }],
};

describe("a pass that is collected", () => {
  test("is kept with its receipt, its token and the tree that it came with", async () => {
    answers["collect"] = json(COLLECTED);
    const { world: here, written } = world(EMPTY);
    expect(await ofOwn(COLLECT, here)).toEqual({ is: "done", what: "added", count: 1 });
    const [{ passes, accesses, seen } = EMPTY] = written;
    const [pass] = passes;
    expect(pass).toMatchObject({ code: "HC1:A", receipt: "00ff", proof: proof(12) });
    expect(accesses).toEqual([{ token: "cbh_1", expiresAt: CLOCK + 9, pass: pass?.id }]);
    expect(seen).toMatchObject({ origin: "ledger.example/test", size: 12, note: note(12) });
    expect(asked[0]?.init).toMatchObject({ credentials: "omit", redirect: "error" });
  });

  test("gives its token to the pass that is there already, in place of an older one", async () => {
    answers["collect"] = json(COLLECTED);
    const { world: here, written } = world(KNOWN);
    expect(await ofOwn(COLLECT, here)).toEqual({ is: "done", what: "there-already" });
    expect(written[0]?.accesses).toEqual([{ token: "cbh_1", expiresAt: CLOCK + 9, pass: "a1" }]);
    expect(written[0]?.passes).toHaveLength(1);
    expect(written[0]?.passes[0]?.proof).toBe(proof(12));
  });

  test("is not asked for where it could not be kept: its code counts once", async () => {
    const passes = Array.from({ length: PASSES_MAX }, (_, index) => ({
      id: `${index}`,
      code: `${index}`,
      addedAt: 0,
    }));
    const full = world({ ...EMPTY, passes });
    await expect(ofOwn(COLLECT, full.world)).rejects.toThrow("page.wallet-full");
    const without = world(EMPTY);
    Object.assign(without.world.session, { core: () => undefined });
    await expect(ofOwn(COLLECT, without.world)).rejects.toThrow("page.no-data");
    expect(asked).toEqual([]);
  });

  test("comes without a proof that is none, or longer than a wallet holds", async () => {
    for (const wrong of ["nothing of the kind", `${proof(12)}${"x".repeat(PROOF_MAX)}`, null]) {
      answers["collect"] = json({ ...COLLECTED, proof: wrong });
      const { world: here, written } = world(EMPTY);
      await ofOwn(COLLECT, here);
      expect(written[0]?.passes[0]?.proof).toBeUndefined();
      expect(written[0]?.seen).toBeNull();
    }
  });
});

test("a tree that contradicts the one before is told, and that one stays", async () => {
  const other = proof(12).replaceAll(ROOT, `B${ROOT.slice(1)}`);
  answers["collect"] = json({ ...COLLECTED, proof: other });
  const seen = seenIn(note(12), 1) ?? null;
  const { world: here, written } = world({ ...EMPTY, seen });
  expect(await ofOwn(COLLECT, here)).toEqual({ is: "failed", code: "page.ledger-split" });
  // The pass is its holder's all the same, and its receipt is the other half of the evidence.
  expect(written[0]?.passes[0]?.proof).toContain("BAAA");
  expect(written[0]?.seen).toEqual(seen);
});

describe("an answer", () => {
  test("that is a refusal has the service's code, and anything else is no service", async () => {
    const of = async (answer: () => Response): Promise<string> => {
      answers["own"] = answer;
      return ask({ path: "own", token: "t" }).then(
        () => "",
        (error: Error) => error.message,
      );
    };
    expect(await of(json({ code: "authority.code-used" }, 410))).toBe("authority.code-used");
    expect(await of(json({ code: "<img src=x>" }, 410))).toBe("page.no-authority");
    expect(await of(json({}, 500))).toBe("page.no-authority");
    expect(await of(() => new Response("<!doctype html>", { status: 404 }))).toBe(
      "page.no-authority",
    );
    delete answers["own"];
    await expect(ask({ path: "own" })).rejects.toThrow("page.fetch");
  });

  test("that has another form changes nothing", async () => {
    for (const wrong of [
      null,
      [],
      {},
      { ...COLLECTED, token: 5 },
      { ...COLLECTED, expires_at: 1.5 },
      { ...COLLECTED, text: "A".repeat(70_000) },
    ]) {
      answers["collect"] = json(wrong);
      const { world: here, written } = world(EMPTY);
      await expect(ofOwn(COLLECT, here)).rejects.toThrow("page.answer");
      expect(written).toEqual([]);
    }
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1 << 20).fill(0x20)),
    });
    answers["collect"] = () => new Response(endless);
    await expect(ofOwn(COLLECT, world(EMPTY).world)).rejects.toThrow("page.answer");
  });
});

const RECORD = {
  holder: "h1",
  versions: [
    {
      version: 1,
      at: 5,
      officer: 7,
      office: "North",
      changed: [],
      surname: "Muster",
      forename: null,
      birth_date: "1987",
    },
  ],
  events: [
    {
      event: "e1",
      corrects: null,
      corrected: false,
      office: "North",
      source: "machine",
      at: 5,
      changed: [],
      lot: null,
      payload: { nam: { fn: "Muster" }, dob: "1987", v: [{ dn: 2 }] },
    },
  ],
  passes: [
    {
      pass: "p1",
      event: "e1",
      replaces: null,
      light: false,
      issued_at: 5,
      expires_at: 9,
      status: "valid",
      reason: null,
      since: null,
    },
  ],
  accesses: [
    {
      access: "l1",
      officer: 7,
      office: "North",
      role: "desk",
      purpose: "print",
      basis: null,
      act: null,
      at: 6,
    },
  ],
  acts: [],
  mandates: [],
  has_channel: false,
};

describe("a record", () => {
  test("is read with every look, and what happened without who it was", () => {
    const record = recordOf(RECORD);
    expect(record.versions[0]?.name).toBe("Muster");
    expect(record.events[0]?.payload).toEqual({ v: [{ dn: 2 }] });
    expect(record.looks).toEqual([
      { id: "l1", officer: 7, office: "North", role: "desk", purpose: "print", basis: null, at: 6 },
    ]);
  });

  test("of which a part is missing or of another kind is not shown at all", () => {
    for (const part of Object.keys(RECORD).filter((name) => name !== "has_channel")) {
      for (const wrong of [undefined, 5, [null], [{}]]) {
        expect(() => recordOf({ ...RECORD, [part]: wrong }), part).toThrow("page.answer");
      }
    }
    const accesses = Array(5_001).fill(RECORD.accesses[0]);
    expect(() => recordOf({ ...RECORD, accesses })).toThrow("page.answer");
    expect(() => appealsOf({ appeals: [{ appeal: "a" }] })).toThrow("page.answer");
  });

  test("is asked for with the token of its pass and no other", async () => {
    answers["own"] = json(RECORD);
    answers["own/appeals"] = json({ appeals: [] });
    const { world: here, heard } = world(KNOWN);
    await ofOwn({ do: "ask-own", pass: "a1" }, here);
    const shown = asked.map(({ init }) => new Headers(init.headers).get("authorization"));
    expect(shown).toEqual(["Bearer cbh_0", "Bearer cbh_0"]);
    expect(heard[0]?.record?.holder).toBe("h1");
    await expect(ofOwn({ do: "ask-own", pass: "a2" }, here)).rejects.toThrow("not-signed-in");
    expect(asked).toHaveLength(2);
  });
});

test("light passes that are over make room for new ones", async () => {
  const day = (from: number) => ({ text: `HC1:${from}`, not_before: from, expires_at: from + 9 });
  answers["own/passes/p1/light"] = json({ passes: [day(CLOCK), day(CLOCK + 10)], withheld: [] });
  const over = { id: "o1", code: "HC1:O", addedAt: 1, window: { from: 1, until: CLOCK - 1 } };
  const { world: here, written } = world({ ...KNOWN, passes: [...KNOWN.passes, over] });
  const work = { do: "fetch-light", pass: "a1", of: "p1", policy: "indoor" } as const;
  expect(await ofOwn(work, here)).toEqual({ is: "done", what: "light-fetched", count: 2 });
  expect(written[0]?.passes.map(({ code }) => code)).toEqual([
    "HC1:A",
    `HC1:${CLOCK}`,
    `HC1:${CLOCK + 10}`,
  ]);
  // As many as there can be, whatever they are wanted for.
  expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ policy: "indoor", days: 14 });
});

test("a page to print is asked for in the page's language, and is a PDF or nothing", async () => {
  const { world: here } = world(KNOWN);
  const files: string[] = [];
  Object.assign(here, { language: () => "ar", handOver: (name: string) => files.push(name) });
  const work = { do: "save-page", pass: "a1", of: "p1", policy: null } as const;
  answers["own/passes/p1"] = () => new Response("%PDF-1.7");
  expect(await ofOwn(work, here)).toEqual({ is: "done", what: "saved" });
  expect(asked[0]?.search).toBe("?format=pdf&lang=ar");
  answers["own/passes/p1"] = () => new Response("<!doctype html><script>");
  await expect(ofOwn(work, here)).rejects.toThrow("page.answer");
  answers["own/passes/p1/light"] = json({ code: "light.not-accepted" }, 422);
  await expect(ofOwn({ ...work, policy: "indoor" }, here)).rejects.toThrow("light.not-accepted");
  expect(files).toEqual(["pass.pdf"]);
});

test("a token that counts no more is gone here too; one not given back stays", async () => {
  const work = { do: "give-back", pass: "a1" } as const;
  const gone = world(KNOWN);
  answers["own/forget"] = json({ code: "server.not-signed-in" }, 401);
  await ofOwn(work, gone.world);
  expect(gone.written[0]?.accesses).toEqual([]);
  delete answers["own/forget"];
  const stays = world(KNOWN);
  await expect(ofOwn(work, stays.world)).rejects.toThrow("page.fetch");
  expect(stays.written).toEqual([]);
});

describe("the tree of the ledger", () => {
  test("is the one that a proof leads to, if it is signed at all", () => {
    expect(checkpointOf(proof(12))).toBe(note(12));
    expect(entryOf(proof(12))).toBe(11);
    expect(checkpointOf("c2sp.org/tlog-proof@v2\n\nx")).toBeUndefined();
    expect(seenIn(note(12), CLOCK)).toMatchObject({ size: 12, root: ROOT, at: CLOCK });
    for (const wrong of ["", note(12).replace("— ", ""), note(12).replace("\n12\n", "\n-1\n")]) {
      expect(seenIn(wrong, CLOCK)).toBeUndefined();
    }
  });

  test("that is remembered never shrinks", () => {
    const [small, large] = [seenIn(note(7), 1), seenIn(note(9), 2)];
    expect(later(large ?? null, small)).toBe(large);
    expect(later(small ?? null, large)).toBe(large);
    expect(later(null, small)).toBe(small);
    expect(later(small ?? null, undefined)).toBe(small);
  });
});

describe("the room of a record", () => {
  const nothing = {
    hasPasskey: false,
    cases: [],
    alike: [],
    answers: [],
    seen: null,
  } as const;
  const opened: Event = {
    type: "opened",
    passes: [{ kept: { id: "a1", code: "HC1:A", addedAt: 1 }, seen: null }],
    keys: [{ pass: "a1", expiresAt: CLOCK + 9 }],
    ...nothing,
  };
  const after = (...events: readonly Event[]): State =>
    events.reduce((state, event) => reduce(state, event).state, firstState("en", CLOCK));
  const heard: Event = { type: "own-heard", id: "a1", own: { record: recordOf(RECORD) } };

  test("asks for nothing when it is entered", () => {
    const step = reduce(after(opened), { type: "own-wanted", id: "a1" });
    expect(step.effects).toEqual([]);
    expect(step.state.room).toEqual({ is: "own", id: "a1", own: NOTHING_ASKED });
  });

  test("is there for passes with a key alone, and hears what it asked for alone", () => {
    expect(after(opened, { type: "own-wanted", id: "a2" }).room).toEqual({ is: "shelf" });
    expect(after(opened, heard).room).toEqual({ is: "shelf" });
    const here = after(opened, { type: "own-wanted", id: "a1" }, { ...heard, id: "a2" } as Event);
    expect(here.room).toMatchObject({ own: NOTHING_ASKED });
  });

  test("keeps nothing once it is left, locked, or its key is gone", () => {
    const inside = [opened, { type: "own-wanted", id: "a1" }, heard] as const;
    expect(JSON.stringify(after(...inside))).toContain("Muster");
    for (const event of [
      { type: "room-left" },
      { type: "locked", hasPasskey: false },
      { ...opened, keys: [] },
    ] as readonly Event[]) {
      const state = after(...inside, event);
      expect(state.room).toEqual({ is: "shelf" });
      expect(JSON.stringify(state)).not.toContain("Muster");
    }
  });
});

test("every name that a record may hold has words in every language", () => {
  const read = (path: string): string => readFileSync(`../crates/${path}`, "utf8");
  const names = (source: string, list: string): string[] => {
    const [, body = ""] = new RegExp(`\\n    ${list} \\{([^}]*)`, "u").exec(source) ?? [];
    return [...body.matchAll(/"([a-z-]+)"/gu)].map(([, name]) => name ?? "");
  };
  const [staff, acts] = [read("issuer/src/staff/list.rs"), read("issuer/src/act/list.rs")];
  const cases = read("redress/src/case/list.rs");
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ["role", names(staff, "Role")],
    ["purpose", names(staff, "Purpose")],
    ["source", names(staff, "Source")],
    ["basis", names(acts, "LegalBasis")],
    ["reason", names(acts, "Reason")],
    ["state", names(acts, "ActState")],
    ["page-case", [...names(cases, "CaseKind"), ...names(cases, "CaseState")]],
    ["page-outcome", names(cases, "Outcome")],
    ["page-finding", names(cases, "Finding")],
  ];
  for (const language of LANGUAGES) {
    const say = sayIn(language, texts("wallet") as Sources);
    for (const [list, all] of lists) {
      expect(all.length, list).toBeGreaterThan(3);
      for (const name of all) expect(say.knows(`${list}-${name}`), `${list}-${name}`).toBe(true);
    }
  }
});
