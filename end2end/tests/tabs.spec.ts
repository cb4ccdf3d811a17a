/** Two tabs are one person, each tab is a replica, and neither a freeze nor a crash harms the document. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test";

test("two tabs of one profile, one of them frozen: no edit lost, one person in the list", async ({ alice, bob }) => {
  const first = await alice.startMeetup("Deux onglets");
  const second = await alice.join(first.path);
  const his = await bob.joinByName(first.path);
  await first.append("Du premier. ");
  await second.reads("Du premier. ");

  const frozen = await freeze(first.page);
  await second.append("Du second. ");
  await his.reads("Du premier. Du second. ");
  await his.append("De Bob. ");
  await second.reads("Du premier. Du second. De Bob. ");
  await second.says("server");
  await expect.poll(() => his.names()).toEqual(["B Bob vous", "A Alice"]);
  await frozen.stopped;
  await frozen.thaw();
  await first.reads("Du premier. Du second. De Bob. ");
  await first.append("Encore du premier.");
  for (const each of [first, second, his]) await each.reads("Du premier. Du second. De Bob. Encore du premier.");
  await Promise.all([first.says("server"), second.says("server")]);
  await expect.poll(() => second.names()).toEqual(["A Alice vous", "B Bob"]);
  await expect.poll(() => his.names()).toEqual(["B Bob vous", "A Alice"]);
});

test("what a tab typed just before it froze reaches the others", async ({ alice, bob, server }) => {
  const first = await alice.startMeetup("Gelé");
  const second = await alice.join(first.path);
  const his = await bob.joinByName(first.path);
  await first.append("Avant. ");
  await his.reads("Avant. ");
  // Offline, so that only the other tab can carry it.
  await server.kill();
  await first.append("Gelé aussitôt. ");
  const frozen = await freeze(first.page);
  await second.reads("Avant. Gelé aussitôt. ");
  await server.resume();
  await his.reads("Avant. Gelé aussitôt. ");
  await second.says("server");
  await frozen.thaw();
  await first.says("server");
});

test("two tabs write at once, offline, and both survive a closed browser", async ({ alice, bob, server }) => {
  const first = await alice.startMeetup("À deux mains");
  const second = await alice.join(first.path);
  await alice.installs();
  await first.append("|");
  await second.reads("|");
  await server.kill();
  await Promise.all([first.prepend("gauche"), second.append("droite")]);
  await first.reads("gauche|droite");
  await second.reads("gauche|droite");
  await Promise.all([first.says("device"), second.says("device")]);
  await first.page.close();
  await second.page.close();

  const again = await alice.join(first.path);
  await again.reads("gauche|droite");
  await server.resume();
  await again.says("server");
  await (await bob.join(again.path)).reads("gauche|droite");
});

test("crash between send and store: the document goes on", async ({ alice, bob, server }) => {
  const hers = await alice.startMeetup("Panne");
  await hers.append("Gardé. ");
  await hers.says("server");
  await alice.installs();
  const his = await bob.joinByName(hers.path);
  await hers.page.close();

  // In this tab nothing written reaches the device's store: a crash finds what was sent, and not stored.
  const page = await alice.context.newPage();
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = function put(this: IDBObjectStore) {
      return this.get("never answered with what was put");
    };
  });
  await page.goto(new URL(hers.path, his.page.url()).href);
  const unlucky = alice.at(page);
  await unlucky.isOpen();
  await unlucky.append("Envoyé, pas gardé. ");
  await his.reads("Gardé. Envoyé, pas gardé. ");
  await crash(page);

  // With no server to tell her what she had sent, she goes on from what the device kept.
  await server.kill();
  const again = await alice.join(hers.path);
  await again.reads("Gardé. ");
  await again.append("Et la suite.");
  await again.says("device");
  await server.resume();
  await again.says("server");
  // Both were written at one place without knowing of each other, so either may come first.
  await expect
    .poll(() => his.text())
    .toMatch(/^Gardé\. (Envoyé, pas gardé\. Et la suite\.|Et la suite\.Envoyé, pas gardé\. )$/u);
  const both = await his.text();
  await again.reads(both);
  await his.append(" Merci.");
  await again.reads(`${both} Merci.`);
});

test("what one tab told another is kept by both", async ({ alice, server }) => {
  const hers = await alice.startMeetup("Deux gardes");
  await hers.append("Gardé. ");
  await hers.says("server");
  await alice.installs();
  const other = await alice.join(hers.path);
  await other.reads("Gardé. ");
  await server.kill();
  // From here on this tab tells, and keeps nothing.
  await hers.page.evaluate(() => {
    IDBObjectStore.prototype.put = function put(this: IDBObjectStore) {
      return this.get(["no", "such"]);
    };
  });
  await hers.append("Entendu.");
  await other.reads("Gardé. Entendu.");
  await other.says("device");
  await crash(hers.page);
  await crash(other.page);
  await (await alice.join(hers.path)).reads("Gardé. Entendu.");
});

test("a tab that crashes while somebody types loses nothing the chip called kept", async ({ alice, bob, server }) => {
  const hers = await alice.startMeetup("Panne hors ligne");
  const his = await bob.joinByName(hers.path);
  await alice.installs();
  await server.kill();
  await hers.append("Écrit dans le tunnel");
  await hers.says("device");
  const kept = await hers.text();
  await hers.pad.pressSequentially(", et coupé ne");
  await crash(hers.page);

  const again = await alice.join(hers.path);
  const found = await again.text();
  expect(found.startsWith(kept), `${found} begins with ${kept}`).toBe(true);
  await again.append("!");
  await server.resume();
  await again.says("server");
  await his.reads(`${found}!`);
});

test("a crash never leaves one’s own change without what it builds on, nor a claim about what is not there", async ({
  alice,
  bob,
  server,
}) => {
  const hers = await alice.startMeetup("Deux écritures");
  await hers.append("|");
  await hers.says("server");
  await alice.installs();
  const his = await bob.joinByName(hers.path);
  await hers.page.close();

  // In these tabs what others wrote is never kept by itself: their crash comes before its time.
  await alice.context.addInitScript(() => {
    const { setTimeout } = globalThis;
    const late = (run: TimerHandler, delay?: number, ...rest: unknown[]) =>
      delay === 300 ? 0 : setTimeout(run, delay, ...rest);
    globalThis.setTimeout = late as typeof setTimeout;
  });
  const writing = await alice.join(hers.path);
  await writing.reads("|");
  await his.append("De Bob. ");
  await writing.reads("|De Bob. ");
  await writing.append("D’Alice. ");
  await writing.says("server");
  await server.kill();
  await crash(writing.page);
  const offline = await alice.join(hers.path);
  await offline.reads("|De Bob. D’Alice. ");

  await server.resume();
  await offline.says("server");
  const before = await kept(offline.page);
  await his.append("Encore de Bob.");
  await offline.reads("|De Bob. D’Alice. Encore de Bob.");
  // Until what the server is known to have is kept as well, a little later. Whenever one looks, it names only what is there.
  await expect
    .poll(async () => {
      const { chunks, named } = await kept(offline.page);
      expect(chunks).toEqual(expect.arrayContaining(named));
      return named.filter((hash) => !before.chunks.includes(hash)).length;
    })
    .toBeGreaterThan(0);
  await server.kill();
  await crash(offline.page);
  const again = await alice.join(hers.path);
  await again.reads("|De Bob. D’Alice. Encore de Bob.");
  await again.says("server");
});

/**
 * The hashes of the changes that this device keeps, and of those that it names as the last that the server is known to
 * have (automerge's `sync::State`, encoded: one byte for its kind, then a count, then 32 bytes a hash).
 */
async function kept(page: Page): Promise<{ chunks: string[]; named: string[] }> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open("boucle");
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const reading = opened.result.transaction(["chunks", "sync"]);
          const chunks = reading.objectStore("chunks").getAll();
          const states = reading.objectStore("sync").getAll();
          reading.oncomplete = () => {
            opened.result.close();
            const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
            const named = states.result.flatMap(({ state }: { state: Uint8Array }) =>
              Array.from({ length: state[1] ?? 0 }, (_, n) => hex(state.slice(2 + 32 * n, 34 + 32 * n))),
            );
            resolve({ chunks: chunks.result.map(({ hash }: { hash: string }) => hash), named });
          };
        };
      }),
  );
}

/**
 * Freezes a tab as browsers do to those in the background: it is told, and from then on nothing in it runs. (A headless
 * Chromium shows every tab and so freezes none; the debugger can.)
 */
async function freeze(page: Page): Promise<Frozen> {
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => document.dispatchEvent(new Event("freeze")));
  await session.send("Debugger.enable");
  const stopped = new Promise<void>((resolve) => session.once("Debugger.paused", () => resolve()));
  await session.send("Debugger.pause");
  return {
    stopped,
    async thaw() {
      await session.send("Debugger.disable");
      await session.detach();
    },
  };
}

interface Frozen {
  /** When the first thing that came to the tab was held up. */
  stopped: Promise<void>;
  thaw(): Promise<void>;
}

async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // The page is not there any more to answer.
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close();
}
