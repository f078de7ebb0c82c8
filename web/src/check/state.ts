/**
 * All that the check page knows, and all that can happen to it. No code that was scanned is in
 * here: it goes from an event to the core and is gone.
 */

import type { About, Door, DoorAnswer, Policy } from "../core/core.js";
import type { Language } from "../text/language.js";

/** How long name and birth date can be seen, milliseconds. */
export const IDENTITY_SHOWN_MS = 10_000;

export type Data =
  | { readonly is: "loading" }
  /** Nothing was installed on this device. */
  | { readonly is: "missing" }
  | { readonly is: "refused"; readonly code: string }
  | { readonly is: "ready"; readonly about: About; readonly policies: readonly Policy[] };

export type CameraTrouble = "denied" | "none" | "busy" | "lost" | "insecure";

/** Which way a camera looks: at the person opposite, or at whoever looks at the screen. */
export type Side = "environment" | "user";

export type Camera =
  | { readonly is: "off" }
  | { readonly is: "starting" }
  | { readonly is: "on"; readonly torch: "none" | "off" | "on" }
  | { readonly is: "failed"; readonly why: CameraTrouble };

/** Why a picture or a text gave no code. */
export type ReadTrouble = "no-code" | "no-picture" | "too-large" | "no-reader" | "core";

export type Stage =
  | { readonly is: "scan"; readonly trouble: ReadTrouble | null }
  | { readonly is: "asking" }
  /** `until`: when name and birth date go, milliseconds of the page's own clock. */
  | { readonly is: "answer"; readonly answer: DoorAnswer; readonly until: number };

export interface State {
  readonly language: Language;
  /** Unix seconds. */
  readonly clock: number;
  readonly data: Data;
  readonly door: Door | null;
  readonly stage: Stage;
  /** What was answered last, without name and birth date. */
  readonly last: DoorAnswer | null;
  readonly camera: Camera;
  readonly side: Side;
  readonly canRead: boolean;
  readonly sound: boolean;
  readonly kiosk: boolean;
}

export type Event =
  /** `door`: where the device was set up to stand. */
  | {
      readonly type: "opened";
      readonly about: About;
      readonly policies: readonly Policy[];
      readonly door: Door | null;
    }
  | { readonly type: "not-installed" }
  | { readonly type: "not-opened"; readonly code: string }
  | { readonly type: "policies-changed"; readonly policies: readonly Policy[] }
  | { readonly type: "language-chosen"; readonly language: Language }
  | { readonly type: "door-chosen"; readonly door: Door }
  | { readonly type: "door-left" }
  | { readonly type: "reader-ready" }
  | { readonly type: "code-read"; readonly code: string }
  | { readonly type: "nothing-read"; readonly why: ReadTrouble }
  | { readonly type: "picture-chosen"; readonly picture: Blob }
  | { readonly type: "answered"; readonly answer: DoorAnswer; readonly at: number }
  | { readonly type: "next" }
  | { readonly type: "hidden" }
  /** Both clocks: milliseconds of the page's own, and Unix seconds. */
  | { readonly type: "tick"; readonly at: number; readonly clock: number }
  | { readonly type: "camera-wanted" }
  | { readonly type: "camera-left" }
  | { readonly type: "camera-on"; readonly hasTorch: boolean }
  | { readonly type: "camera-failed"; readonly why: CameraTrouble }
  | { readonly type: "camera-turned" }
  | { readonly type: "torch-turned" }
  | { readonly type: "sound-turned" }
  | { readonly type: "kiosk-turned" }
  | { readonly type: "kiosk-left" };

/** What the page has to do after an event; the reducer does none of it. */
export type Effect =
  | { readonly do: "check"; readonly code: string; readonly door: Door }
  | { readonly do: "read-picture"; readonly picture: Blob }
  | { readonly do: "start-camera"; readonly side: Side }
  | { readonly do: "stop-camera" }
  | { readonly do: "look"; readonly on: boolean }
  | { readonly do: "light-torch"; readonly on: boolean }
  | { readonly do: "sound"; readonly action: DoorAnswer["action"] }
  | { readonly do: "fill-screen"; readonly on: boolean }
  | { readonly do: "refresh-policies" };

export function firstState(language: Language, clock: number): State {
  return {
    language,
    clock,
    data: { is: "loading" },
    door: null,
    stage: { is: "scan", trouble: null },
    last: null,
    camera: { is: "off" },
    side: "environment",
    canRead: false,
    sound: true,
    kiosk: false,
  };
}

/** Whether a code can be taken now. While an answer is looked at, none is. */
export function isReady(state: State): boolean {
  return state.data.is === "ready" && state.door !== null && state.stage.is === "scan";
}
