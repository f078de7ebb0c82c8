/** Passes as the core sees them now, and new ones as they come. */

import type { Core, Said } from "../core/core.js";
import { hex, random } from "./vault/bytes.js";
import { answersOf } from "./vault/answers.js";
import { CODE_MAX, type Contents, type Kept } from "./vault/contents.js";
import { judge, kindOf, standingOf } from "./judge.js";
import { personOf } from "./person.js";
import type { Pass, Told } from "./state.js";

/** What the core says of each pass; nothing where there is no signed set. */
export async function lookedAt(
  core: Core | undefined,
  kept: readonly Kept[],
  clock: number,
): Promise<readonly Pass[]> {
  const look = async (pass: Kept): Promise<Pass> => {
    if (!core) return { kept: pass, seen: null };
    const inspection = await core.inspect({ code: pass.code, clock });
    const of = { judgement: judge(inspection).is, standing: standingOf(inspection) };
    return {
      kept: pass,
      seen: { inspection, ...of, kind: kindOf(inspection), person: personOf(inspection) },
    };
  };
  return Promise.all(kept.map(look));
}

/** The contents with what came in, and what is to be said of it. */
export interface Taken {
  readonly contents: Contents;
  readonly told: Told;
}

/** Codes that came in, each judged; `extra` is what came with a code from the authority. */
export async function take(
  core: Core,
  contents: Contents,
  codes: readonly string[],
  clock: number,
  extra: Pick<Kept, "receipt" | "proof" | "window"> = {},
): Promise<Taken> {
  const passes: Kept[] = [];
  let [unverified, already] = [0, 0];
  let reason: Said | null = null;
  for (const code of codes) {
    if (code.length > CODE_MAX) continue;
    const judgement = judge(await core.inspect({ code, clock }));
    if (judgement.is === "refused") {
      reason ??= judgement.reason;
      continue;
    }
    if ([...contents.passes, ...passes].some((pass) => pass.code === code)) {
      already += 1;
      continue;
    }
    if (judgement.is === "unverified") unverified += 1;
    passes.push({ id: hex(random(16)), code, addedAt: clock, ...extra });
  }
  const told = toldOf(passes.length, unverified, already, reason);
  return { contents: { ...contents, passes: [...contents.passes, ...passes] }, told };
}

function toldOf(added: number, unverified: number, already: number, reason: Said | null): Told {
  if (added > 0) {
    return { is: "done", what: unverified > 0 ? "added-unverified" : "added", count: added };
  }
  return already > 0 ? { is: "done", what: "there-already" } : { is: "not-kept", reason };
}

/** Without a pass, and without what it opened. */
export function without(contents: Contents, id: string): Contents {
  const passes = contents.passes.filter((pass) => pass.id !== id);
  return {
    ...contents,
    passes,
    answers: answersOf(contents.answers, passes),
    accesses: contents.accesses.filter((access) => access.pass !== id),
    cases: contents.cases.filter((one) => one.pass !== id),
  };
}
