/** Keeps the pages of a site on the device: from then on they need no network. */

import { trustedAddress } from "../trusted.js";

export async function keepPages(): Promise<void> {
  const address = new URL("../sw.js", location.href).href;
  const url = trustedAddress(address);
  // By `all`, a browser that opens the check page asks its own cache for a newer release; whoever
  // calls this alone brings that up to date.
  await fetch(address, { cache: "reload", credentials: "omit" }).catch(() => undefined);
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
