/**
 * All that the wallet page shows, and all that can happen to it. Keys, passphrases and tokens are
 * not in here: they go from an event to the effect that needs them and are gone.
 */

import type { CameraTrouble } from "../check/state.js";
import type { About, Inspection, Said } from "../core/core.js";
import type { Language } from "../text/language.js";
import type { Acceptance } from "./accepted.js";
import type { BringTrouble } from "./bring.js";
import type { Judgement, Kind, Standing } from "./judge.js";
import type { Filed, Key, Own, OwnWork } from "./own/state.js";
import type { Person } from "./person.js";
import type { Alike } from "./persons.js";
import type { Found } from "./together.js";
import type { Answer, Sides } from "./vault/answers.js";
import type { Kept, Seen } from "./vault/contents.js";

/** The signed set that passes are checked with here. */
export type Data =
  | { readonly is: "loading" }
  | { readonly is: "missing" }
  | { readonly is: "refused"; readonly code: string }
  | { readonly is: "ready"; readonly about: About };

/** A pass that is carried, and what the core says of it now; nothing without a signed set. */
export interface Pass {
  readonly kept: Kept;
  readonly seen: Looked | null;
}

export interface Looked {
  readonly inspection: Inspection;
  readonly judgement: Judgement["is"];
  readonly standing: Standing;
  readonly kind: Kind;
  readonly person: Person;
}

/** What is in an open wallet, as far as it is shown. */
export interface Inside {
  readonly hasPasskey: boolean;
  readonly passes: readonly Pass[];
  /** Records that can be asked for. */
  readonly keys: readonly Key[];
  readonly cases: readonly Filed[];
  /** Who may be one person. */
  readonly alike: readonly Alike[];
  /** What the holder said of that. */
  readonly answers: readonly Answer[];
  readonly seen: Seen | null;
}

export type Vault =
  | { readonly is: "loading" }
  /** There is none on this device. */
  | { readonly is: "none" }
  /** What is there is no wallet that this page can read; it is not written over. */
  | { readonly is: "broken"; readonly code: string }
  | { readonly is: "locked"; readonly hasPasskey: boolean }
  | ({ readonly is: "open" } & Inside);

export type Room =
  | { readonly is: "shelf" }
  | { readonly is: "add" }
  /** `acceptance` is null until it was worked out. */
  | { readonly is: "pass"; readonly id: string; readonly acceptance: readonly Acceptance[] | null }
  /** The passes of whoever that pass is of, together; `found` is null until it was worked out. */
  | { readonly is: "together"; readonly id: string; readonly found: Found | null }
  /** The code as large as the screen. */
  | { readonly is: "shown"; readonly id: string }
  /** The authority's record of whoever the pass is about. */
  | { readonly is: "own"; readonly id: string; readonly own: Own }
  | { readonly is: "keys" };

/** What came of the last thing that was done. */
export type Told =
  | { readonly is: "done"; readonly what: Done; readonly count?: number }
  | { readonly is: "not-kept"; readonly reason: Said | null }
  | { readonly is: "not-brought"; readonly why: BringTrouble }
  | { readonly is: "camera"; readonly why: CameraTrouble }
  | { readonly is: "failed"; readonly code: string };

export type Done =
  | "added"
  | "added-unverified"
  | "there-already"
  | "removed"
  | "fetched"
  | "fetched-only"
  | "exported"
  | "restored"
  | "passphrase-changed"
  | "passkey-added"
  | "light-fetched"
  | "objected"
  | "requested"
  | "given-back"
  | "one-person"
  | "two-people"
  | "taken-back"
  | "saved";

export type Camera = "off" | "starting" | "on";

export interface State {
  readonly language: Language;
  /** Unix seconds. */
  readonly clock: number;
  readonly data: Data;
  readonly vault: Vault;
  readonly room: Room;
  readonly told: Told | null;
  /** Proposals that the holder put off until the wallet is opened again. */
  readonly later: readonly string[];
  /** Something is being done; until it is, nothing else is begun. */
  readonly isBusy: boolean;
  readonly camera: Camera;
  readonly canRead: boolean;
}

export type Event =
  | { readonly type: "language-chosen"; readonly language: Language }
  | { readonly type: "data-opened"; readonly about: About }
  | { readonly type: "data-missing" }
  | { readonly type: "data-refused"; readonly code: string }
  | { readonly type: "wallet-found"; readonly hasPasskey: boolean }
  | { readonly type: "no-wallet" }
  | { readonly type: "wallet-broken"; readonly code: string }
  | ({ readonly type: "opened" } & Inside)
  | { readonly type: "locked"; readonly hasPasskey: boolean }
  | { readonly type: "room-left" }
  | { readonly type: "add-wanted" }
  | { readonly type: "keys-wanted" }
  | { readonly type: "pass-chosen"; readonly id: string }
  | { readonly type: "code-wanted"; readonly id: string }
  | { readonly type: "own-wanted"; readonly id: string }
  | { readonly type: "own-heard"; readonly id: string; readonly own: Partial<Own> }
  | { readonly type: "worked-out"; readonly id: string; readonly acceptance: readonly Acceptance[] }
  | { readonly type: "together-wanted"; readonly id: string }
  | { readonly type: "together-found"; readonly id: string; readonly found: Found }
  | { readonly type: "put-off"; readonly proposal: string }
  | { readonly type: "done-with"; readonly told: Told | null }
  | { readonly type: "reader-ready" }
  | { readonly type: "camera-wanted" }
  | { readonly type: "camera-left" }
  | { readonly type: "camera-on" }
  | { readonly type: "camera-failed"; readonly why: CameraTrouble }
  | { readonly type: "code-seen"; readonly code: string }
  | { readonly type: "tick"; readonly clock: number }
  | { readonly type: "wanted"; readonly work: Work };

/** What somebody pressed for, with what it needs. */
export type Work =
  | { readonly do: "create"; readonly passphrase: string }
  | { readonly do: "open"; readonly passphrase: string }
  | { readonly do: "open-by-passkey" }
  | { readonly do: "fetch-data" }
  | { readonly do: "bring"; readonly file: Blob }
  | { readonly do: "take"; readonly text: string }
  | { readonly do: "remove"; readonly id: string }
  | { readonly do: "export"; readonly passphrase: string }
  | { readonly do: "restore"; readonly file: Blob; readonly passphrase: string }
  | { readonly do: "change-passphrase"; readonly old: string; readonly passphrase: string }
  | { readonly do: "add-passkey"; readonly passphrase: string }
  | { readonly do: "forget" }
  /** Whether passes are of one person. */
  | ({ readonly do: "say-person"; readonly isSame: boolean } & Sides)
  /** What was said of them counts no more. */
  | ({ readonly do: "take-back" } & Sides)
  | OwnWork;

/** What the page has to do after an event; the reducer does none of it. */
export type Effect =
  | Work
  | { readonly do: "look-again" }
  | { readonly do: "work-out"; readonly id: string }
  | { readonly do: "work-out-together"; readonly id: string }
  | { readonly do: "start-camera" }
  | { readonly do: "stop-camera" }
  | { readonly do: "fill-screen"; readonly on: boolean };

export function firstState(language: Language, clock: number): State {
  return {
    language,
    clock,
    data: { is: "loading" },
    vault: { is: "loading" },
    room: { is: "shelf" },
    told: null,
    later: [],
    isBusy: false,
    camera: "off",
    canRead: false,
  };
}

/** The pass by its id in this wallet, while it is open. */
export function passOf({ vault }: State, id: string): Pass | undefined {
  return vault.is === "open" ? vault.passes.find(({ kept }) => kept.id === id) : undefined;
}

/** What opens the record of whoever a pass is about, while the wallet is open. */
export function keyOf({ vault }: State, id: string): Key | undefined {
  return vault.is === "open" ? vault.keys.find(({ pass }) => pass === id) : undefined;
}
