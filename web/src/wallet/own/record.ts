/** One's own record, as the authority tells it (`GET /api/v1/own`), and one's own appeals. */

import { list, maybe, type Members, members, text, truth, whole } from "./read.js";

/** Who somebody is, as it was known from some time on. */
export interface Version {
  /** Unix seconds. */
  readonly at: number;
  readonly office: string;
  /** The number of the officer who wrote it. */
  readonly officer: number | null;
  readonly changed: readonly string[];
  readonly name: string;
  readonly birthDate: string;
}

/** What happened. */
export interface OwnEvent {
  readonly id: string;
  readonly at: number;
  readonly office: string;
  readonly source: string;
  readonly isCorrected: boolean;
  readonly lot: string | null;
  /** What a pass for it says. */
  readonly payload: unknown;
}

export interface OwnPass {
  readonly id: string;
  /** The event that it stands on. */
  readonly event: string;
  readonly isLight: boolean;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** `valid`, `replaced`, `noticed`, `revoked` or `expired`. */
  readonly status: string;
  readonly reason: string | null;
  readonly since: number | null;
}

/** A look at the record (guarantee G11). */
export interface Look {
  readonly id: string;
  /** Nobody where it was the holder. */
  readonly officer: number | null;
  readonly office: string | null;
  readonly role: string | null;
  readonly purpose: string;
  readonly basis: string | null;
  readonly at: number;
}

/** Something that was done, or is to be done, about the holder. */
export interface OwnAct {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly office: string;
  readonly officer: number;
  readonly reason: string | null;
  readonly basis: string | null;
  readonly at: number;
  readonly effectiveAt: number | null;
}

export interface Mandate {
  readonly holder: string;
  readonly mayAct: boolean;
  readonly endsAt: number;
}

export interface OwnRecord {
  readonly holder: string;
  /** The newest first. */
  readonly versions: readonly Version[];
  /** The oldest first. */
  readonly events: readonly OwnEvent[];
  /** The oldest first. */
  readonly passes: readonly OwnPass[];
  /** The newest first. */
  readonly looks: readonly Look[];
  /** The oldest first. */
  readonly acts: readonly OwnAct[];
  readonly mandates: readonly Mandate[];
}

export function recordOf(value: unknown): OwnRecord {
  const told = members(value);
  return {
    holder: text(told["holder"]),
    versions: list(told["versions"], version),
    events: list(told["events"], event),
    passes: list(told["passes"], pass),
    looks: list(told["accesses"], look),
    acts: list(told["acts"], act),
    mandates: list(told["mandates"], mandate),
  };
}

function version(value: unknown): Version {
  const told = members(value);
  const names = [told["forename"], told["surname"]].map((name) => maybe(name, text));
  return {
    at: whole(told["at"]),
    office: text(told["office"]),
    officer: maybe(told["officer"], whole),
    changed: list(told["changed"], text),
    name: names.filter(Boolean).join(" "),
    birthDate: text(told["birth_date"]),
  };
}

function event(value: unknown): OwnEvent {
  const told = members(value);
  return {
    id: text(told["event"]),
    at: whole(told["at"]),
    office: text(told["office"]),
    source: text(told["source"]),
    isCorrected: truth(told["corrected"]),
    lot: maybe(told["lot"], text),
    payload: withoutPerson(members(told["payload"])),
  };
}

/** Who it is about stands above. */
function withoutPerson(payload: Members): Members {
  const { nam: _name, dob: _birthDate, ...rest } = payload;
  return rest;
}

function pass(value: unknown): OwnPass {
  const told = members(value);
  return {
    id: text(told["pass"]),
    event: text(told["event"]),
    isLight: truth(told["light"]),
    issuedAt: whole(told["issued_at"]),
    expiresAt: whole(told["expires_at"]),
    status: text(told["status"]),
    reason: maybe(told["reason"], text),
    since: maybe(told["since"], whole),
  };
}

function look(value: unknown): Look {
  const told = members(value);
  return {
    id: text(told["access"]),
    officer: maybe(told["officer"], whole),
    office: maybe(told["office"], text),
    role: maybe(told["role"], text),
    purpose: text(told["purpose"]),
    basis: maybe(told["basis"], text),
    at: whole(told["at"]),
  };
}

function act(value: unknown): OwnAct {
  const told = members(value);
  return {
    id: text(told["act"]),
    kind: text(told["kind"]),
    state: text(told["state"]),
    office: text(told["office"]),
    officer: whole(told["officer"]),
    reason: maybe(told["reason"], text),
    basis: maybe(told["basis"], text),
    at: whole(told["at"]),
    effectiveAt: maybe(told["effective_at"], whole),
  };
}

function mandate(value: unknown): Mandate {
  const told = members(value);
  return {
    holder: text(told["holder"]),
    mayAct: truth(told["may_act"]),
    endsAt: whole(told["ends_at"]),
  };
}

/** What somebody objected to, and how it stands (`GET /api/v1/own/appeals`). */
export interface Appeal {
  readonly number: string;
  /** `act`, `refusal`, `look` or `door`. */
  readonly kind: string;
  readonly state: string;
  readonly filedAt: number;
  readonly dueAt: number;
  /** An act waits for the decision. */
  readonly contests: boolean;
  readonly isOverdue: boolean;
  readonly outcome: string | null;
  readonly findings: readonly string[];
  /** What the reviewer wrote, the oldest first. */
  readonly answers: readonly string[];
}

export function appealsOf(value: unknown): readonly Appeal[] {
  return list(members(value)["appeals"], (one) => {
    const told = members(one);
    const decision = maybe(told["decision"], members);
    const texts = list(told["texts"], members);
    const answers = texts.filter(({ author }) => author === "reviewer");
    return {
      number: text(told["appeal"]),
      kind: text(told["kind"]),
      state: text(told["state"]),
      filedAt: whole(told["filed_at"]),
      dueAt: whole(told["due_at"]),
      contests: truth(told["contests"]),
      isOverdue: truth(told["overdue"]),
      outcome: maybe(decision?.["outcome"], text),
      findings: decision ? list(decision["findings"], text) : [],
      answers: answers.map((answer) => text(answer["text"])),
    };
  });
}
