/** The stock npm client is a client of our server, and our app one of its peers. */
import * as Automerge from "@automerge/automerge";
import { type DocHandle, generateAutomergeUrl, parseAutomergeUrl } from "@automerge/automerge-repo";
import { RawPeer } from "../fixtures/raw-peer";
import type { Server } from "../fixtures/server";
import { type MeetupDocument, StockClient, append, padOf } from "../fixtures/stock-client";
import { test as base, expect } from "../fixtures/test";

type Connect = () => StockClient;

/** What we say of somebody who has a meetup open. */
interface Heard {
  name: string;
  at: string;
  person: Uint8Array;
  anchor: string;
  head: string;
}

interface Stage {
  /** A client that has never been online. */
  prepare: Connect;
  connect: Connect;
}

const test = base.extend<Stage>({
  // Any number of clients, each a program of its own.
  prepare: async ({ server }, use) => {
    const clients: StockClient[] = [];
    await use(() => {
      const client = new StockClient(server.socketAddress);
      clients.push(client);
      return client;
    });
    for (const client of clients) await client.leave();
  },
  connect: async ({ prepare }, use) => {
    await use(() => {
      const client = prepare();
      client.goOnline();
      return client;
    });
  },
});

/** Where a place that our app tells is in the pad's second text, which it must be in. */
function placeInSecond(handle: DocHandle<MeetupDocument>, told: string): number {
  const [text, cursor] = told.split("/") as [string, string];
  expect(text).toBe(Automerge.getObjectId(handle.doc().pad, 1));
  return Automerge.getCursorPosition(handle.doc(), ["pad", 1], cursor);
}

async function holds(connect: Connect, id: string, pad: string): Promise<void> {
  const handle = await connect().find(id);
  await expect.poll(() => padOf(handle.doc())).toBe(pad);
}

/** Waits until the server has on its disk what a client wrote: its pages and fresh clients are given nothing else. */
async function isSaved(connect: Connect, server: Server, handle: DocHandle<MeetupDocument>): Promise<void> {
  await expect.poll(() => server.html(`/m/${handle.documentId}`)).toContain(padOf(handle.doc()).trim().slice(-20));
  await holds(connect, handle.documentId, padOf(handle.doc()));
}

test("the stock client finds a meetup made in our app, edits it, and receives our edits", async ({ alice, connect }) => {
  const meetup = await alice.startMeetup("Carto des communs");
  await meetup.append("De Boucle. ");
  await meetup.says("server");

  const handle = await connect().find(meetup.id);
  expect(handle.doc().pad).toEqual(["De Boucle. "]);
  expect(String(handle.doc().title)).toBe("Carto des communs");
  expect(Number(handle.doc().schema)).toBe(1);

  append(handle, "D’ailleurs. ");
  await meetup.reads("De Boucle. D’ailleurs. ");
  handle.change((doc) => {
    doc.title = "Carto de tous les communs";
  });
  await expect(meetup.title).toHaveValue("Carto de tous les communs");

  await meetup.append("Encore.\nUne autre ligne");
  await expect.poll(() => handle.doc().pad).toEqual(["De Boucle. D’ailleurs. Encore.", "\nUne autre ligne"]);
});

test("the stock client receives our ephemeral messages, and ours shows its", async ({ alice, connect }) => {
  const meetup = await alice.startMeetup("Présences");
  await meetup.append("Ici.\nEt là.");
  await meetup.says("server");
  const handle = await connect().find(meetup.id);
  const heard: Heard[] = [];
  handle.on("ephemeral-message", ({ message }) => heard.push(message as Heard));

  await meetup.pad.press("Home");
  await expect.poll(() => {
    const { name, at, person, anchor, head } = (heard.at(-1) ?? {}) as Partial<Heard>;
    return { name, at, person: person?.length, caret: [anchor, head].map((cursor) => cursor && placeInSecond(handle, cursor)) };
  }).toEqual({ name: "Alice", at: "here", person: 16, caret: [1, 1] });

  const cursor = `${Automerge.getObjectId(handle.doc().pad, 1)}/${Automerge.getCursor(handle.doc(), ["pad", 1], 2)}`;
  const presence = { at: "here", person: new Uint8Array(16).fill(7), name: "Dora", colour: 3, anchor: cursor, head: cursor };
  handle.broadcast(presence);
  await meetup.isHere("Dora");
  await expect(meetup.caretOf("Dora")).toBeAttached();
  handle.broadcast({ ...presence, at: "bye" });
  await expect.poll(() => meetup.names()).toEqual(["A Alice vous"]);
});

test("the stock client goes offline and merges", async ({ alice, connect }) => {
  const meetup = await alice.startMeetup("Hors ligne");
  await meetup.append("Milieu");
  await meetup.says("server");
  const client = connect();
  const handle = await client.find(meetup.id);

  client.goOffline();
  append(handle, " et fin");
  await meetup.prepend("Début et ");
  await meetup.reads("Début et Milieu");
  expect(padOf(handle.doc())).toBe("Milieu et fin");

  client.goOnline();
  await meetup.reads("Début et Milieu et fin");
  await expect.poll(() => padOf(handle.doc())).toBe("Début et Milieu et fin");
});

test("the stock client sends a young document, then an old one", async ({ connect, server }) => {
  const client = connect();
  const young = client.repo.create<MeetupDocument>({ schema: 1, title: "Jeune", pad: "" });
  append(young, "Un seul mot");
  await isSaved(connect, server, young);
  expect(await server.html(`/m/${young.documentId}`)).toContain("Jeune");

  const old = client.repo.create<MeetupDocument>({ schema: 1, title: "Ancien", pad: "" });
  for (let n = 0; n < 600; n += 1) append(old, `${n} `);
  await isSaved(connect, server, old);
});

for (const [shape, pad] of [
  ["one text", "D’ailleurs. "],
  ["a list of texts", ["D’ailleurs", ". "]],
] as const) {
  test(`a document that the stock client began with ${shape} is read and written in our app, and keeps what it said`, async ({
    alice,
    connect,
  }) => {
    const handle = connect().repo.create<MeetupDocument>({
      schema: 1,
      title: "Commencé ailleurs",
      pad: typeof pad === "string" ? pad : [...pad],
    });
    const meetup = await alice.joinByName(`/m/${handle.documentId}`);
    await meetup.reads("D’ailleurs. ");
    await expect(meetup.title).toHaveValue("Commencé ailleurs");
    await meetup.append("D’ici.");
    await expect.poll(() => padOf(handle.doc())).toBe("D’ailleurs. D’ici.");
    await meetup.page.reload();
    await meetup.reads("D’ailleurs. D’ici.");
    append(handle, " Et encore.");
    await meetup.reads("D’ailleurs. D’ici. Et encore.");
  });
}

test("a document that was written before it was ever connected is sent whole", async ({ prepare, connect, server }) => {
  const client = prepare();
  const handle = client.repo.create<MeetupDocument>({ schema: 1, title: "Train", pad: "" });
  for (let n = 0; n < 300; n += 1) append(handle, `${n} `);
  client.goOnline();
  await isSaved(connect, server, handle);
});

test("a young document sent as one whole document chunk arrives with its history", async ({ connect, server }) => {
  let document = Automerge.from<Record<string, unknown> & MeetupDocument>({ schema: 1, title: "Morceau", pad: "" });
  for (const word of ["un ", "deux ", "trois"]) {
    document = Automerge.change(document, (doc) => Automerge.splice(doc, ["pad"], doc.pad.length, 0, word));
  }
  const { documentId } = parseAutomergeUrl(generateAutomergeUrl());
  const peer = await RawPeer.join(server.socketAddress);
  await expect.poll(() => peer.of("peer").length).toBe(1);
  const message = wholeDocument(Automerge.save(document), Automerge.getHeads(document));
  const targetId = peer.of("peer")[0]?.["senderId"];
  peer.send({ type: "sync", senderId: "raw", targetId, documentId, data: message });

  await expect.poll(() => server.html(`/m/${documentId}`)).toContain("un deux trois");
  const handle = await connect().find(documentId);
  expect(handle.doc()).toMatchObject({ title: "Morceau", pad: "un deux trois" });
  expect(handle.history()).toHaveLength(4);
  expect(peer.closed).toBe(false);
  peer.leave();
});

test("the stock client gets doc-unavailable for an unknown id", async ({ connect }) => {
  const { documentId } = parseAutomergeUrl(generateAutomergeUrl());
  await expect(connect().find(documentId)).rejects.toThrow(/unavailable/);
});

test("the stock client still finds everything after the server was killed and started again", async ({
  alice,
  connect,
  server,
}) => {
  const meetup = await alice.startMeetup("Coupure");
  await meetup.append("De Boucle. ");
  await meetup.says("server");
  const staying = connect();
  const made = staying.repo.create<MeetupDocument>({ schema: 1, title: "Du client", pad: "" });
  for (let n = 0; n < 50; n += 1) append(made, `${n} `);
  await isSaved(connect, server, made);
  const found = await staying.find(meetup.id);

  await restart(server);

  await holds(connect, meetup.id, "De Boucle. ");
  await holds(connect, made.documentId, padOf(made.doc()));
  // Who stayed goes on from where they were.
  append(found, "Après.");
  await meetup.reads("De Boucle. Après.");
});

async function restart(server: Server): Promise<void> {
  await server.kill();
  await server.resume();
}

/** A sync message of version 1 whose one chunk is a whole document, which our own relay never asks for. */
function wholeDocument(chunk: Uint8Array, heads: Automerge.Heads): Uint8Array {
  const hashes = heads.map((head) => Buffer.from(head, "hex"));
  const nobody = [0];
  return Buffer.concat([
    Buffer.from([0x42, hashes.length]),
    ...hashes,
    Buffer.from([0]),
    // One `have`: no last sync, an empty filter.
    Buffer.from([1, 0, ...nobody]),
    Buffer.from([1, ...leb128(chunk.length)]),
    chunk,
  ]);
}

function leb128(number: number): number[] {
  const low = number & 0x7f;
  return number < 0x80 ? [low] : [low | 0x80, ...leb128(number >>> 7)];
}
