/** The seven steps, from “let us meet again” to “it is announced”. */
import type { BrowserContextOptions } from "@playwright/test";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { type Language, words } from "../fixtures/words";
import { Plan } from "../pages/plan";
import { Poll } from "../pages/poll";
import { type Step, Steps, Telling } from "../pages/steps";
import { Answer, Talks } from "../pages/talks";

const ALL: Step[] = [1, 2, 3, 4, 5, 6, 7];
const PHONE: BrowserContextOptions = { viewport: { width: 320, height: 640 } };
/** Two dates, as the poll says them. */
const DAYS: Record<Language, [string, string]> = {
  fr: ["mardi 14 janvier 2031", "jeudi 16 janvier 2031"],
  en: ["Tuesday 14 January 2031", "Thursday 16 January 2031"],
};
const HOURS: Record<Language, string> = { fr: "de 19\u{a0}h à 21\u{a0}h (Paris)", en: "19:00 to 21:00 (Paris)" };
const LISTING = "https://www.meetup.example/boucle/events/1";

for (const language of ["fr", "en"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });
    test("all seven steps, walked from the map by someone who reads nothing else", async ({ alice, bob, browser, server }) => {
      const { tell, coming } = words[language];
      const [early, late] = DAYS[language];
      const commons = await alice.startCommons("Cartes");
      const { path } = commons;
      await commons.prepare("Cartographier");
      const steps = new Steps(alice.page, alice.words);
      await steps.isOpen();
      await expect(steps.region.getByRole("listitem")).toHaveCount(7);
      for (const n of ALL) await steps.isAt(n, 0);
      await steps.count(0);

      // 1: the community is told.
      await steps.follow(1);
      const call = new Telling(alice.page, alice.words, "call");
      await call.isOpen();
      await call.draft("draft").click();
      await expect(call.text).toContainText("Cartographier");
      await expect(call.text).toContainText(`${server.address}${path}/m/`);
      await steps.comesBack();
      await steps.isAt(1, 1);
      await steps.follow(1);
      await call.sends("Liste de diffusion");
      await steps.comesBack();
      await steps.isAt(1, 2);
      await expect(steps.step(1).getByText("Liste de diffusion")).toBeVisible();

      // 2: a team forms, on this page.
      await steps.follow(2);
      const plan = new Plan(alice.page, alice.words);
      await expect(plan.team).toBeInViewport();
      await plan.joinButton.click();
      await steps.isAt(2, 1);
      await (await bob.visit()).introduce("Bob");
      const his = await bob.openCommons(path);
      await his.station("Cartographier", bob.words.phases[0]).getByRole("link", { name: bob.words.phases[0] }).click();
      const hisSteps = new Steps(bob.page, bob.words);
      await hisSteps.isOpen();
      await hisSteps.isAt(1, 2);
      await hisSteps.follow(2);
      await new Plan(bob.page, bob.words).joinButton.click();
      await steps.isAt(2, 2);
      await expect(plan.member("Bob")).toBeVisible();

      // 3 and 4: somebody is invited, and answers; Bob would speak too.
      await steps.follow(3);
      const talks = new Talks(alice.page, alice.words);
      await talks.isOpen();
      await talks.proposes("Les fontaines publiques", "Soizic");
      await talks.stands("Soizic", 0);
      await steps.comesBack();
      await steps.isAt(3, 1);
      await steps.isAt(4, 0);
      await hisSteps.follow(3);
      const his3 = new Talks(bob.page, bob.words);
      await his3.isOpen();
      await his3.proposes("Nos cartes");
      await steps.isAt(4, 1);
      await steps.follow(3);
      const address = await talks.invites("Soizic");
      await talks.sends();
      await talks.stands("Soizic", 1);
      await steps.comesBack();
      await steps.isAt(3, 2);
      await steps.isAt(4, 1);
      const soizic = await Person.arrive("Soizic", browser, server, language, PHONE);
      const answer = await Answer.at(soizic, address);
      await expect(answer.name).toHaveValue("Soizic");
      await answer.answers(1);
      await answer.says(soizic.words.answer.confirmed);
      await steps.isAt(4, 2);
      await steps.follow(4);
      await talks.stands("Soizic", 3);
      await talks.stands("Bob", 2);
      await steps.comesBack();

      // 5: a date and a venue, from what everybody says.
      await steps.follow(5);
      const poll = new Poll(alice.page, alice.words);
      await poll.isOpen();
      for (const [day, date] of [["2031-01-14", early], ["2031-01-16", late]] as const) {
        await poll.addsDate(day, "19:00", "21:00", "Europe/Paris");
        await expect(poll.option(date)).toBeVisible();
      }
      await poll.addsVenue("La Fabrique", "12");
      await poll.addsVenue("La Maison", "40", "3 rue des Lilas");
      await hisSteps.comesBack();
      await hisSteps.isAt(5, 1);
      await hisSteps.follow(5);
      const his5 = new Poll(bob.page, bob.words);
      await his5.isOpen();
      await his5.votes(early, 2);
      await his5.votes(late, 0);
      await his5.votes("La Fabrique", 2);
      await his5.votes("La Maison", 0);
      await poll.votes(late, 0);
      await poll.votes("La Maison", 0);
      await answer.votes(late, 0);
      await poll.counts(late, 3, 0, 0);
      await poll.counts("La Maison", 2, 0, 0);
      await expect.poll(async () => (await poll.ranked())[0]).toMatch(new RegExp(`^${late}.*La Maison$`, "u"));
      await poll.chooses(1);
      await expect(poll.chosen).toContainText(`${late}, ${HOURS[language]}`);
      await expect(poll.chosen).toContainText("La Maison");
      await steps.comesBack();
      await steps.isAt(5, 2);

      // 6: everybody is told when, where and who.
      await steps.follow(6);
      const announcement = new Telling(alice.page, alice.words, "announcement");
      await announcement.isOpen();
      await announcement.draft("draft").click();
      await expect(announcement.text).toContainText(`${late}, ${HOURS[language]}`);
      await expect(announcement.text).toContainText("La Maison, 3 rue des Lilas");
      await expect(announcement.text).toContainText(/Les fontaines publiques, (?:par|by) Soizic/u);
      await expect(announcement.text, "who only would like to is not announced").not.toContainText("Nos cartes");
      const registration = /https?:\S+\/before/u.exec(await announcement.text.innerText())?.[0] ?? "";
      await steps.comesBack();
      await steps.isAt(6, 1);
      await steps.follow(6);
      await announcement.sends("Affiches");
      await steps.comesBack();
      await steps.isAt(6, 2);
      await expect(steps.step(6).getByText("Affiches")).toBeVisible();
      await steps.count(6);

      // 7: it is published elsewhere, from fields in the order in which they are asked for.
      await steps.follow(7);
      await expect(announcement.listing).toBeInViewport();
      await expect(announcement.listing.getByRole("term")).toHaveText(tell.fields);
      await expect(announcement.values).toHaveText([
        "Cartographier",
        late,
        "19:00",
        tell.hours(2),
        /Les fontaines publiques, (?:par|by) Soizic/u,
        "La Maison, 3 rue des Lilas",
        "40",
      ]);
      const refused = announcement.listing.getByRole("alert").filter({ hasText: tell.wrongAddress });
      await announcement.lists("meetup.example");
      await expect(refused).toBeVisible();
      await expect(announcement.address).toHaveValue("meetup.example");
      await expect(announcement.listing.getByRole("link", { name: tell.open })).toBeHidden();
      await announcement.lists(LISTING);
      await expect(refused).toBeHidden();
      await expect(announcement.listing.getByRole("link", { name: tell.open })).toHaveAttribute("href", LISTING);
      await steps.comesBack();
      for (const n of ALL) await steps.isAt(n, 2);
      await steps.count(7);
      await hisSteps.comesBack();
      await hisSteps.count(7);

      // The address that was announced is where one registers.
      await answer.page.goto(registration);
      await expect(answer.page.getByRole("region", { name: coming.title }).getByText(coming.count(0, 40))).toBeVisible();
      expect(soizic.vigilance.troubles).toEqual([]);
      await soizic.context.close();
    });
  });
}

test("a step that was done elsewhere is ticked with a note, and not done after all; both can be taken back, and Bob sees it", async ({
  alice,
  bob,
}) => {
  const { path } = await alice.startMeetup("Ailleurs");
  await bob.joinByName(path);
  const hers = await Steps.of(alice, path);
  const his = await Steps.of(bob, path);
  const note = "À la mairie, avec Dora";
  await hers.isAt(5, 0);
  await hers.ticks(5, note);
  await hers.isAt(5, 2);
  await his.isAt(5, 2);
  await expect(his.step(5).getByText(note)).toBeVisible();
  await his.count(1);
  await expect(his.elsewhere(5)).toBeHidden();

  await his.notDone(5).click();
  await hers.isAt(5, 0);
  await expect(hers.step(5).getByText(note)).toBeHidden();
  await his.undo.click();
  await hers.isAt(5, 2);
  await expect(hers.step(5).getByText(note)).toBeVisible();
  await his.redo.click();
  await hers.isAt(5, 0);
  await his.undo.click();
  await hers.isAt(5, 2);
  await hers.undo.click();
  await his.isAt(5, 0);
  await his.count(0);
  await hers.redo.click();
  await his.isAt(5, 2);

  // Without a note it is done all the same; Escape ticks nothing.
  await hers.elsewhere(7).click();
  await hers.question.getByLabel(alice.words.steps.note).press("Escape");
  await expect(hers.question).toBeHidden();
  await hers.isAt(7, 0);
  await hers.ticks(7, "");
  await his.isAt(7, 2);
  await his.count(2);

  await alice.page.getByRole("link", { name: alice.words.journal.title }).click();
  const journal = alice.page.getByRole("region", { name: alice.words.journal.title }).getByRole("listitem");
  await expect(journal.filter({ hasText: alice.words.steps.saidDone(hers.name(5), note) }).first()).toBeVisible();
  await expect(journal.filter({ hasText: "Bob" }).filter({ hasText: alice.words.steps.saidNotDone(hers.name(5)) }).first()).toBeVisible();
});

test("a draft asks before it takes the place of what was written, and Ctrl+Z brings that back", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Premier jet");
  await bob.joinByName(path);
  const [hers, his] = [await writesTheCall(alice, path), await writesTheCall(bob, path)];
  const theirs = "Venez jeudi, on parlera des fontaines.";
  await his.text.pressSequentially(theirs);
  await expect(hers.text).toHaveText(theirs);

  await hers.draft("draftAgain").click();
  await hers.question.getByRole("button", { name: alice.words.tell.keepText, exact: true }).click();
  await expect(hers.question).toBeHidden();
  await expect(hers.text).toHaveText(theirs);
  await hers.draft("draftAgain").click();
  await hers.question.getByRole("button", { name: alice.words.tell.replace, exact: true }).click();
  for (const text of [hers.text, his.text]) {
    await expect(text).toContainText("Premier jet");
    await expect(text).not.toContainText("fontaines");
  }

  await hers.text.press("Control+z");
  await expect(hers.text).toHaveText(theirs);
  await expect(his.text).toHaveText(theirs);
  await hers.text.press("Control+Shift+z");
  await expect(his.text).toContainText("Premier jet");
  await expect(his.text).not.toContainText("fontaines");
});

test("who writes the call by hand can say that it was sent, and is asked before a draft takes its place", async ({ alice }) => {
  const { path } = await alice.startMeetup("À la main");
  const hers = await writesTheCall(alice, path);
  await expect(hers.draft("draft")).toBeVisible();
  await hers.text.pressSequentially("Venez jeudi.");
  await expect(hers.draft("draftAgain")).toBeVisible();
  await expect(hers.page.getByRole("button", { name: alice.words.tell.sent })).toBeVisible();
  await hers.draft("draftAgain").click();
  await expect(hers.question.getByRole("button", { name: alice.words.tell.replace })).toBeVisible();
  await hers.page.keyboard.press("Escape");
  await expect(hers.text).toHaveText("Venez jeudi.");
});

/** Goes by the steps to the call, in the tab that somebody has open. */
async function writesTheCall(person: Person, path: string): Promise<Telling> {
  await (await Steps.of(person, path)).follow(1);
  const call = new Telling(person.page, person.words, "call");
  await call.isOpen();
  return call;
}
