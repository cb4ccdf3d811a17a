/** The phases of a meetup: a place, not a lock. Anyone moves it, everybody sees it, and it can be taken back. */
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";

const [coConstruction, before, live, after] = words.fr.phases;

test("Alice moves the meetup to Avant; Bob sees it, and it can be undone", async ({ alice, bob, chloe, server }) => {
  const hers = await alice.startMeetup("Temps");
  const his = await bob.joinByName(hers.path);
  await his.isAt(coConstruction);

  await hers.trail.getByRole("button", { name: alice.words.moveTo(before) }).click();
  const question = hers.page.getByRole("dialog", { name: before });
  await question.getByRole("button", { name: alice.words.stay }).click();
  await expect(question).toBeHidden();
  await hers.isAt(coConstruction);

  await hers.moveTo(before);
  await hers.isAt(before);
  await his.isAt(before);
  await hers.says("server");
  await expect.poll(() => server.html(hers.path)).toContain('data-phase="before" data-state="here"');
  const theirs = await chloe.join(hers.path);
  await theirs.isAt(before);

  await hers.undo.click();
  await his.isAt(coConstruction);
  await hers.redo.click();
  await his.isAt(before);
});

test("a phase moved twice at once is a choice, and whoever comes by settles it", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Deux temps");
  const his = await bob.joinByName(hers.path);
  await his.isAt(coConstruction);
  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await hers.moveTo(live);
  await his.moveTo(after);
  await hers.isAt(live);
  await his.isAt(after);
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);

  const choice = his.page.getByRole("region", { name: alice.words.twoPhases });
  await expect(choice.getByRole("listitem")).toHaveCount(2);
  const keep = choice.getByRole("listitem").filter({ hasText: live }).getByRole("button", { name: alice.words.keepThis });
  await keep.click();
  await expect(choice).toBeHidden();
  await his.isAt(live);
  await hers.isAt(live);
  await expect(hers.page.getByRole("region", { name: alice.words.twoPhases })).toBeHidden();
});

test("a meetup that was begun before there were phases has them, and keeps what it said", async ({ alice, bob }) => {
  // Its schema is raised by the first move, on each device alike.
  const hers = await alice.startMeetup("D’avant");
  const his = await bob.joinByName(hers.path);
  await hers.append("Ce qui était écrit.");
  await his.reads("Ce qui était écrit.");
  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await hers.moveTo(before);
  await his.moveTo(before);
  await his.append(" Et ensuite.");
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);
  await hers.reads("Ce qui était écrit. Et ensuite.");
  await Promise.all([hers.says("server"), his.says("server")]);
  await hers.isAt(before);
  await expect(hers.page.getByRole("region", { name: alice.words.twoPhases })).toBeHidden();
});
