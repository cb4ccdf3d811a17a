/** The co-construction of a meetup: what it is about, who prepares it, what they want of it, what they note. */
import type { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Plan } from "../pages/plan";

/** Opens the co-construction of a meetup in the tab that somebody has open. */
async function prepares(person: Person, path: string): Promise<Plan> {
  await person.page.goto(new URL(`${path}/co-construction`, person.address).href);
  const plan = new Plan(person.page, person.words);
  await plan.isOpen();
  return plan;
}

test("Alice sets intentions offline while Bob sets others; together again, all are there in one order, and Chloé reads them without scripts", async ({
  alice,
  bob,
  chloe,
  server,
}) => {
  const meetup = await alice.startMeetup("Communs");
  const { path } = meetup;
  await bob.joinByName(path);
  const hers = await prepares(alice, path);
  const his = await prepares(bob, path);
  await hers.intends("Que chacun reparte avec une carte");
  await his.intendsTo(["Que chacun reparte avec une carte"]);

  await alice.context.setOffline(true);
  await hers.intends("Relier deux communautés");
  await hers.says(hers.theme, "Les communs");
  await his.intends("Essayer trois outils");
  await his.joinButton.click();
  await his.says(his.role, "accueil");
  await his.opensNotes();
  await his.notes.pressSequentially("On se voit jeudi.");
  await meetup.says("device");
  await alice.context.setOffline(false);
  await meetup.says("server");

  const all = ["Que chacun reparte avec une carte", "Essayer trois outils", "Relier deux communautés"].sort();
  await expect.poll(async () => (await hers.texts()).sort()).toEqual(all);
  await expect.poll(async () => (await his.texts()).sort()).toEqual(all);
  expect(await hers.texts()).toEqual(await his.texts());
  await expect(his.theme).toHaveValue("Les communs");
  await expect(hers.member("Bob")).toContainText("accueil");
  await hers.opensNotes();
  await expect(hers.notes).toContainText("On se voit jeudi.");
  await expect(hers.intentions.getByText(alice.words.plan.by("Bob"))).toBeVisible();

  await expect.poll(() => server.html(`${path}/co-construction`)).toContain("On se voit jeudi.");
  const context = await chloe.context.browser()?.newContext({ javaScriptEnabled: false, locale: "fr-FR" });
  const page = await context?.newPage();
  await page?.goto(new URL(`${path}/co-construction`, server.address).href);
  for (const text of [...all, "Les communs", "accueil", "On se voit jeudi."]) await expect(page!.getByText(text)).toBeVisible();
  await context?.close();
});

test("every act of the co-construction can be taken back and made again, by keyboard alone", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Défaire");
  await bob.joinByName(path);
  const hers = await prepares(alice, path);
  const his = await prepares(bob, path);
  const { plan } = alice.words;
  for (const text of ["Un", "Deux", "Trois"]) await hers.intends(text);
  await his.intendsTo(["Un", "Deux", "Trois"]);

  await hers.button(plan.up("Trois")).press("Enter");
  await his.intendsTo(["Un", "Trois", "Deux"]);
  await expect(hers.button(plan.up("Trois")), "what moves takes the focus along").toBeFocused();
  await hers.page.keyboard.press("Enter");
  await his.intendsTo(["Trois", "Un", "Deux"]);
  await expect(hers.button(plan.down("Trois")), "at the end of its way, the focus goes to the way back").toBeFocused();
  await hers.undo.click();
  await hers.undo.click();
  await his.intendsTo(["Un", "Deux", "Trois"]);
  await hers.redo.click();
  await his.intendsTo(["Un", "Trois", "Deux"]);
  await hers.undo.click();
  await hers.intendsTo(["Un", "Deux", "Trois"]);

  await hers.says(hers.intention(2), "Deux fois");
  await hers.button(plan.takeAway("Trois")).press("Enter");
  await his.intendsTo(["Un", "Deux fois"]);
  await hers.undo.click();
  await his.intendsTo(["Un", "Deux fois", "Trois"]);
  await hers.undo.click();
  await his.intendsTo(["Un", "Deux", "Trois"]);
  await hers.undo.click();
  await his.intendsTo(["Un", "Deux"]);
  await hers.redo.click();
  await his.intendsTo(["Un", "Deux", "Trois"]);

  await hers.joinButton.press("Enter");
  await expect(his.member("Alice")).toBeVisible();
  await hers.undo.click();
  await expect(his.member("Alice")).toBeHidden();
  await hers.redo.click();
  await hers.leaveButton.press("Enter");
  await expect(his.member("Alice")).toBeHidden();
  await hers.undo.click();
  await expect(his.member("Alice")).toBeVisible();

  await hers.says(hers.problem, "Pourquoi ?");
  await expect(his.problem).toHaveValue("Pourquoi ?");
  await hers.undo.click();
  await expect(his.problem).toHaveValue("");

  await hers.page.goto(new URL(`${path}/journal`, alice.address).href);
  const journal = hers.page.getByRole("region", { name: alice.words.journal.title });
  await expect(journal.getByText(plan.saidMoved("Trois")).first()).toBeVisible();
  await expect(journal.getByText(plan.saidLeft).first()).toBeVisible();
});

test("two themes said at once are a choice; what Bob says of an intention that Alice takes away brings it back", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("À deux");
  await bob.joinByName(path);
  const hers = await prepares(alice, path);
  const his = await prepares(bob, path);
  await hers.intends("Une intention");
  await his.intendsTo(["Une intention"]);
  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await hers.says(hers.theme, "Les communs");
  await his.says(his.theme, "La commune");
  await hers.button(alice.words.plan.takeAway("Une intention")).click();
  await his.says(his.intention(1), "Une intention plus claire");
  await hers.intendsTo([]);
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);
  await hers.intendsTo(["Une intention plus claire"]);
  await his.intendsTo(["Une intention plus claire"]);

  const choice = his.page.getByRole("region", { name: bob.words.plan.twoAnswers });
  await expect(choice.getByRole("listitem")).toHaveCount(2);
  await choice.getByRole("listitem").filter({ hasText: "La commune" }).getByRole("button", { name: bob.words.keepThis }).click();
  await expect(choice).toBeHidden();
  await expect(hers.theme).toHaveValue("La commune");
});

test("a line that is too long says so in place and keeps what was typed; intentions as they stood when the phase ended stay readable", async ({ alice }) => {
  const meetup = await alice.startMeetup("Trop long");
  const { path } = meetup;
  const plan = await prepares(alice, path);
  const { words } = alice;
  const long = "très ".repeat(50).trim();
  await plan.says(plan.theme, long);
  await expect(plan.page.getByRole("alert").filter({ hasText: words.plan.tooLong })).toBeVisible();
  await expect(plan.theme).toHaveValue(long);
  await plan.theme.press("Escape");
  await expect(plan.theme).toHaveValue("");
  await plan.says(plan.newIntention, long);
  await expect(plan.page.getByRole("alert").filter({ hasText: words.plan.tooLong })).toBeVisible();
  await expect(plan.newIntention).toHaveValue(long);
  await plan.intends("Une");
  await meetup.moveTo(words.phases[1]);
  await plan.says(plan.intention(1), "Une autre");
  await plan.page.getByText(words.plan.fixed).click();
  await expect(plan.intentions.getByRole("listitem").filter({ hasText: /^Une$/u })).toBeVisible();
});
