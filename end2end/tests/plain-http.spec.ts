/** A laptop at a venue serves the room over plain http: no service worker, no persistence, and it works. */
import { type Browser, chromium } from "@playwright/test";
import { openDownload } from "../fixtures/download";
import { NextBuild } from "../fixtures/next-build";
import { hasAllParts } from "../fixtures/parts";
import { Person } from "../fixtures/person";
import { browserOptions } from "../fixtures/places";
import { expect, test as base } from "../fixtures/test";
import { Poll } from "../pages/poll";

/** Browsers trust 127.0.0.1; a name that means the same machine is as plain as any. */
const host = "boucle.test";

interface Stage {
  venue: Browser;
  /** Bob, in the room, over plain http. */
  guest: Person;
}

const test = base.extend<Stage>({
  venue: async ({}, use) => {
    const args = [...browserOptions.args, `--host-resolver-rules=MAP ${host} 127.0.0.1`];
    const browser = await chromium.launch({ ...browserOptions, args });
    await use(browser);
    await browser.close();
  },
  guest: async ({ venue, server, language }, use) => {
    const guest = await Person.arrive("Bob", venue, { address: `http://${host}:${server.port}` }, language);
    await use(guest);
    expect(guest.vigilance.troubles).toEqual([]);
    await guest.context.close();
  },
});

test("on plain http it works without the secure-context features, and says what is missing", async ({ guest, alice, server }) => {
  const landing = await guest.visit();
  expect(await landing.page.evaluate(() => [isSecureContext, "serviceWorker" in navigator, "storage" in navigator])).toEqual([
    false,
    false,
    false,
  ]);
  await expect(landing.page.getByRole("status").filter({ hasText: guest.words.plainHttp })).toBeVisible();
  await landing.introduce("Bob");
  const his = await landing.start("Dans la salle");
  await expect(his.page.getByRole("status").filter({ hasText: guest.words.plainHttp })).toBeVisible();
  await his.append("Depuis la salle. ");
  await his.says("server");

  const hers = await alice.joinByName(his.path);
  await hers.reads("Depuis la salle. ");
  await hers.append("Depuis ailleurs. ");
  await his.reads("Depuis la salle. Depuis ailleurs. ");
  await his.isHere("Alice");
  await expect(hers.page.getByText(guest.words.plainHttp), "nothing is missing on a secure page").toBeHidden();

  await server.kill();
  await his.append("Coupé. ");
  await his.says("device");
  await server.resume();
  await his.says("server");
  await his.page.close();
  const again = await guest.join(hers.path);
  await again.reads("Depuis la salle. Depuis ailleurs. Coupé. ");
});

test("on plain http, pages that were never opened open without a network: the browser keeps their part of the module", async ({
  guest,
  server,
}) => {
  await (await guest.visit()).introduce("Bob");
  const his = await (await guest.visit()).start("Sans réseau");
  await his.says("server");
  await hasAllParts(his.page);
  await server.kill();
  await his.page.getByRole("link", { name: guest.words.journal.title }).click();
  await expect(his.page.getByRole("heading", { level: 2, name: guest.words.journal.title })).toBeVisible();
  await server.resume();
});

test("a part of the module that does not come says so, and the page goes on once it does", async ({ guest }) => {
  await (await guest.visit()).introduce("Bob");
  const his = await (await guest.visit()).start("En deux fois");
  await his.says("server");
  await guest.context.route("**/split_poll*", (route) => route.abort());
  const { page } = his;
  await page.goto(new URL(`${his.path}/poll`, guest.address).href);
  const notice = page.getByRole("alert").filter({ hasText: guest.words.moduleRefused });
  await expect(notice).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 }), "what the server drew stays").toContainText("En deux fois");
  await guest.context.unroute("**/split_poll*");
  await notice.getByRole("button", { name: guest.words.retry }).click();
  await new Poll(page, guest.words).isOpen();
  await expect(notice).toBeHidden();
});

// Here, as no service worker has the script on the device already.
test("while a zone is looked up, whoever goes on to a venue stays there, and the date comes once", async ({ guest }) => {
  const { path } = await guest.startMeetup("En avance");
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await guest.context.route("**/calendar-*", async (route) => {
    await held;
    await route.continue();
  });
  const poll = await Poll.of(guest, path);
  await poll.addsDate("2038-01-14", "19:00", "22:00", "Europe/Paris");
  const venue = poll.venues.getByLabel(guest.words.poll.venueName);
  await poll.dates.getByRole("button", { name: guest.words.poll.add, exact: true }).click();
  await venue.focus();
  await expect(poll.dates.getByRole("listitem")).toHaveCount(0);
  release();
  await poll.counts("jeudi 14 janvier", 0, 0, 0);
  await expect(venue).toBeFocused();
  await expect(poll.dates.getByRole("listitem")).toHaveCount(1);
  // Who stayed at the date goes on with the next one.
  await poll.addsDate("2038-01-21", "19:00", "22:00", "Europe/Paris");
  await expect(poll.dates.getByLabel(guest.words.poll.day, { exact: true })).toBeFocused();
});

test("on plain http, a page whose files the server no longer has says so, and reloads into the new build", async ({
  guest,
  server,
}) => {
  const landing = await guest.visit();
  await landing.introduce("Bob");
  const next = await NextBuild.make();
  await server.kill();
  await server.resume({ site: next.site });
  await landing.titleField.fill("Trop tard");
  await landing.startButton.click();
  const notice = landing.page.getByRole("alert").filter({ hasText: "Boucle a été mis à jour pendant que cette page était ouverte." });
  await expect(notice).toBeVisible();
  await notice.getByRole("button", { name: "Recharger la page" }).click();
  const meetup = guest.at(landing.page);
  await meetup.isOpen();
  await expect(meetup.title).toHaveValue("Trop tard");
  await expect(landing.page.locator("body")).toHaveAttribute("data-build", next.build);
  await meetup.says("server");
  await next.remove();
});

test("a panic shows a page from which the device’s documents can be downloaded", async ({ alice, server }) => {
  const first = await alice.startMeetup("Premier");
  await first.append("Du premier.");
  await first.says("server");
  await server.kill();
  await first.append(" Jamais parti.");
  await first.says("device");
  await server.resume();
  await first.says("server");
  const second = await (await alice.visit()).start("Second");
  await second.append("Du second.");
  await second.says("server");

  await second.page.evaluate(() => globalThis.boucle.panic("index out of bounds: the len is 0 but the index is 0"));
  await expect(second.page.getByRole("heading", { level: 1, name: alice.words.panic })).toBeVisible();
  await expect(second.page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(second.page.getByText("index out of bounds")).toBeAttached();
  const downloads: import("@playwright/test").Download[] = [];
  second.page.on("download", (download) => downloads.push(download));
  await second.page.getByRole("button", { name: alice.words.panicDownload }).click();
  await expect(second.page.getByText(alice.words.panicDownloaded)).toBeVisible();
  const links = second.page.getByRole("link", { name: /\.automerge$/u });
  await expect(links).toHaveCount(2);
  await expect.poll(() => downloads.length).toBeGreaterThan(0);

  const files = new Map<string, { title: string; pad: string }>();
  for (const link of await links.all()) {
    // One of those that began by themselves may still be on its way.
    const file = await link.innerText();
    const download = second.page.waitForEvent("download", (one) => one.suggestedFilename() === file);
    await link.click();
    const { name, ...document } = await openDownload(await download);
    files.set(name, document);
  }
  expect(Object.fromEntries(files)).toEqual({
    [`${first.id}.automerge`]: { title: "Premier", pad: "Du premier. Jamais parti." },
    [`${second.id}.automerge`]: { title: "Second", pad: "Du second." },
  });

  // The page that stopped took nothing with it.
  await second.page.getByRole("button", { name: "Recharger la page" }).click();
  await second.isOpen();
  await second.reads("Du second.");
});

test("a trap in the module shows that page too", async ({ alice }) => {
  const meetup = await alice.startMeetup("Piège");
  await meetup.append("Gardé.");
  await meetup.says("server");
  alice.vigilance.allow(/unreachable executed by the test/u);
  await meetup.page.evaluate(() => {
    queueMicrotask(() => {
      throw new WebAssembly.RuntimeError("unreachable executed by the test");
    });
  });
  await expect(meetup.page.getByRole("heading", { level: 1, name: alice.words.panic })).toBeVisible();
  await expect(meetup.page.getByText("unreachable executed by the test")).toBeAttached();
});

declare global {
  // `var` is the only declaration that types a property of globalThis.
  var boucle: { panic(message: string): void };
}
