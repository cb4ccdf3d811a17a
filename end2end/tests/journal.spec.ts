/** What was done, by whom and when; the way back to it; and what happened since the last visit. */
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";

const { journal } = words.fr;

test("the journal of a meetup tells who did what, and any moment can be restored by a new change", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Journal");
  await hers.append("Ce que nous voulons.");
  await hers.says("server");
  const his = await bob.joinByName(hers.path);
  await his.reads("Ce que nous voulons.");
  await his.pad.press("Control+a");
  await his.pad.pressSequentially("Rien");
  await his.moveTo(bob.words.phases[1]);
  await hers.reads("Rien");

  await hers.page.getByRole("link", { name: journal.title }).click();
  const entries = hers.page.getByRole("region", { name: journal.title }).getByRole("listitem");
  await expect(entries.filter({ hasText: "Bob" }).filter({ hasText: journal.moved(alice.words.phases[1]) })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Bob a écrit (4\u{a0}caractères, 20 en moins)" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Alice a donné le titre «\u{a0}Journal\u{a0}»" })).toHaveCount(1);
  const moment = entries.filter({ hasText: "Alice a écrit (20\u{a0}caractères)" });
  await moment.getByRole("button", { name: journal.look }).click();
  await expect(moment.getByText("Ce que nous voulons.")).toBeVisible();
  await moment.getByRole("button", { name: journal.restore }).click();
  const question = hers.page.getByRole("dialog", { name: journal.restore });
  await question.getByRole("button", { name: alice.words.notNow }).click();
  await moment.getByRole("button", { name: journal.restore }).click();
  await question.getByRole("button", { name: journal.restore }).click();

  await his.reads("Ce que nous voulons.");
  await his.isAt(bob.words.phases[0]);
  // What came since is still in the journal, and can be restored in turn.
  await expect(entries.filter({ hasText: "Bob a écrit" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Alice" }).filter({ hasText: journal.moved(alice.words.phases[0]) })).toHaveCount(1);
});

test("who comes back to the map is told what others did meanwhile, and where", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Nouvelles");
  const path = commons.path;
  await commons.prepare("Premier");
  await alice.page.goBack();
  await commons.isOpen();
  const landing = await bob.visit();
  await landing.introduce("Bob");
  const first = await bob.openCommons(path);
  const news = first.page.getByRole("region", { name: journal.news });
  await expect(news.getByText(journal.noNews)).toBeVisible();
  await first.page.close();

  await commons.name.fill("Nouvelles du front");
  await commons.name.press("Enter");
  await commons.edition("Premier").getByRole("link", { name: "Premier" }).click();
  const meetup = alice.at(alice.page);
  await meetup.moveTo(alice.words.phases[1]);
  await meetup.says("server");
  const again = await bob.openCommons(path);
  const told = again.page.getByRole("region", { name: journal.news }).getByRole("listitem");
  await expect(told.filter({ hasText: "Alice a donné le titre «\u{a0}Nouvelles du front\u{a0}»" })).toHaveCount(1);
  await expect(told.filter({ hasText: "Meetup 1" }).filter({ hasText: bob.words.phases[1] })).toHaveCount(1);
  await expect(again.edition("Premier").getByText(journal.changed)).toBeVisible();
});
