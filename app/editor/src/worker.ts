/** Registers the service worker, and lets a new build in only when the page says so. */
import { reload } from "./elements";

const hour = 3_600_000;

/** Registers once the page has loaded, where browsers allow it: plain http at a venue goes without. */
export function registerWorker(): void {
  if (!isSecureContext || !("serviceWorker" in navigator)) return;
  if (document.readyState === "complete") void register();
  else addEventListener("load", () => void register(), { once: true });
}

async function register(): Promise<void> {
  let registration: ServiceWorkerRegistration;
  try {
    registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  } catch (error) {
    // Private windows and full disks refuse it; the page works without, but not offline.
    console.warn(error);
    return;
  }
  if (registration.waiting) announce();
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      // The first worker of a device replaces nothing.
      if (worker.state === "installed" && registration.active) announce();
    });
  });
  // Lets the worker drop the files of older builds, if this is the only page left.
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ type: "opened", build: globalThis.boucle.build }));
  lookForUpdates(registration);
}

/** Browsers look when a page is opened; a pad may stay open for days. */
function lookForUpdates(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < hour) return;
    looked = Date.now();
    registration.update().catch(() => {
      // Offline: the next time will do.
    });
  });
}

function announce(): void {
  globalThis.boucle.updateWaiting = true;
  dispatchEvent(new CustomEvent("boucle:update"));
}

/** Lets the waiting worker take over, then reloads into its build. */
export function activateUpdate(): void {
  void activate();
}

async function activate(): Promise<void> {
  const registration = "serviceWorker" in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
  const waiting = registration?.waiting;
  if (!waiting) {
    reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  waiting.postMessage({ type: "activate" });
  // The old worker may be held by a request that hangs; the server's page is of the new build all the same.
  setTimeout(reload, 5000);
}
