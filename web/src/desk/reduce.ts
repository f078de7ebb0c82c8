/** What an event makes of the state, and what is to be done: a pure function. */

import type { Me, Reissued } from "./answers.js";
import { entering, type OfEntry } from "./entering.js";
import type { Draft } from "./entry.js";
import type { Link } from "./links.js";
import { roomsFor } from "./purposes.js";
import {
  type Beginning,
  type Effect,
  entryFrom,
  type Event,
  firstEntry,
  type Room,
  type RoomName,
  type State,
  waiting,
  type Work,
} from "./state.js";
import { type Step, to, wanted } from "./step.js";

export type { Step } from "./step.js";

const HOME: Room = { is: "home" };

export function reduce(state: State, event: Event): Step {
  switch (event.type) {
    case "language-chosen":
      return to(state, { language: event.language });
    case "tick":
      return to(state, { clock: event.clock }, ...sync(state));
    case "online":
      return to(state, {}, ...sync(state));
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
    case "queues-found":
    case "queue-opened":
    case "queue-changed":
    case "queue-locked":
      return queue(state, event);
    case "room-chosen":
    case "found":
    case "opened":
    case "reissued":
    case "imported":
    case "alarms-read":
    case "looks-read":
    case "policies-read":
    case "acts-read":
    case "act-changed":
    case "staff-read":
    case "invited":
      return room(state, event);
    default:
      return entering(state, event satisfies OfEntry);
  }
}

function beginningOf({ to, token }: Link): Beginning {
  return to === "register" ? { is: to, token, isBound: false } : { is: to, token };
}

/** What waits is sent while its officer is signed in. */
function sync({ session, queue }: State): readonly Effect[] {
  const isTheirs = session.is === "in" && session.me.officer === queue.open?.officer;
  return isTheirs && waiting(queue) > 0 ? [{ do: "sync" }] : [];
}

type OfSession = Extract<Event, { type: "nobody" | "signed-in" | "session-over" | "signed-out" }>;

function session(state: State, event: OfSession): Step {
  switch (event.type) {
    case "signed-in":
      return signedIn(state, event.me);
    case "signed-out": {
      const closed = { ...state.queue, open: null };
      const left = { ...OUT, lastOfficer: null, entry: firstEntry(""), queue: closed };
      return to(state, left, { do: "lock-queue" });
    }
    case "nobody":
      return to(state, OUT);
    case "session-over": {
      const { session } = state;
      const isIn = session.is === "in";
      const told = isIn ? ({ is: "done", what: "session-over" } as const) : state.told;
      // Whoever has an open queue goes on entering; nothing else of anybody stays on the screen.
      if (!isIn || !state.queue.open) return to(state, { ...OUT, told });
      const room: Room = state.room.is === "queue" ? state.room : { is: "enter" };
      return to(state, { session: { is: "away", me: session.me }, room, told });
    }
  }
}

/** Nothing of anybody stays on the screen. What was being typed is kept for who typed it. */
const OUT = { session: { is: "out" }, room: HOME } as const;

function signedIn(state: State, me: Me): Step {
  const { open } = state.queue;
  const isOthers = open !== null && open.officer !== me.officer;
  const inside = {
    ...theirs(state, me),
    session: { is: "in", me },
    beginning: null,
    isBusy: false,
    queue: isOthers ? { ...state.queue, open: null } : state.queue,
  } as const;
  const effects: readonly Effect[] = isOthers ? [{ do: "lock-queue" }] : sync(inside);
  const [first] = roomsFor(inside.session);
  const isThere = state.session.is === "away" && !isOthers;
  if (isThere) return to(inside, {}, ...effects);
  const entered = first === undefined ? to(inside, { room: HOME }) : enter(inside, first);
  return to(entered.state, {}, ...effects, ...entered.effects);
}

/** What was being typed, for who typed it; for somebody else an empty form. */
function theirs(state: State, me: Me): State {
  if (state.lastOfficer === me.officer) return state;
  return { ...state, lastOfficer: me.officer, entry: firstEntry(me.region.slice(0, 2)) };
}

type OfQueue = Extract<
  Event,
  { type: "queues-found" | "queue-opened" | "queue-changed" | "queue-locked" }
>;

function queue(state: State, event: OfQueue): Step {
  switch (event.type) {
    case "queues-found":
      return to(state, { queue: { ...state.queue, officers: event.officers } });
    case "queue-opened": {
      const { me, entries, draft } = event.contents;
      const { officers } = state.queue;
      const all = officers.includes(me.officer) ? officers : [...officers, me.officer];
      const opened = { officers: all, open: { officer: me.officer, entries } };
      const next = takenUp({ ...theirs(state, me), queue: opened }, draft);
      if (state.session.is === "in") return to(next, {}, ...sync(next));
      return to(next, { session: { is: "away", me }, room: { is: "enter" } });
    }
    case "queue-changed": {
      const { me, entries } = event.contents;
      if (state.queue.open?.officer !== me.officer) return to(state, {});
      return to(state, { queue: { ...state.queue, open: { officer: me.officer, entries } } });
    }
    case "queue-locked": {
      const closed = { ...state.queue, open: null };
      const isAway = state.session.is === "away";
      return to(state, { queue: closed, ...(isAway ? OUT : {}) }, { do: "lock-queue" });
    }
  }
}

/** What was being typed before a crash; not in place of what is being typed now. */
function takenUp(state: State, draft: Draft | null): State {
  const { values } = state.entry.draft;
  const isBegun = state.entry.issued || values.surname || values.forename;
  return draft && !isBegun ? { ...state, entry: entryFrom(draft, state.entry.turn + 1) } : state;
}

type OfRoom = Extract<
  Event,
  {
    type:
      | "room-chosen"
      | "found"
      | "opened"
      | "reissued"
      | "imported"
      | "alarms-read"
      | "looks-read"
      | "policies-read"
      | "acts-read"
      | "act-changed"
      | "staff-read"
      | "invited";
  }
>;

function room(state: State, event: OfRoom): Step {
  const { session, room } = state;
  if (event.type === "room-chosen") {
    const isOpen = roomsFor(session).includes(event.room);
    return isOpen ? enter({ ...state, told: null }, event.room) : to(state, {});
  }
  if (session.is !== "in") return to(state, {});
  switch (event.type) {
    case "found":
      return to(state, { room: { is: "find", found: event.found } });
    case "opened":
      return to(state, { room: { is: "record", record: event.record, purpose: event.purpose } });
    case "reissued":
      return to(state, { room: withReissued(room, event.reissued) });
    case "imported":
      return to(state, { room: { is: "import", imported: event.imported } });
    case "alarms-read":
      return room.is === "alarms"
        ? to(state, { room: { ...room, watched: event.watched } })
        : to(state, {});
    case "looks-read":
      return to(state, { room: withLooks(room, event) });
    case "policies-read":
      return room.is === "policies"
        ? to(state, { room: { ...room, policies: event.policies } })
        : to(state, {});
    case "acts-read":
      return room.is === "acts"
        ? to(state, { room: { ...room, acts: event.acts } })
        : to(state, {});
    case "act-changed":
      return to(state, { room: changed(room, event) });
    case "staff-read":
      return room.is === "staff"
        ? to(state, { room: { ...room, staff: event.staff } })
        : to(state, {});
    case "invited":
      return room.is === "staff"
        ? to(state, { room: { ...room, invited: event.invited } })
        : to(state, {});
  }
}

function withLooks(room: Room, { read, isFirst }: Extract<Event, { type: "looks-read" }>): Room {
  if (room.is !== "looks") return room;
  const before = isFirst ? [] : (room.read?.looks ?? []);
  return { ...room, read: { ...read, looks: [...before, ...read.looks] } };
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
  const isThere = room.acts.some((one) => one.act === act.act);
  if (!isThere) return { ...room, acts: [act, ...room.acts] };
  return { ...room, acts: room.acts.map((one) => (one.act === act.act ? act : one)) };
}

function enter(state: State, name: RoomName): Step {
  switch (name) {
    case "enter":
    case "queue":
      return to(state, { room: { is: name } });
    case "find":
      return to(state, { room: { is: "find", found: null } });
    case "import":
      return to(state, { room: { is: "import", imported: null } });
    case "alarms":
      return loading(state, { is: "alarms", watched: null }, { do: "read-alarms" });
    case "looks":
      return loading(state, { is: "looks", read: null }, { do: "read-looks", after: null });
    case "policies":
      return loading(state, { is: "policies", policies: null }, { do: "read-policies" });
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
