import { readFileSync } from "node:fs";

import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { beforeAll, describe, expect, test } from "vitest";

import { messages, textsIn } from "../build/texts.mjs";
import type { Core, DoorAnswer, Inspection } from "../src/core/core.js";
import { acceptedAt } from "../src/wallet/accepted.js";
import { codesInText } from "../src/wallet/bring.js";
import { fieldsOf } from "../src/wallet/fields.js";
import { judge, kindOf } from "../src/wallet/judge.js";
import {
  BUSY_MAX_MS,
  HIDDEN_MAX_MS,
  IDLE_MAX_MS,
  SHOWN_MAX_MS,
  watch,
} from "../src/wallet/lock.js";
import { personOf } from "../src/wallet/person.js";
import { QUIET, symbolOf } from "../src/wallet/qr.js";
import { reduce } from "../src/wallet/reduce.js";
import { take } from "../src/wallet/shelf.js";
import { type Effect, type Event, firstState, type Pass, type State } from "../src/wallet/state.js";
import { EMPTY } from "../src/wallet/vault/contents.js";
import { toldOfFetched } from "../src/wallet/work.js";
import { answer, CLOCK, policy } from "./samples.js";

const PASSED = { outcome: "passed", code: null } as const;
const STAGES = {
  decode: PASSED,
  signature: PASSED,
  time: PASSED,
  schema: PASSED,
  key_usage: PASSED,
  revocation: PASSED,
};
const NAME = { fn: "Müller", gn: "Ada", fnt: "MUELLER", gnt: "ADA" };
const HOLDER = {
  surname: "Müller",
  forename: "Ada",
  surname_standardised: "MUELLER",
  forename_standardised: "ADA",
  birth_date: "1987-03-14",
};
const GENUINE: Inspection = {
  format: "dcc",
  verdict: "authentic",
  reason: null,
  stages: STAGES,
  signer: null,
  holder: HOLDER,
  dcc: { ver: "1.3.0", nam: NAME, dob: "1987-03-14", v: [{ tg: "840539006", dn: 2 }] },
  light: null,
  notes: [],
};
const REASON = { code: "revocation.revoked", saying: "revoked", params: {} };
const without = (stage: "decode" | "signature", outcome: "failed" | "undetermined") => ({
  ...STAGES,
  [stage]: { outcome, code: "x" },
});

/** A card of another format, as the core hands it over. */
const CARD: Inspection = {
  ...GENUINE,
  format: "shc",
  dcc: null,
  other: {
    title: "SMART Health Card",
    grounds: ["test", "vaccination"],
    payload: { iss: "https://issuer.example", vc: { type: ["a", "b"] } },
  },
};

describe("a pass of another format", () => {
  test("has the kind of its latest event, its own fields, and a holder", () => {
    expect(kindOf(CARD)).toBe("vaccination");
    expect(kindOf({ ...CARD, other: { title: "", grounds: [], payload: {} } })).toBe("other");
    expect(fieldsOf(CARD).map((field) => field.value)).toEqual([
      "https://issuer.example",
      "a",
      "b",
    ]);
    expect(personOf(CARD).name).toBe("Ada Müller");
  });
});

describe("a code that comes in", () => {
  test("is kept if it is genuine, whatever else is wrong with it", () => {
    expect(judge(GENUINE)).toEqual({ is: "genuine" });
    expect(judge({ ...GENUINE, verdict: "refused", reason: REASON })).toEqual({ is: "genuine" });
    expect(judge({ ...GENUINE, verdict: "undetermined" })).toEqual({ is: "genuine" });
  });

  test("is kept as unverified if its key is not known, and not at all if it is forged", () => {
    const unknown = without("signature", "undetermined");
    expect(judge({ ...GENUINE, stages: unknown, verdict: "undetermined" })).toEqual({
      is: "unverified",
    });
    const forged = without("signature", "failed");
    const refused = { is: "refused", reason: REASON };
    expect(judge({ ...GENUINE, stages: forged, verdict: "refused", reason: REASON })).toEqual(
      refused,
    );
    const none = {
      ...without("decode", "failed"),
      signature: { outcome: "skipped", code: null } as const,
    };
    expect(judge({ ...GENUINE, stages: none, verdict: "refused", reason: REASON })).toEqual(
      refused,
    );
    // What could not even be read is no pass, whatever the verdict on it.
    expect(judge({ ...GENUINE, stages: none, verdict: "undetermined", reason: REASON })).toEqual(
      refused,
    );
  });

  test("is there once, and of several the good ones are kept", async () => {
    const skipped = { outcome: "skipped", code: null } as const;
    const bad = { ...without("decode", "failed"), signature: skipped };
    const refused = { ...GENUINE, verdict: "refused", reason: REASON, stages: bad } as const;
    const inspect = async (asked: { code: string }): Promise<Inspection> =>
      asked.code === "BAD" ? refused : GENUINE;
    const core = { inspect } as unknown as Core;
    const first = await take(core, EMPTY, ["A", "BAD", "A", "B", "C".repeat(9_000)], CLOCK);
    expect(first.contents.passes.map(({ code }) => code)).toEqual(["A", "B"]);
    expect(first.told).toEqual({ is: "done", what: "added", count: 2 });
    expect((await take(core, first.contents, ["A"], CLOCK)).told).toEqual({
      is: "done",
      what: "there-already",
    });
    expect((await take(core, EMPTY, ["BAD"], CLOCK)).told).toEqual({
      is: "not-kept",
      reason: REASON,
    });
    expect(new Set(first.contents.passes.map(({ id }) => id)).size).toBe(2);
  });

  test("as text is one a line, and not more than passes are", () => {
    expect(codesInText(" A \r\n\n B\nA")).toEqual({ codes: ["A", "B"] });
    expect(codesInText(" \n")).toEqual({ why: "no-text" });
    const many = Array.from({ length: 33 }, (_, index) => `HC1:${index}`).join("\n");
    expect(codesInText(many)).toEqual({ why: "too-long" });
    expect(codesInText("A".repeat(8_193))).toEqual({ why: "too-long" });
  });
});

describe("what a pass says", () => {
  test("is all of it, by field", () => {
    const names = fieldsOf(GENUINE).map(({ name }) => name);
    expect(names).toEqual(["ver", "fn", "gn", "fnt", "gnt", "dob", "tg", "dn"]);
    const hostile = { v: Array.from({ length: 500 }, () => ({ x: "<b>" })) };
    expect(fieldsOf({ ...GENUINE, dcc: hostile })).toHaveLength(400);
  });

  test("tells its kind", () => {
    const kinds = [{ t: [{}] }, { r: [{}] }, { xm: [{}] }, { v: [] }, {}, null];
    expect(kinds.map((dcc) => kindOf({ ...GENUINE, dcc }))).toEqual([
      "test",
      "recovery",
      "exemption",
      "other",
      "other",
      "other",
    ]);
    expect(kindOf({ ...GENUINE, dcc: null, light: { lv: 1 } })).toBe("light");
  });

  test("tells whose it is, in whatever script the name is written", () => {
    const other = { holder: { ...HOLDER, surname: "Мюллер", forename: "Ада" } };
    expect(personOf(other).key).toBe(personOf(GENUINE).key);
    const born = { holder: { ...HOLDER, birth_date: "1987-03-15" } };
    expect(personOf(born).key).not.toBe(personOf(GENUINE).key);
    const plain = { ...HOLDER, surname_standardised: null, forename_standardised: null };
    expect(personOf({ holder: plain })).toEqual({
      key: JSON.stringify(["Müller", "Ada", "1987-03-14"]),
      name: "Ada Müller",
      birthDate: "1987-03-14",
    });
  });
});

describe("where it is accepted", () => {
  const DAY = 86_400;
  /** A door that lets in from `from` until `until`, and a policy that ends at `end`. */
  function doors(from: number, until: number, end: number, places = ["cinema", "gym"]): Core {
    const held = { ...policy("a", places), from: CLOCK - DAY, until: end };
    const at = async ({ at = 0 }: { at?: number }): Promise<DoorAnswer> => {
      if (at >= end) return answer("admit", "no_check_in_force", "no-check-in-force");
      const isIn = at >= from && at < until;
      return isIn
        ? answer("admit", "accepted", "accepted")
        : answer("refuse", "refused", "not-valid");
    };
    const policies = async (now: number) => (now >= held.from && now < end ? [held] : []);
    return { check: at, policies } as unknown as Core;
  }

  test("is told to the minute, and whether the policy or the pass ends it", async () => {
    const [end, until] = [CLOCK + 60 * DAY, CLOCK + 10 * DAY + 12_345];
    const [told] = await acceptedAt(doors(0, until, end), "HC1:X", CLOCK);
    expect(told?.places).toEqual(["cinema", "gym"]);
    expect(told?.now.verdict).toBe("accepted");
    const [span] = told?.spans ?? [];
    expect(span?.from).toBe(CLOCK);
    expect(Math.abs((span?.until ?? 0) - until)).toBeLessThanOrEqual(60);
    expect(span?.isPolicysEnd).toBe(false);
    const [longer] = await acceptedAt(doors(0, end + DAY, end), "HC1:X", CLOCK);
    expect(longer?.spans).toEqual([{ from: CLOCK, until: end, isPolicysEnd: true }]);
  });

  test("begins later where it begins later, and never where it never is", async () => {
    const end = CLOCK + 30 * DAY;
    const from = CLOCK + 3 * DAY + 7_777;
    const [later] = await acceptedAt(doors(from, end, end), "HC1:X", CLOCK);
    expect(later?.now.verdict).toBe("refused");
    expect(Math.abs((later?.spans[0]?.from ?? 0) - from)).toBeLessThanOrEqual(60);
    const [never] = await acceptedAt(doors(0, 0, end), "HC1:X", CLOCK);
    expect(never?.spans).toEqual([]);
  });

  test("is nowhere to be told where no policy is known", async () => {
    expect(await acceptedAt(doors(0, 0, CLOCK - 1), "HC1:X", CLOCK)).toEqual([]);
  });
});

describe("a code that is drawn", () => {
  beforeAll(async () => {
    const wasmBinary = readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm").buffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  });

  /** The path of the drawing as pixels, three a module. */
  function pixels({ side, path }: { side: number; path: string }): ImageData {
    const modules = side + 2 * QUIET;
    const width = modules * 3;
    const data = new Uint8ClampedArray(width * width * 4).fill(255);
    for (const [, left, top, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/gu)) {
      for (let y = Number(top) * 3; y < Number(top) * 3 + 3; y += 1) {
        const start = (y * width + Number(left) * 3) * 4;
        for (let x = 0; x < Number(length) * 3; x += 1)
          data.fill(0, start + x * 4, start + x * 4 + 3);
      }
    }
    return { data, width, height: width, colorSpace: "srgb" } as ImageData;
  }

  test.each([
    ["a pass of the EU", `HC1:${"6BF-P$ *".repeat(68)}`, "Q"],
    ["a SMART Health Card", `shc:/${"5676290952432060346029243740446031222959".repeat(40)}`, "M"],
    ["a text of a stranger", "https://example.org/?q=Ä", "Q"],
  ])("reads as it was written: %s", async (_, text, level) => {
    const made = symbolOf(text);
    if (!made) throw new Error("nothing was drawn");
    const [found] = await readBarcodes(pixels(made), { formats: ["QRCode"] });
    expect(found?.text).toBe(text);
    expect(found?.ecLevel).toBe(level);
    expect((made.side - 17) / 4).toBeLessThanOrEqual(22);
  });

  test("is none for a text that no QR code holds", () => {
    expect(symbolOf("A".repeat(5_000))).toBeUndefined();
  });
});

describe("the lock", () => {
  test("closes when nobody touches it, later while a code is shown", () => {
    const guard = watch(0);
    expect(guard.isOver(IDLE_MAX_MS - 1, false)).toBe(false);
    expect(guard.isOver(IDLE_MAX_MS, false)).toBe(true);
    expect(guard.isOver(IDLE_MAX_MS, true)).toBe(false);
    expect(guard.isOver(SHOWN_MAX_MS, true)).toBe(true);
    guard.touched(IDLE_MAX_MS);
    expect(guard.isOver(IDLE_MAX_MS, false)).toBe(false);
  });

  test("waits for what was begun, and not for ever", () => {
    const guard = watch(0);
    expect(guard.isOver(IDLE_MAX_MS, false, true)).toBe(false);
    expect(guard.isOver(IDLE_MAX_MS + BUSY_MAX_MS, false, true)).toBe(true);
    guard.touched(IDLE_MAX_MS);
    guard.sight(true, 1_000);
    expect(guard.isOver(1_000 + HIDDEN_MAX_MS, false, true)).toBe(false);
    expect(guard.isOver(1_000 + HIDDEN_MAX_MS + BUSY_MAX_MS, false, true)).toBe(true);
  });

  test("closes when nobody looks, and not while a picture is chosen", () => {
    const guard = watch(0);
    guard.sight(true, 1_000);
    expect(guard.isOver(999 + HIDDEN_MAX_MS, true)).toBe(false);
    guard.sight(true, 50_000);
    expect(guard.isOver(1_000 + HIDDEN_MAX_MS, true)).toBe(true);
    guard.sight(false, 2_000);
    expect(guard.isOver(1_000 + HIDDEN_MAX_MS, true)).toBe(false);
  });
});

describe("the state", () => {
  const kept = { id: "a1", code: "HC1:CANARY", addedAt: 1 };
  const pass: Pass = { kept, seen: null };
  const keys = [{ pass: "a1", expiresAt: CLOCK + 9 }];
  const nothing = {
    hasPasskey: false,
    cases: [],
    alike: [],
    answers: [],
    seen: null,
  } as const;
  const opened: Event = { type: "opened", passes: [pass], keys, ...nothing };
  function after(...events: readonly Event[]): { state: State; effects: Effect[] } {
    const effects: Effect[] = [];
    let state = firstState("en", CLOCK);
    for (const event of events) {
      const step = reduce(state, event);
      state = step.state;
      effects.push(...step.effects);
    }
    return { state, effects };
  }

  test("keeps nothing of what was inside once it is locked", () => {
    for (const room of [
      { type: "pass-chosen", id: "a1" },
      { type: "code-wanted", id: "a1" },
      { type: "add-wanted" },
    ] as const) {
      const { state } = after(opened, room, { type: "locked", hasPasskey: false });
      expect(JSON.stringify(state)).not.toContain("CANARY");
      expect(state.room).toEqual({ is: "shelf" });
    }
  });

  test("puts away camera and full screen with the room", () => {
    const { effects } = after(
      opened,
      { type: "add-wanted" },
      { type: "camera-wanted" },
      { type: "locked", hasPasskey: false },
    );
    expect(effects.map((effect) => effect.do)).toEqual(["start-camera", "stop-camera"]);
    const shown = after(opened, { type: "code-wanted", id: "a1" }, { type: "room-left" });
    expect(shown.effects).toEqual([
      { do: "fill-screen", on: true },
      { do: "fill-screen", on: false },
    ]);
  });

  test("does one thing at a time, and nothing inside while it is locked", () => {
    const work = { do: "take", text: "HC1:X" } as const;
    expect(after({ type: "wanted", work }).effects).toEqual([]);
    expect(after(opened, { type: "wanted", work }, { type: "wanted", work }).effects).toEqual([
      work,
    ]);
    const again = after(
      opened,
      { type: "wanted", work },
      { type: "done-with", told: null },
      { type: "wanted", work },
    );
    expect(again.effects).toEqual([work, work]);
  });

  test("takes one code from the camera, and puts it out", () => {
    const seen: Event = { type: "code-seen", code: "HC1:Y" };
    const on: readonly Event[] = [
      opened,
      { type: "add-wanted" },
      { type: "camera-wanted" },
      { type: "camera-on" },
    ];
    const { state, effects } = after(...on, seen, seen);
    expect(effects.filter((effect) => effect.do === "take")).toHaveLength(1);
    expect(state.camera).toBe("off");
  });

  test("does not show a pass that is gone", () => {
    const gone: Event = { type: "opened", passes: [], keys: [], ...nothing };
    expect(after(opened, { type: "code-wanted", id: "a1" }, gone).state.room).toEqual({
      is: "shelf",
    });
    expect(after(opened, { type: "pass-chosen", id: "nobody" }).state.room).toEqual({
      is: "shelf",
    });
  });

  test("never writes over a wallet that it cannot read", () => {
    const { state } = after({ type: "wallet-broken", code: "page.wallet-newer" });
    expect(state.vault).toEqual({ is: "broken", code: "page.wallet-newer" });
    expect(state.told).toEqual({ is: "failed", code: "page.wallet-newer" });
  });
});

test("what is said of fetched data is true of the page as well", () => {
  expect(toldOfFetched({ isKept: true })).toEqual({ is: "done", what: "fetched" });
  expect(toldOfFetched({ isKept: false, why: "page.fault" })).toEqual({
    is: "done",
    what: "fetched-only",
  });
  for (const code of ["page.release-unproven", "page.release-older", "release.other-file"]) {
    expect(toldOfFetched({ isKept: false, why: code })).toEqual({ is: "failed", code });
  }
});

test("what the page says itself takes the place of nothing that is said of a pass", () => {
  const own = messages(readFileSync("locales/en/wallet.ftl", "utf8"));
  const taken = messages(readFileSync("../crates/wording/locales/en/messages.ftl", "utf8"));
  expect(Object.keys(own).filter((id) => id in taken)).toEqual([]);
  expect(Object.keys(messages(textsIn("wallet", "en"))).length).toBeGreaterThan(
    Object.keys(own).length + 100,
  );
});
