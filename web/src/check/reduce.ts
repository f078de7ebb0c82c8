/** What an event makes of the state, and what is to be done: a pure function. */

import type { Door, DoorAnswer, Policy } from "../core/core.js";
import { type Effect, type Event, IDENTITY_SHOWN_MS, isReady, type State } from "./state.js";

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

const SCAN: State["stage"] = { is: "scan", trouble: null };

export function reduce(state: State, event: Event): Step {
  switch (event.type) {
    case "opened":
      return opened(state, event);
    case "not-installed":
      return to(state, { data: { is: "missing" } });
    case "not-opened":
      return to(
        state,
        { data: { is: "refused", code: event.code }, stage: SCAN, camera: { is: "off" } },
        ...(state.camera.is === "off" ? [] : [{ do: "stop-camera" } as const]),
      );
    case "policies-changed":
      return policiesChanged(state, event.policies);
    case "language-chosen":
      return to(state, { language: event.language });
    case "door-chosen":
      return to(state, { door: event.door, stage: SCAN, last: null });
    case "door-left":
      return to(
        state,
        { door: null, stage: SCAN, last: null, camera: { is: "off" } },
        { do: "stop-camera" },
        { do: "refresh-policies" },
      );
    case "reader-ready":
      return to(state, { canRead: true });
    case "hidden": // Nobody looks, so there is nothing to compare.
    case "next":
      return state.stage.is === "answer" ? next(state) : to(state, {});
    case "tick":
      return tick(state, event.at, event.clock);
    case "code-read":
    case "nothing-read":
    case "picture-chosen":
    case "answered":
      return read(state, event);
    default:
      return device(state, event);
  }
}

type Reading = Extract<
  Event,
  { type: "code-read" | "nothing-read" | "picture-chosen" | "answered" }
>;

/** From a code or a picture to an answer. */
function read(state: State, event: Reading): Step {
  if (event.type === "answered") {
    return state.stage.is === "asking" ? answered(state, event.answer, event.at) : to(state, {});
  }
  if (event.type === "nothing-read") {
    const trouble = { stage: { is: "scan", trouble: event.why } } as const;
    return state.stage.is === "answer" ? to(state, {}) : to(state, trouble, ...look(state, true));
  }
  // While somebody is looked at, nothing else is read.
  if (!isReady(state) || !state.door) return to(state, {});
  const asking = { stage: { is: "asking" } } as const;
  return event.type === "code-read"
    ? to(state, asking, ...look(state, false), { do: "check", code: event.code, door: state.door })
    : to(state, asking, ...look(state, false), { do: "read-picture", picture: event.picture });
}

function answered(state: State, answer: DoorAnswer, at: number): Step {
  const stage = { is: "answer", answer, until: at + IDENTITY_SHOWN_MS } as const;
  const last = { ...answer, name: null, birth_date: null };
  const sound: Effect[] = state.sound ? [{ do: "sound", action: answer.action }] : [];
  return to(state, { stage, last }, ...sound);
}

type OfDevice = Extract<
  Event,
  { type: `camera-${string}` | `kiosk-${string}` | `${string}-turned` }
>;

/** Camera, torch, sound and screen. */
function device(state: State, event: OfDevice): Step {
  switch (event.type) {
    case "camera-wanted":
      return to(state, { camera: { is: "starting" } }, { do: "start-camera", side: state.side });
    case "camera-left":
      return to(state, { camera: { is: "off" } }, { do: "stop-camera" });
    case "camera-on": {
      if (state.camera.is !== "starting") return to(state, {}, { do: "stop-camera" });
      const camera = { is: "on", torch: event.hasTorch ? "off" : "none" } as const;
      return to(state, { camera }, { do: "look", on: isReady(state) });
    }
    case "camera-failed":
      return state.camera.is === "off"
        ? to(state, {})
        : to(state, { camera: { is: "failed", why: event.why } });
    case "camera-turned": {
      const side = state.side === "user" ? "environment" : "user";
      if (state.camera.is === "off") return to(state, { side });
      return to(state, { side, camera: { is: "starting" } }, { do: "start-camera", side });
    }
    case "torch-turned": {
      if (state.camera.is !== "on" || state.camera.torch === "none") return to(state, {});
      const on = state.camera.torch === "off";
      const camera = { is: "on", torch: on ? "on" : "off" } as const;
      return to(state, { camera }, { do: "light-torch", on });
    }
    case "sound-turned":
      return to(state, { sound: !state.sound });
    case "kiosk-turned":
      return to(state, { kiosk: !state.kiosk }, { do: "fill-screen", on: !state.kiosk });
    case "kiosk-left":
      return to(state, { kiosk: false });
  }
}

function opened(state: State, event: Extract<Event, { type: "opened" }>): Step {
  const { about, policies } = event;
  const isOffered = event.door !== null && offers(policies, event.door);
  const door = isOffered ? event.door : onlyDoor(policies);
  return to(state, { data: { is: "ready", about, policies }, door });
}

function policiesChanged(state: State, policies: readonly Policy[]): Step {
  if (state.data.is !== "ready") return to(state, {});
  return to(state, { data: { ...state.data, policies } });
}

/** The one door there is to choose, if there is just one. */
function onlyDoor(policies: readonly Policy[]): Door | null {
  const [policy] = policies;
  const [place] = policy?.places ?? [];
  const isOnly = policies.length === 1 && policy?.places.length === 1;
  return isOnly && policy && place ? { place, region: policy.region } : null;
}

function offers(policies: readonly Policy[], door: Door): boolean {
  return policies.some(
    ({ region, places }) => region === door.region && places.includes(door.place),
  );
}

function next(state: State): Step {
  const stage = SCAN;
  return to(state, { stage }, ...look({ ...state, stage }, true));
}

function tick(state: State, at: number, clock: number): Step {
  const isOver = state.stage.is === "answer" && at >= state.stage.until;
  return isOver ? next({ ...state, clock }) : to(state, { clock });
}

/** Tells the camera whether to read what it sees. */
function look(state: State, on: boolean): Effect[] {
  return state.camera.is === "on" ? [{ do: "look", on }] : [];
}

function to(state: State, change: Partial<State>, ...effects: Effect[]): Step {
  return { state: { ...state, ...change }, effects };
}
