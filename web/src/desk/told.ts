/** What came of something, in words. */

import { localeOf } from "../text/language.js";
import type { Say } from "../text/say.js";
import { ApiError } from "./api.js";
import { WalletError } from "../wallet/vault/error.js";
import { PasskeyError } from "./passkey.js";
import { QueueError } from "./queue/keeper.js";
import type { Told } from "./state.js";

export interface Telling {
  readonly text: string;
  readonly isBad: boolean;
}

export function telling(told: Told, say: Say): Telling {
  if (told.is === "done") return { text: say(`done-${told.what}`), isBad: false };
  return { text: faultInWords(told.code, say), isBad: true };
}

/** Why something was refused; a code that has no sentence here is named, so that it can be told. */
export function faultInWords(code: string, say: Say): string {
  const id = `fault-${code.replace(/^page\./u, "").replaceAll(".", "-")}`;
  return say.knows(id) ? say(id) : say("fault-other", { code });
}

/** What was thrown, as it is told. */
export function toldOf(error: unknown): Told {
  if (error instanceof ApiError) {
    const { code, field } = error;
    return { is: "failed", code, ...(field === undefined ? {} : { field }) };
  }
  const kinds = [PasskeyError, QueueError, WalletError];
  const known = kinds.some((kind) => error instanceof kind);
  return { is: "failed", code: known ? (error as { code: string }).code : "page.fault" };
}

/** Day and time where the officer is. */
export function momentInWords(unixSecs: number, say: Say): string {
  const how = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(localeOf(say.language), how).format(new Date(unixSecs * 1_000));
}

/** A word of a closed list of the API; the API's own word where it is a new one. */
export function wordOf(list: string, name: string, say: Say): string {
  const id = `${list}-${name}`;
  return say.knows(id) ? say(id) : name;
}
