/**
 * Keeps the pages on the device, so that they work without a network from the first visit on. It
 * listens to no message and to no sync. For the page that checks it answers from what it keeps and
 * never asks anybody (guarantee G01).
 */

export {};

/** Every file and its SHA-256 as Subresource Integrity writes it; the build puts them in. */
declare const FILES: Readonly<Record<string, string>>;
/** Changes with any of them. */
declare const RELEASE: string;

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
declare const self: {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(type: "fetch", listener: (event: Asked) => void): void;
};

/** Here once, so that the script names each hash once. */
const KEPT = FILES;
const NAME = `cleanbill-${RELEASE}`;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("fetch", (event) => {
  const { url, method, mode } = event.request;
  const { scope } = self.registration;
  if (method !== "GET" || !url.startsWith(scope)) return;
  const path = new URL(url).pathname.slice(new URL(scope).pathname.length);
  if (path === "check") event.respondWith(Promise.resolve(Response.redirect(`${scope}check/`)));
  else if (path.startsWith("check/")) event.respondWith(kept("check/index.html"));
  else if (path === "update/" && mode === "navigate") event.respondWith(kept("update/index.html"));
  else if (path in KEPT) event.respondWith(kept(path));
});

/** Takes every file whose hash is right, or none of them. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(NAME);
  const keep = async ([path, integrity]: [string, string]): Promise<void> => {
    // A server gives a folder's page by the folder's name.
    const address = self.registration.scope + path.replace(/(^|\/)index\.html$/u, "$1");
    const answer = await fetch(address, { integrity, cache: "reload", credentials: "omit" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await cache.put(self.registration.scope + path, await plainly(answer));
  };
  await Promise.all(Object.entries(KEPT).map(keep));
  await self.skipWaiting();
}

/** An answer without the marks of a redirect, which a page may not be opened from. */
async function plainly(answer: Response): Promise<Response> {
  const type = answer.headers.get("content-type") ?? "application/octet-stream";
  return new Response(await answer.blob(), { headers: { "content-type": type } });
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("cleanbill-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(self.registration.scope + path)) ?? Response.error();
}
