/** Boucle without a network: it opens, it can be written, it says the truth, and it all comes together afterwards. */
import { SilentServer } from "../fixtures/silent-server";
import { expect, test } from "../fixtures/test";

test("Bob offline, closed and reopened with the server killed, writes on this device only; the server returns and Alice has it all", async ({
  alice,
  bob,
  server,
}) => {
  const hers = await alice.startMeetup("Dans le train");
  await hers.append("Avant le tunnel. ");
  let his = await bob.joinByName(hers.path);
  await his.reads("Avant le tunnel. ");
  await bob.installs();

  await bob.context.setOffline(true);
  await server.kill();
  await his.append("Dans le tunnel. ");
  await his.says("device");
  await his.page.close();

  his = await bob.join(hers.path);
  await his.reads("Avant le tunnel. Dans le tunnel. ");
  await expect(his.title).toHaveValue("Dans le train");
  await his.append("Toujours là. ");
  await his.says("device");
  await expect(his.chip("device")).toContainText(/\(\d+\u{a0}modifications\)/u);
  const [, changes] = /\((\d+)/u.exec(await his.chip("device").innerText()) ?? [];
  expect(Number(changes), "changes of both openings, and no others").toBeGreaterThan(1);

  await server.resume();
  await bob.context.setOffline(false);
  await hers.reads("Avant le tunnel. Dans le tunnel. Toujours là. ");
  await his.says("server");
  await expect.poll(() => server.html(hers.path)).toContain("Toujours là.");
});

test("the same new meetup opened offline on two devices merges into one pad, nothing lost", async ({ alice, bob, server }) => {
  for (const person of [alice, bob]) {
    const landing = await person.visit();
    await landing.introduce(person.name);
    await person.installs();
  }
  await server.kill();
  // Alice starts it on the train, and reads its address aloud to Bob.
  const landing = await alice.visit();
  const hers = await landing.start("Sans réseau du tout");
  const his = await bob.join(hers.path);
  await expect(his.page.getByText("Ce meetup n’est pas encore arrivé jusqu’ici.")).toBeVisible();

  await hers.append("D’Alice, hors ligne.");
  await his.append("De Bob, hors ligne.");
  await hers.says("device");
  await his.says("device");

  await server.resume();
  await Promise.all([hers.says("server"), his.says("server")]);
  await expect.poll(async () => (await hers.text()) === (await his.text())).toBe(true);
  const merged = await hers.text();
  for (const part of ["D’Alice, hors ligne.", "De Bob, hors ligne."]) {
    expect(merged.split(part), "each part once").toHaveLength(2);
  }
  expect(merged).toHaveLength("D’Alice, hors ligne.De Bob, hors ligne.".length);
  await expect(his.title).toHaveValue("Sans réseau du tout");
});

test("a cold start offline opens any address", async ({ alice, server }) => {
  const known = await alice.startMeetup("Connu");
  await known.append("Écrit avant.");
  await known.says("server");
  await alice.installs();
  await known.page.close();
  await server.kill();

  const landing = await alice.visit();
  await landing.isReady();
  await expect(landing.known.getByRole("link", { name: "Connu" })).toBeVisible();
  await landing.known.getByRole("link", { name: "Connu" }).click();
  const meetup = await alice.join(known.path);
  await meetup.reads("Écrit avant.");

  const never = "/m/4NMNnkMhL8jXrdJ9jamS58PAVdXu";
  const page = await alice.open(never);
  await expect(page.getByRole("banner")).toBeVisible();
  await expect(page.getByText("Ce meetup n’est pas encore arrivé jusqu’ici.")).toBeVisible();
  const lost = await alice.open("/nulle/part");
  await expect(lost.getByRole("heading", { name: alice.words.noPage })).toBeVisible();
});

test("a profile closed with its browser opens again offline", async ({ profile, server }) => {
  const before = await profile.open("Bob");
  const meetup = await before.startMeetup("Le lendemain");
  await meetup.append("Écrit la veille.");
  await meetup.says("server");
  await before.installs();
  await profile.close(before);
  await server.kill();

  const after = await profile.open("Bob");
  const landing = await after.visit();
  await expect(landing.nameButton).toContainText("Bob");
  const again = await after.join(meetup.path);
  await again.reads("Écrit la veille.");
  await again.append(" Et le lendemain.");
  await again.says("device");
  await server.resume();
  await again.says("server");
});

test("a device can install it", async ({ profile }) => {
  const alice = await profile.open("Alice");
  const { page } = await alice.visit();
  await alice.installs();
  const browser = await page.context().newCDPSession(page);
  const { errors } = await browser.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  await expect.poll(async () => (await browser.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);
});

test("the browser is asked once, at the first edit, to keep what it holds", async ({ alice }) => {
  await alice.context.addInitScript(() => {
    // The empty page that a new tab begins with has none.
    if (!globalThis.isSecureContext) return;
    const counted = globalThis as unknown as { asked: number };
    counted.asked = 0;
    const persist = StorageManager.prototype.persist;
    StorageManager.prototype.persist = async function ask() {
      counted.asked += 1;
      return persist.call(this);
    };
  });
  const meetup = await alice.startMeetup("À garder");
  const asked = () => meetup.page.evaluate(() => (globalThis as unknown as { asked: number }).asked);
  await meetup.isOpen();
  expect(await asked(), "who only looks is not asked").toBe(0);
  await meetup.append("Une première ");
  await expect.poll(asked).toBe(1);
  await meetup.append("et une seconde fois.");
  await meetup.says("server");
  expect(await asked()).toBe(1);
});

test("a hanging server does not hold the page back: the shell comes after 2 s", async ({ alice, server }) => {
  const meetup = await alice.startMeetup("Mauvais wifi");
  await meetup.append("Lisible quand même.");
  await meetup.says("server");
  await alice.installs();
  await meetup.page.close();
  await server.kill();
  const silent = await SilentServer.listen(server.port);

  const asked = Date.now();
  const again = await alice.join(meetup.path);
  const waited = Date.now() - asked;
  await again.reads("Lisible quand même.");
  expect(silent.connections, "the network was asked").toBeGreaterThan(0);
  expect(waited, "not before the network had its chance").toBeGreaterThan(1_500);
  expect(waited).toBeLessThan(15_000);
  await again.append(" Et modifiable.");
  await again.says("device");

  silent.end();
  await server.resume();
  await again.says("server", { timeout: 30_000 });
});

for (const [when, event] of [
  ["the network comes back", "online"],
  ["the person comes back", "visibilitychange"],
] as const) {
  test(`reconnects at once when ${when}`, async ({ alice, server }) => {
    const meetup = await alice.startMeetup("Retour");
    await meetup.append("Ici.");
    await meetup.says("server");
    await server.kill();
    // The page's next attempt hangs for as long as it is patient, and meanwhile the server is back.
    const silent = await SilentServer.listen(server.port);
    await expect.poll(() => silent.connections).toBeGreaterThan(0);
    silent.stopListening();
    await server.resume();
    await meetup.append(" Seule.");

    const reconnected = meetup.page.waitForEvent("websocket", { timeout: 3_000 });
    await meetup.page.evaluate((name) => (name === "online" ? window : document).dispatchEvent(new Event(name)), event);
    await reconnected;
    await meetup.says("server", { timeout: 3_000 });
    silent.end();
  });
}
