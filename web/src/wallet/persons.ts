/**
 * Which passes stand together on the shelf: those that are written alike, and those of which the
 * holder said that they are of one person. What may be one person is asked; nothing is put together
 * silently, and nothing that contradicts at all.
 */

import type { Core, Holder, PairAnswer } from "../core/core.js";
import type { Inside, Pass } from "./state.js";
import { type Answer, relates } from "./vault/answers.js";

/** Two people as passes write them, by their keys, who may be one. */
export interface Alike extends Pick<PairAnswer, "answer" | "reasons"> {
  readonly keys: readonly [string, string];
}

/** Passes of one person, as far as is known. */
export type Group = readonly Pass[];

/** Passes that may be of one person, for the holder to say. */
export interface Proposal extends Pick<PairAnswer, "answer" | "reasons"> {
  readonly id: string;
  readonly one: Group;
  readonly other: Group;
}

/** Most passes that are taken together at one time. */
const TOGETHER_MAX = 32;

/** Those on the passes, as machines write them, each once. */
export const keysOf = (passes: readonly Pass[]): string => [...new Set(passes.map(keyOf))].join();

/** Who of those on the passes may be one person. */
export async function alikeAmong(
  core: Core | undefined,
  passes: readonly Pass[],
): Promise<readonly Alike[]> {
  const holders = new Map<string, Holder>();
  for (const { seen } of passes) {
    const holder = seen?.inspection.holder;
    if (seen && holder && !holders.has(seen.person.key)) holders.set(seen.person.key, holder);
  }
  if (!core || holders.size < 2) return [];
  const keys = [...holders.keys()];
  const pairs = await core.compare([...holders.values()]);
  return pairs.flatMap(({ one, other, answer, reasons }) => {
    const [first, second] = [keys[one], keys[other]];
    return first === undefined || second === undefined
      ? []
      : [{ keys: [first, second] as const, answer, reasons }];
  });
}

type Known = Pick<Inside, "passes" | "alike" | "answers">;

/** Passes by person. */
export function groupsOf({ passes, alike, answers }: Known): readonly Group[] {
  let groups: readonly Group[] = [];
  for (const pass of passes) {
    const written = groups.filter((group) => group.some((one) => keyOf(one) === keyOf(pass)));
    const [first] = written;
    // Of two people who are written alike, whose it is has to be said.
    const isSplit = written.length > 1 || (first && areApart(answers, first, [pass]));
    const joins = first && (!pass.seen || !isSplit) ? first : undefined;
    if (joins) groups = groups.map((group) => (group === joins ? [...group, pass] : group));
    else groups = [...groups, [pass]];
  }
  const pairs = pairsOf(alike);
  for (const { one, other } of answers.filter(({ isSame }) => isSame)) {
    const ids = [...one, ...other];
    const named = groups.filter((group) => group.some(({ kept }) => ids.includes(kept.id)));
    let [whole, ...rest] = named;
    for (const next of rest) {
      if (!whole || !agreement(pairs, whole, next) || areApart(answers, whole, next)) continue;
      const joined: Group = [...whole, ...next];
      const others = groups.filter((group) => group !== next);
      groups = others.map((group) => (group === whole ? joined : group));
      whole = joined;
    }
  }
  return groups;
}

/** What may be one person and was not asked yet, those that agree in all first. */
export function proposalsOf(known: Known, later: readonly string[] = []): readonly Proposal[] {
  const groups = groupsOf(known);
  const pairs = pairsOf(known.alike);
  const found: Proposal[] = [];
  groups.forEach((one, index) => {
    for (const other of groups.slice(index + 1)) {
      const agree = agreement(pairs, one, other);
      const id = [...idsOf(one), "-", ...idsOf(other)].join(" ");
      if (!agree || areApart(known.answers, one, other) || later.includes(id)) continue;
      found.push({ id, one, other, ...agree });
    }
  });
  const rank = ({ answer }: Proposal): number => (answer === "same" ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other));
}

/** Those of a group that can be taken together: full passes that are good by themselves. */
export function countedIn(group: Group): Group {
  const counted = group.filter(({ kept, seen }) => {
    return !kept.window && seen?.kind !== "light" && seen?.standing === "good";
  });
  return counted.slice(0, TOGETHER_MAX);
}

/** The group that a pass stands in. */
export function groupWith(known: Known, id: string): Group {
  return groupsOf(known).find((group) => idsOf(group).includes(id)) ?? [];
}

/** Whether something was said of a group that can be taken back: that it is of one person. */
export function isJoined(answers: readonly Answer[], group: Group): boolean {
  const ids = idsOf(group);
  return answers.some((answer) => answer.isSame && relates(answer, { one: ids, other: ids }));
}

/** When the holder said of all of these that they are of one person; undefined if not of all. */
export function saidOf(answers: readonly Answer[], ids: readonly string[]): number | undefined {
  const same = answers.filter(({ isSame }) => isSame);
  const known = new Set(ids.slice(0, 1));
  let saidAt: number | undefined;
  for (let before = 0; before < known.size; ) {
    before = known.size;
    for (const answer of same) {
      const all = [...answer.one, ...answer.other];
      if (!all.some((id) => known.has(id))) continue;
      for (const id of all) known.add(id);
      if (all.some((id) => ids.includes(id))) saidAt = Math.max(saidAt ?? 0, answer.saidAt);
    }
  }
  return ids.length > 1 && ids.every((id) => known.has(id)) ? saidAt : undefined;
}

/** Passes by which a side of an answer is told: full ones outlive those of a day. */
export function tellingIds(group: Group): readonly string[] {
  const full = group.filter(({ kept }) => !kept.window);
  return idsOf(full.length > 0 ? full : group);
}

export const idsOf = (group: Group): readonly string[] => group.map(({ kept }) => kept.id);

const keyOf = ({ seen }: Pass): string => seen?.person.key ?? "";

type Agreement = Pick<PairAnswer, "answer" | "reasons">;

const pairsOf = (alike: readonly Alike[]): ReadonlyMap<string, Agreement> =>
  new Map(alike.map(({ keys, answer, reasons }) => [pairOf(...keys), { answer, reasons }]));

const pairOf = (one: string, other: string): string => JSON.stringify([one, other].sort());

/** The weakest answer of any two, with all reasons; undefined if two of them contradict. */
function agreement(
  pairs: ReadonlyMap<string, Agreement>,
  one: Group,
  other: Group,
): Agreement | undefined {
  const reasons = new Set<string>();
  let answer: Agreement["answer"] = "same";
  for (const first of new Set(one.map(keyOf))) {
    for (const second of new Set(other.map(keyOf))) {
      const pair = first === second ? asWritten(one[0]) : pairs.get(pairOf(first, second));
      if (!pair) return undefined;
      if (pair.answer === "likely") answer = "likely";
      for (const reason of pair.reasons) reasons.add(reason);
    }
  }
  return { answer, reasons: [...reasons] };
}

/** Who is written alike may be one, if there is a name and a date of birth at all. */
function asWritten(pass: Pass | undefined): Agreement | undefined {
  const { name, birthDate } = pass?.seen?.person ?? {};
  return name && birthDate ? { answer: "same", reasons: [] } : undefined;
}

function areApart(answers: readonly Answer[], one: Group, other: Group): boolean {
  const sides = { one: idsOf(one), other: idsOf(other) };
  return answers.some((answer) => !answer.isSame && relates(answer, sides));
}
