/** What shows that an intention turned out as it did: a passage of the pad as it stood, an address, a message. */
import { fitsItsWidth, isAccessible } from "../fixtures/axe";
import { expect, test } from "../fixtures/test";
import type { Person } from "../fixtures/person";
import { Bilan } from "../pages/bilan";
import { Evidence } from "../pages/evidence";
import { Plan } from "../pages/plan";

const carte = "Que chacun reparte avec une carte";

/** A meetup with one intention, and a pad. */
async function held(person: Person, pad: string): Promise<string> {
  const meetup = await person.startMeetup("La nuit des cartes");
  const { path } = meetup;
  await meetup.append(pad);
  await meetup.says("server");
  await person.page.goto(new URL(`${path}/co-construction`, person.address).href);
  const plan = new Plan(person.page, person.words);
  await plan.isOpen();
  await plan.intends(carte);
  await meetup.says("server");
  return path;
}

test("a passage opens as it stood, and says whether it still stands; deleted, its quote stays, also without scripts", async ({
  alice,
  bob,
  chloe,
  server,
}) => {
  const path = await held(alice, "Bonjour. On n’entend rien au fond. Merci.");
  await Bilan.of(alice, path);
  const hers = new Evidence(alice.page, alice.words, carte);
  await hers.opens(0);
  await hers.selects("On n’entend rien au fond.");
  await hers.cite.click();
  await expect(hers.all).toHaveCount(1);
  await expect(hers.opener).toBeFocused();
  await hers.follows("On n’entend rien au fond.");
  await hers.says("same");
  await expect(hers.passage).toHaveText("On n’entend rien au fond.");
  await expect(hers.passage).toBeFocused();
  await isAccessible(hers.page, "the page of a passage");
  await alice.page.setViewportSize({ width: 320, height: 700 });
  await fitsItsWidth(hers.page, "the page of a passage");

  const his = await bob.joinByName(path);
  await his.prepend("Ce soir. ");
  await his.reads("Ce soir. Bonjour. On n’entend rien au fond. Merci.");
  await his.says("server");
  await hers.says("same");
  await his.pad.press("Control+a");
  await his.pad.pressSequentially("Rien.");
  await hers.says("deleted");
  await expect(hers.passage).toHaveText("On n’entend rien au fond.");
  await expect(hers.page.getByText("Bonjour. On n’entend rien au fond. Merci.")).toBeVisible();

  // Bob follows it too, from a device that was not there.
  await Bilan.of(bob, path);
  const opened = new Evidence(bob.page, bob.words, carte);
  await opened.follows("On n’entend rien au fond.");
  await opened.says("deleted");
  await expect(opened.page.getByText(bob.words.evidence.about("Alice"))).toBeVisible();
  await opened.page.getByRole("link", { name: carte }).click();
  await expect(opened.page.getByRole("heading", { name: carte })).toBeVisible();

  const place = new URL(alice.page.url()).pathname;
  await expect.poll(() => server.html(place)).toContain("On n’entend rien au fond.");
  const context = await chloe.context.browser()?.newContext({ javaScriptEnabled: false, locale: "fr-FR" });
  const page = await context?.newPage();
  await page?.goto(new URL(place, server.address).href);
  await expect(page!.getByText("On n’entend rien au fond.")).toBeVisible();
  await expect(page!.getByRole("link", { name: carte })).toBeVisible();
  await context?.close();
});

test("a passage is cited as it was read, whatever others write meanwhile", async ({ alice, bob }) => {
  const path = await held(alice, "Un beau débat sur les cartes.");
  await Bilan.of(alice, path);
  const hers = new Evidence(alice.page, alice.words, carte);
  await hers.opens(0);
  await hers.selects("beau débat");
  const his = await bob.joinByName(path);
  await his.prepend("Enfin : ");
  await expect(hers.page.getByRole("status").filter({ hasText: alice.words.evidence.movedOn })).toBeVisible();
  await expect(hers.pad).toHaveValue("Un beau débat sur les cartes.");
  await hers.cite.click();
  await hers.follows("beau débat");
  await hers.says("same");
  await expect(hers.passage).toHaveText("beau débat");
  await his.pad.press("Control+Home");
  for (let n = 0; n < "Enfin : Un beau ".length; n += 1) await his.pad.press("ArrowRight");
  await his.pad.pressSequentially("et long ");
  await hers.says("changed");
  await expect(hers.passage).toHaveText("beau débat");
});

test("keyboard alone cites a passage; the text of the pad takes no words there", async ({ alice }) => {
  const path = await held(alice, "Merci à toutes et tous.");
  await Bilan.of(alice, path);
  const { page } = alice;
  const evidence = new Evidence(page, alice.words, carte);
  await evidence.opener.focus();
  await page.keyboard.press("Enter");
  await expect(evidence.pad).toHaveValue("Merci à toutes et tous.");
  for (let tries = 0; tries < 5; tries += 1) {
    await page.keyboard.press("Tab");
    if (await evidence.pad.evaluate((field) => field === document.activeElement)) break;
  }
  await page.keyboard.type("x");
  await page.keyboard.press("Delete");
  await expect(evidence.pad).toHaveValue("Merci à toutes et tous.");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Tab");
  await expect(evidence.cite).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: alice.words.evidence.nothing })).toBeVisible();
  await expect(evidence.pad).toBeFocused();
  for (let n = 0; n < "Merci".length; n += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(evidence.all).toHaveCount(1);
  await expect(evidence.all.getByText("Merci", { exact: true })).toBeVisible();
});

test("a wrong address is refused in place and stays as it was typed; a message is kept; each can be taken away and back", async ({
  alice,
  bob,
}) => {
  const path = await held(alice, "Bonsoir");
  await Bilan.of(alice, path);
  const hers = new Evidence(alice.page, alice.words, carte);
  await hers.opens(1);
  const wrong = hers.page.getByRole("alert").filter({ hasText: alice.words.evidence.wrongAddress });
  await hers.shows.fill("La photo du mur");
  for (const address of ["", "photo.example/mur", "javascript:alert(1)", "https://"]) {
    await hers.address.fill(address);
    await hers.save.click();
    await expect(wrong).toBeVisible();
    await expect(hers.address).toHaveValue(address);
    await expect(hers.shows).toHaveValue("La photo du mur");
  }
  // What was typed is there again when one has looked elsewhere.
  await hers.opens(2);
  await hers.save.click();
  await expect(hers.page.getByRole("alert").filter({ hasText: alice.words.evidence.noMessage })).toBeVisible();
  await hers.opens(1);
  await expect(hers.address).toHaveValue("https://");
  await hers.address.fill("https://photo.example/mur");
  await hers.save.click();
  await expect(hers.page.getByRole("link", { name: "La photo du mur" })).toHaveAttribute("href", "https://photo.example/mur");
  await hers.opens(2);
  await hers.message.fill("Merci,\nle son était parfait. Chloé");
  await hers.save.click();
  await expect(hers.all).toHaveCount(2);

  await bob.joinByName(path);
  await Bilan.of(bob, path);
  const his = new Evidence(bob.page, bob.words, carte);
  await expect(his.all.getByText("le son était parfait")).toBeVisible();
  await his.page.getByRole("button", { name: bob.words.evidence.takeAway("La photo du mur") }).click();
  await expect(hers.all).toHaveCount(1);
  await his.undo.click();
  await expect(hers.all).toHaveCount(2);

  await alice.page.goto(new URL(`${path}/evidence/${"0".repeat(32)}`, alice.address).href);
  await expect(alice.page.getByText(alice.words.evidence.missing)).toBeVisible();
});
