/** What the bilan of one meetup adopts opens the next: brought once, said what becomes of it, looked at first in its bilan. */
import type { Locator } from "@playwright/test";
import type { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Bilan } from "../pages/bilan";
import { Board } from "../pages/board";
import { Carried } from "../pages/carried";
import type { Commons } from "../pages/commons";

const micro = "Un micro pour la salle";
const cartes = "Des cartes pour repartir";

/** The address of the meetup that somebody has open, without its page. */
function meetupOf(person: Person): string {
  const { pathname } = new URL(person.page.url());
  return pathname.replace(/\/[a-z-]+$/u, "");
}

/** Opens a commons whose first meetup has two improvements in its bilan, both adopted. */
async function adopts(person: Person, name: string): Promise<{ commons: Commons; path: string; first: string }> {
  const commons = await person.startCommons(name);
  const { path } = commons;
  await commons.prepare("Un");
  const first = meetupOf(person);
  const board = await Board.of(person, first);
  for (const text of [micro, cartes]) await board.write(2, text);
  await board.goesTo(4);
  for (const text of [micro, cartes]) await board.decides(text);
  await commons.says("server");
  return { commons, path, first };
}

/** Prepares the next meetup on the map, where nothing is brought along. */
async function preparesOnMap(person: Person, commons: Commons, path: string, title: string): Promise<string> {
  await person.page.goto(new URL(path, person.address).href);
  await commons.isOpen();
  await commons.prepare(title);
  await commons.says("server");
  return meetupOf(person);
}

async function goes(person: Person, path: string): Promise<Carried> {
  await person.page.goto(new URL(path, person.address).href);
  return new Carried(person.page, person.words);
}

test("the next meetup is prepared from the bilan with what was adopted, each leading back to its card; Chloé reads it without scripts", async ({
  alice,
  browser,
  server,
}) => {
  const { first } = await adopts(alice, "Boucler");
  const { carried: words } = alice.words;
  const carried = new Carried(alice.page, alice.words);
  await expect(carried.onward.getByText(micro)).toBeVisible();
  await carried.prepareButton.click();
  await expect(carried.page.getByRole("dialog").getByText(words.fromStart)).toBeVisible();
  await carried.prepares("Deux");
  for (const text of [micro, cartes]) await expect(carried.one(text)).toHaveCount(1);
  await expect(carried.here.getByText(words.noOwner)).toHaveCount(2);
  const second = meetupOf(alice);
  const card = carried.here.getByRole("link", { name: words.card(micro) });
  await expect(card).toHaveAttribute("href", new RegExp(`^${first}/bilan#card-[0-9a-f]{32}$`, "u"));
  await card.click();
  await expect(alice.page).toHaveURL(new RegExp(`${first}/bilan#card-`, "u"));
  await expect(new Board(alice.page, alice.words).card(micro)).toBeFocused();
  await carried.isThere(2, micro, words.there[0]);
  await expect(carried.next(2).getByText(words.allThere(2))).toBeVisible();
  await carried.next(2).getByRole("link", { name: words.see(2) }).click();
  await expect(carried.one(micro)).toBeVisible();

  await expect.poll(() => server.html(`${second}/co-construction`)).toContain(micro);
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "fr-FR" });
  const page = await context.newPage();
  await page.goto(new URL(`${second}/co-construction`, server.address).href);
  const read = new Carried(page, alice.words);
  await expect(read.one(micro)).toBeVisible();
  await expect(read.one(micro).getByText(words.fate(words.fates[0]))).toBeVisible();
  await expect(read.here.getByRole("button")).toHaveCount(0);
  await page.goto(new URL(`${first}/bilan`, server.address).href);
  await expect(read.onward.getByText(micro)).toBeVisible();
  await context.close();
});

test("brought by two devices, one of them offline, improvements are there once; taken back, they can be brought again", async ({ alice, bob }) => {
  const { commons, path, first } = await adopts(alice, "Deux fois");
  const { carried: words } = alice.words;
  const second = await preparesOnMap(alice, commons, path, "Deux");
  await bob.joinByName(first);
  const hers = await goes(alice, `${first}/bilan`);
  const his = await goes(bob, `${first}/bilan`);
  await expect(hers.bringButton(2)).toBeVisible();
  await expect(his.bringButton(2)).toBeVisible();
  await hers.isThere(2, micro, words.notYet);
  await alice.context.setOffline(true);
  await hers.bringButton(2).click();
  await expect(hers.next(2).getByText(words.onDevice)).toBeVisible();
  await his.bringButton(2).click();
  await his.isThere(2, micro, words.there[0]);
  await expect(his.bringButton(2)).toBeHidden();
  await alice.context.setOffline(false);
  await expect(hers.next(2).getByText(words.onDevice)).toBeHidden();
  for (const carried of [await goes(alice, `${second}/co-construction`), await goes(bob, `${second}/co-construction`)]) {
    for (const text of [micro, cartes]) await expect(carried.one(text)).toHaveCount(1);
    await expect(carried.bringHereButton).toBeHidden();
    await expect(carried.page.getByRole("button", { name: alice.words.keepThis })).toHaveCount(0);
  }

  // What was given back there says so here, and can be brought again.
  await his.button(words.giveBack(cartes)).click();
  await expect(his.one(cartes)).toBeHidden();
  await goes(alice, `${first}/bilan`);
  await hers.isThere(2, cartes, words.cameBack);
  await expect(hers.bringButton(2)).toBeHidden();
  await hers.button(words.again(cartes)).click();
  await hers.isThere(2, cartes, words.there[0]);
  await expect(his.one(cartes)).toBeVisible();
  await hers.takeBackButton.click();
  await expect(his.one(cartes)).toBeHidden();
});

test("the co-construction says what the bilan before has adopted and is not there, and brings it", async ({ alice }) => {
  const { commons, path } = await adopts(alice, "Apporter");
  await preparesOnMap(alice, commons, path, "Deux");
  const carried = new Carried(alice.page, alice.words);
  const { carried: words } = alice.words;
  await expect(carried.bringHereButton).toBeVisible();
  await carried.bringHereButton.click();
  for (const text of [micro, cartes]) await expect(carried.one(text)).toBeVisible();
  await expect(carried.bringHereButton).toBeHidden();
  await carried.undo.click();
  await expect(carried.one(micro)).toBeHidden();
  await carried.redo.click();
  await expect(carried.one(micro)).toBeVisible();

  // It is given back, and brought back with what was said of it.
  await carried.explains(micro, "Trop cher");
  await carried.button(words.giveBack(micro)).click();
  await expect(carried.one(micro)).toBeHidden();
  await carried.here.getByText(words.givenBack).click();
  await carried.button(words.bringBack(micro)).click();
  await expect(carried.note(micro)).toHaveValue("Trop cher");
  await carried.button(words.giveBack(micro)).click();
  await carried.undo.click();
  await expect(carried.note(micro)).toHaveValue("Trop cher");
});

test("who sees to an improvement, what becomes of it and why: two fates said at once are a choice, and the bilan looks at them first", async ({
  alice,
  bob,
}) => {
  const { commons } = await adopts(alice, "Suivre");
  const { carried: words } = alice.words;
  const hers = new Carried(alice.page, alice.words);
  await hers.prepareButton.click();
  await hers.prepares("Deux");
  await commons.says("server");
  const second = meetupOf(alice);
  await bob.joinByName(second);
  const his = await goes(bob, `${second}/co-construction`);
  await his.button(words.takeOn(micro)).click();
  await expect(hers.one(micro).getByText(words.owner("Bob"))).toBeVisible();
  await expect(his.button(words.leave(micro))).toBeVisible();

  await alice.context.setOffline(true);
  await hers.fate(micro, 2).click();
  await hers.explains(micro, "Louise en prête un\nà chaque fois");
  await his.fate(micro, 3).click();
  await expect(his.fate(micro, 3)).toHaveAttribute("aria-pressed", "true");
  await alice.context.setOffline(false);
  await expect(his.note(micro)).toHaveValue("Louise en prête un\nà chaque fois");
  const choice = his.one(micro).getByRole("listitem").filter({ hasText: words.fates[2] });
  await choice.getByRole("button", { name: bob.words.keepThis }).click();
  await expect(hers.fate(micro, 2)).toHaveAttribute("aria-pressed", "true");
  await expect(hers.page.getByRole("button", { name: alice.words.keepThis })).toHaveCount(0);
  await his.button(words.leave(micro)).click();
  await expect(hers.one(micro).getByText(words.noOwner)).toBeVisible();

  // The bilan has them first, and says of how many it is known what became.
  await goes(alice, `${second}/bilan`);
  const place = (section: Locator) => section.evaluate((element) => element.getBoundingClientRect().top);
  await expect(hers.kept).toBeVisible();
  expect(await place(hers.kept)).toBeLessThan(await place(new Bilan(alice.page, alice.words).reviews));
  await expect(hers.kept.getByText(words.said(1, 2))).toBeVisible();
  await hers.fate(cartes, 1).click();
  await expect(hers.kept.getByText(words.said(2, 2))).toBeVisible();
  await expect(his.fate(cartes, 1)).toHaveAttribute("aria-pressed", "true");
  await hers.undo.click();
  await expect(hers.kept.getByText(words.said(1, 2))).toBeVisible();
  await hers.redo.click();
  await expect(hers.kept.getByText(words.said(2, 2))).toBeVisible();

  // What is too long stays where it was typed, and says why.
  const long = "très ".repeat(220).trim();
  await hers.explains(cartes, long);
  await expect(hers.page.getByRole("alert").filter({ hasText: alice.words.plan.tooLong })).toBeVisible();
  await expect(hers.note(cartes)).toHaveValue(long);
});

test("a next meetup that was taken off the map says so; it is put back, or another is prepared", async ({ alice, bob }) => {
  const { commons, path, first } = await adopts(alice, "Retiré");
  const { carried: words } = alice.words;
  const second = await preparesOnMap(alice, commons, path, "Deux");
  // Nobody is asked for a name while they do something.
  await (await bob.visit()).introduce("Bob");
  const his = await bob.openCommons(path);
  await expect(his.edition("Deux")).toBeVisible();
  const hers = await goes(alice, `${first}/bilan`);
  await expect(hers.bringButton(2)).toBeVisible();
  // Bob takes it off while she is about to bring them.
  await his.edition("Deux").getByRole("button", { name: bob.words.withdraw(2) }).click();
  await his.question.getByRole("button", { name: bob.words.withdrawYes }).click();
  await expect(hers.onward.getByText(words.withdrawn(2))).toBeVisible();
  await expect(hers.bringButton(2)).toBeHidden();
  await hers.button(words.putBack(2)).click();
  await expect(his.edition("Deux")).toBeVisible();
  await hers.bringButton(2).click();
  await hers.isThere(2, micro, words.there[0]);

  await his.edition("Deux").getByRole("button", { name: bob.words.withdraw(2) }).click();
  await his.question.getByRole("button", { name: bob.words.withdrawYes }).click();
  await hers.anotherButton.click();
  await hers.prepares("Un autre");
  expect(meetupOf(alice)).not.toBe(second);
  for (const text of [micro, cartes]) await expect(hers.one(text)).toBeVisible();
  await expect(his.edition("Un autre")).toBeVisible();
});

test("offline, the next meetup is prepared with what was adopted, and reaches the server afterwards", async ({ alice, bob, server }) => {
  const { path } = await adopts(alice, "Hors ligne");
  const hers = new Carried(alice.page, alice.words);
  await expect(hers.prepareButton).toBeEnabled();
  await alice.installs();
  await alice.context.setOffline(true);
  await hers.prepareButton.click();
  await hers.prepares("Deux");
  await expect(hers.one(micro)).toBeVisible();
  await hers.fate(micro, 1).click();
  const second = meetupOf(alice);
  await alice.context.setOffline(false);
  await expect.poll(() => server.html(`${second}/co-construction`)).toContain(micro);
  const his = await bob.openCommons(path);
  await his.station("Deux", bob.words.phases[0]).getByRole("link").click();
  await expect(new Carried(bob.page, bob.words).fate(micro, 1)).toHaveAttribute("aria-pressed", "true");
});

test("a bilan that adopted nothing says so, and the first meetup has nothing before it", async ({ alice }) => {
  const commons = await alice.startCommons("Rien encore");
  await commons.prepare("Un");
  const carried = new Carried(alice.page, alice.words);
  await expect(carried.here.getByText(alice.words.carried.first)).toBeVisible();
  const first = meetupOf(alice);
  await Bilan.of(alice, first);
  await expect(carried.onward.getByText(alice.words.carried.none)).toBeVisible();
  await expect(carried.prepareButton).toBeHidden();
  await expect(carried.kept).toBeHidden();
});
