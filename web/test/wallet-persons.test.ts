import { describe, expect, test } from "vitest";

import type { Core, Holder, Inspection, TogetherAnswer } from "../src/core/core.js";
import {
  type Alike,
  alikeAmong,
  countedIn,
  groupsOf,
  groupWith,
  keysOf,
  idsOf,
  proposalsOf,
  saidOf,
} from "../src/wallet/persons.js";
import { reduce } from "../src/wallet/reduce.js";
import { without } from "../src/wallet/shelf.js";
import { type Event, firstState, type Looked, type Pass, type State } from "../src/wallet/state.js";
import { takenTogether } from "../src/wallet/together.js";
import { type Answer, ANSWERS_MAX, takenBack, withAnswer } from "../src/wallet/vault/answers.js";
import { type Contents, EMPTY, joined } from "../src/wallet/vault/contents.js";
import { CLOCK, policy } from "./samples.js";

/** A pass whose holder machines write as `key`. */
function passOf(id: string, key: string, more: Partial<Looked> = {}): Pass {
  const seen = {
    inspection: { holder: { surname: key } } as unknown as Inspection,
    judgement: "genuine",
    standing: "good",
    kind: "vaccination",
    person: { key, name: key, birthDate: "1987-03-14" },
    ...more,
  } as const;
  return { kept: { id, code: `HC1:${id}`, addedAt: 1 }, seen };
}

const alike = (one: string, other: string, reasons: string[] = []): Alike => ({
  keys: [one, other],
  answer: reasons.length > 0 ? "likely" : "same",
  reasons,
});
const said = (one: string[], other: string[], isSame = true): Answer => ({
  one,
  other,
  isSame,
  saidAt: CLOCK,
});

const PASSES = [passOf("a1", "A"), passOf("b1", "B"), passOf("a2", "A"), passOf("c1", "C")];
const AB = alike("B", "A", ["matching.surname-spelling"]);
const ids = (groups: readonly (readonly Pass[])[]): string[] =>
  groups.map((group) => idsOf(group).join(" "));

describe("passes on the shelf", () => {
  test("stand together as they are written, and by nothing else until somebody says so", () => {
    const known = { passes: PASSES, alike: [AB], answers: [] };
    expect(ids(groupsOf(known))).toEqual(["a1 a2", "b1", "c1"]);
    const [proposal, ...more] = proposalsOf(known);
    expect(more).toEqual([]);
    expect(proposal).toMatchObject({ answer: "likely", reasons: ["matching.surname-spelling"] });
    expect(ids([proposal?.one ?? [], proposal?.other ?? []])).toEqual(["a1 a2", "b1"]);
  });

  test("stand together by a yes, and are not asked again after a no", () => {
    const yes = { passes: PASSES, alike: [AB], answers: [said(["a1", "a2"], ["b1"])] };
    expect(ids(groupsOf(yes))).toEqual(["a1 a2 b1", "c1"]);
    expect(proposalsOf(yes)).toEqual([]);
    const no = { ...yes, answers: [said(["a1"], ["b1"], false)] };
    expect(ids(groupsOf(no))).toEqual(["a1 a2", "b1", "c1"]);
    expect(proposalsOf(no)).toEqual([]);
    const later = { ...yes, answers: [] };
    const [{ id = "" } = {}] = proposalsOf(later);
    expect(proposalsOf(later, [id])).toEqual([]);
  });

  test("never by a yes to what contradicts", () => {
    const answers = [said(["a1"], ["c1"])];
    expect(ids(groupsOf({ passes: PASSES, alike: [AB], answers }))).toEqual(["a1 a2", "b1", "c1"]);
  });

  test("are not proposed where one vague pass would join two people", () => {
    // B may be A, and B may be C, but A is not C.
    const vague = [AB, alike("B", "C")];
    const known = { passes: PASSES, alike: vague, answers: [said(["b1"], ["c1"])] };
    expect(ids(groupsOf(known))).toEqual(["a1 a2", "b1 c1"]);
    expect(proposalsOf(known)).toEqual([]);
  });

  test("of two people who are written alike stand apart once that was said", () => {
    const answers = [said(["a1"], ["a2"], false)];
    const passes = [...PASSES, passOf("a3", "A")];
    const known = { passes, alike: [], answers };
    expect(ids(groupsOf(known))).toEqual(["a1", "b1", "a2", "c1", "a3"]);
    // Whose the third is has to be said.
    expect(proposalsOf(known).map(({ one, other }) => ids([one, other]))).toEqual([
      ["a1", "a3"],
      ["a2", "a3"],
    ]);
  });

  test("that nobody could look at stand in one place", () => {
    const passes = ["x", "y"].map((id) => ({ ...passOf(id, "A"), seen: null }));
    const known = { passes, alike: [], answers: [said(["x"], ["y"], false)] };
    expect(ids(groupsOf(known))).toEqual(["x y"]);
    expect(proposalsOf(known)).toEqual([]);
  });

  test("without a name or a date of birth are proposed to nobody", () => {
    const person = { key: "A", name: "", birthDate: "" };
    const passes = ["x", "y", "z"].map((id) => passOf(id, "A", { person }));
    expect(proposalsOf({ passes, alike: [], answers: [said(["x"], ["y"], false)] })).toEqual([]);
  });
});

describe("who may be one person", () => {
  test("is asked of the core, each holder once", async () => {
    const asked: (readonly Holder[])[] = [];
    const core = {
      compare: async (holders: readonly Holder[]) => {
        asked.push(holders);
        return [{ one: 0, other: 1, answer: "likely", reasons: ["x"] }];
      },
    } as unknown as Core;
    expect(await alikeAmong(core, PASSES)).toEqual([
      { keys: ["A", "B"], answer: "likely", reasons: ["x"] },
    ]);
    expect(asked[0]).toHaveLength(3);
    expect(await alikeAmong(core, PASSES.slice(0, 1))).toEqual([]);
    expect(await alikeAmong(undefined, PASSES)).toEqual([]);
    expect(keysOf(PASSES)).toBe("A,B,C");
    expect(asked).toHaveLength(1);
  });
});

describe("what counts together", () => {
  test("are full passes that are good by themselves", () => {
    const window = { from: 0, until: 1 };
    const day = { kept: { ...passOf("d", "A").kept, window }, seen: passOf("d", "A").seen };
    const group = [
      passOf("a1", "A"),
      passOf("a2", "A", { standing: "bad" }),
      passOf("a3", "A", { standing: "open" }),
      passOf("a4", "A", { kind: "light" }),
      day,
      { ...passOf("a5", "A"), seen: null },
    ];
    expect(idsOf(countedIn(group))).toEqual(["a1"]);
  });

  test("was said of all of them, or counts of none", () => {
    const answers = [said(["a1"], ["b1"]), said(["b1"], ["c1"]), said(["x"], ["y"], false)];
    expect(saidOf(answers, ["a1", "b1", "c1"])).toBe(CLOCK);
    expect(saidOf(answers, ["a1", "c1"])).toBe(CLOCK);
    // A yes to some passes is none to a pass that came later.
    expect(saidOf(answers, ["a1", "b1", "c1", "d1"])).toBeUndefined();
    expect(saidOf(answers, ["x", "y"])).toBeUndefined();
    expect(saidOf(answers, ["a1"])).toBeUndefined();
  });

  test("is worked out by the core as one, at every instant", async () => {
    const asked: object[] = [];
    const together = async (given: { place?: string; at?: number }): Promise<TogetherAnswer> => {
      asked.push(given);
      const word = { verdict: "accepted", saying: "door-accepted", unsound: null } as const;
      const rest = { answer: "same", reasons: [], events: [], conflicts: [] } as const;
      return { ...rest, reasons: [], events: [], conflicts: [], door: given.place ? word : null };
    };
    const held = policy("a", ["cinema"]);
    const policies = async (at: number) => (at < held.until ? [held] : []);
    const core = { together, policies } as unknown as Core;
    const passes = [passOf("a1", "A").kept, passOf("b1", "B").kept];
    const found = await takenTogether(core, passes, CLOCK);
    if ("code" in found) throw new Error(found.code);
    expect(found.ids).toEqual(["a1", "b1"]);
    expect(found.acceptance[0]?.now).toEqual({
      verdict: "accepted",
      saying: "door-accepted",
      unsound: null,
    });
    const base = { codes: ["HC1:a1", "HC1:b1"], same_person: true, clock: CLOCK };
    expect(asked[0]).toEqual(base);
    expect(asked[1]).toEqual({ ...base, place: "cinema", region: "RU-MOW", at: CLOCK });
  });

  test("is nothing where the core refuses, and says why", async () => {
    const core = { together: async () => Promise.reject(new Error("x")) } as unknown as Core;
    const found = await takenTogether(core, [passOf("a1", "A").kept], CLOCK);
    expect(found).toEqual({ ids: ["a1"], code: "page.fault" });
  });
});

describe("an answer", () => {
  test("takes the place of one that was otherwise, and is taken back", () => {
    const yes = withAnswer([], said(["a1", "a2"], ["b1"]));
    const no = withAnswer(yes, said(["b1"], ["a2"], false));
    expect(no).toEqual([said(["b1"], ["a2"], false)]);
    expect(takenBack(no, { one: ["a2"], other: ["b1"] })).toEqual([]);
    // About other passes it is another answer.
    expect(withAnswer(yes, said(["a1"], ["c1"], false))).toHaveLength(2);
    expect(withAnswer(yes, said(["a1"], ["a2", "b1"]))).toEqual([said(["a1"], ["a2", "b1"])]);
  });

  test("is one of so many, and goes with its passes", () => {
    let answers: readonly Answer[] = [];
    for (let index = 0; index <= ANSWERS_MAX; index += 1) {
      answers = withAnswer(answers, said([`${index}`], ["x"]));
    }
    expect(answers).toHaveLength(ANSWERS_MAX);
    expect(answers[0]?.one).toEqual(["1"]);
    const passes = ["a1", "a2", "b1"].map((id) => passOf(id, "A").kept);
    const contents: Contents = { ...EMPTY, passes, answers: [said(["a1", "a2"], ["b1"])] };
    expect(without(contents, "a1").answers).toEqual([said(["a2"], ["b1"])]);
    expect(without(contents, "b1").answers).toEqual([]);
  });

  test("of a copy goes to the same passes here, after what was said here", () => {
    const kept = (id: string, code: string) => ({ id, code, addedAt: 1 });
    const mine: Contents = { ...EMPTY, passes: [kept("m1", "A"), kept("m2", "B")] };
    const copy: Contents = {
      ...EMPTY,
      passes: [kept("t1", "A"), kept("t2", "B"), kept("t3", "C")],
      answers: [said(["t1"], ["t2"]), said(["t2"], ["t3"], false)],
    };
    expect(joined(mine, copy).answers).toEqual([said(["m1"], ["m2"]), said(["m2"], ["t3"], false)]);
    const own = { ...mine, answers: [said(["m2"], ["m1"], false)] };
    expect(joined(own, copy).answers).toEqual([...own.answers, said(["m2"], ["t3"], false)]);
  });
});

describe("the room of passes together", () => {
  const opened: Event = {
    type: "opened",
    passes: PASSES,
    keys: [],
    hasPasskey: false,
    cases: [],
    alike: [AB],
    answers: [],
    seen: null,
  };
  const after = (...events: readonly Event[]): State =>
    events.reduce((state, event) => reduce(state, event).state, firstState("en", CLOCK));

  test("is worked out when it is entered, and anew when what is inside is other", () => {
    const before = after(opened);
    const step = reduce(before, { type: "together-wanted", id: "a1" });
    expect(step.effects).toEqual([{ do: "work-out-together", id: "a1" }]);
    const found = { ids: ["a1", "a2"], code: "matching.unknown" };
    const there = reduce(step.state, { type: "together-found", id: "a1", found }).state;
    expect(there.room).toEqual({ is: "together", id: "a1", found });
    const again = reduce(there, opened);
    expect(again.state.room).toEqual({ is: "together", id: "a1", found: null });
    expect(again.effects).toEqual([{ do: "work-out-together", id: "a1" }]);
    expect(reduce(before, { type: "together-found", id: "a1", found }).state.room).toEqual({
      is: "shelf",
    });
    expect(reduce(before, { type: "together-wanted", id: "nobody" }).effects).toEqual([]);
  });

  test("is left with the lock, and what was put off is asked again then", () => {
    const off = after(opened, { type: "put-off", proposal: "x" });
    expect(off.later).toEqual(["x"]);
    const locked = reduce(off, { type: "locked", hasPasskey: false }).state;
    expect(locked.later).toEqual([]);
    expect(groupWith({ passes: PASSES, alike: [], answers: [] }, "a2").length).toBe(2);
  });
});
