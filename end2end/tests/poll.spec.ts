/** The poll for the date and the venue: offline, from phones, at once; what suits best, closing it, calendars and tables. */
import { readFile } from "node:fs/promises";
import type { Download } from "@playwright/test";
import { convertIcsCalendar } from "ts-ics";
import { hasAllParts } from "../fixtures/parts";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Coming } from "../pages/coming";
import { Plan } from "../pages/plan";
import { Poll } from "../pages/poll";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, timezoneId: "Europe/Paris" };

async function text(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

test("Alice prepares a meetup and its poll offline; others vote from phones while she adds a date; no vote is lost, and the chosen date is right in any calendar", async ({
  alice,
  browser,
  server,
}) => {
  test.slow();
  const commons = await alice.startCommons("Meetup Carto Paris");
  await commons.says("server");
  await alice.installs();
  await hasAllParts(alice.page);
  await alice.context.setOffline(true);
  const meetup = await commons.prepare("La nuit des cartes");
  const path = meetup.path.replace("/co-construction", "");
  const plan = new Plan(alice.page, alice.words);
  await plan.intends("Que chacun reparte avec une carte");
  await alice.page.getByRole("link", { name: alice.words.steps.leads[4] }).click();
  const hers = new Poll(alice.page, alice.words);
  await hers.isOpen();
  // A night through which summer time begins, in Europe; and two that are like others.
  await hers.addsDate("2038-03-27", "22:00", "05:00", "Europe/Paris");
  await hers.addsDate("2038-03-25", "19:00", "22:00", "Europe/Paris");
  await hers.addsDate("2038-04-01", "19:00", "22:00", "Europe/Paris");
  await hers.addsVenue("Médiathèque", "40", "4 rue des Cartes");
  await hers.addsVenue("Atelier vélo", "2");
  await hers.votes("du samedi 27 mars", 0);
  await meetup.says("device");
  await alice.context.setOffline(false);
  await meetup.says("server");

  await alice.context.setOffline(true);
  await hers.addsDate("2038-03-26", "19:00", "22:00", "Europe/Paris");
  await hers.votes("vendredi 26 mars", 2);
  const others: Poll[] = [];
  for (const name of ["Bob", "Malik", "Soizic"]) {
    const other = await Person.arrive(name, browser, server, "fr", phone);
    await (await other.visit()).introduce(name);
    others.push(await Poll.of(other, path));
  }
  const [bob, malik, soizic] = others as [Poll, Poll, Poll];
  await bob.votes("du samedi 27 mars", 0);
  await bob.votes("jeudi 25 mars", 2);
  await bob.votes("Médiathèque", 0);
  await malik.page.context().setOffline(true);
  await malik.votes("du samedi 27 mars", 1);
  await malik.votes("jeudi 25 mars", 0);
  await malik.page.context().setOffline(false);
  await soizic.votes("du samedi 27 mars", 0);
  await soizic.votes("Atelier vélo", 2);
  await alice.context.setOffline(false);

  for (const poll of [hers, ...others]) {
    await poll.counts("du samedi 27 mars", 3, 1, 0);
    await poll.counts("jeudi 25 mars", 1, 0, 1);
    await poll.counts("vendredi 26 mars", 0, 0, 1);
    await poll.counts("Médiathèque", 1, 0, 0);
    await poll.counts("Atelier vélo", 0, 0, 1);
    // Three can come and one could; the workshop holds two, and one cannot come there.
    await expect.poll(async () => (await poll.ranked())[0]).toContain("Médiathèque");
    await expect(poll.place(1)).toContainText("du samedi 27 mars");
    await expect(poll.place(1)).toContainText(poll.words.poll.can(3));
    await expect(poll.place(1)).toContainText(poll.words.poll.room(40));
    await expect(poll.best.getByText("(Paris) : Médiathèque")).not.toHaveCount(0);
  }

  await hers.chooses(1);
  await expect(bob.chosen).toContainText("du samedi 27 mars 2038");
  await bob.page.goto(new URL(`${path}/before`, server.address).href);
  const coming = new Coming(bob.page, bob.words);
  await coming.isOpen();
  await expect(coming.seats).toHaveValue("40");
  await coming.shows("du samedi 27 mars 2038");
  await coming.answers(0);
  await coming.says(bob.words.coming.taken);
  const downloading = bob.page.waitForEvent("download");
  await coming.region.getByRole("button", { name: bob.words.poll.calendar }).click();
  const file = await text(await downloading);
  const { events = [], timezones = [] } = convertIcsCalendar(undefined, file);
  const [event] = events;
  expect([events.length, timezones.map(({ id }) => id)]).toEqual([1, ["Europe/Paris"]]);
  // Ten in the evening is nine in London; five in the morning, after the clocks went forward, is three by the sun.
  expect([event?.start.date.toISOString(), event?.end?.date.toISOString()]).toEqual([
    "2038-03-27T21:00:00.000Z",
    "2038-03-28T03:00:00.000Z",
  ]);
  expect(event?.start.local?.timezone).toBe("Europe/Paris");
  expect([event?.summary, event?.location]).toEqual(["La nuit des cartes", "Médiathèque, 4 rue des Cartes"]);
  expect(event?.url).toBe(new URL(`${path}/before`, server.address).href);
  const again = alice.page.waitForEvent("download");
  await alice.page.getByRole("button", { name: alice.words.poll.calendar }).click();
  const other = convertIcsCalendar(undefined, await text(await again)).events?.[0];
  expect(other?.uid, "known again, whoever wrote it").toBe(event?.uid);
  for (const poll of others) await poll.page.context().close();
});

test("closing the poll twice at once is one visible choice, and opening it again loses nothing", async ({ alice, bob }) => {
  const meetup = await alice.startMeetup("Deux choix");
  const { path } = meetup;
  await bob.joinByName(path);
  const hers = await Poll.of(alice, path);
  await hers.addsDate("2038-01-14", "19:00", "22:00");
  await hers.addsDate("2038-01-21", "19:00", "22:00");
  const his = await Poll.of(bob, path);
  await his.counts("jeudi 21 janvier", 0, 0, 0);
  await alice.context.setOffline(true);
  await hers.chooses(1);
  await expect(hers.chosen).toContainText("jeudi 14 janvier");
  await his.chooses(2);
  await alice.context.setOffline(false);
  for (const poll of [hers, his]) {
    const choice = poll.page.getByRole("region", { name: poll.words.poll.conflict });
    await expect(choice.getByRole("listitem")).toHaveCount(2);
    // Until one is chosen there is no date for a calendar.
    await expect(poll.page.getByRole("button", { name: poll.words.poll.calendar })).toBeHidden();
  }
  const choice = his.page.getByRole("region", { name: bob.words.poll.conflict });
  const kept = choice.getByRole("listitem").filter({ hasText: "jeudi 21 janvier" });
  await kept.getByRole("button", { name: bob.words.keepThis }).click();
  await expect(his.page.getByRole("heading", { name: bob.words.poll.title })).toBeFocused();
  await expect(hers.chosen).toContainText("jeudi 21 janvier");
  await expect(hers.page.getByRole("region", { name: alice.words.poll.conflict })).toBeHidden();

  // A poll that is closed takes no vote.
  const yes = his.option("jeudi 14 janvier").getByRole("button", { name: bob.words.poll.votes[0], exact: true });
  await expect(yes).toBeDisabled();
  await hers.page.getByRole("button", { name: alice.words.poll.openAgain }).click();
  await hers.question.getByRole("button", { name: alice.words.poll.openAgain }).click();
  await expect(his.chosen).toBeHidden();
  await his.votes("jeudi 14 janvier", 0);
  await hers.counts("jeudi 14 janvier", 1, 0, 0);
  await hers.undo.click();
  await expect(his.chosen).toContainText("jeudi 21 janvier");
  await expect(yes).toBeDisabled();
  await alice.page.goto(new URL(`${path}/journal`, alice.address).href);
  await expect(alice.page.getByText("a rouvert le sondage")).toBeVisible();
});

test("an option that is taken away under a vote says so, keeps what was said, and comes back", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Retirer");
  await bob.joinByName(path);
  const hers = await Poll.of(alice, path);
  await hers.addsDate("2038-01-14", "19:00", "22:00");
  await hers.addsVenue("Médiathèque");
  await hers.votes("jeudi 14 janvier", 0);
  const his = await Poll.of(bob, path);
  await his.counts("jeudi 14 janvier", 1, 0, 0);
  await his.page.getByRole("button", { name: bob.words.poll.takeAway("jeudi 14 janvier") }).click();
  await expect(his.question).toContainText(bob.words.poll.kept(1));
  await his.question.getByRole("button", { name: bob.words.poll.takeYes, exact: true }).click();
  const off = (poll: Poll) => poll.page.getByRole("region", { name: poll.words.poll.takenOff });
  await expect(off(hers).getByRole("listitem")).toContainText("jeudi 14 janvier");
  await expect(hers.option("jeudi 14 janvier")).toBeHidden();
  await hers.page.getByRole("button", { name: alice.words.poll.bringBack("jeudi 14 janvier") }).click();
  await his.counts("jeudi 14 janvier", 1, 0, 0);

  // While Alice votes without a network, Bob takes it away: her word brings it back.
  await alice.context.setOffline(true);
  await hers.votes("Médiathèque", 1);
  await his.takesAway("Médiathèque");
  await expect(off(his)).toContainText("Médiathèque");
  await alice.context.setOffline(false);
  await his.counts("Médiathèque", 0, 1, 0);
  await expect(off(his)).toBeHidden();

  await his.takesAway("Médiathèque");
  await expect(off(hers)).toContainText("Médiathèque");
  await his.undo.click();
  await hers.counts("Médiathèque", 0, 1, 0);
  await his.redo.click();
  await expect(off(hers)).toContainText("Médiathèque");
});

test("what cannot be a date or a venue is said in place, and what was typed stays", async ({ alice }) => {
  const { path } = await alice.startMeetup("Erreurs");
  const poll = await Poll.of(alice, path);
  const { poll: words } = alice.words;
  const says = async (field: string, message: string) => {
    await expect(poll.page.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await expect(poll.page.getByLabel(field, { exact: true }).first()).toBeFocused();
  };
  await poll.addsDate("", "19:00", "22:00");
  await says(words.day, words.noDay);
  await poll.addsDate("2020-01-16", "19:00", "22:00");
  await says(words.day, words.isPast);
  await poll.addsDate("2038-01-14", "19:00", "");
  await says(words.to, words.noEnd);
  await poll.addsDate("2038-01-14", "19:00", "19:00");
  await says(words.to, words.endsFirst);
  await poll.addsDate("2038-01-14", "19:00", "22:00", "Europe/Ailleurs");
  await says(words.zone, words.noZone);
  await expect(poll.dates.getByLabel(words.zone)).toHaveValue("Europe/Ailleurs");
  await expect(poll.dates.getByLabel(words.day, { exact: true })).toHaveValue("2038-01-14");
  await expect(poll.dates.getByRole("listitem")).toHaveCount(0);
  await poll.addsDate("2038-01-14", "19:00", "22:00", "Europe/Paris");
  await poll.counts("jeudi 14 janvier 2038, de 19 h à 22 h (Paris)".replaceAll(" h", "\u{a0}h"), 0, 0, 0);
  await poll.addsDate("2038-01-14", "19:00", "22:00", "Europe/Paris");
  await says(words.day, words.isThere);
  // Two dates one after the other, on another clock than that of the device, which is looked up meanwhile.
  await poll.addsDate("2038-03-04", "19:00", "22:00", "America/New_York");
  await poll.addsDate("2038-03-11", "19:00", "22:00", "America/New_York");
  await poll.counts("jeudi 4 mars", 0, 0, 0);
  await poll.counts("jeudi 11 mars", 0, 0, 0);
  // Past midnight is the next day; whole days may be several.
  await poll.addsDate("2038-01-15", "23:00", "01:30", "Europe/Paris");
  await expect(poll.option("du vendredi 15 janvier 2038 à 23")).toContainText("samedi 16 janvier 2038");
  await poll.dates.getByLabel(words.wholeDay).check();
  await poll.dates.getByLabel(words.day, { exact: true }).fill("2038-02-06");
  await poll.dates.getByRole("button", { name: words.add, exact: true }).click();
  await poll.counts("samedi 6 février 2038", 0, 0, 0);

  const form = poll.venues.getByRole("form", { name: words.addVenue });
  await poll.addsVenue("", "40");
  await expect(form.getByText(words.noName)).toBeVisible();
  await expect(form.getByLabel(words.venueName)).toBeFocused();
  for (const wrong of ["0", "1000000", "beaucoup"]) {
    await poll.addsVenue("Stade", wrong);
    await expect(form.getByText(words.wrongCapacity)).toBeVisible();
    await expect(form.getByLabel(words.venueCapacity)).toHaveValue(wrong);
  }
  await poll.addsVenue("Stade", "1 000");
  await poll.counts("Stade", 0, 0, 0);
  await expect(poll.venues.getByText("1000\u{a0}places")).toBeVisible();
});

test("the poll goes out as a table and comes in from one; a malformed one says which line, and changes nothing", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Tableau");
  await bob.joinByName(path);
  const hers = await Poll.of(alice, path);
  await hers.addsDate("2038-01-14", "19:00", "22:00", "Europe/Paris");
  await hers.addsVenue("Médiathèque", "40");
  await hers.votes("jeudi 14 janvier", 0);
  const his = await Poll.of(bob, path);
  await his.votes("Médiathèque", 1);
  await hers.counts("Médiathèque", 0, 1, 0);
  await hers.page.getByText(alice.words.poll.showTable).click();
  await expect(hers.page.getByRole("row", { name: /^Bob/u })).toContainText(/si besoin/u);
  const downloading = hers.page.waitForEvent("download");
  await hers.page.getByRole("button", { name: alice.words.poll.download }).click();
  const table = await text(await downloading);
  const lines = table.replace("\u{feff}", "").trim().split("\r\n");
  expect(lines[0]).toBe("Personne,2038-01-14T19:00/2038-01-14T22:00 Europe/Paris,Médiathèque (40)");
  expect(lines.slice(1).sort()).toEqual(["Alice,yes,", "Bob,,if need be"]);

  const { poll: words } = alice.words;
  await hers.gives(words.upload, "faux.csv", "nom;2038-01-14;2038-02-30\nZoé;oui;peut-être\n", "text/csv");
  await expect(hers.page.getByText(words.wrongSheet)).toBeVisible();
  const wrong = hers.page.getByRole("listitem").filter({ hasText: words.line(1) });
  await expect(wrong).toContainText("2038-02-30");
  await expect(hers.page.getByRole("listitem").filter({ hasText: words.line(2) })).toContainText("peut-être");
  await expect(hers.dates.getByRole("listitem")).toHaveCount(1);

  const good = `${table.trimEnd()}\r\nZoé,no,yes\r\nYann,if need be,\r\n`.replace("(40)\r", "(40),2038-02-04\r").replace("Zoé,no,yes", "Zoé,no,yes,yes").replace("Yann,if need be,", "Yann,if need be,,").replace(/(Alice,yes,|Bob,,if need be)/gu, "$1,");
  await hers.gives(words.upload, "sondage.csv", good, "text/csv");
  await expect(hers.page.getByText("Ce tableau ajoute 1")).toBeVisible();
  await hers.page.getByRole("button", { name: words.takeIn, exact: true }).click();
  await expect(hers.page.getByText(words.takenIn)).toBeVisible();
  await his.counts("jeudi 14 janvier", 1, 1, 1);
  await his.counts("jeudi 4 février", 1, 0, 0);
  // Who is known only by the table has a name in the directory, for everybody.
  await his.page.getByText(words.showTable).click();
  await expect(his.page.getByRole("row", { name: /^Zoé/u })).toBeVisible();
  await hers.undo.click();
  await his.counts("jeudi 14 janvier", 1, 0, 0);
  await expect(his.option("jeudi 4 février")).toBeHidden();
});

test("one’s own calendar shows what is in the way, never leaves the device, and a malformed one says which line", async ({ alice }) => {
  const { path } = await alice.startMeetup("Agenda");
  const poll = await Poll.of(alice, path);
  await poll.addsDate("2038-01-14", "19:00", "22:00", "Europe/Paris");
  await poll.addsDate("2038-01-21", "19:00", "22:00", "Europe/Paris");
  const { poll: words } = alice.words;
  const sent: string[] = [];
  alice.page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  alice.page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(payload.toString())));
  const calendar = (body: string) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Ailleurs//FR\r\n${body}END:VCALENDAR\r\n`;
  const event = "BEGIN:VEVENT\r\nUID:1@ailleurs\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20380107T190000Z\r\nDTEND:20380107T200000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nSUMMARY:Dentiste secret\r\nEND:VEVENT\r\n";
  await poll.gives(words.diary, "faux.ics", calendar(event.replace("20380107T190000Z", "jeudi")), "text/calendar");
  await expect(poll.page.getByText(`${words.line(7)}\u{a0}:`)).toBeVisible();
  await poll.gives(words.diary, "agenda.ics", calendar(event), "text/calendar");
  await expect(poll.option("jeudi 14 janvier")).toContainText(words.busy("Dentiste secret"));
  await expect(poll.option("jeudi 21 janvier")).toContainText(words.free);
  await poll.votes("jeudi 14 janvier", 2);
  await poll.counts("jeudi 14 janvier", 0, 0, 1);
  expect(sent.filter((text) => text.includes("Dentiste"))).toEqual([]);
});

test("hours are said on the clock of whoever looks, and the poll is answered by keyboard alone", async ({ alice, browser, server }) => {
  const { path } = await alice.startMeetup("Ailleurs");
  const hers = await Poll.of(alice, path);
  await hers.addsDate("2038-01-14", "19:00", "22:00", "Europe/Paris");
  const far = await Person.arrive("Noé", browser, server, "fr", { timezoneId: "America/New_York" });
  await (await far.visit()).introduce("Noé");
  const theirs = await Poll.of(far, path);
  await expect(theirs.option("jeudi 14 janvier")).toContainText(`${far.words.poll.here}\u{a0}: jeu. 14 janv., 13:00`);
  const group = theirs.option("jeudi 14 janvier").getByRole("group");
  await theirs.page.getByRole("button", { name: far.words.poll.takeAway("jeudi 14") }).focus();
  await theirs.page.keyboard.press("Tab");
  await expect(group.getByRole("button", { name: far.words.poll.votes[0], exact: true })).toBeFocused();
  await theirs.page.keyboard.press("Tab");
  await theirs.page.keyboard.press("Enter");
  await hers.counts("jeudi 14 janvier", 0, 1, 0);
  await expect(group.getByRole("button", { pressed: true })).toHaveText(far.words.poll.votes[1]);
  await theirs.page.keyboard.press("Enter");
  await hers.counts("jeudi 14 janvier", 0, 0, 0);
  expect(far.vigilance.troubles).toEqual([]);
  await far.context.close();
});
