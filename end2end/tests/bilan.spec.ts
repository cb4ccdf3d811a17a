/** Taking stock: what was expected beside what happened, together and offline. */
import { expect, test } from "../fixtures/test";
import { Bilan } from "../pages/bilan";
import { Plan } from "../pages/plan";

const carte = "Que chacun reparte avec une carte";

test("Alice rates offline while Bob rates too; the spread is shown, two outcomes are a choice, and Chloé reads it without scripts", async ({
  alice,
  bob,
  chloe,
  server,
}) => {
  const meetup = await alice.startMeetup("Communs");
  const { path } = meetup;
  await alice.page.goto(new URL(`${path}/co-construction`, alice.address).href);
  const plan = new Plan(alice.page, alice.words);
  await plan.isOpen();
  await plan.intends(carte);
  await meetup.says("server");
  await bob.joinByName(path);
  const hers = await Bilan.of(alice, path);
  const his = await Bilan.of(bob, path);
  await alice.context.setOffline(true);
  await hers.rating(carte, 2).click();
  await hers.outcome(carte, 1).click();
  await hers.lesson(carte).fill("Prévoir des feutres");
  await hers.lesson(carte).blur();
  await his.rating(carte, 5).click();
  await his.outcome(carte, 0).click();
  await his.spreads(carte, 1, [[1, 5]]);
  await meetup.says("device");
  await alice.context.setOffline(false);
  await meetup.says("server");
  for (const bilan of [hers, his]) {
    await bilan.spreads(carte, 2, [[1, 2], [1, 5]]);
    await expect(bilan.lesson(carte)).toHaveValue("Prévoir des feutres");
  }
  // Both outcomes stand beside each other until somebody chooses.
  const choices = his.page.getByRole("listitem").filter({ hasNot: his.page.getByRole("listitem") });
  const choice = choices.filter({ hasText: bob.words.stock.outcomes[1] });
  await choice.getByRole("button", { name: bob.words.keepThis }).click();
  await expect(hers.outcome(carte, 1)).toHaveAttribute("aria-pressed", "true");
  await expect(hers.page.getByRole("button", { name: alice.words.keepThis })).toHaveCount(0);

  // A rating is taken back by giving it again, and that can be undone.
  await his.rating(carte, 5).click();
  await hers.spreads(carte, 1, [[1, 2]]);
  await his.undo.click();
  await hers.spreads(carte, 2, [[1, 2], [1, 5]]);
  await his.redo.click();
  await hers.spreads(carte, 1, [[1, 2]]);

  await expect.poll(() => server.html(`${path}/bilan`)).toContain("Prévoir des feutres");
  const context = await chloe.context.browser()?.newContext({ javaScriptEnabled: false, locale: "fr-FR" });
  const page = await context?.newPage();
  await page?.goto(new URL(`${path}/bilan`, server.address).href);
  await expect(page!.getByRole("heading", { name: carte })).toBeVisible();
  await expect(page!.getByText("Prévoir des feutres")).toBeVisible();
  await context?.close();
});

test("the bilan is one text that everybody writes at once, and stays when the page is opened again", async ({ alice, bob, server }) => {
  const { path } = await alice.startMeetup("Ensemble");
  await bob.joinByName(path);
  const hers = await Bilan.of(alice, path);
  const his = await Bilan.of(bob, path);
  await hers.opensText();
  await his.opensText();
  await hers.text.pressSequentially("Alice a retenu ceci. ");
  await his.text.pressSequentially("Bob aussi. ");
  for (const bilan of [hers, his]) {
    await expect(bilan.text).toContainText("Alice a retenu ceci.");
    await expect(bilan.text).toContainText("Bob aussi.");
  }
  await expect.poll(() => server.html(`${path}/bilan`)).toContain("Bob aussi.");
  const again = await Bilan.of(bob, path);
  await again.opensText();
  await expect(again.text).toContainText("Alice a retenu ceci.");
});

test("how many came is a number; what is none is said in place and stays as it was typed", async ({ alice }) => {
  const { path } = await alice.startMeetup("Compter");
  const bilan = await Bilan.of(alice, path);
  const { stock } = alice.words;
  await expect(bilan.reviews.getByText(stock.none)).toBeVisible();
  const wrong = bilan.page.getByRole("alert").filter({ hasText: stock.wrongCame });
  for (const count of ["-1", "1000000", "beaucoup"]) {
    await bilan.came.fill(count);
    await bilan.came.press("Enter");
    await expect(wrong).toBeVisible();
    await expect(bilan.came).toHaveValue(count);
  }
  await bilan.came.fill("27");
  await bilan.came.press("Enter");
  await expect(wrong).toBeHidden();
  await bilan.undo.click();
  await expect(bilan.came).toHaveValue("");
  await bilan.redo.click();
  await expect(bilan.came).toHaveValue("27");
  await bilan.page.getByRole("link", { name: stock.toIntentions }).click();
  await new Plan(bilan.page, alice.words).isOpen();
});

test("keyboard alone rates an intention, agrees on it and says what is learnt", async ({ alice }) => {
  const { path } = await alice.startMeetup("Au clavier");
  await alice.page.goto(new URL(`${path}/co-construction`, alice.address).href);
  const plan = new Plan(alice.page, alice.words);
  await plan.isOpen();
  await plan.intends(carte);
  const bilan = await Bilan.of(alice, path);
  const { keyboard } = alice.page;
  await bilan.came.focus();
  for (let tries = 0; tries < 20; tries += 1) {
    await keyboard.press("Tab");
    if (await bilan.rating(carte, 4).evaluate((button) => button === document.activeElement)) break;
  }
  await keyboard.press("Space");
  await bilan.spreads(carte, 1, [[1, 4]]);
  await expect(bilan.rating(carte, 4)).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(bilan.outcome(carte, 0)).toHaveAttribute("aria-pressed", "true");
  for (let tries = 0; tries < 3; tries += 1) await keyboard.press("Tab");
  await expect(bilan.lesson(carte)).toBeFocused();
  await keyboard.type("Des feutres");
  await keyboard.press("Tab");
  await expect(bilan.lesson(carte)).toHaveValue("Des feutres");
});
