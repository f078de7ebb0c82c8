/** Keeps the pages of a site on the device: from then on they need no network. */

import { CoreError } from "../core/core.js";
import { changeInstalled, readInstalled } from "../core/installed.js";
import { trustedAddress } from "../trusted.js";
import { acceptRelease, fetchOffered, type SiteName } from "./release.js";
import type { Taken } from "./take.js";

/**
 * Keeps the release that the site offers, if everybody sees it; where the set is in no ledger, as it
 * is. Offline, what is kept stays.
 */
export async function keepRelease(target: SiteName, { core, about }: Taken): Promise<void> {
  if (about.ledger === null) return keepPages();
  const offered = await fetchOffered();
  if (!offered) {
    if (!(await navigator.serviceWorker.getRegistration("../"))) throw new CoreError("page.fetch");
    return;
  }
  const before = (await readInstalled())?.release;
  const release = await acceptRelease(target, { core, before }, offered);
  // What was judged lies in the browser's cache since it was fetched: asked for once more, it could
  // be another.
  await register();
  await changeInstalled((now) => now && { ...now, release });
}

/** Keeps the release that the site offers, whatever it is: for a page that has no set to judge by. */
export async function keepPages(): Promise<void> {
  await fetch(KEEPER, { cache: "reload", credentials: "omit" }).catch(() => undefined);
  await register();
}

const KEEPER = "../sw.js";

/**
 * Starts the keeper that the browser's cache has. By `all`, a browser that opens the check page asks
 * its own cache for a newer release; whoever calls this has brought that up to date.
 */
async function register(): Promise<void> {
  const url = trustedAddress(new URL(KEEPER, location.href).href);
  const options = { scope: "../", updateViaCache: "all" } as const;
  const registration = await navigator.serviceWorker.register(url, options);
  await registration.update().catch(() => undefined);
  const coming = registration.installing ?? registration.waiting;
  if (coming) await settled(coming);
  await navigator.serviceWorker.ready;
  document.documentElement.dataset["kept"] = "true";
}

/** Until a release is in use; one that could not be taken whole is an error. */
function settled(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the release was not taken"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
