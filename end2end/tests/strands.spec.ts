/** The long view: from a problem of one meetup to its resolution in another, as a picture and as a table. */
import { parseAutomergeUrl } from "@automerge/automerge-repo";
import { fitsItsWidth, isAccessible } from "../fixtures/axe";
import { Person } from "../fixtures/person";
import type { Server } from "../fixtures/server";
import { StockClient } from "../fixtures/stock-client";
import { expect, test } from "../fixtures/test";
import { Bilan } from "../pages/bilan";
import { Strands } from "../pages/strands";

type Row = Record<string, string | number>;

/** What a program writes into a meetup, a commons: rows by their ids. */
interface Written {
  cards?: Record<string, Row>;
  carried?: Record<string, Row>;
  meetups?: Record<string, Row>;
}

/** The id of a row: one digit, 32 times. */
const row = (digit: number): string => String(digit).repeat(32);

/** The id of a document as other documents write it. */
const inHex = (id: string): string =>
  Buffer.from(parseAutomergeUrl(`automerge:${id}` as Parameters<typeof parseAutomergeUrl>[0]).binaryDocumentId).toString("hex");

/** Writes rows into tables of a document, and waits until the server has them. */
async function write(server: Server, id: string, rows: Written, page: string, says: string): Promise<void> {
  const client = new StockClient(server.socketAddress);
  client.goOnline();
  const handle = await client.find<Written>(id);
  handle.change((doc) => {
    for (const table of ["cards", "carried", "meetups"] as const) {
      for (const [key, cells] of Object.entries(rows[table] ?? {})) {
        const all = (doc[table] ??= {});
        all[key] = cells;
      }
    }
  });
  await expect.poll(() => server.html(page)).toContain(says);
  await client.leave();
}

/** A commons with two meetups, each of which has begun its bilan: its path, and the ids of both. */
async function twoMeetups(alice: Person): Promise<{ path: string; ids: [string, string] }> {
  const commons = await alice.startCommons("Fils");
  const { path } = commons;
  const ids: string[] = [];
  for (const title of ["Un", "Deux"]) {
    const meetup = await commons.prepare(title);
    const id = alice.page.url().split("/m/")[1]?.split("/")[0] ?? "";
    ids.push(id);
    const bilan = await Bilan.of(alice, `${path}/m/${id}`);
    await bilan.came.fill("12");
    await bilan.came.blur();
    await meetup.says("server");
    await alice.page.goto(new URL(path, alice.address).href);
    await commons.isOpen();
  }
  return { path, ids: ids as [string, string] };
}

test("a problem is followed to where its answer is kept, in picture and table, offline and on a phone; the map leads to it", async ({
  alice,
  bob,
  browser,
  server,
  language,
}) => {
  const { path, ids } = await twoMeetups(alice);
  const [first, second] = ids;
  const at = { at: 1 };
  await write(
    server,
    first,
    {
      cards: {
        [row(1)]: { ...at, text: "On entendait mal", side: "problem" },
        [row(2)]: { ...at, text: "Un micro", side: "improvement", answers: row(1), decision: "adopted" },
        [row(3)]: { ...at, text: "Des chaises", side: "improvement", decision: "adopted-early" },
        [row(4)]: { ...at, text: "Il faisait froid", side: "problem" },
      },
    },
    `${path}/strands`,
    "On entendait mal",
  );
  await write(
    server,
    second,
    {
      cards: { [row(5)]: { ...at, text: "Encore froid", side: "problem", "same-as": row(4) } },
      carried: {
        [row(2)]: { ...at, text: "Un micro", meetup: inHex(first), answers: "On entendait mal", fate: "done" },
      },
    },
    `${path}/strands`,
    "Encore froid",
  );

  const { strands: say } = bob.words;
  const his = await Strands.of(bob, path);
  const heard = his.row("1. On entendait mal");
  await expect(heard.getByRole("link", { name: say.problem("On entendait mal") })).toHaveAttribute("href", `${path}/m/${first}/bilan#card-${row(1)}`);
  await expect(heard.getByRole("link", { name: say.adopted("Un micro") })).toBeVisible();
  const kept = heard.getByRole("link", { name: say.kept("Un micro") });
  await expect(kept).toHaveAttribute("href", `${path}/m/${second}/co-construction#carried-${row(2)}`);
  await expect(his.row("3. Des chaises").getByRole("cell").last()).toHaveText(new RegExp(`${say.lost}$`, "u"));
  const cold = his.row("2. Il faisait froid");
  await expect(cold.getByRole("link", { name: say.again("Encore froid") })).toBeVisible();
  await expect(cold.getByRole("cell").last()).toHaveText(new RegExp(`${say.unanswered}$`, "u"));
  await his.counts(1, ["2", "1", "0", "0", "1", "0", "0", "0", "0", "0"]);
  await his.counts(2, ["0", "0", "0", "0", "0", "1", "0", "0", "0", "0"]);

  // The picture leads to the table.
  await his.picture.getByRole("link", { name: /Des chaises/u }).click();
  await expect(his.table.getByRole("rowheader", { name: "3. Des chaises" })).toBeFocused();
  await isAccessible(his.page, "the long view");

  // He has only looked on: the map of his device knows what was carried all the same, and leads there.
  await his.page.getByRole("link", { name: "Fils" }).click();
  const his2 = bob.commonsAt(his.page);
  await his2.isOpen();
  await his2.map.getByRole("link", { name: say.flow(1, 2) }).click();
  await expect(his.table.getByRole("rowheader", { name: "1. On entendait mal" })).toBeFocused();

  // What was read stays on the device.
  await bob.installs();
  await bob.context.setOffline(true);
  await his.page.goto(new URL(`${path}/strands`, bob.address).href);
  await expect(kept).toBeVisible();
  await bob.context.setOffline(false);

  // On a phone, and without scripts.
  for (const options of [{}, { javaScriptEnabled: false }]) {
    const chloe = await Person.arrive("Chloé", browser, server, language, { viewport: { width: 320, height: 640 }, ...options });
    const hers = await Strands.of(chloe, path);
    await expect(hers.row("1. On entendait mal").getByRole("link", { name: say.kept("Un micro") })).toBeVisible();
    await fitsItsWidth(hers.page, "the long view");
    if (options.javaScriptEnabled !== false) await isAccessible(hers.page, "the long view on a phone");
    await chloe.context.close();
  }
});

test("the long view says what will come to it; a meetup that cannot be read is said, and read again", async ({ alice, server }) => {
  const commons = await alice.startCommons("Débuts");
  const { path } = commons;
  const { strands: say } = alice.words;
  await alice.page.getByRole("link", { name: say.follow }).click();
  const hers = new Strands(alice.page, alice.words);
  await expect(hers.heading).toBeVisible();
  await expect(hers.page.getByText(say.none)).toBeVisible();
  await expect(hers.table).toBeHidden();
  await isAccessible(hers.page, "the long view before there is anything");

  const nowhere = "7".repeat(32);
  const id = path.slice("/c/".length);
  await write(server, id, { meetups: { [nowhere]: { number: 1, title: "Perdu", at: 1 } } }, path, "Perdu");
  await expect(hers.page.getByText(say.unread(1))).toBeVisible();
  await hers.page.getByRole("button", { name: say.retry }).click();
  await expect(hers.page.getByText(say.unread(1))).toBeVisible();
});
