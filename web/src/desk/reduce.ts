/** What an event makes of the state, and what is to be done: a pure function. */

import type { Me, Reissued } from "./answers.js";
import { nextDraft } from "./entry.js";
import type { Link } from "./links.js";
import { roomsFor } from "./purposes.js";
import {
  type Beginning,
  checked,
  type Effect,
  type Entry,
  type Event,
  firstEntry,
  type Room,
  type RoomName,
  type State,
  type Work,
} from "./state.js";

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

const HOME: Room = { is: "home" };

export function reduce(state: State, event: Event): Step {
  switch (event.type) {
    case "language-chosen":
      return to(state, { language: event.language });
    case "tick":
      return to(state, { clock: event.clock });
    case "link-opened":
      return to(state, { beginning: beginningOf(event.link), told: null });
    case "begun":
      return to(state, { beginning: event.beginning });
    case "wanted":
      return wanted(state, event.work);
    case "done-with":
      return to(state, { isBusy: false, told: event.told });
    case "nobody":
    case "signed-in":
    case "session-over":
    case "signed-out":
      return session(state, event);
    case "typed":
    case "left":
    case "all-left":
    case "ground-chosen":
    case "issue-wanted":
    case "next-wanted":
    case "previewed":
    case "issued":
      return entry(state, event);
    default:
      return room(state, event);
  }
}

function beginningOf({ to, token }: Link): Beginning {
  return { is: to, token };
}

/** Work that is done before anybody is signed in. */
const OUTSIDE: readonly Work["do"][] = [
  "sign-in",
  "sign-in-by-provider",
  "found",
  "join",
  "read-founding",
  "sign-founding",
  "register",
];

function wanted(state: State, work: Work): Step {
  const isPossible = OUTSIDE.includes(work.do) || state.session.is === "in";
  if (state.isBusy || !isPossible) return to(state, {});
  return to(state, { isBusy: true, told: null }, work);
}

type OfSession = Extract<Event, { type: "nobody" | "signed-in" | "session-over" | "signed-out" }>;

function session(state: State, event: OfSession): Step {
  switch (event.type) {
    case "signed-in":
      return signedIn(state, event.me);
    case "signed-out":
      return to(state, { ...OUT, lastOfficer: null, entry: firstEntry("") });
    case "nobody":
      return to(state, OUT);
    case "session-over": {
      const wasIn = state.session.is === "in";
      const told = wasIn ? ({ is: "done", what: "session-over" } as const) : state.told;
      return to(state, { ...OUT, told });
    }
  }
}

/** Nothing of anybody stays on the screen. What was being typed is kept for who typed it. */
const OUT = { session: { is: "out" }, room: HOME } as const;

function signedIn(state: State, me: Me): Step {
  const isBack = state.lastOfficer === me.officer;
  const inside = {
    ...state,
    session: { is: "in", me },
    lastOfficer: me.officer,
    beginning: null,
    isBusy: false,
    entry: isBack ? state.entry : firstEntry(me.region.slice(0, 2)),
  } as const;
  const [first] = roomsFor(me.permissions);
  return first === undefined ? to(inside, { room: HOME }) : enter(inside, first);
}

type OfEntry = Extract<
  Event,
  {
    type:
      | "typed"
      | "left"
      | "all-left"
      | "ground-chosen"
      | "issue-wanted"
      | "next-wanted"
      | "previewed"
      | "issued";
  }
>;

function entry(state: State, event: OfEntry): Step {
  const { draft } = state.entry;
  switch (event.type) {
    case "typed": {
      const values = { ...draft.values, [event.field]: event.text };
      return drafted(state, { ...state.entry, draft: { ...draft, values } });
    }
    case "ground-chosen":
      return drafted(state, { ...state.entry, draft: { ...draft, ground: event.ground } });
    case "left": {
      const left = draft.left.includes(event.field) ? draft.left : [...draft.left, event.field];
      return to(state, { entry: { ...state.entry, draft: { ...draft, left } } });
    }
    case "all-left": {
      const left = Object.keys(checked(state).wrong) as typeof draft.left;
      return to(state, { entry: { ...state.entry, draft: { ...draft, left } } });
    }
    case "next-wanted": {
      const next = { ...firstEntry(""), draft: nextDraft(draft) };
      return to(state, { entry: next, told: null }, { do: "preview", body: null });
    }
    case "previewed": {
      if (event.body !== bodyIn(state)) return to(state, {});
      return to(state, { entry: { ...state.entry, preview: event.preview } });
    }
    case "issue-wanted":
      return issue(state, event.key);
    case "issued":
      return to(state, { entry: { ...state.entry, issued: event.issued } });
  }
}

/** What would be sent now. */
export function bodyIn(state: State): string | null {
  const { body } = checked(state);
  return body && JSON.stringify(body);
}

/** Something else is typed: what the API said of the rest is not true of it. */
function drafted(state: State, entry: Entry): Step {
  if (state.isBusy || entry.issued) return to(state, {});
  const before = bodyIn(state);
  const next = { ...state, entry };
  const body = bodyIn(next);
  if (body === before) return to(next, {});
  return to({ ...next, entry: { ...entry, preview: null } }, {}, { do: "preview", body });
}

function issue(state: State, key: string): Step {
  const body = bodyIn(state);
  const { sent, issued } = state.entry;
  if (body === null || issued) return to(state, {});
  // What may have been done, and was not answered, is asked again under its own key.
  const again = sent?.body === body ? sent : { key, body };
  const work = wanted(state, { do: "issue", ...again });
  if (work.effects.length === 0) return work;
  return to(work.state, { entry: { ...state.entry, sent: again } }, ...work.effects);
}

type OfRoom = Extract<
  Event,
  {
    type:
      | "room-chosen"
      | "found"
      | "opened"
      | "reissued"
      | "acts-read"
      | "act-changed"
      | "staff-read"
      | "invited";
  }
>;

function room(state: State, event: OfRoom): Step {
  if (state.session.is !== "in") return to(state, {});
  switch (event.type) {
    case "room-chosen":
      return enter({ ...state, told: null }, event.room);
    case "found":
      return to(state, { room: { is: "find", found: event.found } });
    case "opened":
      return to(state, { room: { is: "record", record: event.record, purpose: event.purpose } });
    case "reissued":
      return to(state, { room: withReissued(state.room, event.reissued) });
    case "acts-read":
      return state.room.is === "acts"
        ? to(state, { room: { is: "acts", acts: event.acts } })
        : to(state, {});
    case "act-changed":
      return to(state, { room: changed(state.room, event) });
    case "staff-read":
      return state.room.is === "staff"
        ? to(state, { room: { ...state.room, staff: event.staff } })
        : to(state, {});
    case "invited":
      return state.room.is === "staff"
        ? to(state, { room: { ...state.room, invited: event.invited } })
        : to(state, {});
  }
}

/** The record as it was opened, and the new pass in it: it is not read again for that. */
function withReissued(room: Room, { pass, replaces, expires_at }: Reissued): Room {
  const old = room.is === "record" && room.record.passes.find((one) => one.pass === replaces);
  if (room.is !== "record" || !old) return room;
  const fresh = { ...old, pass, replaces, expires_at, status: "valid" } as const;
  const others = room.record.passes.map((one) =>
    one === old ? ({ ...one, status: "replaced" } as const) : one,
  );
  return { ...room, record: { ...room.record, passes: [...others, fresh] } };
}

function changed(room: Room, { act }: Extract<Event, { type: "act-changed" }>): Room {
  if (room.is !== "acts" || !room.acts) return room;
  return { ...room, acts: room.acts.map((one) => (one.act === act.act ? act : one)) };
}

function enter(state: State, name: RoomName): Step {
  switch (name) {
    case "enter":
      return to(state, { room: { is: "enter" } });
    case "find":
      return to(state, { room: { is: "find", found: null } });
    case "acts":
      return loading(state, { is: "acts", acts: null }, { do: "read-acts" });
    case "staff":
      return loading(state, { is: "staff", staff: null, invited: null }, { do: "read-staff" });
  }
}

/** A room whose list is asked for when it is entered; while something is done, nobody enters it. */
function loading(state: State, room: Room, work: Work): Step {
  if (state.isBusy) return to(state, {});
  return to(state, { room, isBusy: true }, work);
}

function to(state: State, part: Partial<State>, ...effects: readonly Effect[]): Step {
  return { state: { ...state, ...part }, effects };
}
