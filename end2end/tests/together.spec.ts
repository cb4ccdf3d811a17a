/** The thread that everything hangs on: what one person types is in every other browser, and on the server. */
import { emoji, firstParagraph, rightToLeft } from "../fixtures/founding-text";
import { expect, test } from "../fixtures/test";
import type { Meetup } from "../pages/meetup";

const middle = Math.floor(firstParagraph.length / 2);
const [firstHalf, secondHalf] = [firstParagraph.slice(0, middle), firstParagraph.slice(middle)];

test("Alice and Bob type the founding text from both ends at once; both pads and the server’s page are equal", async ({
  alice,
  bob,
  chloe,
  server,
}) => {
  const hers = await alice.startMeetup("Organisation du Meetup Carto");
  const his = await bob.joinByName(hers.path);
  // They meet at the emoji that stands between the two halves.
  await hers.append(emoji);
  await his.reads(emoji);
  await Promise.all([hers.prepend(firstHalf), his.append(`${secondHalf}\n${rightToLeft}`)]);

  const written = `${firstHalf}${emoji}${secondHalf}\n${rightToLeft}`;
  await hers.reads(written);
  await his.reads(written);
  await Promise.all([hers.says("server"), his.says("server")]);

  await expect.poll(() => server.html(hers.path)).toContain(rightToLeft);
  const page = await readWithoutScripts(server.html(hers.path), await chloe.context.newPage());
  expect(page.title).toBe("Organisation du Meetup Carto");
  expect(page.text).toBe(written);
  expect((await hers.readingText()).trim()).toBe(page.text);
  expect((await his.readingText()).trim()).toBe(page.text);
});

test("each sees the other’s cursor and name; a third who arrives sees both", async ({ alice, bob, chloe }) => {
  const hers = await alice.startMeetup("Curseurs");
  const his = await bob.joinByName(hers.path);
  await hers.append("Une ligne d’Alice.");
  await his.reads("Une ligne d’Alice.");
  await his.append(" Et de Bob.");
  await hers.reads("Une ligne d’Alice. Et de Bob.");

  for (const [mover, watcher, name] of [
    [hers, his, "Alice"],
    [his, hers, "Bob"],
  ] as const) {
    await watcher.isHere(name);
    await expect(watcher.caretOf(name)).toBeAttached({ timeout: 1000 });
    for (const key of ["Control+Home", "Control+End"]) {
      const before = await caretPlace(watcher, name);
      await mover.pad.press(key);
      const moved = expect.poll(() => caretPlace(watcher, name), { intervals: [20] });
      await moved.not.toBe(before);
      await expect(watcher.caretOf(name)).toBeVisible({ timeout: 1000 });
    }
  }

  const theirs = await chloe.join(hers.path);
  for (const name of ["Alice", "Bob"]) {
    await theirs.isHere(name);
    await expect(theirs.caretOf(name)).toBeAttached();
  }
  await expect(theirs.page.getByRole("heading", { name: chloe.words.people(3) })).toBeVisible();
  await theirs.reads("Une ligne d’Alice. Et de Bob.");
});

test("a selection is shown to the others, and somebody who leaves is no longer there", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Sélection");
  const his = await bob.joinByName(hers.path);
  await hers.append("Choisir un mot");
  await his.reads("Choisir un mot");
  await hers.pad.press("Shift+Control+ArrowLeft");
  await expect(his.writing.locator(".caret-selection")).not.toHaveCount(0);

  await hers.page.close();
  await expect(his.caretOf("Alice")).toHaveCount(0);
  await expect.poll(() => his.names()).toEqual(["B Bob vous"]);
});

test("a name is asked once, kindly, at the first edit, and can be changed", async ({ alice, bob }) => {
  const landing = await alice.visit();
  const hers = await landing.start("Sans nom");
  const his = await bob.joinByName(hers.path);
  const question = hers.page.getByRole("dialog", { name: alice.words.nameQuestion });
  await expect(question).toBeHidden();
  await hers.append("Bonjour");
  await expect(question).toBeVisible();
  expect(await hers.text(), "the question waits for the end of the word").toBe("Bonjour");
  await question.getByLabel(alice.words.nameField).fill("Alice");
  await question.getByRole("button", { name: alice.words.nameSave }).click();
  await his.isHere("Alice");

  await hers.append(" encore");
  await hers.page.getByRole("banner").getByRole("button", { name: "Alice" }).click();
  const change = hers.page.getByRole("dialog", { name: alice.words.nameQuestion });
  await change.getByLabel(alice.words.nameField).fill("Aliçe 🦊");
  await change.getByRole("button", { name: alice.words.nameSave }).click();
  await his.isHere("Aliçe 🦊");
  await expect(his.caretOf("Alice")).toHaveCount(0);
});

test("a name that was put off is not asked for in another tab", async ({ alice }) => {
  const first = await (await alice.visit()).start("Plus tard");
  await first.append("Bonjour");
  await first.putOffTheName();
  await first.says("server");
  await first.page.close();
  const again = await alice.join(first.path);
  await again.append(" encore");
  await again.says("server");
  await expect(again.page.getByRole("dialog")).toBeHidden();
});

test("the question about a name waits for whoever presses, and while another question is asked", async ({ alice }) => {
  // The pause after which it comes ends when the test says so.
  await alice.context.addInitScript(() => {
    const waiting = new Map<number, () => void>();
    const [begins, clears] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    let next = 0;
    const pause = 1_500;
    window.setTimeout = ((run: () => void, delay?: number) => {
      if (delay !== pause) return begins(run, delay);
      next -= 1;
      waiting.set(next, run);
      return next;
    }) as typeof window.setTimeout;
    window.clearTimeout = ((id?: number) => (waiting.delete(id ?? 0) ? undefined : clears(id))) as typeof window.clearTimeout;
    const pauses = {
      begun: () => -next,
      /** Whether one was going on; it is over now. */
      end: () => {
        const [run] = waiting.values();
        waiting.clear();
        run?.();
        return run !== undefined;
      },
    };
    Object.assign(globalThis, { pauses });
  });
  const hers = await (await alice.visit()).start("Sans hâte");
  const { page, words } = hers;
  const question = page.getByRole("dialog", { name: words.nameQuestion });
  const begun = () => page.evaluate(() => (globalThis as unknown as { pauses: { begun: () => number } }).pauses.begun());
  const end = () => page.evaluate(() => (globalThis as unknown as { pauses: { end: () => boolean } }).pauses.end());
  await hers.append("Bonjour");
  await expect.poll(begun).toBeGreaterThan(0);
  const before = await begun();
  await hers.pad.click();
  expect(await begun(), "a press begins the pause anew").toBeGreaterThan(before);
  await hers.trail.getByRole("button", { name: words.moveTo(words.phases[2]) }).click();
  const another = page.getByRole("dialog").filter({ has: page.getByRole("button", { name: words.moveTo(words.phases[2]) }) });
  await expect(another).toBeVisible();
  const pressed = await begun();
  expect(await end()).toBe(true);
  expect(await begun(), "it waits again").toBeGreaterThan(pressed);
  await page.keyboard.press("Escape");
  await expect(another).toBeHidden();
  expect(await end()).toBe(true);
  await expect(question).toBeVisible();
});

test("the question about a name leaves the page in reach, and Escape puts it off", async ({ alice }) => {
  const hers = await (await alice.visit()).start("À portée");
  const question = hers.page.getByRole("dialog", { name: alice.words.nameQuestion });
  await hers.append("Bonjour");
  await expect(question.getByLabel(alice.words.nameField)).toBeFocused();
  await hers.append(" encore");
  expect(await hers.text()).toBe("Bonjour encore");
  await hers.page.keyboard.press("Escape");
  await expect(question, "Escape is for what has the keyboard").toBeVisible();
  await question.getByLabel(alice.words.nameField).fill("Al");
  await hers.page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(hers.pad).toBeFocused();
  await hers.append(" et encore");
  expect(await hers.text()).toBe("Bonjour encore et encore");
});

test("undo and redo take back my own edits only", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Retours");
  const his = await bob.joinByName(hers.path);
  await hers.append("D’Alice. ");
  await his.reads("D’Alice. ");
  await his.append("De Bob.");
  await hers.reads("D’Alice. De Bob.");
  await hers.title.fill("Autre titre");
  await hers.title.press("Enter");
  await expect(his.title).toHaveValue("Autre titre");

  await hers.undo.click();
  await expect(his.title).toHaveValue("Retours");
  await hers.undo.click();
  await his.reads("De Bob.");
  await hers.redo.click();
  await his.reads("D’Alice. De Bob.");
  await hers.redo.click();
  await expect(his.title).toHaveValue("Autre titre");
});

test("two titles given at once are both shown, and whoever comes by chooses", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Un titre");
  const his = await bob.joinByName(hers.path);
  await expect(his.title).toHaveValue("Un titre");
  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await hers.title.fill("Titre d’Alice");
  await hers.title.press("Enter");
  await his.title.fill("Titre de Bob");
  await his.title.press("Enter");
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);

  const choice = hers.page.getByRole("region", { name: "Deux titres sont arrivés en même temps" });
  await expect(choice).toContainText("Titre d’Alice");
  await expect(choice).toContainText("Titre de Bob");
  const keep = choice.getByRole("listitem").filter({ hasText: "Titre de Bob" }).getByRole("button");
  await keep.click();
  await expect(choice).toBeHidden();
  await expect(his.title).toHaveValue("Titre de Bob");
  await expect(hers.title).toHaveValue("Titre de Bob");
  await expect(his.page.getByRole("region", { name: "Deux titres" })).toBeHidden();
});

async function caretPlace(meetup: Meetup, name: string): Promise<string> {
  const box = await meetup.caretOf(name).boundingBox();
  return box ? `${Math.round(box.x)} ${Math.round(box.y)}` : "nowhere";
}

/** What stands in the server's HTML, read as a browser lays it out. */
async function readWithoutScripts(
  html: Promise<string>,
  page: import("@playwright/test").Page,
): Promise<{ title: string; text: string }> {
  await page.setContent((await html).replace(/<script.*?<\/script>/gsu, ""));
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  const text = await page.getByRole("tabpanel").innerText();
  return { title, text: text.trim() };
}
