/**
 * What the wallet shows of the authority's record, and what somebody presses for there. Tokens and
 * the codes of cases are not in here.
 */

import type { Policy } from "../../core/core.js";
import type { Case } from "../vault/contents.js";
import type { Appeal, OwnRecord } from "./record.js";

/** That somebody's own record can be asked for, with the token of one of their passes. */
export interface Key {
  /** The pass, by its id in this wallet. */
  readonly pass: string;
  /** Until when, Unix seconds. */
  readonly expiresAt: number;
}

/** What somebody filed, without what opens it. */
export type Filed = Omit<Case, "code" | "proof"> & { readonly hasProof: boolean };

/** How a request stands. */
export interface Answer {
  /** `filed`, `extended` or `answered`. */
  readonly state: string;
  readonly isOverdue: boolean;
  /** The last day on which an answer is in time, days since 1970-01-01. */
  readonly due: number;
  readonly answer: string | null;
}

/** What the authority said since the room was entered; nothing before somebody asked. */
export interface Own {
  readonly record: OwnRecord | null;
  readonly appeals: readonly Appeal[];
  /** How requests stand, by their id in this wallet. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** The policies in force here, for light passes. */
  readonly policies: readonly Policy[];
}

export const NOTHING_ASKED: Own = { record: null, appeals: [], answers: {}, policies: [] };

/** What is objected to, by its id at the authority. */
export type Against =
  | { readonly look: string }
  | { readonly act: string }
  | { readonly pass: string }
  /** No act stands for a refusal: the office that refused, and the day since 1970-01-01. */
  | { readonly refusal: { readonly office: string; readonly day: number } };

/** What somebody pressed for; `pass` is one of this wallet, `of` one of the record. */
export type OwnWork =
  | { readonly do: "collect"; readonly code: string }
  | { readonly do: "ask-own"; readonly pass: string }
  | { readonly do: "take-own"; readonly pass: string; readonly of: string }
  | {
      readonly do: "fetch-light";
      readonly pass: string;
      readonly of: string;
      readonly policy: string;
    }
  /** A page to print: of the pass, or of light ones for a policy. */
  | {
      readonly do: "save-page";
      readonly pass: string;
      readonly of: string;
      readonly policy: string | null;
    }
  | {
      readonly do: "object";
      readonly pass: string;
      readonly against: Against;
      readonly text: string;
    }
  | { readonly do: "request"; readonly pass: string; readonly text: string }
  | { readonly do: "follow"; readonly id: string }
  | { readonly do: "give-back"; readonly pass: string }
  | { readonly do: "save-proof"; readonly id: string }
  | { readonly do: "save-checkpoint" };
