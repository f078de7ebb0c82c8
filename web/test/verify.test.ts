import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { messages, texts, textsIn } from "../build/texts.mjs";
import { CoreError } from "../src/core/core.js";
import { sayIn, type Sources } from "../src/text/say.js";
import type { Begin, Ledger, Progress, Report } from "../src/verify/ledger.js";
import { reduce } from "../src/verify/reduce.js";
import { type Event, firstState, type State, toSave } from "../src/verify/state.js";
import { walk } from "../src/verify/walk.js";

const REPORT: Report = {
  verdict: "passed",
  origin: "ledger.example/xa",
  quorum: 2,
  tree: { size: 7, root: "AA==", cosigned_at: 1, witnesses: [], checkpoint: "new" },
  checks: [],
  receipts: [],
  counts: [],
  remember: true,
};
const MEMORY = { checkpoint: "old", policy: "log", size: 5, at: 1 };
const GIVEN = { policy: "", receipt: "" };

const after = (...events: readonly Event[]): State =>
  events.reduce((state, event) => reduce(state, event).state, firstState("en", MEMORY));

describe("the state", () => {
  test("begins one run at a time, with what is remembered", () => {
    const first = reduce(firstState("en", MEMORY), { type: "pressed", given: GIVEN });
    expect(first.effects).toEqual([{ do: "verify", given: GIVEN, memory: MEMORY }]);
    expect(reduce(first.state, { type: "pressed", given: GIVEN }).effects).toEqual([]);
  });

  test("takes nothing of a run that was stopped", () => {
    const stopped = after({ type: "pressed", given: GIVEN }, { type: "stop-pressed" });
    const late: readonly Event[] = [
      { type: "went-on", read: 1, size: 2 },
      { type: "broke", why: { code: "page.fault", params: {} } },
      { type: "reported", report: REPORT, memory: undefined },
    ];
    for (const event of late) expect(reduce(stopped, event)).toEqual({ state: stopped, effects: [] });
  });

  test("keeps what it remembers where nothing was proven", () => {
    const reported = { type: "reported", report: REPORT, memory: undefined } as const;
    const state = after({ type: "pressed", given: GIVEN }, reported);
    expect(state.memory).toBe(MEMORY);
    expect(state.phase).toEqual({ is: "done", report: REPORT, isKept: false });
    // Evidence is what was published, and what is remembered.
    expect(toSave(state, "published")?.checkpoint).toBe("new");
    expect(toSave(state, "remembered")?.checkpoint).toBe("old");
    const save = { type: "save-pressed", which: "remembered" } as const;
    expect(reduce(firstState("en", undefined), save).effects).toEqual([]);
  });
});

describe("the walk", () => {
  const begin: Begin = { policy: "", demonstration: false, clock: 0, receipts: [] };
  const paths = ["a", "b", "c", "d"];

  /** Wants these files, telling two ahead; writes down what it is given. */
  function ledgerOf(taken: (readonly [string, number | undefined])[]): Ledger {
    const progress = (): Progress => {
      const wanted = paths.slice(taken.length, taken.length + 2);
      return { wanted: wanted.map((path) => ({ path, size_max_bytes: 9 })), read: 0, size: 4 };
    };
    return {
      begin: progress,
      take(path, file) {
        taken.push([path, file?.length]);
        return progress();
      },
      report: () => REPORT,
    };
  }

  test("hands files in by their order, and fetches each one once", async () => {
    const [taken, fetched]: [(readonly [string, number | undefined])[], string[]] = [[], []];
    const waits = new Map<string, () => void>();
    const report = walk({
      ledger: ledgerOf(taken),
      begin,
      fetch: async ({ path }) => {
        fetched.push(path);
        // The later one of two is there first.
        if (path === "a") await new Promise<void>((resolve) => waits.set(path, resolve));
        if (path === "b") waits.get("a")?.();
        return path === "c" ? undefined : new Uint8Array(path.charCodeAt(0));
      },
      progress: () => undefined,
    });
    expect(await report).toBe(REPORT);
    expect(fetched).toEqual(paths);
    expect(taken).toEqual([
      ["a", 97],
      ["b", 98],
      ["c", undefined],
      ["d", 100],
    ]);
  });

  test("ends with the error of the file whose turn it is", async () => {
    const taken: (readonly [string, number | undefined])[] = [];
    const fetch = async ({ path }: { path: string }): Promise<Uint8Array> => {
      if (path === "b") throw new CoreError("page.ledger-fetch");
      return new Uint8Array();
    };
    const walked = walk({ ledger: ledgerOf(taken), begin, fetch, progress: () => undefined });
    await expect(walked).rejects.toMatchObject({ code: "page.ledger-fetch" });
    expect(taken).toEqual([["a", 0]]);
  });
});

describe("what the page says", () => {
  const say = sayIn("en", texts("verify") as Sources);
  const crate = (path: string): string => readFileSync(`../crates/${path}`, "utf8");
  const all = (source: string, pattern: RegExp): string[] =>
    [...source.matchAll(pattern)].map(([, found]) => found ?? "");

  const findings = all(crate("wasm-ledger/src/finding.rs"), /"ledger-verify\.([a-z-]+)"/gu);
  const checks = all(crate("wasm-ledger/src/verification.rs"), /Check::new\("([a-z]+)"/gu);
  const types = crate("ledger/src/leaf/list.rs").split("/// What a table")[0] ?? "";
  const kinds = all(types, /= \d+, "([a-z-]+)"/gu);

  test("has a sentence for every finding, question, and kind of entry", () => {
    expect([findings.length, checks.length, kinds.length]).toEqual([23, 8, 20]);
    for (const code of findings) expect(say.knows(`finding-${code}`), code).toBe(true);
    for (const name of checks) {
      expect(say.knows(`check-${name}`) && say.knows(`proven-${name}`), name).toBe(true);
    }
    for (const kind of kinds) expect(say.knows(`kind-${kind}`), kind).toBe(true);
  });

  test("has no message that is left over", () => {
    const files = ["begin", "memory", "page", "result", "running"];
    const source = files.map((file) => readFileSync(`src/verify/views/${file}.ts`, "utf8"));
    const named = new Set(all(source.join("\n"), /"([a-z][\w-]*)"/gu));
    const made = /^(verdict|outcome|remedy|check|proven|finding|kind|receipt|keys)-/u;
    for (const id of Object.keys(messages(textsIn("verify", "en")))) {
      expect(named.has(id) || made.test(id), id).toBe(true);
    }
  });
});
