/**
 * Keeps the pages of a site on the device, so that they work without a network from the first visit
 * on. It listens to no message and to no sync. For a closed page, the one that checks, it answers
 * from what it keeps and never asks anybody (guarantee G01); what it does not keep it leaves alone.
 */

export {};

/** Every file and its SHA-256 as Subresource Integrity writes it; the build puts them in. */
declare const FILES: Readonly<Record<string, string>>;
/** Changes with any of them. */
declare const RELEASE: string;
/** The site, which several may be of on one origin. */
declare const SITE: string;
/** Pages that may reach nobody; whatever is asked for beneath one is that page. */
declare const CLOSED: readonly string[];

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
const has = (path: string): boolean => Object.hasOwn(KEPT, path);
const SHUT = CLOSED;
const OURS = `cleanbill-${SITE}-`;
const NAME = `cleanbill-${SITE}-${RELEASE}`;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("fetch", (event) => {
  const { url, method, mode } = event.request;
  const { scope } = self.registration;
  if (method !== "GET" || !url.startsWith(scope)) return;
  const path = new URL(url).pathname.slice(new URL(scope).pathname.length);
  const [folder = "", ...beneath] = path.split("/");
  const page = `${folder}/index.html`;
  const isOpened = mode === "navigate" && beneath.length <= 1 && !beneath[0];
  if (has(path)) event.respondWith(kept(path));
  else if (has(page) && (isOpened || SHUT.includes(folder))) {
    const redirect = Promise.resolve(Response.redirect(`${scope}${folder}/`));
    event.respondWith(beneath.length > 0 ? kept(page) : redirect);
  }
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
  const old = names.filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(self.registration.scope + path)) ?? Response.error();
}
