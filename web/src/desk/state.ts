/**
 * All that the desk page shows, and all that can happen to it. Sessions, passphrases and keys are
 * not in here: they go from an event to the effect that needs them and are gone.
 */

import type { Language } from "../text/language.js";
import type {
  Act,
  FoundingAct,
  HolderRecord,
  Imported,
  Issued,
  KeyRegistered,
  Looks,
  Me,
  Office,
  Policy,
  Preview,
  Reissued,
  Staff,
  Watched,
} from "./answers.js";
import { type Checked, checkDraft, type Draft, emptyDraft } from "./entry.js";
import { dayOf } from "./dates.js";
import type { Field, Ground } from "./fields.js";
import type { QueueContents, Queued } from "./queue/contents.js";
import type { Link } from "./links.js";

export type Session =
  /** Whether somebody is signed in is being asked. */
  | { readonly is: "loading" }
  | { readonly is: "out" }
  /** Not signed in, with an open queue: what is entered waits on this device. */
  | { readonly is: "away"; readonly me: Me }
  | { readonly is: "in"; readonly me: Me };

/** What somebody does here before they can sign in. */
export type Beginning =
  /** The first founder names the offices; the secret comes with the link, or is typed. */
  | { readonly is: "found"; readonly token: string | null }
  | { readonly is: "join"; readonly token: string }
  /** Both founders read the act and sign it; no act before the second one joined. */
  | { readonly is: "act"; readonly token: string; readonly act: FoundingAct | null }
  | { readonly is: "founded"; readonly hash: string }
  /** Told by which subject of the provider they will sign in, or not. */
  | { readonly is: "register"; readonly token: string; readonly isBound: boolean }
  | { readonly is: "registered"; readonly key: KeyRegistered };

/** What the API said of what is typed now. */
export type Previewed =
  | { readonly is: "shown"; readonly shown: Preview }
  | { readonly is: "refused"; readonly code: string; readonly field: Field | null };

export interface Entry {
  readonly draft: Draft;
  readonly preview: Previewed | null;
  /** What was sent last, and under which key: the same again is the same pass. */
  readonly sent: { readonly key: string; readonly body: string } | null;
  readonly issued: Issued | null;
  /** The refused entry of the queue that this one is in place of, by its key. */
  readonly replaces: string | null;
  /** Whether what is typed is on the device, in the open queue. */
  readonly isKept: boolean;
  /** Counts the people: with each the keyboard begins anew. */
  readonly turn: number;
}

/** What waits on this device. */
export interface Queue {
  /** Numbers of the officers who have one here. */
  readonly officers: readonly number[];
  readonly open: { readonly officer: number; readonly entries: readonly Queued[] } | null;
}

/** How many were found by a document; of one alone the id is kept. */
export interface Found {
  readonly count: number;
  readonly holder: string | null;
}

export type Room =
  | { readonly is: "home" }
  | { readonly is: "enter" }
  | { readonly is: "find"; readonly found: Found | null }
  | ({ readonly is: "record" } & Opened)
  | { readonly is: "correct"; readonly opened: Opened; readonly entry: Entry }
  | { readonly is: "queue" }
  | { readonly is: "import"; readonly imported: Imported | null }
  | { readonly is: "alarms"; readonly watched: Watched | null }
  | { readonly is: "looks"; readonly read: Looks | null }
  | { readonly is: "policies"; readonly policies: readonly Policy[] | null }
  | { readonly is: "acts"; readonly acts: readonly Act[] | null }
  | { readonly is: "staff"; readonly staff: Staff | null; readonly invited: Invited | null };

/** A record that was opened for a purpose. */
export interface Opened {
  readonly record: HolderRecord;
  readonly purpose: string;
}

/** A link that was made for somebody, and the key that they registered by it. */
export interface Invited {
  readonly token: string;
  readonly key: KeyRegistered | null;
}

/** Rooms that somebody goes to by themselves. */
export type RoomName =
  | "enter"
  | "queue"
  | "import"
  | "find"
  | "acts"
  | "staff"
  | "alarms"
  | "looks"
  | "policies";

/** What came of the last thing that was done. */
export type Told =
  | { readonly is: "done"; readonly what: Done }
  | { readonly is: "failed"; readonly code: string; readonly field?: string };

export type Done =
  | "signed-out"
  | "session-over"
  | "found-nobody"
  | "found-several"
  | "not-registered-yet"
  | "not-joined-yet"
  | "issued"
  | "kept"
  | "queue-made"
  | "corrected"
  | "printed"
  | "imported"
  | "reissued"
  | "signed"
  | "proposed"
  | "approved"
  | "dropped"
  | "noticed";

export interface State {
  readonly language: Language;
  /** Unix seconds. */
  readonly clock: number;
  readonly session: Session;
  /** Who was signed in last: what they were typing is there again when they come back. */
  readonly lastOfficer: number | null;
  readonly beginning: Beginning | null;
  readonly room: Room;
  readonly entry: Entry;
  readonly queue: Queue;
  readonly told: Told | null;
  /** Something is being done; until it is, nothing else is begun. */
  readonly isBusy: boolean;
}

export type Event =
  | { readonly type: "language-chosen"; readonly language: Language }
  | { readonly type: "tick"; readonly clock: number }
  | { readonly type: "link-opened"; readonly link: Link }
  | { readonly type: "begun"; readonly beginning: Beginning | null }
  | { readonly type: "nobody" }
  | { readonly type: "signed-in"; readonly me: Me }
  /** The session ended by itself, or by a press. */
  | { readonly type: "session-over" }
  | { readonly type: "signed-out" }
  | { readonly type: "queues-found"; readonly officers: readonly number[] }
  | { readonly type: "queue-opened"; readonly contents: QueueContents }
  | { readonly type: "queue-changed"; readonly contents: QueueContents }
  | { readonly type: "queue-locked" }
  | { readonly type: "online" }
  | { readonly type: "room-chosen"; readonly room: RoomName }
  | { readonly type: "typed"; readonly field: Field; readonly text: string }
  | { readonly type: "left"; readonly field: Field }
  | { readonly type: "all-left" }
  | { readonly type: "ground-chosen"; readonly ground: Ground }
  | { readonly type: "issue-wanted"; readonly key: string }
  | { readonly type: "next-wanted" }
  | { readonly type: "previewed"; readonly body: string; readonly preview: Previewed | null }
  | { readonly type: "issued"; readonly issued: Issued }
  /** What was typed is on the device. */
  | { readonly type: "draft-kept"; readonly draft: Draft }
  /** It waits in the queue; the next person may come. */
  | { readonly type: "kept" }
  | { readonly type: "taken-up"; readonly entry: Queued }
  | { readonly type: "found"; readonly found: Found }
  | ({ readonly type: "opened" } & Opened)
  /** Of the person, or of an event by its id. */
  | { readonly type: "correct-wanted"; readonly event: string | null }
  | { readonly type: "correct-left" }
  | { readonly type: "reissued"; readonly reissued: Reissued }
  | { readonly type: "imported"; readonly imported: Imported }
  | { readonly type: "alarms-read"; readonly watched: Watched }
  /** Those after the ones that are shown, or the first. */
  | { readonly type: "looks-read"; readonly read: Looks; readonly isFirst: boolean }
  | { readonly type: "policies-read"; readonly policies: readonly Policy[] }
  | { readonly type: "acts-read"; readonly acts: readonly Act[] }
  | { readonly type: "act-changed"; readonly act: Act }
  | { readonly type: "staff-read"; readonly staff: Staff }
  | { readonly type: "invited"; readonly invited: Invited }
  | { readonly type: "done-with"; readonly told: Told | null }
  | { readonly type: "wanted"; readonly work: Work };

/** A document as the API takes it. */
export interface Document {
  readonly type: string;
  readonly country: string;
  readonly number: string;
}

/** What somebody pressed for, with what it needs. */
export type Work =
  | { readonly do: "sign-in" }
  | { readonly do: "sign-in-by-provider" }
  | { readonly do: "sign-out" }
  | { readonly do: "found"; readonly token: string; readonly offices: readonly Office[] }
  | { readonly do: "join"; readonly token: string }
  | { readonly do: "read-founding"; readonly token: string }
  | { readonly do: "sign-founding"; readonly token: string; readonly officer: number }
  | { readonly do: "register"; readonly token: string }
  | { readonly do: "bind-provider"; readonly token: string }
  | {
      readonly do: "issue";
      readonly entry: Queued;
      /** The entry of the queue that it is in place of. */
      readonly replaces: string | null;
      readonly isAway: boolean;
    }
  | {
      readonly do: "correct";
      readonly holder: string;
      readonly body: string;
      readonly key: string;
    }
  | { readonly do: "make-queue"; readonly passphrase: string; readonly me: Me }
  | { readonly do: "open-queue"; readonly officer: number; readonly passphrase: string }
  | { readonly do: "clear-sent" }
  | { readonly do: "discard"; readonly key: string }
  | { readonly do: "find"; readonly document: Document }
  | { readonly do: "open"; readonly holder: string; readonly purpose: string }
  | { readonly do: "print"; readonly pass: string; readonly layout: Layout }
  | { readonly do: "reissue"; readonly pass: string }
  | { readonly do: "import"; readonly file: Blob; readonly kind: ImportKind }
  | { readonly do: "read-alarms" }
  | { readonly do: "read-looks"; readonly after: string | null }
  | { readonly do: "read-policies" }
  | { readonly do: "read-acts" }
  | { readonly do: "propose"; readonly proposal: object }
  | {
      readonly do: "propose-revocation";
      readonly pass: string;
      readonly why: { readonly reason: string; readonly basis: string };
      /** A file whose hash the act names; it stays where it is. */
      readonly evidence: Blob | null;
    }
  | { readonly do: "approve"; readonly act: string }
  | { readonly do: "drop"; readonly act: string }
  | { readonly do: "notice"; readonly act: string; readonly channel: string }
  | { readonly do: "read-staff" }
  | { readonly do: "invite"; readonly office: string; readonly role: string }
  | { readonly do: "look-registered"; readonly token: string };

/** What a file of events may be. */
export const IMPORT_KINDS = ["csv", "fhir", "fhir-lines"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const LAYOUTS = ["a4", "large", "card"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What the page has to do after an event; the reducer does none of it. */
export type Effect =
  | Work
  /** Sends what waits, beside everything else. */
  | { readonly do: "sync" }
  | { readonly do: "lock-queue" }
  /** Keeps what is being typed in the open queue. */
  | { readonly do: "keep-draft"; readonly draft: Draft | null }
  /** Asks what a pass would say, once typing rests; `null` asks nothing any more. */
  | { readonly do: "preview"; readonly body: string | null };

export function firstState(language: Language, clock: number): State {
  return {
    language,
    clock,
    session: { is: "loading" },
    lastOfficer: null,
    beginning: null,
    room: { is: "home" },
    entry: firstEntry(""),
    queue: { officers: [], open: null },
    told: null,
    isBusy: false,
  };
}

export function firstEntry(country: string): Entry {
  return entryFrom(emptyDraft(country), 0);
}

export function entryFrom(draft: Draft, turn: number, replaces: string | null = null): Entry {
  return { draft, preview: null, sent: null, issued: null, replaces, isKept: false, turn };
}

/** The form that is on the screen: of an event that is entered, or of what is corrected. */
export function entryOf({ room, entry }: State): Entry {
  return room.is === "correct" ? room.entry : entry;
}

/** What is typed now, held against what can be. */
export function checked(state: State): Checked {
  return checkDraft(entryOf(state).draft, dayOf(state.clock));
}

/** Who works here now, signed in or with an open queue. */
export function officerOf({ session }: State): Me | null {
  return session.is === "in" || session.is === "away" ? session.me : null;
}

/** Whether who is signed in may do something; the API decides again. */
export function may({ session }: State, permission: string): boolean {
  return session.is === "in" && session.me.permissions.includes(permission);
}

/** How many entries wait in the open queue. */
export function waiting({ open }: Queue): number {
  return open?.entries.filter(({ state }) => state === "waiting").length ?? 0;
}
