/** The day's timeline: by hand and from the pad, offline and at once, on the clock of whoever looks. */
import { fitsItsWidth, isAccessible } from "../fixtures/axe";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Timeline } from "../pages/timeline";

const day = "2027-01-14";

test("what two note offline is told in the order of its hours; two hours at once are a choice; every act can be taken back", async ({
  alice,
  bob,
}) => {
  const meetup = await alice.startMeetup("La nuit des cartes");
  const { path } = meetup;
  await meetup.says("server");
  await bob.joinByName(path);
  const hers = await Timeline.of(alice, path);
  const his = await Timeline.of(bob, path);
  await expect(hers.region.getByText(alice.words.timeline.none)).toBeVisible();
  await hers.notes(day, "19h30", "L’accueil");
  await his.tells(["L’accueil"]);

  await alice.context.setOffline(true);
  await hers.notes(day, "21:00", "La panne de son");
  await hers.hourOf("L’accueil").fill("19:15");
  await hers.hourOf("L’accueil").press("Enter");
  await his.notes(day, "20 h 15", "Les tables");
  await his.hourOf("L’accueil").fill("19:45");
  await his.hourOf("L’accueil").press("Enter");
  await meetup.says("device");
  await alice.context.setOffline(false);
  for (const timeline of [hers, his]) await timeline.tells(["L’accueil", "Les tables", "La panne de son"]);

  // Both hours stand beside each other until somebody chooses.
  const choices = his.region.getByRole("listitem").filter({ hasNot: his.page.getByRole("listitem") });
  const choice = choices.filter({ hasText: "19:15" });
  await choice.getByRole("button", { name: bob.words.keepThis }).click();
  await expect(hers.hourOf("L’accueil")).toHaveValue("19:15");
  await expect(hers.region.getByRole("button", { name: alice.words.keepThis })).toHaveCount(0);

  await hers.hourOf("La panne de son").fill("20:00");
  await hers.hourOf("La panne de son").press("Enter");
  await hers.tells(["L’accueil", "La panne de son", "Les tables"]);
  await hers.undo.click();
  await his.tells(["L’accueil", "Les tables", "La panne de son"]);
  await his.region.getByRole("button", { name: bob.words.timeline.takeAway("Les tables") }).click();
  await expect(his.region.getByRole("heading", { name: bob.words.timeline.title })).toBeFocused();
  await hers.tells(["L’accueil", "La panne de son"]);
  await his.undo.click();
  await hers.tells(["L’accueil", "Les tables", "La panne de son"]);
});

test("what the pad says of the day is added with one press, once, also by two at once", async ({ alice, bob }) => {
  const meetup = await alice.startMeetup("Au fil du pad");
  const { path } = meetup;
  await meetup.append("# Accueil\nbonjour\n# Questions\n");
  await meetup.says("server");
  await bob.joinByName(path);
  const hers = await Timeline.of(alice, path);
  const his = await Timeline.of(bob, path);
  await expect(hers.takeUp("Accueil")).toBeVisible();
  await expect(his.takeUp("Accueil")).toBeVisible();
  await alice.context.setOffline(true);
  await hers.takeUp("Accueil").click();
  await expect(hers.takeUp("Questions")).toBeFocused();
  await his.suggested.getByRole("button", { name: bob.words.timeline.takeUpAll }).click();
  await expect(his.suggested).toBeHidden();
  await alice.context.setOffline(false);
  for (const timeline of [hers, his]) {
    await expect.poll(async () => (await timeline.texts()).sort()).toEqual(["Accueil", "Questions"]);
    await expect(timeline.suggested).toBeHidden();
  }
  // What was taken off can be added again.
  await his.region.getByRole("button", { name: bob.words.timeline.takeAway("Questions") }).click();
  await hers.tells(["Accueil"]);
  await hers.takeUp("Questions").click();
  await expect.poll(async () => (await his.texts()).sort()).toEqual(["Accueil", "Questions"]);
});

test("hours are said on the clock of whoever looks, and in UTC where nobody knows which that is", async ({ browser, server, language }) => {
  const soizic = await Person.arrive("Soizic", browser, server, language, { timezoneId: "Europe/Paris" });
  const { path } = await soizic.startMeetup("Deux horloges");
  const hers = await Timeline.of(soizic, path);
  await hers.notes(day, "00:30", "La fin");
  const malik = await Person.arrive("Malik", browser, server, language, { timezoneId: "America/New_York" });
  await malik.joinByName(path);
  const his = await Timeline.of(malik, path);
  await his.page.setViewportSize({ width: 320, height: 700 });
  await expect(his.hourOf("La fin")).toHaveValue("18:30");
  await expect(his.region.getByText("mercredi 13 janvier 2027")).toBeVisible();
  await expect(hers.hourOf("La fin")).toHaveValue("00:30");
  await expect(hers.region.getByText("jeudi 14 janvier 2027")).toBeVisible();
  await isAccessible(his.page, "the timeline");
  await fitsItsWidth(his.page, "the timeline");

  await expect.poll(() => server.html(`${path}/bilan`)).toContain("La fin");
  const chloe = await Person.arrive("Chloé", browser, server, language, { javaScriptEnabled: false });
  const page = await chloe.open(`${path}/bilan`);
  await expect(page.getByText("23:30 UTC")).toBeVisible();
  for (const { vigilance, context } of [soizic, malik, chloe]) {
    expect(vigilance.troubles).toEqual([]);
    await context.close();
  }
});

test("what cannot be a moment is said in place, and what was typed stays", async ({ alice }) => {
  const { path } = await alice.startMeetup("Mal noté");
  const timeline = await Timeline.of(alice, path);
  const { wrongHour, wrongDay, noText } = alice.words.timeline;
  const says = (what: string) => timeline.region.getByRole("alert").filter({ hasText: what });
  await timeline.text.fill("La panne");
  for (const hour of ["", "bientôt", "25:00", "19"]) {
    await timeline.hour.fill(hour);
    await timeline.add.click();
    await expect(says(wrongHour)).toBeVisible();
    await expect(timeline.hour).toBeFocused();
    await expect(timeline.hour).toHaveValue(hour);
    await expect(timeline.text).toHaveValue("La panne");
  }
  await timeline.hour.fill("19:30");
  await timeline.day.fill("");
  await timeline.add.click();
  await expect(says(wrongDay)).toBeVisible();
  await timeline.day.fill(day);
  await timeline.text.fill(" ");
  await timeline.add.click();
  await expect(says(noText)).toBeVisible();
  await timeline.text.fill("La panne");
  await timeline.add.click();
  await timeline.tells(["La panne"]);

  await timeline.hourOf("La panne").fill("hier");
  await timeline.hourOf("La panne").press("Enter");
  await expect(says(wrongHour)).toBeVisible();
  await expect(timeline.hourOf("La panne")).toHaveValue("hier");
  await timeline.hourOf("La panne").press("Escape");
  await expect(timeline.hourOf("La panne")).toHaveValue("19:30");
});
