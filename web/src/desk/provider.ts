/**
 * Signing in by the authority's OpenID provider: the browser goes there and comes back with a code
 * and a state, which the API finishes with. What names the sign-in stays in this tab meanwhile, and
 * so does the link of whoever tells by it how they will sign in.
 */

import type { Session } from "./answers.js";
import type { Api } from "./api.js";
import type { Event } from "./state.js";
import { whoIs } from "./work.js";

/** What is kept in the tab while the browser is away. */
export interface Away {
  readonly ceremony: string;
  /** The secret of a link, where somebody tells how they will sign in. */
  readonly token?: string;
}

const AWAY = "cleanbill-desk-away";

export function leaveFor(address: string, away: Away): void {
  sessionStorage.setItem(AWAY, JSON.stringify(away));
  window.location.assign(address);
}

/** Finishes what began here, if the browser comes back from the provider. */
export async function comeBack(
  api: Api,
  keepCsrf: (csrf: string) => void,
): Promise<readonly Event[] | undefined> {
  const kept = sessionStorage.getItem(AWAY);
  const said = new URLSearchParams(location.search);
  sessionStorage.removeItem(AWAY);
  // The code is of use once; it does not stay in the history of the browser.
  if (location.search) history.replaceState(null, "", location.pathname);
  if (!kept) return undefined;
  const { ceremony, token } = JSON.parse(kept) as Away;
  const [code, state, iss] = ["code", "state", "iss"].map((name) => said.get(name));
  const link: Event | undefined = token
    ? { type: "link-opened", link: { to: "register", token } }
    : undefined;
  // Whoever pressed “back” at the provider, or was refused there, begins again.
  if (!code || !state) return link && [link];
  const body = { ceremony, code, state, ...(iss ? { iss } : {}) };
  if (!token) {
    keepCsrf((await api.post<Session>("oidc/finish", { body })).csrf);
    return whoIs(api);
  }
  await api.post("registration/oidc", { body: { token, ...body } });
  const beginning = { is: "register", token, isBound: true } as const;
  return [{ type: "begun", beginning }];
}
