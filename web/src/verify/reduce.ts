/** What an event makes of the state, and what is to be done: a pure function. */

import { type Effect, type Event, type State, toSave } from "./state.js";

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export function reduce(state: State, event: Event): Step {
  switch (event.type) {
    case "language-chosen":
      return to(state, { language: event.language });
    case "pressed": {
      if (state.phase.is === "running") return to(state, {});
      const { given } = event;
      const running = { is: "running", read: 0, size: null } as const;
      return to(state, { phase: running }, { do: "verify", given, memory: state.memory });
    }
    case "authority-told":
      return to(state, { authority: event.name });
    case "forget-pressed":
      return to(state, { memory: undefined }, { do: "forget" });
    case "save-pressed": {
      const saved = toSave(state, event.which);
      if (!saved) return to(state, {});
      const { checkpoint, size } = saved;
      return to(state, {}, { do: "save", checkpoint, size });
    }
    default:
      return whileRunning(state, event);
  }
}

type Running = Extract<Event, { type: "stop-pressed" | "went-on" | "broke" | "reported" }>;

/** What comes in after it was stopped is of no use any more. */
function whileRunning(state: State, event: Running): Step {
  if (state.phase.is !== "running") return to(state, {});
  switch (event.type) {
    case "stop-pressed":
      return to(state, { phase: { is: "stopped" } }, { do: "stop" });
    case "went-on":
      return to(state, { phase: { is: "running", read: event.read, size: event.size } });
    case "broke":
      return to(state, { phase: { is: "broken", why: event.why } });
    case "reported": {
      const { report, memory } = event;
      const phase = { is: "done", report, isKept: memory !== undefined } as const;
      return to(state, { phase, memory: memory ?? state.memory });
    }
  }
}

const to = (state: State, changed: Partial<State>, ...effects: readonly Effect[]): Step => ({
  state: { ...state, ...changed },
  effects,
});
