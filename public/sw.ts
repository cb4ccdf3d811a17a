/**
 * The service worker: Boucle opens without a network, and a page of one build never meets the files of another.
 *
 * Each build is one cache, `boucle-<build>`, filled whole at installation or not at all: the files whose names carry their
 * hash, the icons, and the empty shell that stands in for any page. It touches nothing that is written or synchronised.
 */
declare const self: ServiceWorkerGlobalScope;
declare const __BUILD__: string;
declare const __ASSETS__: readonly string[];

const prefix = "boucle-";
const own = prefix + __BUILD__;
const shellAddress = "/shell";
/** Written last: a cache that has it is complete, and it says when it became so. */
const mark = "/installed-at";
/** Bad wifi hangs more often than it fails. */
const patience = 2000;

const files = new Set(__ASSETS__);
const untouched = new Set(["/sync", "/health", "/ready", "/sw.js"]);
/** The light page of a map, its frame and what they listen to: the shell is none of them. */
const watched = /^\/c\/[^/]+\/carto\/(watch|embed|changes)\/?$/u;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || untouched.has(pathname)) return;
  if (watched.test(pathname)) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
  else if (files.has(pathname)) event.respondWith(publicFile(request));
});

self.addEventListener("message", (event) => {
  const { type, build } = event.data as { type?: string; build?: string };
  // Only when the page asks: taking over on its own would pull the files from under open pages.
  if (type === "activate") void self.skipWaiting();
  if (type === "opened" && event.source instanceof Client) event.waitUntil(tidy(event.source.id, build));
});

async function install(): Promise<void> {
  try {
    const cache = await caches.open(own);
    await cache.addAll(files);
    const shell = await fetch(new Request(shellAddress, { cache: "reload" }));
    const page = await shell.clone().text();
    if (!shell.ok || shell.redirected || !page.includes(`data-build="${__BUILD__}"`)) {
      throw new Error("the server has moved on to another build");
    }
    await cache.put(shellAddress, shell);
    await cache.put(mark, new Response(String(Date.now())));
  } catch (error) {
    if ((await installedAt(own)) === null) await caches.delete(own);
    throw error;
  }
}

async function activate(): Promise<void> {
  await self.registration.navigationPreload?.enable();
  // The page that installed this build may need another of its files after the network has gone.
  await self.clients.claim();
  await tidy();
}

/** Immutable by name, so whichever build brought a file, it is the right one. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Icons keep their address from build to build: the server's are fresher. */
async function publicFile(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** The server's page if it comes in time and whole, the shell of the newest complete build otherwise. */
async function page(event: FetchEvent): Promise<Response> {
  const answer = preloaded(event);
  const settled = answer.catch(() => null);
  // Too late is not wasted: it may finish. Not for ever, because a worker that is busy holds back the one that waits.
  event.waitUntil(Promise.race([settled, after(4 * patience)]));
  const first = await Promise.race([settled, after(patience)]);
  if (first && first.status < 500) return first;
  return (await newestShell()) ?? answer;
}

function after(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}

async function preloaded(event: FetchEvent): Promise<Response> {
  const response = (await event.preloadResponse) as Response | undefined;
  return response ?? fetch(event.request);
}

/** A waiting worker's build counts too: whoever saw it online must not fall back to an older one offline. */
async function newestShell(): Promise<Response | undefined> {
  let newest: string | null = null;
  let latest = -1;
  for (const name of await builds()) {
    const at = await installedAt(name);
    if (at !== null && at > latest) [newest, latest] = [name, at];
  }
  return newest === null ? undefined : (await caches.open(newest)).match(shellAddress);
}

/** Drops older builds, unless a page is open that may still need them. `sender` is the only page allowed, of `build`. */
async function tidy(sender?: string, build?: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some(({ id }) => id !== sender)) return;
  const since = (await installedAt(own)) ?? 0;
  for (const name of await builds()) {
    if (name === own || name === prefix + build) continue;
    const at = await installedAt(name);
    const abandoned = at === null && self.registration.installing === null;
    if (abandoned || (at !== null && at < since)) await caches.delete(name);
  }
}

async function builds(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

async function installedAt(name: string): Promise<number | null> {
  if (!(await caches.has(name))) return null;
  const kept = await (await caches.open(name)).match(mark);
  return kept ? Number(await kept.text()) : null;
}

// Without an export the compiler would take this for a script that shares its names with every other.
export {};
