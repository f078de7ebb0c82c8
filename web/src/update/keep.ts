/** Keeps the pages on the device: from then on they need no network. */

export async function keepPages(): Promise<void> {
  const address = new URL("../sw.js", location.href).href;
  const policy = window.trustedTypes?.createPolicy("cleanbill", {
    createScriptURL: (given) => {
      if (given !== address) throw new TypeError("not the service worker");
      return given;
    },
  });
  // The types of `register` know no trusted addresses yet.
  const url = (policy?.createScriptURL(address) as unknown as string | undefined) ?? address;
  await navigator.serviceWorker.register(url, { scope: "../", updateViaCache: "all" });
  await navigator.serviceWorker.ready;
  document.documentElement.dataset["kept"] = "true";
}
