/** Rooms and purposes, by what a role may do, so that nothing is offered in vain. */

import type { RoomName, Session } from "./state.js";

/** The rooms, and the permission that each needs; null for every officer. */
export const ROOMS: Readonly<Record<RoomName, string | null>> = {
  enter: "issue",
  queue: "issue",
  import: "import",
  find: "find-holder",
  acts: "read-acts",
  staff: "read-staff",
  alarms: "read-alarms",
  looks: null,
  policies: null,
};

/** Without a session an open queue is enough to enter events, and for nothing else. */
const AWAY: readonly RoomName[] = ["enter", "queue"];

export function roomsFor(session: Session): readonly RoomName[] {
  if (session.is !== "in" && session.is !== "away") return [];
  const names = Object.keys(ROOMS) as RoomName[];
  const { permissions } = session.me;
  const allowed = names.filter((name) => {
    const needed = ROOMS[name];
    return needed === null || permissions.includes(needed);
  });
  return session.is === "in" ? allowed : allowed.filter((name) => AWAY.includes(name));
}

/** Why a record is opened, and the permission that each purpose needs beside opening it. */
const PURPOSES: Readonly<Record<string, string>> = {
  "holder-asked": "find-holder",
  print: "print",
  correct: "correct",
  issue: "issue",
  revoke: "revoke",
  erase: "erase",
  appeal: "review",
};

export function purposesFor(permissions: readonly string[]): readonly string[] {
  if (!permissions.includes("open-holder")) return [];
  return Object.keys(PURPOSES).filter((name) => permissions.includes(PURPOSES[name] ?? ""));
}
