/** Rooms and purposes, by what a role may do, so that nothing is offered in vain. */

import type { RoomName } from "./state.js";

/** The rooms, and the permission that each needs. */
export const ROOMS: Readonly<Record<RoomName, string>> = {
  enter: "issue",
  find: "find-holder",
  acts: "read-acts",
  staff: "read-staff",
};

export function roomsFor(permissions: readonly string[]): readonly RoomName[] {
  const names = Object.keys(ROOMS) as RoomName[];
  return names.filter((name) => permissions.includes(ROOMS[name]));
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
