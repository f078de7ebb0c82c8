/** What came of something, in words. */

import { CoreError } from "../core/core.js";
import type { Param, Said } from "../core/core.js";
import { localeOf } from "../text/language.js";
import { plain } from "../text/plain.js";
import type { Facts, Say } from "../text/say.js";
import { AuthorityError } from "./own/api.js";
import type { Told } from "./state.js";
import { WalletError } from "./vault/error.js";

/** One message, or several lines; whether it is bad news. */
export interface Telling {
  readonly lines: readonly string[];
  readonly isBad: boolean;
}

/** A page that is not the one that everybody sees (guarantee G06): that is no small matter. */
export const RELEASE = /^(page\.release-|release\.)/u;

export function telling(told: Told, say: Say): Telling {
  switch (told.is) {
    case "done":
      return { lines: [say(`done-${told.what}`, { count: told.count ?? 1 })], isBad: false };
    case "not-kept": {
      const why = told.reason ? [said(told.reason, say), remedy(told.reason, say)] : [];
      return { lines: [say("not-kept"), ...why.filter(Boolean)], isBad: true };
    }
    case "not-brought":
      return { lines: [say(`bring-${told.why}`)], isBad: true };
    case "camera":
      return { lines: [say(`camera-${told.why}`)], isBad: true };
    case "failed": {
      if (RELEASE.test(told.code)) {
        return { lines: [say("fault-release", { code: told.code })], isBad: true };
      }
      const id = `fault-${told.code.replace(/^page\./u, "").replaceAll(".", "-")}`;
      const known = say.knows(id) ? say(id) : say("fault-other", { code: told.code });
      return { lines: [known], isBad: true };
    }
  }
}

/** A reason of the core in words; it was written for whoever checks and is true for the holder. */
export function said({ saying, params }: Said, say: Say): string {
  return say(saying, factsOf(params, say));
}

export function remedy({ remedy: id, params }: Said, say: Say): string {
  return id === undefined ? "" : say(id, factsOf(params, say));
}

function factsOf(params: Said["params"], say: Say): Facts {
  const all = Object.entries(params).map(([name, param]) => [name, factOf(param, say)]);
  return Object.fromEntries(all) as Facts;
}

function factOf(param: Param, say: Say): string | number {
  if ("number" in param) return param.number;
  if ("instant" in param) return momentInWords(param.instant, say);
  return "term" in param ? say(param.term) : plain(param.text);
}

/** Day and time where the holder is. */
export function momentInWords(unixSecs: number, say: Say): string {
  const how = { dateStyle: "long", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(localeOf(say.language), how).format(new Date(unixSecs * 1_000));
}

/** The code of whatever was thrown. */
export function codeOf(error: unknown): string {
  const isKnown = [CoreError, WalletError, AuthorityError].some((kind) => error instanceof kind);
  return isKnown ? (error as { readonly code: string }).code : "page.fault";
}
