/**
 * Whether a code is kept. What is no pass, or is not genuine, is not: it would only get its holder
 * into trouble. What is genuine is kept whatever else is wrong with it, and what could not be
 * checked, such as a pass of a country whose keys are not in the data, is kept as unverified.
 */

import type { Inspection, Said } from "../core/core.js";

export type Judgement =
  | { readonly is: "genuine" }
  | { readonly is: "unverified" }
  | { readonly is: "refused"; readonly reason: Said | null };

export function judge({ stages, verdict, reason }: Inspection): Judgement {
  if (stages.signature.outcome === "passed") return { is: "genuine" };
  return stages.decode.outcome === "passed" && verdict === "undetermined"
    ? { is: "unverified" }
    : { is: "refused", reason };
}

/** How a pass stands now, in one word: what its card says. */
export type Standing = "good" | "bad" | "open";

export function standingOf({ verdict }: Inspection): Standing {
  if (verdict === "refused") return "bad";
  return verdict === "undetermined" ? "open" : "good";
}

/** Of what kind a pass is: its ground, or that it hides it. */
export type Kind = "vaccination" | "test" | "recovery" | "exemption" | "light" | "other";

const GROUPS: Readonly<Record<string, Kind>> = {
  v: "vaccination",
  t: "test",
  r: "recovery",
  xm: "exemption",
};

export function kindOf({ dcc, light, other }: Inspection): Kind {
  if (light !== null) return "light";
  if (other !== undefined) return other.grounds.at(-1) ?? "other";
  const groups = typeof dcc === "object" && dcc !== null ? Object.entries(dcc) : [];
  const [found] = groups.flatMap(([group, entries]) =>
    Array.isArray(entries) && entries.length > 0 ? (GROUPS[group] ?? []) : [],
  );
  return found ?? "other";
}
