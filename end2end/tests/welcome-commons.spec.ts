/** The pages of a commons are for everybody: what axe finds, what scrolls sideways, the keyboard alone, a long history. */
import { isWelcoming } from "../fixtures/axe";
import { looks } from "../fixtures/looks";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";
import { Bilan } from "../pages/bilan";
import { Ideas } from "../pages/ideas";
import { Plan } from "../pages/plan";
import { Poll } from "../pages/poll";
import { Answer, Talks } from "../pages/talks";

for (const { language, colorScheme, width } of looks) {
  test(`axe finds nothing on the pages of a commons: ${language}, ${colorScheme}, ${width} px`, async ({ browser, server }) => {
    const person = await Person.arrive("Alice", browser, server, language, { viewport: { width, height: 740 }, colorScheme, reducedMotion: "reduce" });
    const other = await Person.arrive("Bob", browser, server, language);
    const say = words[language];
    const { page } = await person.visit();
    const check = (where: string) => isWelcoming(page, where);
    const landing = person.landingAt(page);
    await landing.introduce("Alice");
    const commons = await landing.open("Meetup Carto Paris, un nom assez long pour passer à la ligne, et anticonstitutionnellement");
    const path = commons.path;
    await check("the map of a new commons");
    await commons.prepareButton.click();
    await expect(commons.titleField).toBeVisible();
    await check("the question about the first meetup");
    await commons.question.getByRole("button", { name: say.notNow }).click();
    await commons.prepare("Cartographier les communs");
    const plan = new Plan(page, say);
    await check("an empty co-construction");
    await plan.says(plan.theme, "Un thème assez long pour passer à la ligne, et anticonstitutionnellement");
    await plan.intends("Une intention assez longue pour passer à la ligne, et anticonstitutionnellement");
    await plan.intends("Une intention courte");
    await plan.joinButton.click();
    await plan.says(plan.role, "accueil");
    await page.goto(new URL(`${path}/ideas`, page.url()).href);
    const ideas = new Ideas(page, say);
    await ideas.isOpen();
    await check("an empty idea box");
    await ideas.propose(say.ideas.topics[0], "Une idée assez longue pour passer à la ligne, et anticonstitutionnellement");
    await ideas.propose(say.ideas.topics[0], "Une autre");
    await ideas.open("Une autre", say.ideas.discuss);
    await ideas.open("Une autre", say.ideas.same);
    await check("an idea box");
    await page.goBack();
    await page.getByRole("button", { name: say.ideas.takeUp("Une autre") }).click();
    await plan.opensNotes();
    await check("a co-construction");
    const meetup = new URL(page.url()).pathname.replace("/co-construction", "");
    await page.getByRole("button", { name: say.steps.elsewhere(say.steps.names[0]) }).click();
    await check("the question about a step done elsewhere");
    await page.keyboard.press("Escape");
    const poll = await Poll.of(person, meetup);
    await check("an empty poll");
    await poll.addsDate("2038-01-14", "19:00", "22:00", "America/New_York");
    await poll.addsVenue("Un lieu dont le nom est assez long pour passer à la ligne, et anticonstitutionnellement", "40", "4 rue des Cartes");
    await poll.votes("Un lieu", 0);
    await page.getByText(say.poll.showTable).click();
    await poll.gives(say.poll.upload, "faux.csv", "nom,2038-02-30\nZoé,oui\n", "text/csv");
    await expect(page.getByText(say.poll.wrongSheet)).toBeVisible();
    await check("a poll");
    await poll.chooses(1);
    await expect(poll.chosen).toBeVisible();
    await check("a poll that is closed");
    const talks = await Talks.of(person, meetup);
    await talks.proposes("Un sujet assez long pour passer à la ligne, et anticonstitutionnellement");
    await talks.proposes("Cartes des sols", "Soizic");
    await page.getByText(say.talks.details).last().click();
    await check("speakers");
    const invitation = await talks.invites("Soizic");
    await check("an invitation");
    await page.keyboard.press("Escape");
    await page.goto(new URL(invitation, page.url()).href);
    await new Answer(page, say).isOpen();
    await check("the answer to an invitation");
    for (const [link, text] of [["call", say.tell.callText], ["announcement", say.tell.announcementText]] as const) {
      await page.goto(new URL(`${meetup}/${link}`, page.url()).href);
      await page.getByRole("button", { name: say.tell.draft }).click();
      await expect(page.getByRole("textbox", { name: text })).toContainText("Cartographier les communs");
      await expect(page.getByRole("button", { name: say.tell.copy[0] })).toBeVisible();
      await check(`a text that tells of the meetup: ${link}`);
    }
    const bilan = await Bilan.of(person, meetup);
    await bilan.rating("Une intention assez longue", 4).click();
    await bilan.outcome("Une intention assez longue", 1).click();
    await bilan.came.fill("beaucoup");
    await bilan.came.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: say.stock.wrongCame })).toBeVisible();
    await check("a bilan");
    await page.goto(new URL(path, page.url()).href);
    await commons.isOpen();
    await commons.prepare("Un deuxième titre assez long pour passer à la ligne, et anticonstitutionnellement");
    await page.goBack();
    await commons.isOpen();
    await (await other.visit()).introduce("Bob");
    const theirs = await other.openCommons(path);
    await theirs.station("Cartographier", say.phases[1]).getByRole("link").click();
    await theirs.page.getByRole("button", { name: say.coming.answers[0], exact: true }).click();
    await expect(page.getByText(say.people(2)).first()).toBeVisible();
    await check("the map");
    await commons.edition("Un deuxième").getByRole("button", { name: say.withdraw(2) }).click();
    await expect(commons.question.getByRole("button", { name: say.withdrawYes })).toBeVisible();
    await check("the question before a meetup leaves the map");
    await page.keyboard.press("Escape");
    for (const zoom of say.zooms) {
      await page.getByRole("button", { name: zoom }).click();
      await check(`the map: ${zoom}`);
    }
    await commons.station("Cartographier", say.phases[1]).getByRole("link").click();
    await expect(page.getByRole("listitem").filter({ hasText: "Bob" }).first()).toBeVisible();
    await check("who comes");
    for (const [link, heading] of [
      ["vision", say.vision],
      ["community", say.community],
      ["carto", say.carto],
      ["strands", say.strands.title],
      ["settings", say.share],
      ["journal", say.journal.title],
    ] as const) {
      await page.goto(new URL(`${path}/${link}`, page.url()).href);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await commons.says("server");
      await check(heading);
    }
    await page.getByRole("button", { name: say.journal.look }).first().click();
    await page.getByRole("button", { name: say.journal.restore }).first().click();
    await check("the question before coming back to a moment");
    await page.keyboard.press("Escape");

    await page.goto(new URL("/me", page.url()).href);
    await expect(page.getByRole("textbox", { name: say.nameField })).toHaveValue("Alice");
    await page.getByRole("button", { name: say.me.show }).click();
    await check("the page about oneself");
    await page.getByRole("button", { name: say.me.forgetButton }).click();
    await check("the question before being forgotten");
    await page.keyboard.press("Escape");
    await page.goto(new URL("/c/2j9knpCseyhnK8izDmLpGP5WMdZQ", page.url()).href);
    await expect(page.getByRole("heading", { level: 1, name: say.unknownCommons })).toBeVisible();
    await check("an unknown commons");
    await page.goto(new URL("/", page.url()).href);
    await page.getByRole("button", { name: say.example.visit }).click();
    await expect(page.getByText(say.example.chip)).toBeVisible();
    await check("the example");
    for (const { context } of [person, other]) await context.close();
  });
}

test("keyboard alone walks the map: zoom, an edition, a phase, and the next meetup", async ({ alice }) => {
  const commons = await alice.startCommons("Clavier");
  const { page } = commons;
  await commons.prepareButton.focus();
  await page.keyboard.press("Enter");
  await expect(commons.titleField).toBeFocused();
  await page.keyboard.type("Premier");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: alice.words.phases[0] })).toBeVisible();
  await page.goBack();
  await commons.isOpen();
  await commons.prepare("Second");
  await page.goBack();
  await commons.isOpen();
  // Whoever arrives on a page begins at its top.
  await expect(page.getByRole("main")).toBeFocused();
  await page.getByRole("button", { name: alice.words.zooms[1] }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: alice.words.zooms[2] })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: alice.words.zooms[2] })).toHaveAttribute("aria-pressed", "true");
  // What stands far from the present is laid out a moment after.
  await expect(commons.station("Premier", alice.words.phases[0])).toBeVisible();
  // From one to the next, in the order of time: the map itself, an edition, taking it off, its five phases.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: alice.words.past.open })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(commons.prepareButton).toBeFocused();
  await page.keyboard.press("Tab");
  const reached: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.split("\u{a0}")[0] ?? ""));
  }
  expect(reached).toEqual(["Premier", "×", ...alice.words.phases]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: alice.words.phases[4], exact: true })).toBeVisible();
});
