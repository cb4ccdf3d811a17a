/** What should not come and comes all the same: addresses, frames, disks, quotas, and documents from the future. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openDownload } from "../fixtures/download";
import type { Person } from "../fixtures/person";
import * as places from "../fixtures/places";
import { poison } from "../fixtures/poison";
import { type Frame, RawPeer } from "../fixtures/raw-peer";
import { Server, runToEnd } from "../fixtures/server";
import { type MeetupDocument, StockClient, append, prepend } from "../fixtures/stock-client";
import { expect, test } from "../fixtures/test";

const unknownAddress = "/m/4NMNnkMhL8jXrdJ9jamS58PAVdXu";

for (const [what, path, title] of [
  ["a malformed address", "/m/pas-une-adresse", "malformed"],
  ["an address with one letter changed", `${unknownAddress.slice(0, -1)}v`, "malformed"],
  ["an unknown address", unknownAddress, "unknown"],
  ["an address where no page is", "/nulle/part?et=rien", "noPage"],
] as const) {
  test(`${what}: a page that says so and offers the way back`, async ({ alice, server }) => {
    const page = await alice.context.newPage();
    const response = await page.goto(server.address + path);
    expect(response?.status()).toBe(404);
    const heading = page.getByRole("heading", { level: 1, name: alice.words[title] });
    await expect(heading).toBeVisible();
    // Once more when the module has woken: it must not think otherwise.
    await alice.installs();
    await expect(heading).toBeVisible();
    await page.getByRole("link", { name: alice.words.back }).click();
    await expect(page.getByRole("heading", { level: 1, name: alice.words.landing })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/");
  });
}

test("an unknown address becomes the meetup when the device that holds it reaches the server", async ({ alice, bob, server }) => {
  const landing = await alice.visit();
  await landing.introduce("Alice");
  await alice.installs();
  await server.kill();
  const hers = await landing.start("Pas encore parti");
  await hers.append("Il arrive.");
  await hers.says("device");
  await alice.context.setOffline(true);
  await hers.page.close();
  await server.resume();

  const page = await bob.open(hers.path);
  await expect(page.getByRole("heading", { level: 1, name: bob.words.unknown })).toBeVisible();
  await alice.context.setOffline(false);
  const again = await alice.join(hers.path);
  await again.says("server");
  const his = bob.at(page);
  await his.isOpen();
  await his.reads("Il arrive.");
  await expect(his.title).toHaveValue("Pas encore parti");
});

test("a change at which the module stops is left out, and people go on", async ({ alice, bob, server }) => {
  // It does stop, once for all that came in, and once more for the one to blame.
  for (const { vigilance } of [alice, bob]) vigilance.allow(/panicked at|uncaught/);
  const hers = await alice.startMeetup("Empoisonné");
  const his = await bob.joinByName(hers.path);
  await hers.append("Avant. ");
  await his.reads("Avant. ");

  const mallory = await RawPeer.join(server.socketAddress, "mallory");
  await expect.poll(() => mallory.of("peer").length).toBe(1);
  mallory.send(poison(hers.id));
  for (const [person, meetup] of [
    [alice, hers],
    [bob, his],
  ] as const) {
    await expect(meetup.page.getByText(person.words.leftOut)).toBeVisible();
    await meetup.isOpen();
    await meetup.reads("Avant. ");
  }
  await hers.append("Après. ");
  await his.reads("Avant. Après. ");
  await his.append("Et encore.");
  await hers.reads("Avant. Après. Et encore.");
  await hers.says("server");
  await his.says("server");

  // What one browser has found out holds for its other tabs, and after a restart.
  const again = await alice.join(hers.path);
  await again.reads("Avant. Après. Et encore.");
  await expect(again.page.getByText(alice.words.leftOut)).toBeVisible();
  mallory.leave();
});

test("a malformed frame: that connection gets error{message} and is closed, the others notice nothing", async ({
  alice,
  bob,
  server,
}) => {
  const hers = await alice.startMeetup("Malformé");
  const his = await bob.joinByName(hers.path);
  await hers.append("Rien ");
  await his.reads("Rien ");
  const closed: string[] = [];
  for (const { page } of [hers, his]) page.on("websocket", (socket) => closed.push(socket.url()));

  const documentId = hers.id;
  const join: Frame = { type: "join", senderId: "x", peerMetadata: {}, supportedProtocolVersions: ["1"] };
  const afterJoin: (Frame | Uint8Array | string)[] = [
    new Uint8Array([0xff, 0xff, 0xff]),
    new Uint8Array(0),
    "un texte",
    { type: "sync", senderId: "x", targetId: "y", documentId, data: "pas des octets" },
    { type: "sync", senderId: "x", targetId: "y", documentId: "pas-un-id", data: new Uint8Array([0x42]) },
    { type: "sync", senderId: "x", targetId: "y", documentId, data: new Uint8Array([0x42, 0xff, 0xff]) },
    { type: "sync", senderId: "x", targetId: "y", documentId },
    join,
    new Uint8Array((1 << 20) + 1),
  ];
  for (const frame of afterJoin) {
    const stranger = await RawPeer.join(server.socketAddress);
    await expect.poll(() => stranger.of("peer").length).toBe(1);
    if (frame instanceof Uint8Array || typeof frame === "string") stranger.sendBytes(frame);
    else stranger.send(frame);
    await isRefused(stranger, JSON.stringify(frame).slice(0, 100));
  }
  for (const first of [{ ...join, supportedProtocolVersions: ["2"] }, { type: "leave", senderId: "x" }, { ...join, senderId: 7 }]) {
    const stranger = await RawPeer.connect(server.socketAddress);
    stranger.send(first);
    await isRefused(stranger, JSON.stringify(first));
  }

  await his.append("ne se passe.");
  await hers.reads("Rien ne se passe.");
  await Promise.all([hers.says("server"), his.says("server")]);
  expect(closed, "nobody had to connect again").toEqual([]);
});

async function isRefused(stranger: RawPeer, what: string): Promise<void> {
  await expect.poll(() => stranger.closed, what).toBe(true);
  const errors = stranger.of("error").map(({ message }) => message);
  expect(errors, what).toHaveLength(1);
  expect(errors[0], what).toEqual(expect.stringMatching(/\w+ \w+/u));
}

test("storage unwritable or full at start: one plain sentence and a non-zero exit", async () => {
  const folder = await mkdtemp(join(tmpdir(), "boucle-bad-data-"));
  const file = join(folder, "a-file");
  await writeFile(file, "");
  const serve = (data: string) => ["serve", "--listen", "127.0.0.1:0", "--data", data, "--site", places.site];
  const full = 'trap "" XFSZ; ulimit -f 0';
  for (const [what, argv, before] of [
    ["under a file", serve(join(file, "data")), ""],
    ["a file itself", serve(file), ""],
    ["a full disk", serve(join(folder, "full")), full],
  ] as const) {
    const { status, output } = await runToEnd(argv, before);
    expect(status, what).not.toBe(0);
    expect(status, `${what}: it was not killed`).not.toBeNull();
    const lines = output.trim().split("\n");
    expect(lines, `${what}: ${output}`).toHaveLength(1);
    expect(lines[0], what).toMatch(/^boucle: \S.*\S$/u);
    expect(output, what).not.toMatch(/panicked|backtrace|Os \{/u);
  }
  await rm(folder, { recursive: true });
});

test.describe("storage full later", () => {
  test.use({
    server: async ({}, use) => {
      const server = await Server.start({ bearsFullDisk: true });
      await use(server);
      await server.end();
    },
  });

  test("writers are told, their browsers keep the work and retry", async ({ alice, bob, server }) => {
    const hers = await alice.startMeetup("Disque plein");
    const his = await bob.joinByName(hers.path);
    await hers.append("Avant. ");
    await his.reads("Avant. ");
    await hers.says("server");

    await server.fillDisk();
    await hers.append("Pendant. ");
    await expect(hers.page.getByRole("status").filter({ hasText: alice.words.trouble })).toBeVisible();
    await expect(hers.chip("server")).toBeHidden();
    await expect(hers.chip("sending").or(hers.chip("device"))).toBeVisible();
    for (const question of ["/health", "/ready"]) {
      expect((await fetch(server.address + question)).status, `whoever runs it is told by ${question}`).toBe(503);
    }
    expect(await his.text(), "nobody is shown what could be lost").toBe("Avant. ");
    await hers.append("Toujours. ");
    await expect(hers.chip("server")).toBeHidden();

    await server.freeDisk();
    await hers.says("server", { timeout: 30_000 });
    await his.reads("Avant. Pendant. Toujours. ");
    await expect(hers.page.getByRole("status").filter({ hasText: alice.words.trouble })).toBeHidden();
    for (const question of ["/health", "/ready"]) expect((await fetch(server.address + question)).status).toBe(200);
    // And it is true: it outlives the process.
    await server.kill();
    await hers.page.close();
    await his.page.close();
    await server.resume();
    expect(await server.html(hers.path)).toContain("Pendant. Toujours.");
  });
});

test("quota refused in the browser: the chip says not saved and offers a download", async ({ alice, bob, server }) => {
  const hers = await alice.startMeetup("Plus de place");
  await hers.append("D’Alice. ");
  await hers.says("server");
  const session = await bob.context.newCDPSession(await bob.context.newPage());
  await session.send("Storage.overrideQuotaForOrigin", { origin: server.address, quotaSize: 1 });
  const his = await bob.join(hers.path);
  await his.reads("D’Alice. ");
  await server.kill();

  await his.append("De Bob, nulle part. ");
  await his.putOffTheName();
  await his.says("unsaved");
  const download = his.page.waitForEvent("download");
  await his.page.getByRole("button", { name: bob.words.download }).click();
  expect(await openDownload(await download)).toEqual({
    name: `${hers.id}.automerge`,
    title: "Plus de place",
    pad: "D’Alice. De Bob, nulle part. ",
  });
  await server.resume();
  await his.says("server");
  await hers.reads("D’Alice. De Bob, nulle part. ");
});

test("a device that has room again keeps what it refused", async ({ alice, server }) => {
  await alice.context.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function putWhileThereIsRoom(...row) {
      const request = put.apply(this, row);
      // What browsers do without room: the write begins, and is taken back.
      if ((globalThis as unknown as { full?: boolean }).full) this.transaction.abort();
      return request;
    };
  });
  const fill = (full: boolean) =>
    meetup.page.evaluate((now) => {
      (globalThis as unknown as { full?: boolean }).full = now;
    }, full);
  const meetup = await alice.startMeetup("De la place");
  await alice.installs();
  await meetup.append("Gardé. ");
  await meetup.says("server");
  await server.kill();
  await fill(true);
  await meetup.append("Refusé. ");
  await meetup.says("unsaved");
  await fill(false);
  await meetup.says("device");
  await meetup.page.close();

  const again = await alice.join(meetup.path);
  await again.reads("Gardé. Refusé. ");
  await server.resume();
  await again.says("server");
});

test("a browser that keeps nothing says so, and the server still has what is written", async ({ alice, bob, server }) => {
  await keepsNothing(alice);
  const landing = await alice.visit();
  await expect(landing.page.getByText(alice.words.keepsNothing)).toBeVisible();
  await landing.introduce("Alice");
  const meetup = await landing.start("Fenêtre privée");
  await meetup.append("Sans mémoire. ");
  await meetup.says("server");
  const his = await bob.joinByName(meetup.path);
  await his.reads("Sans mémoire. ");
  await expect(his.title).toHaveValue("Fenêtre privée");

  await server.kill();
  await meetup.append("Et sans réseau.");
  await meetup.says("unsaved");
  await server.resume();
  await meetup.says("server");
  await his.reads("Sans mémoire. Et sans réseau.");
});

test("what nothing keeps and no server has goes along through the app, and the page is not left without a question", async ({
  alice,
  server,
}) => {
  await keepsNothing(alice);
  const landing = await alice.visit();
  await landing.introduce("Alice");
  const meetup = await landing.start("Fenêtre privée");
  await meetup.append("Sur le serveur. ");
  await meetup.says("server");
  await server.kill();
  await meetup.append("Nulle part ailleurs.");
  await meetup.says("unsaved");
  await asksBeforeItCloses(meetup.page);

  await meetup.page.getByRole("banner").getByRole("link", { name: "Boucle" }).click();
  await expect(landing.known.getByRole("link", { name: "Fenêtre privée" })).toBeVisible();
  await asksBeforeItCloses(meetup.page);
  await landing.known.getByRole("link", { name: "Fenêtre privée" }).click();
  await meetup.reads("Sur le serveur. Nulle part ailleurs.");
  await meetup.says("unsaved");

  await server.resume();
  await meetup.says("server");
  const closed = meetup.page.waitForEvent("close");
  await meetup.page.close({ runBeforeUnload: true });
  await closed;
});

test("a document of a newer schema opens read-only", async ({ alice, bob, server }) => {
  const hers = await alice.startMeetup("D’aujourd’hui");
  await hers.append("Écrit avec le schéma 1.");
  await hers.says("server");
  const client = new StockClient(server.socketAddress);
  client.goOnline();
  const handle = await client.find(hers.id);
  handle.change((document) => {
    document.schema = 99;
  });
  append(handle, " Et d’un autre.");

  for (const meetup of [hers, bob.at(await bob.open(hers.path))]) {
    await meetup.says("readOnly");
    await expect(meetup.page.getByRole("status").filter({ hasText: alice.words.newer })).toBeVisible();
    await expect(meetup.page.getByRole("heading", { level: 1, name: "D’aujourd’hui" })).toBeVisible();
    await meetup.readTab.click();
    await expect(meetup.reading).toContainText("Écrit avec le schéma 1. Et d’un autre.");
    await expect(meetup.title).toBeHidden();
    await meetup.writeTab.click();
    await meetup.pad.focus();
    await meetup.page.keyboard.type("refusé");
    await expect.poll(() => meetup.text()).toBe("Écrit avec le schéma 1. Et d’un autre.");
  }
  // It is read, not frozen: what newer versions write still comes in.
  prepend(handle, "Suite. ");
  await hers.reads("Suite. Écrit avec le schéma 1. Et d’un autre.");
  await client.leave();
});

test("a newer document that another program began opens read-only too", async ({ alice, server }) => {
  const client = new StockClient(server.socketAddress);
  client.goOnline();
  const handle = client.repo.create<MeetupDocument>({ schema: 99, title: "De demain", pad: "Écrit demain." });
  await expect.poll(() => server.html(`/m/${handle.documentId}`)).toContain("Écrit demain.");

  const meetup = alice.at(await alice.open(`/m/${handle.documentId}`));
  await meetup.says("readOnly");
  await expect(meetup.page.getByRole("heading", { level: 1, name: "De demain" })).toBeVisible();
  await meetup.readTab.click();
  await expect(meetup.reading).toContainText("Écrit demain.");
  await client.leave();
});

test("a title that is too long stays in its field and says why", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Court");
  const his = await bob.join(hers.path);
  const long = "un titre ".repeat(40).trim();
  await hers.title.fill(long);
  await hers.title.press("Enter");
  await expect(hers.page.getByRole("alert").filter({ hasText: "Ce titre compte" })).toBeVisible();
  await expect(hers.title).toHaveValue(long);
  await expect(his.title).toHaveValue("Court");
  await hers.title.fill("Plus court");
  await hers.title.press("Enter");
  await expect(his.title).toHaveValue("Plus court");
  await expect(hers.page.getByRole("alert").filter({ hasText: "Ce titre compte" })).toBeHidden();
});

/** Somebody closes the tab, is asked, and stays. */
async function asksBeforeItCloses(page: Page): Promise<void> {
  const question = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await question;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
}

/** As a private window of some browsers. */
async function keepsNothing(person: Person): Promise<void> {
  await person.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("a private window", "InvalidStateError");
    };
  });
}
