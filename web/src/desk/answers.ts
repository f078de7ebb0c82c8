/** What the API answers, as far as this page reads it (`/docs` describes all of it). */

/** Who is signed in. */
export interface Me {
  /** The stable number that holders see. */
  readonly officer: number;
  readonly office: string;
  readonly region: string;
  readonly role: string;
  readonly permissions: readonly string[];
}

export interface Session {
  readonly csrf: string;
  /** Unix seconds. */
  readonly expires_at: number;
}

export interface Office {
  readonly name: string;
  readonly region: string;
  readonly kind: string;
}

/** The founding act, as both founders read and sign it. */
export interface FoundingAct {
  /** Hexadecimal. */
  readonly hash: string;
  readonly offices: readonly Office[];
  readonly founders: readonly Founder[];
}

export interface Founder {
  readonly officer: number;
  readonly office: string;
  readonly signed: boolean;
}

/** A key that waits for the act that appoints its officer. */
export interface KeyRegistered {
  /** SHA-256 of the public key, hexadecimal. */
  readonly fingerprint: string;
  readonly officer: number;
  readonly office: string;
  readonly role: string;
  readonly login?: string;
}

export interface Staff {
  readonly founding: string;
  readonly offices: readonly (Office & { readonly closed_at?: number })[];
  readonly officers: readonly Officer[];
  readonly rejected_rows: number;
}

export interface Officer {
  readonly officer: number;
  readonly office: string;
  readonly role: string;
  readonly since: number;
  readonly ended_at?: number;
  readonly keys: number;
}

/** What a pass would say. */
export interface Preview {
  readonly payload: Dcc;
  readonly ground: string;
  readonly issued_at: number;
  readonly expires_at: number;
}

/** A payload: names, birth date, and one entry under the group of its ground. */
export interface Dcc {
  readonly nam?: Readonly<Record<string, string>>;
  readonly dob?: string;
  readonly [group: string]: unknown;
}

export interface Issued {
  readonly holder: string;
  readonly pass: string;
  readonly text: string;
  readonly collection_code: string;
  readonly expires_at: number;
  readonly repeated?: boolean;
}

export interface Reissued {
  readonly pass: string;
  readonly replaces: string;
  readonly text: string;
  readonly collection_code: string;
  readonly expires_at: number;
}

export interface Version {
  readonly version: number;
  readonly at: number;
  readonly officer: number | null;
  readonly office: string;
  readonly changed: readonly string[];
  readonly surname: string | null;
  readonly forename: string | null;
  readonly surname_standardised: string | null;
  readonly forename_standardised: string | null;
  readonly birth_date: string;
}

export interface RecordEvent {
  readonly event: string;
  readonly corrects: string | null;
  readonly corrected: boolean;
  readonly office: string;
  readonly source: string;
  readonly at: number;
  readonly changed: readonly string[];
  readonly lot: string | null;
  readonly payload: Dcc;
}

export interface RecordPass {
  readonly pass: string;
  readonly event: string;
  readonly replaces: string | null;
  readonly light: boolean;
  readonly issued_at: number;
  readonly expires_at: number;
  readonly status: "valid" | "replaced" | "noticed" | "revoked" | "expired";
  readonly reason: string | null;
  readonly since: number | null;
}

/** A look at the record. */
export interface Access {
  readonly access: string;
  readonly officer: number | null;
  readonly office: string | null;
  readonly purpose: string;
  readonly at: number;
}

/** A holder's record, opened. */
export interface HolderRecord {
  readonly holder: string;
  /** The newest first. */
  readonly versions: readonly Version[];
  readonly events: readonly RecordEvent[];
  readonly passes: readonly RecordPass[];
  /** The newest first. */
  readonly accesses: readonly Access[];
}

export interface Act {
  readonly act: string;
  readonly kind: string;
  readonly state: string;
  readonly effective_at: number | null;
  readonly officer: number;
  readonly office: string;
  readonly reason: string | null;
  readonly basis: string | null;
  readonly at: number;
  /** What is signed, hexadecimal. */
  readonly hash: string;
  readonly approvals: readonly {
    readonly officer: number;
    readonly office: string;
    readonly at: number;
  }[];
  readonly needs_reviewer: boolean;
}

export interface Prepared {
  readonly at: number;
  readonly hash: string;
  readonly options: unknown;
}

/** How an import ended, with the rows that were not taken. */
export interface Imported {
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  /** Whether all of it was done before. */
  readonly was_done: boolean;
  readonly refused: readonly RowRefused[];
}

export interface RowRefused {
  /** From 1, not counting the first row of a CSV file. */
  readonly row: number;
  /** The column or member at fault. */
  readonly field: string;
  readonly code: string;
}

/** What looks wrong, and which lots are held. */
export interface Watched {
  readonly alarms: readonly Alarm[];
  readonly holds: readonly Hold[];
}

export interface Alarm {
  readonly alarm: string;
  readonly kind: string;
  /** Its id. */
  readonly office: string;
  readonly product?: string;
  readonly lot?: string;
  readonly at: number;
}

export interface Hold {
  readonly office: string;
  readonly product: string;
  readonly lot: string;
  readonly since: number | null;
}

/** A look at a record in the officer's name; whose it was is not told. */
export interface Look {
  readonly access: string;
  readonly purpose: string;
  readonly basis?: string;
  readonly act?: string;
  readonly at: number;
}

export interface Looks {
  /** The newest first. */
  readonly looks: readonly Look[];
  readonly next?: string;
}

/** A policy of the installed bundle. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  /** By language; English is always there. */
  readonly title: Readonly<Record<string, string>>;
  readonly region: string;
  readonly places: readonly string[];
  readonly number: number;
  readonly from: number;
  readonly until: number;
  readonly tighter: boolean;
  /** What people were told of it, with what its rehearsal found; no number is fewer than ten. */
  readonly announced: {
    /** None in a demonstration without witnesses. */
    readonly told_at: number | null;
    readonly urgent: boolean;
    readonly gained: number | null;
    readonly lost: number | null;
  } | null;
}
