/** An error that is thrown: a code of docs/ERROR_CODES.md, and what a sentence about it fills in. */
export interface Fault {
  code: string;
  params: Record<string, number | string>;
}

/** From what a signed set is believed. */
export interface Options {
  /** SHA-256 of the roots that are trusted from the start, hexadecimal. */
  pins: string[];
  /** Versions of the last set that was installed; an older one is refused. */
  floor?: { root: number; manifest: number };
  /** The policy of the ledger that the set has to be in (C2SP tlog-policy). */
  ledger?: string;
  /** Whether a ledger will do that nobody independent watches. */
  demonstration?: boolean;
  /** What the clock shows, Unix seconds; without it, a set that was installed before. */
  clock?: number;
}

/** What is checked with. */
export interface About {
  /** Root and manifest: "2.17". */
  version: string;
  /** Unix seconds. */
  issued_at: number;
  /** Unix seconds. */
  expires_at: number;
  ledger: string | null;
  demonstration: boolean;
}

/** A policy in force. */
export interface PolicyAnswer {
  id: string;
  version: number;
  /** By language; English is always there. */
  title: Record<string, string>;
  region: string;
  places: string[];
  /** Which consecutive policy it is, from 1. */
  number: number;
  /** Unix seconds. */
  from: number;
  /** Unix seconds. */
  until: number;
}

/** What somebody shows, and where. A place and a region, or neither. */
export interface Shown {
  code?: string;
  /** The machine readable zone of an identity document. */
  document?: string;
  /** Whether the person accompanies somebody who cannot be alone. */
  companion?: boolean;
  place?: string;
  region?: string;
  /** What the clock shows, Unix seconds. */
  clock: number;
  /** The instant that the pass is judged for, if that is another. */
  at?: number;
}

export type Verdict =
  | "accepted"
  | "authentic"
  | "refused"
  | "undetermined"
  | "no_pass_needed"
  | "no_check_in_force";

/** All that a door sees: nothing of the ground. */
export interface DoorAnswer {
  verdict: Verdict;
  action: "admit" | "refuse" | "manual";
  /** The reason, by code. */
  code: string;
  /** The reason, by the message that says it. */
  saying: string;
  name: string | null;
  birth_date: string | null;
  data_age_secs: number | null;
  data_ageing: boolean;
  /** From 2; null for a first one. */
  consecutive_policy: number | null;
}

/** What a holder looks into. */
export interface Inspected {
  code: string;
  /** What the clock shows, Unix seconds. */
  clock: number;
}

/** Something that a message fills in; a term is the name of another message. */
export type Param =
  | { number: number }
  | { instant: number }
  | { text: string }
  | { term: string };

/** A message, what can be done about it, and what both fill in. */
export interface Said {
  code: string;
  saying: string;
  remedy?: string;
  params: Record<string, Param>;
}

/** What came of a stage of the check. */
export interface Stage {
  outcome: "passed" | "failed" | "undetermined" | "skipped";
  code: string | null;
}

export type StageName =
  | "decode"
  | "signature"
  | "time"
  | "schema"
  | "key_usage"
  | "revocation";

/** Why a pass was given. */
export type Ground = "vaccination" | "recovery" | "test" | "exemption";

/** Whose pass it is. */
export interface Holder {
  /** In the holder's script, else as machines write it. */
  surname: string | null;
  forename: string | null;
  /** As machines write it: A–Z and <. */
  surname_standardised: string | null;
  forename_standardised: string | null;
  /** YYYY-MM-DD, or as much of it as is known. */
  birth_date: string | null;
}

/** All that a code says, for its holder. */
export interface Inspection {
  format: string;
  verdict: Verdict;
  reason: Said | null;
  stages: Record<StageName, Stage>;
  /** `issuer` in formats that name issuers, if the signature is proven. */
  signer: { kid: string; country: string | null; issuer?: string } | null;
  holder: Holder | null;
  /** The full pass, as the schema of EU Digital COVID Certificates has it. */
  dcc: unknown;
  /** The light pass. */
  light: unknown;
  /** A pass of another format, such as a SMART Health Card: its payload as that format has it. */
  other?: { title: string; grounds: Ground[]; payload: unknown };
  notes: Said[];
}

/** Holders, as inspections told them: at most 200. */
export interface Compared {
  holders: Holder[];
}

/** Two holders who may be one person, by their places from 0. */
export interface PairAnswer {
  one: number;
  other: number;
  answer: "same" | "likely";
  /** What is not simply the same: codes of docs/ERROR_CODES.md. */
  reasons: string[];
}

/** Passes that may be of one person: 2 to 32. A place and a region, or neither. */
export interface Together {
  codes: string[];
  /** Whether somebody who knows the person says that it is one. */
  same_person?: boolean;
  place?: string;
  region?: string;
  /** What the clock shows, Unix seconds. */
  clock: number;
  /** The instant that the passes are judged for, if that is another. */
  at?: number;
}

/** Something that happened, as several passes say it. */
export interface TogetherEvent {
  ground: Ground;
  /** YYYY-MM-DD: of a dose, or of the first positive test. */
  date: string | null;
  /** When a sample was taken, Unix seconds. */
  instant: number | null;
  /** Number of the dose, counted on across passes. */
  dose: number | null;
  /** Places of the passes that say it, from 0. */
  passes: number[];
}

/** What several passes come to; without somebody's word, only whether they may be of one person. */
export interface TogetherAnswer {
  /** The weakest of any two. */
  answer: "same" | "likely" | "unknown" | "different";
  /** What is not simply the same, by code. */
  reasons: string[];
  events: TogetherEvent[] | null;
  /** What somebody should look at, by code. */
  conflicts: string[];
  /**
   * What a door says that judges them as one. Where one of them is not good by itself, they are not
   * judged as one: `unsound` is its place, and the rest is what a door says of it alone.
   */
  door: { verdict: Verdict; saying: string; unsound: number | null } | null;
}

/** Of which release a file is. */
export interface ReleaseOffered {
  /** What it has to be for, as its entry in the ledger names that. */
  target: string;
  /** Its receipt (C2SP tlog-proof). */
  receipt: string;
}

/** A release that is in the ledger. */
export interface ReleaseAnswer {
  version: string;
  /** The number of its entry: a later release has a larger one. */
  index: number;
  /** When the witnesses had signed that it is there, Unix seconds. */
  cosigned_at: number;
}
