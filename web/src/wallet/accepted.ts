/**
 * Where a pass is accepted and until when, by the policies in the signed set: the core is asked as a
 * door would ask it, for instants from now until the last of them ends. No network is in it.
 */

import type { Core, Door, DoorAnswer, Policy, Verdict } from "../core/core.js";

const DAY_SECS = 86_400;
/** As near as an end is told. */
const GRAIN_SECS = 60;
/** A policy is signed at most 14 days before it starts and lives at most 90 (guarantee G13). */
const AHEAD_SECS = 104 * DAY_SECS;
/** Most kinds of places that are asked for; the closed list of them is shorter. */
const GROUPS_MAX = 64;

/** A time in which a place lets the pass in, Unix seconds; `until` is the first that does not. */
export interface Span {
  readonly from: number;
  readonly until: number;
  /** The end is that of the policy, and not of the pass. */
  readonly isPolicysEnd: boolean;
}

/** Places of a region that are answered alike. */
export interface Acceptance {
  readonly region: string;
  readonly places: readonly string[];
  /** What a door there would say now. */
  readonly now: DoorWord;
  readonly spans: readonly Span[];
}

/** What a door says; of several passes, which of them is not good by itself, from 0. */
export interface DoorWord extends Pick<DoorAnswer, "verdict" | "saying"> {
  readonly unsound?: number | null;
}

/** For every kind of place where a check is or will be in force. */
export function acceptedAt(
  core: Core,
  code: string,
  clock: number,
): Promise<readonly Acceptance[]> {
  return acceptedWhere(core, clock, (door, at) => core.check({ code, ...door, clock, at }));
}

/** The same for whatever is shown: `asked` says what a door would say at an instant. */
export async function acceptedWhere(
  core: Core,
  clock: number,
  asked: (door: Door, at: number) => Promise<DoorWord>,
): Promise<readonly Acceptance[]> {
  const policies = await policiesAhead(core, clock);
  const all: Acceptance[] = [];
  for (const { region, places, bounds } of groupsOf(policies)) {
    const [place = ""] = places;
    const ask = (at: number): Promise<DoorWord> => asked({ place, region }, at);
    const { verdict, saying, unsound = null } = await ask(clock);
    const spans = await spansOf(ask, clock, bounds);
    all.push({ region, places, now: { verdict, saying, unsound }, spans });
  }
  return all;
}

async function policiesAhead(core: Core, clock: number): Promise<readonly Policy[]> {
  const found = new Map<string, Policy>();
  for (let at = clock; at <= clock + AHEAD_SECS; at += DAY_SECS) {
    for (const policy of await core.policies(at))
      found.set(`${policy.id} ${policy.version}`, policy);
  }
  return [...found.values()];
}

interface Group {
  readonly region: string;
  readonly places: readonly string[];
  /** When a policy for them begins or ends. */
  readonly bounds: readonly number[];
}

/** Places that are named by the same policies are answered alike, and asked for once. */
function groupsOf(policies: readonly Policy[]): readonly Group[] {
  const named = new Map<string, { region: string; place: string; by: Policy[] }>();
  for (const policy of policies) {
    for (const place of policy.places) {
      const key = JSON.stringify([policy.region, place]);
      const entry = named.get(key) ?? { region: policy.region, place, by: [] };
      entry.by.push(policy);
      named.set(key, entry);
    }
  }
  const groups = new Map<string, { region: string; places: string[]; bounds: number[] }>();
  for (const { region, place, by } of named.values()) {
    const key = JSON.stringify([region, by.map(({ id, version }) => [id, version])]);
    const bounds = by.flatMap(({ from, until }) => [from, until]);
    const group = groups.get(key) ?? { region, places: [], bounds };
    group.places.push(place);
    groups.set(key, group);
  }
  return [...groups.values()].slice(0, GROUPS_MAX);
}

const LETS_IN: readonly Verdict[] = ["accepted", "no_pass_needed"];

/** Looked at once a day and where policies begin and end; between, the change is looked for. */
async function spansOf(
  ask: (at: number) => Promise<DoorWord>,
  clock: number,
  bounds: readonly number[],
): Promise<readonly Span[]> {
  const last = Math.min(Math.max(...bounds), clock + AHEAD_SECS);
  const letsIn = async (at: number): Promise<boolean> => LETS_IN.includes((await ask(at)).verdict);
  const instants = new Set([clock, last, ...bounds.filter((at) => at > clock && at < last)]);
  for (let at = clock + DAY_SECS; at < last; at += DAY_SECS) instants.add(at);
  const spans: Span[] = [];
  let from: number | undefined;
  let before = clock;
  for (const at of [...instants].sort((one, other) => one - other)) {
    const isIn = await letsIn(at);
    if (isIn && from === undefined) from = at === clock ? at : await change(letsIn, before, at);
    if (!isIn && from !== undefined) {
      const until = await change(letsIn, before, at);
      spans.push({ from, until, isPolicysEnd: bounds.includes(until) });
      from = undefined;
    }
    before = at;
  }
  if (from !== undefined) spans.push({ from, until: last, isPolicysEnd: true });
  return spans;
}

/** The first instant after `low` that is answered as `high` is. */
async function change(
  letsIn: (at: number) => Promise<boolean>,
  low: number,
  high: number,
): Promise<number> {
  const wanted = await letsIn(high);
  let [below, above] = [low, high];
  while (above - below > GRAIN_SECS) {
    const middle = Math.floor((below + above) / 2);
    if ((await letsIn(middle)) === wanted) above = middle;
    else below = middle;
  }
  return above;
}
