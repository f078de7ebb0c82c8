import { describe, expect, test } from "vitest";

import { IDENTITY_SHOWN_MS, type Event } from "../src/check/state.js";
import { reduce } from "../src/check/reduce.js";
import { ABOUT, ADMIT, after, AT_DOOR, CLOCK, DOOR, OPENED, policy, REFUSE } from "./samples.js";

const CODE: Event = { type: "code-read", code: "HC1:CANARY" };
const answered = (at = 0, answer = ADMIT): Event => ({ type: "answered", answer, at });
const tick = (at: number): Event => ({ type: "tick", at, clock: CLOCK + 1 });

describe("from a code to an answer", () => {
  test("a code at a door is checked there", () => {
    const { state, effects } = after(...AT_DOOR, CODE);
    expect(state.stage.is).toBe("asking");
    expect(effects).toEqual([{ do: "check", code: "HC1:CANARY", door: DOOR }]);
  });

  test("without a door, or before the data is there, nothing is checked", () => {
    for (const events of [[], [OPENED], [{ type: "not-installed" }]] as Event[][]) {
      expect(after(...events, CODE).effects).toEqual([]);
    }
  });

  test("while one is asked about or looked at, another is not read", () => {
    const other: Event = { type: "code-read", code: "HC1:OTHER" };
    expect(after(...AT_DOOR, CODE, other).effects).toHaveLength(1);
    const { state, effects } = after(...AT_DOOR, CODE, answered(), other);
    expect(state.stage).toMatchObject({ is: "answer", answer: ADMIT });
    expect(effects.filter((effect) => effect.do === "check")).toHaveLength(1);
  });

  test("an answer that nobody waits for is not shown", () => {
    expect(after(...AT_DOOR, answered()).state.stage.is).toBe("scan");
    const left = after(...AT_DOOR, CODE, { type: "door-left" }, answered());
    expect(left.state.stage.is).toBe("scan");
    expect(left.state.last).toBeNull();
  });

  test("each answer is heard, unless the sound is off", () => {
    const heard = after(...AT_DOOR, CODE, answered(0, REFUSE)).effects;
    expect(heard).toContainEqual({ do: "sound", action: "refuse" });
    const silent = after(...AT_DOOR, { type: "sound-turned" }, CODE, answered()).effects;
    expect(silent.filter((effect) => effect.do === "sound")).toEqual([]);
  });

  test("a picture without a code is no answer", () => {
    const none: Event = { type: "nothing-read", why: "no-code" };
    const { state } = after(...AT_DOOR, { type: "picture-chosen", picture: new Blob() }, none);
    expect(state.stage).toEqual({ is: "scan", trouble: "no-code" });
    expect(after(...AT_DOOR, CODE, answered(), none).state.stage.is).toBe("answer");
  });
});

describe("name and birth date", () => {
  test("are gone after ten seconds, and not before", () => {
    const shown = after(...AT_DOOR, CODE, answered(500));
    const almost = reduce(shown.state, tick(499 + IDENTITY_SHOWN_MS)).state;
    expect(JSON.stringify(almost)).toContain("Ada Example");
    const gone = reduce(almost, tick(500 + IDENTITY_SHOWN_MS)).state;
    expect(JSON.stringify(gone)).not.toContain("Ada Example");
    expect(JSON.stringify(gone)).not.toContain("1987-03-14");
    expect(gone.last).toMatchObject({ verdict: "accepted", action: "admit", name: null });
  });

  test.each(["next", "hidden", "door-left"] as const)("are gone at once after %s", (type) => {
    const { state } = after(...AT_DOOR, CODE, answered(), { type });
    expect(JSON.stringify(state)).not.toContain("Ada Example");
  });

  test("and no code is ever in the state", () => {
    let { state } = after(...AT_DOOR);
    for (const event of [CODE, answered(), tick(60_000), CODE, answered(70_000), CODE]) {
      state = reduce(state, event).state;
      expect(JSON.stringify(state)).not.toContain("CANARY");
    }
  });

  test("a thousand codes in a row leave nothing behind", () => {
    const first = after(...AT_DOOR, CODE, answered(), { type: "next" }).state;
    let state = first;
    for (let index = 1; index < 1_000; index += 1) {
      for (const event of [CODE, answered(index), { type: "next" }] as const) {
        state = reduce(state, event).state;
      }
    }
    expect(state).toEqual(first);
  });
});

describe("the door", () => {
  test("is chosen by itself where there is only one", () => {
    const policies = [policy("a", ["cinema"])];
    const opened: Event = { type: "opened", about: ABOUT, policies, door: null };
    expect(after(opened).state.door).toEqual(DOOR);
  });

  test("is chosen where there are more, or nobody may be asked", () => {
    expect(after(OPENED).state.door).toBeNull();
    expect(after({ ...OPENED, policies: [] } as Event).state.door).toBeNull();
  });

  test("that the device was set up for holds only while a policy asks there", () => {
    expect(after({ ...OPENED, door: DOOR } as Event).state.door).toEqual(DOOR);
    const elsewhere = { place: "museum", region: "RU-MOW" };
    expect(after({ ...OPENED, door: elsewhere } as Event).state.door).toBeNull();
  });

  test("is left with the camera off, and the policies are asked for again", () => {
    const { state, effects } = after(...AT_DOOR, { type: "camera-wanted" }, { type: "door-left" });
    expect(state.camera.is).toBe("off");
    expect(effects.slice(1)).toEqual([{ do: "stop-camera" }, { do: "refresh-policies" }]);
  });
});

test("a verifier that broke down takes the camera and the answer with it", () => {
  const on: Event[] = [{ type: "camera-wanted" }, { type: "camera-on", hasTorch: false }];
  const broken: Event = { type: "not-opened", code: "page.fault" };
  const { state, effects } = after(...AT_DOOR, ...on, CODE, broken, answered(), CODE);
  expect(state).toMatchObject({ data: { is: "refused" }, stage: { is: "scan" } });
  expect(state.camera.is).toBe("off");
  expect(effects.at(-1)).toEqual({ do: "stop-camera" });
});

describe("the camera", () => {
  const on: readonly Event[] = [{ type: "camera-wanted" }, { type: "camera-on", hasTorch: true }];
  const looks = (...events: readonly Event[]): readonly boolean[] =>
    after(...AT_DOOR, ...on, ...events).effects.flatMap((effect) =>
      effect.do === "look" ? [effect.on] : [],
    );

  test("reads only while nothing else is asked or shown", () => {
    expect(looks()).toEqual([true]);
    expect(looks(CODE)).toEqual([true, false]);
    expect(looks(CODE, answered())).toEqual([true, false]);
    expect(looks(CODE, answered(), { type: "next" })).toEqual([true, false, true]);
    expect(looks(CODE, { type: "nothing-read", why: "core" })).toEqual([true, false, true]);
  });

  test("that started after it was stopped is stopped again", () => {
    const { state, effects } = after(...AT_DOOR, on[0]!, { type: "camera-left" }, on[1]!);
    expect(state.camera.is).toBe("off");
    expect(effects.at(-1)).toEqual({ do: "stop-camera" });
  });

  test("turns to the other side, and starts anew if it was on", () => {
    const { state, effects } = after(...AT_DOOR, ...on, { type: "camera-turned" });
    expect(state.side).toBe("user");
    expect(effects.at(-1)).toEqual({ do: "start-camera", side: "user" });
    expect(after({ type: "camera-turned" }).effects).toEqual([]);
  });

  test("has a torch only if it has one", () => {
    const lit = after(...AT_DOOR, ...on, { type: "torch-turned" });
    expect(lit.state.camera).toEqual({ is: "on", torch: "on" });
    expect(lit.effects.at(-1)).toEqual({ do: "light-torch", on: true });
    const dark: Event = { type: "camera-on", hasTorch: false };
    expect(after(on[0]!, dark, { type: "torch-turned" }).state.camera).toMatchObject({
      torch: "none",
    });
  });

  test("that is denied says so, and a text can still be checked", () => {
    const denied: Event = { type: "camera-failed", why: "denied" };
    const { state, effects } = after(...AT_DOOR, on[0]!, denied, CODE);
    expect(state.camera).toEqual({ is: "failed", why: "denied" });
    expect(effects.at(-1)).toMatchObject({ do: "check" });
  });
});

test("the full screen is left by the page and by the browser", () => {
  const { state, effects } = after({ type: "kiosk-turned" });
  expect([state.kiosk, effects]).toEqual([true, [{ do: "fill-screen", on: true }]]);
  expect(reduce(state, { type: "kiosk-left" })).toMatchObject({
    state: { kiosk: false },
    effects: [],
  });
});
