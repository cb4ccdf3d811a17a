/** Registration: a name is enough; seats, a waiting list, and what is overbooked. */
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Coming } from "../pages/coming";

async function looks(person: Person, path: string): Promise<Coming> {
  await person.page.goto(new URL(`${path}/before`, person.address).href);
  const coming = new Coming(person.page, person.words);
  await coming.isOpen();
  return coming;
}

test("Bob registers from a phone, Alice waits, and takes the seat that he gives up", async ({ alice, browser, server, language }) => {
  const bob = await Person.arrive("Bob", browser, server, language, { viewport: { width: 320, height: 640 } });
  const { path } = await alice.startMeetup("Places");
  await bob.joinByName(path);
  const hers = await looks(alice, path);
  const his = await looks(bob, path);
  const { coming } = alice.words;
  await hers.counts("1");
  await his.shows(coming.count(0, 1));
  await his.answers(0);
  await his.says(coming.taken);
  await hers.shows(coming.count(1, 1));
  await expect(hers.region.getByRole("listitem").filter({ hasText: "Bob" })).toBeVisible();
  await hers.answers(0);
  await hers.says(coming.waiting(1));
  await his.answers(0);
  await his.says(coming.taken);

  await his.answers(2);
  await his.says(coming.cancelled);
  await hers.says(coming.taken);
  // Taking that back asks again: the seat is hers now.
  await his.undo.click();
  await his.says(coming.waiting(1));
  await hers.counts("2");
  await his.says(coming.taken);
  await expect.poll(() => server.html(`${path}/before`)).toContain(coming.count(2, 2));
  // Fewer seats than people: it is said, and nobody loses theirs.
  await hers.counts("1");
  await his.shows(coming.overbooked);
  await his.says(coming.taken);
  await hers.says(coming.taken);
  await bob.context.close();
});

test("a seat is asked for until the server has that, and waited for when somebody has taken it by then", async ({ alice, bob, server }) => {
  const meetup = await alice.startMeetup("Au même moment");
  const { path } = meetup;
  await bob.joinByName(path);
  const hers = await looks(alice, path);
  const his = await looks(bob, path);
  const { coming } = alice.words;
  await hers.counts("1");
  await his.shows(coming.count(0, 1));
  await alice.context.setOffline(true);
  await hers.answers(0);
  await hers.says(coming.asked);
  await his.answers(0);
  await his.says(coming.taken);
  await alice.context.setOffline(false);
  // She asked before he did; he took it while she could not.
  await hers.says(coming.waiting(1));
  await meetup.says("server");
  await expect.poll(() => server.html(`${path}/before`)).toContain(coming.count(1, 1));
});

test("a seat count that cannot be is said in place and stays as it was typed", async ({ alice }) => {
  const { path } = await alice.startMeetup("Compter");
  const hers = await looks(alice, path);
  const { coming } = alice.words;
  for (const wrong of ["0", "1000000", "beaucoup"]) {
    await hers.counts(wrong);
    await expect(hers.region.getByRole("alert").filter({ hasText: coming.wrongSeats })).toBeVisible();
    await expect(hers.seats).toHaveValue(wrong);
  }
  await hers.counts("1 000");
  await expect(hers.seats).toHaveValue("1000");
  await expect(hers.region.getByRole("alert")).toBeHidden();
  await hers.answers(1);
  await hers.says(coming.maybe);
  await hers.counts("");
  await hers.shows(coming.count(0, null));
});

test("what is kept elsewhere while one writes in a field leaves the caret where it is", async ({ alice }) => {
  const meetup = await alice.startMeetup("Au milieu");
  const hers = await looks(alice, meetup.path);
  const { coming } = alice.words;
  await alice.context.setOffline(true);
  await hers.answers(1);
  await meetup.says("device");
  await hers.seats.pressSequentially("13");
  await hers.seats.press("ArrowLeft");
  await alice.context.setOffline(false);
  await meetup.says("server");
  await hers.seats.pressSequentially("2");
  await expect(hers.seats).toHaveValue("123");
  await hers.seats.press("Enter");
  await hers.shows(coming.count(0, 123));
});
