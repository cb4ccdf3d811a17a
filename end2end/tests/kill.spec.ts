/** R2: acknowledged is on disk. The server dies at any moment, and what a chip called saved is there afterwards. */
import type { Page } from "@playwright/test";
import { chance } from "../fixtures/chance";
import { freePort, socketAddress } from "../fixtures/server";
import { StockClient, padOf } from "../fixtures/stock-client";
import { expect, test } from "../fixtures/test";

const kills = Number(process.env["BOUCLE_KILLS"] ?? 20);
const seed = Number(process.env["BOUCLE_SEED"] ?? Date.now() % 1_000_000);
const alphabet = "abcdefghijklmnopqrstuvwxyz";

test(`R2: kill -9 of the server during typing, ${kills} times: nothing shown as saved is lost, everybody catches up within 5 s`, async ({
  alice,
  bob,
  server,
}) => {
  test.setTimeout(60_000 + kills * 20_000);
  console.log(`seed ${seed}: play the same moments again with BOUCLE_SEED=${seed}`);
  const random = chance(seed);
  const hers = await alice.startMeetup("Coupures");
  const his = await bob.joinByName(hers.path);
  await hers.append("|");
  await his.reads("|");
  const everybody = [hers, his];
  for (const { page } of everybody) await watchTheChip(page);
  const elsewhere = await freePort();
  let [before, after] = ["", ""];
  let slowest = 0;

  for (let kill = 1; kill <= kills; kill += 1) {
    // She writes at the beginning, he at the end: whatever happens, the text to be found is known to the letter.
    const hersNow = `A${kill}:${alphabet.slice(0, 4 + random(22))} `;
    const hisNow = `B${kill}:${alphabet.slice(0, 4 + random(22))} `;
    const typing = Promise.all([
      hers.prepend(hersNow, { delay: random(60) }),
      his.append(hisNow, { delay: random(60) }),
    ]);
    const moment = before.length + after.length + 2 + random(hersNow.length + hisNow.length - 1);
    await expect.poll(async () => (await hers.text()).length, { intervals: [5] }).toBeGreaterThanOrEqual(moment);
    await server.kill();
    await typing;
    const saved = await Promise.all(everybody.map(({ page }) => savedText(page)));

    // Nobody who could send it again knows this address: what is found there is what was on the disk.
    await server.resume({ port: elsewhere });
    const onDisk = await storedPad(elsewhere, hers.id);
    for (const text of saved) {
      const [savedOfHers, savedOfHis] = newest(text, before, after);
      const [foundOfHers, foundOfHis] = newest(onDisk, before, after);
      const reached = `kill ${kill}: the chip called saved «${text}», the disk had «${onDisk}»`;
      expect(foundOfHers.startsWith(savedOfHers) && hersNow.startsWith(foundOfHers), reached).toBe(true);
      expect(foundOfHis.startsWith(savedOfHis) && hisNow.startsWith(foundOfHis), reached).toBe(true);
    }
    await server.kill();

    await server.resume();
    const back = Date.now();
    [before, after] = [hersNow + before, after + hisNow];
    for (const meetup of everybody) {
      await meetup.reads(`${before}|${after}`, { intervals: [50] });
      await meetup.says("server");
      await noteWhatIsSaved(meetup.page);
    }
    const took = Date.now() - back;
    slowest = Math.max(slowest, took);
    expect(took, `kill ${kill}: everybody has caught up`).toBeLessThan(5_000);
  }
  console.log(`${kills} kills, the slowest catching up took ${slowest} ms`);
});

/** Parts a text of the shape `new old | old new` into its two new ends. */
function newest(text: string, before: string, after: string): [string, string] {
  const [left = "", right = ""] = text.split("|");
  expect(left.endsWith(before) && right.startsWith(after), `«${text}» holds all that was there before`).toBe(true);
  return [left.slice(0, left.length - before.length), right.slice(after.length)];
}

async function storedPad(port: number, id: string): Promise<string> {
  const client = new StockClient(socketAddress(port));
  client.goOnline();
  const handle = await client.find(id);
  const pad = padOf(handle.doc());
  await client.leave();
  return pad;
}

interface Watched {
  savedText: string;
  note(): void;
}

/** Notes the text of the editor at each change of the chip that says that everything is on the server. */
async function watchTheChip(page: Page): Promise<void> {
  await page.evaluate(() => {
    const chip = document.querySelector(".chip");
    if (!chip) throw new Error("there is no chip");
    const watched = globalThis as unknown as Watched;
    watched.note = () => {
      if (chip.getAttribute("data-state") !== "server") return;
      const editor = document.querySelector("#pad-write")?.querySelector("*")?.shadowRoot;
      const lines = [...(editor?.querySelectorAll(".cm-line") ?? [])];
      watched.savedText = lines.map((line) => line.textContent).join("\n");
    };
    new MutationObserver(watched.note).observe(chip, { attributes: true });
  });
  await noteWhatIsSaved(page);
}

/** What others wrote comes in without a change of the chip. */
async function noteWhatIsSaved(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as Watched).note());
}

async function savedText(page: Page): Promise<string> {
  return page.evaluate(() => (globalThis as unknown as Watched).savedText);
}
