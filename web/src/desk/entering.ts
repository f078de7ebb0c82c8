/** What an event makes of the form that is being filled in: a pure part of the reducer. */

import type { RecordEvent } from "./answers.js";
import { type Draft, draftOfEvent, draftOfPerson, nextDraft } from "./entry.js";
import {
  checked,
  type Effect,
  type Entry,
  entryFrom,
  entryOf,
  type Event,
  type State,
  type Work,
} from "./state.js";
import { type Step, to, wanted } from "./step.js";

export type OfEntry = Extract<
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
      | "issued"
      | "kept"
      | "draft-kept"
      | "taken-up"
      | "correct-wanted"
      | "correct-left";
  }
>;

export function entering(state: State, event: OfEntry): Step {
  const entry = entryOf(state);
  const { draft } = entry;
  switch (event.type) {
    case "typed": {
      const values = { ...draft.values, [event.field]: event.text };
      return drafted(state, { ...draft, values });
    }
    case "ground-chosen":
      return drafted(state, { ...draft, ground: event.ground });
    case "left": {
      const isKnown = draft.left.includes(event.field);
      const left = isKnown ? draft.left : [...draft.left, event.field];
      const next = withEntry(state, { ...entry, draft: { ...draft, left } });
      return to(next.state, {}, ...keptDraft(state, draft));
    }
    case "all-left": {
      const left = Object.keys(checked(state).wrong) as typeof draft.left;
      return withEntry(state, { ...entry, draft: { ...draft, left } });
    }
    case "previewed": {
      if (event.body !== bodyIn(state)) return to(state, {});
      return withEntry(state, { ...entry, preview: event.preview });
    }
    case "issue-wanted":
      return submit(state, event.key);
    case "issued": {
      const entry = { ...state.entry, issued: event.issued };
      return to(state, { entry }, ...keptDraft(state, null));
    }
    case "draft-kept": {
      const isStill = state.entry.draft.values === event.draft.values;
      return to(state, { entry: { ...state.entry, isKept: isStill } });
    }
    case "next-wanted":
    case "kept":
    case "taken-up":
      return turned(state, event);
    case "correct-wanted":
    case "correct-left":
      return correcting(state, event);
  }
}

/** What would be sent now. */
export function bodyIn(state: State): string | null {
  const { body } = checked(state);
  return body && JSON.stringify(body);
}

function withEntry(state: State, entry: Entry): Step {
  const { room } = state;
  return room.is === "correct" ? to(state, { room: { ...room, entry } }) : to(state, { entry });
}

/** Something else is typed: what the API said of the rest is not true of it. */
function drafted(state: State, draft: Draft): Step {
  const entry = entryOf(state);
  if (state.isBusy || entry.issued) return to(state, {});
  const before = bodyIn(state);
  const next = withEntry(state, { ...entry, draft, isKept: false }).state;
  const body = bodyIn(next);
  if (body === before) return to(next, {});
  const fresh = withEntry(next, { ...entryOf(next), preview: null }).state;
  // Nobody is asked what a correction would say, nor anything without a session.
  const isAsked = state.session.is === "in" && draft.part === "pass";
  return isAsked ? to(fresh, {}, { do: "preview", body }) : to(fresh, {});
}

type OfTurn = Extract<Event, { type: "next-wanted" | "kept" | "taken-up" }>;

/** Another person: what one typed is not there for the next one. */
function turned(state: State, event: OfTurn): Step {
  const { draft, turn } = state.entry;
  const isTaken = event.type === "taken-up";
  const next = isTaken
    ? entryFrom({ ...event.entry.draft, left: [] }, turn + 1, event.entry.key)
    : entryFrom(nextDraft(draft), turn + 1);
  const room = isTaken ? ({ is: "enter" } as const) : state.room;
  const nothing = isTaken ? [] : keptDraft(state, null);
  return to(state, { entry: next, room, told: null }, { do: "preview", body: null }, ...nothing);
}

/** While a queue is open, what is typed is in it: a crash leaves it there. */
function keptDraft({ queue, room }: State, draft: Draft | null): readonly Effect[] {
  return queue.open && room.is !== "correct" ? [{ do: "keep-draft", draft }] : [];
}

function submit(state: State, key: string): Step {
  const body = bodyIn(state);
  const entry = entryOf(state);
  if (body === null || entry.issued) return to(state, {});
  // What may have been done, and was not answered, is asked again under its own key.
  const sent = entry.sent?.body === body ? entry.sent : { key, body };
  const begun = wanted(state, workOf(state, entry, sent));
  if (begun.effects.length === 0) return begun;
  const next = withEntry(begun.state, { ...entry, sent });
  return to(next.state, {}, ...begun.effects);
}

function workOf(
  { room, session, clock }: State,
  { draft, replaces }: Entry,
  sent: { readonly key: string; readonly body: string },
): Work {
  if (room.is === "correct") return { do: "correct", holder: room.opened.record.holder, ...sent };
  const entry = { ...sent, draft, at: clock, state: "waiting" } as const;
  return { do: "issue", entry, replaces, isAway: session.is === "away" };
}

type OfCorrecting = Extract<Event, { type: "correct-wanted" | "correct-left" }>;

function correcting(state: State, event: OfCorrecting): Step {
  const { room } = state;
  if (event.type === "correct-left") {
    return room.is === "correct"
      ? to(state, { room: { is: "record", ...room.opened } })
      : to(state, {});
  }
  if (room.is !== "record" || state.isBusy) return to(state, {});
  const { record, purpose } = room;
  const [person] = record.versions;
  const happened = record.events.find((one: RecordEvent) => one.event === event.event);
  const draft = happened ? draftOfEvent(happened) : person && draftOfPerson(person);
  if (!draft) return to(state, {});
  const opened = { record, purpose };
  return to(state, { room: { is: "correct", opened, entry: entryFrom(draft, 0) }, told: null });
}
