/** What an event makes of the state, and what is to be done: a pure function. */

import { NOTHING_ASKED } from "./own/state.js";
import {
  type Effect,
  type Event,
  keyOf,
  passOf,
  type Room,
  type State,
  type Told,
  type Work,
} from "./state.js";

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

const SHELF: Room = { is: "shelf" };

export function reduce(state: State, event: Event): Step {
  switch (event.type) {
    case "language-chosen":
      return to(state, { language: event.language });
    case "data-opened":
      return to(state, { data: { is: "ready", about: event.about } }, { do: "look-again" });
    case "data-missing":
      return to(state, { data: { is: "missing" } });
    case "data-refused":
      return to(state, { data: { is: "refused", code: event.code } });
    case "reader-ready":
      return to(state, { canRead: true });
    case "tick":
      return to(state, { clock: event.clock });
    case "done-with":
      return doneWith(state, event.told);
    case "wanted":
      return wanted(state, event.work);
    case "wallet-found":
    case "no-wallet":
    case "wallet-broken":
    case "opened":
    case "locked":
      return vault(state, event);
    case "camera-wanted":
    case "camera-left":
    case "camera-on":
    case "camera-failed":
    case "code-seen":
      return camera(state, event);
    default:
      return room(state, event);
  }
}

/** Work that can be done before there is an open wallet; all other needs one. */
const OUTSIDE: readonly Work["do"][] = [
  "create",
  "open",
  "open-by-passkey",
  "fetch-data",
  "restore",
  "forget",
];

function wanted(state: State, work: Work): Step {
  const isPossible = OUTSIDE.includes(work.do) || state.vault.is === "open";
  if (state.isBusy || !isPossible) return to(state, {});
  return to(state, { isBusy: true, told: null }, work);
}

/** Once something came in, it is looked at where all is. */
function doneWith(state: State, told: Told | null): Step {
  const cameIn = told?.is === "done" && ["added", "added-unverified"].includes(told.what);
  const room = cameIn && state.room.is === "add" ? SHELF : state.room;
  return to(state, { isBusy: false, told, room });
}

type OfVault = Extract<
  Event,
  { type: "wallet-found" | "wallet-broken" | "no-wallet" | "opened" | "locked" }
>;

function vault(state: State, event: OfVault): Step {
  switch (event.type) {
    case "no-wallet":
      return outside(state, { is: "none" });
    case "wallet-broken": {
      const broken = outside(state, { is: "broken", code: event.code });
      return to(broken.state, { told: { is: "failed", code: event.code } }, ...broken.effects);
    }
    case "wallet-found":
    case "locked":
      return outside(state, { is: "locked", hasPasskey: event.hasPasskey });
    case "opened": {
      const { type: _, ...inside } = event;
      const next = { ...state, vault: { is: "open", ...inside } } as const;
      if (!isThere(next, next.room)) return leave(next);
      return next.room.is === "together" ? together(next, next.room.id) : to(next, {});
    }
  }
}

/** A pass that is gone is not looked at any more, nor a record whose key is. */
function isThere(state: State, room: Room): boolean {
  if (room.is === "own") return keyOf(state, room.id) !== undefined;
  return !("id" in room) || passOf(state, room.id) !== undefined;
}

/** Nothing of what was inside stays. */
function outside(state: State, vault: State["vault"]): Step {
  const left = leave(state);
  return to(left.state, { vault, told: null, later: [], isBusy: false }, ...left.effects);
}

type OfRoom = Extract<
  Event,
  {
    type:
      | "room-left"
      | "add-wanted"
      | "keys-wanted"
      | "pass-chosen"
      | "code-wanted"
      | "worked-out"
      | "own-wanted"
      | "own-heard"
      | "together-wanted"
      | "together-found"
      | "put-off";
  }
>;

function room(state: State, event: OfRoom): Step {
  if (state.vault.is !== "open") return to(state, {});
  switch (event.type) {
    case "room-left":
      return leave(state);
    case "add-wanted":
      return to(state, { room: { is: "add" }, told: null });
    case "keys-wanted":
      return to(state, { room: { is: "keys" }, told: null });
    case "pass-chosen": {
      if (!passOf(state, event.id)) return to(state, {});
      const left = leave(state);
      const room = { is: "pass", id: event.id, acceptance: null } as const;
      return to(left.state, { room }, ...left.effects, { do: "work-out", id: event.id });
    }
    case "code-wanted": {
      if (!passOf(state, event.id)) return to(state, {});
      const room = { is: "shown", id: event.id } as const;
      return to(state, { room, told: null }, { do: "fill-screen", on: true });
    }
    case "worked-out": {
      const isHere = state.room.is === "pass" && state.room.id === event.id;
      if (!isHere) return to(state, {});
      return to(state, { room: { is: "pass", id: event.id, acceptance: event.acceptance } });
    }
    case "together-wanted":
      if (!passOf(state, event.id)) return to(state, {});
      return together(to(state, { told: null }).state, event.id);
    case "together-found": {
      const isHere = state.room.is === "together" && state.room.id === event.id;
      if (!isHere) return to(state, {});
      return to(state, { room: { is: "together", id: event.id, found: event.found } });
    }
    case "put-off":
      return to(state, { later: [...state.later, event.proposal], told: null });
    case "own-wanted":
      if (!keyOf(state, event.id)) return to(state, {});
      return to(state, { room: { is: "own", id: event.id, own: NOTHING_ASKED }, told: null });
    case "own-heard": {
      const { room } = state;
      if (room.is !== "own" || room.id !== event.id) return to(state, {});
      const answers = { ...room.own.answers, ...event.own.answers };
      return to(state, { room: { ...room, own: { ...room.own, ...event.own, answers } } });
    }
  }
}

/** The passes of one person, whose worth is worked out anew: what is there may be other. */
function together(state: State, id: string): Step {
  const room = { is: "together", id, found: null } as const;
  return to(state, { room }, { do: "work-out-together", id });
}

/** Back to the shelf; what the room needed is put away. */
function leave(state: State): Step {
  const effects: Effect[] = [];
  if (state.camera !== "off") effects.push({ do: "stop-camera" });
  if (state.room.is === "shown") effects.push({ do: "fill-screen", on: false });
  return to(state, { room: SHELF, camera: "off", told: null }, ...effects);
}

type OfCamera = Extract<
  Event,
  { type: "camera-wanted" | "camera-left" | "camera-on" | "camera-failed" | "code-seen" }
>;

function camera(state: State, event: OfCamera): Step {
  switch (event.type) {
    case "camera-wanted":
      if (state.room.is !== "add") return to(state, {});
      return to(state, { camera: "starting", told: null }, { do: "start-camera" });
    case "camera-left":
      return to(state, { camera: "off" }, { do: "stop-camera" });
    case "camera-on":
      return state.camera === "starting"
        ? to(state, { camera: "on" })
        : to(state, {}, { do: "stop-camera" });
    case "camera-failed":
      if (state.camera === "off") return to(state, {});
      return to(state, { camera: "off", told: { is: "camera", why: event.why } });
    case "code-seen": {
      if (state.camera !== "on") return to(state, {});
      // One code, and the camera goes out: it is not left looking at anybody.
      const off = to(state, { camera: "off" }, { do: "stop-camera" });
      const taken = wanted(off.state, { do: "take", text: event.code });
      return { state: taken.state, effects: [...off.effects, ...taken.effects] };
    }
  }
}

function to(state: State, change: Partial<State>, ...effects: readonly Effect[]): Step {
  return { state: { ...state, ...change }, effects };
}
