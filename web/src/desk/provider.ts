/**
 * Signing in by the authority's OpenID provider: the browser goes there and comes back with a code
 * and a state, which the API finishes with. What names the sign-in stays in this tab.
 */

import type { Session } from "./answers.js";
import type { Api } from "./api.js";
import type { Event } from "./state.js";
import { whoIs } from "./work.js";

const CEREMONY = "cleanbill-desk-ceremony";

export function leaveFor(address: string, ceremony: string): void {
  sessionStorage.setItem(CEREMONY, ceremony);
  window.location.assign(address);
}

/** Finishes a sign-in that began here, if the browser comes back from one. */
export async function comeBack(
  api: Api,
  keepCsrf: (csrf: string) => void,
): Promise<readonly Event[] | undefined> {
  const ceremony = sessionStorage.getItem(CEREMONY);
  const said = new URLSearchParams(location.search);
  sessionStorage.removeItem(CEREMONY);
  const [code, state, iss] = ["code", "state", "iss"].map((name) => said.get(name));
  // The code is of use once; it does not stay in the history of the browser.
  if (location.search) history.replaceState(null, "", location.pathname);
  if (!ceremony || !code || !state) return undefined;
  const body = { ceremony, code, state, ...(iss ? { iss } : {}) };
  keepCsrf((await api.post<Session>("oidc/finish", { body })).csrf);
  return whoIs(api);
}
