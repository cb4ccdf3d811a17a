/** The whole loop: what a meetup wanted, how it went, what was decided of it, and how that opens the next. */
import type { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Board } from "../pages/board";
import { Carried } from "../pages/carried";
import { Evidence } from "../pages/evidence";
import { Plan } from "../pages/plan";
import { Strands } from "../pages/strands";

const intention = "Que tout le monde entende";
const problem = "On entendait mal au fond";
const improvement = "Louer un micro";
const passage = "On n’entend rien, ici au fond.";

/** The address of the meetup that somebody has open, without its page. */
const meetupOf = (person: Person): string => new URL(person.page.url()).pathname.replace(/\/[a-z-]+$/u, "");

const goes = (person: Person, path: string) => person.page.goto(new URL(path, person.address).href);

test("three people close the loop, one of them offline half the time: from intentions through the pad and the bilan to the next introduction, and back to the passage", async ({
  alice,
  bob,
  chloe,
}) => {
  // Co-construction.
  const commons = await alice.startCommons("Les communs");
  const { path } = commons;
  await commons.prepare("Un");
  const first = meetupOf(alice);
  const plan = new Plan(alice.page, alice.words);
  await plan.isOpen();
  await plan.intends(intention);
  await commons.says("server");

  // The day itself: three write one pad, Bob without a network.
  await goes(alice, first);
  const hers = alice.at(alice.page);
  await hers.isOpen();
  const his = await bob.joinByName(first);
  const theirs = await chloe.joinByName(first);
  await hers.append("# Le tour\n\n");
  await his.reads("# Le tour\n\n");
  await bob.installs();
  await bob.context.setOffline(true);
  await his.append(passage);
  await his.says("device");
  await theirs.append("La soupe est prête. ");
  await bob.context.setOffline(false);
  await his.says("server");
  for (const pad of [hers, his, theirs]) await expect(pad.pad).toContainText(passage);

  // The bilan: each writes in their own time, Bob offline.
  const alices = await Board.of(alice, first);
  const bobs = await Board.of(bob, first);
  const chloes = await Board.of(chloe, first);
  const { words } = alices;
  await bob.context.setOffline(true);
  await bobs.write(1, problem);
  await alices.write(2, improvement);
  await chloes.write(0, "La soupe");
  await alices.next();
  await chloes.isAt(1);
  await expect(chloes.card(improvement)).toBeVisible();
  await expect(chloes.card(problem)).toHaveCount(0);
  await bob.context.setOffline(false);
  for (const board of [alices, bobs, chloes]) await expect(board.card(problem)).toBeVisible();

  // Bob shows where in the pad that was.
  await bobs.more(problem);
  const evidence = new Evidence(bob.page, bob.words, problem);
  await evidence.opens(0);
  await evidence.selects(passage);
  await evidence.cite.click();
  await expect(evidence.all).toHaveCount(1);
  await expect(alices.card(problem)).toContainText(passage);

  // They vote, Bob offline again, and decide.
  await alices.goesTo(3);
  await bobs.isAt(3);
  await bob.context.setOffline(true);
  await bobs.votesFor(problem);
  await bobs.votesFor(improvement);
  await chloes.votesFor(improvement);
  await bob.context.setOffline(false);
  await expect(alices.region.getByText(words.board.given(3, 2), { exact: true })).toBeVisible();
  await alices.next();
  await alices.answers(improvement, problem);
  await alices.decides(improvement);
  await alices.card(improvement).getByRole("button", { name: words.board.own }).click();

  // What was adopted opens the next meetup.
  const carried = new Carried(alice.page, alice.words);
  await carried.prepareButton.click();
  await carried.prepares("Deux");
  await expect(carried.one(improvement)).toBeVisible();
  await commons.says("server");
  const second = meetupOf(alice);

  // Chloé comes to the next one, and follows the strand back to what was written on the day.
  await goes(chloe, `${second}/co-construction`);
  const reads = new Carried(chloe.page, chloe.words);
  await expect(reads.one(improvement)).toContainText(problem);
  await reads.here.getByRole("link", { name: words.carried.card(improvement) }).click();
  await expect(chloes.card(improvement)).toBeFocused();
  await chloes.card(improvement).getByRole("link", { name: words.board.answers(problem) }).click();
  await expect(chloes.card(problem)).toBeFocused();
  const shows = new Evidence(chloe.page, chloe.words, problem);
  await shows.follows(passage);
  await expect(shows.passage).toHaveText(passage);
  await shows.says("same");

  // The long view has it too, from the problem to what becomes of it.
  await goes(bob, `${second}/co-construction`);
  const follows = new Carried(bob.page, bob.words);
  await follows.fate(improvement, 2).click();
  await expect(follows.fate(improvement, 2)).toHaveAttribute("aria-pressed", "true");
  await bob.at(bob.page).says("server");
  const strands = await Strands.of(chloe, path);
  const row = strands.row(`1. ${problem}`);
  await expect(row.getByRole("link", { name: words.strands.kept(improvement) })).toBeVisible();
});
