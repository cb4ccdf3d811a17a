/** The map through time: from the first intention to today, by keyboard, while others go on. */
import { fitsItsWidth, isAccessible } from "../fixtures/axe";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Board } from "../pages/board";
import { Carried } from "../pages/carried";
import { Past } from "../pages/past";
import { Plan } from "../pages/plan";

const micro = "Un micro pour la salle";
const intention = "Se rencontrer";

/** A commons with two meetups: the first had an intention and a bilan, whose improvement was kept in the second. */
async function twoMeetups(alice: Person): Promise<{ path: string }> {
  const commons = await alice.startCommons("Temps");
  const { path } = commons;
  const meetup = await commons.prepare("Un");
  const plan = new Plan(alice.page, alice.words);
  await plan.isOpen();
  await plan.intends(intention);
  await meetup.moveTo(alice.words.phases[1]);
  await meetup.isAt(alice.words.phases[1]);
  await meetup.moveTo(alice.words.phases[4]);
  await meetup.isAt(alice.words.phases[4]);
  const first = new URL(alice.page.url()).pathname.replace(/\/[a-z-]+$/u, "");
  const board = await Board.of(alice, first);
  await board.write(2, micro);
  await board.goesTo(4);
  await board.decides(micro);
  const carried = new Carried(alice.page, alice.words);
  await carried.prepareButton.click();
  await carried.prepares("Deux");
  await carried.fate(micro, 2).click();
  await expect(carried.fate(micro, 2)).toHaveAttribute("aria-pressed", "true");
  await commons.says("server");
  return { path };
}

test("Bob goes from the first intention to today by keyboard; what happens meanwhile is said and does not move him", async ({
  alice,
  bob,
}) => {
  const { path } = await twoMeetups(alice);
  const { past: say, phases } = bob.words;
  const [coConstruction, before, , , bilan] = phases;
  const his = await bob.openCommons(path);
  await expect(his.edition("Deux")).toBeVisible();
  const past = new Past(bob.page, bob.words);
  await expect(past.panel).toBeHidden();
  await past.opens();
  await past.isAt(say.now);
  await expect(past.looking).toBeHidden();
  await expect(his.prepareButton).toBeEnabled();

  await past.slider.press("Home");
  await past.isAt(say.begun(1, "Un"));
  await expect(past.looking).toBeVisible();
  await his.isAt("Un", coConstruction);
  await expect(his.edition("Deux")).toHaveCount(0);
  await expect(his.prepareButton).toBeDisabled();
  await expect(his.edition("Un").getByRole("button", { name: bob.words.withdraw(1) })).toBeHidden();
  await isAccessible(his.page, "the map as it was");

  await past.goesOnTo(say.intended(1, "Un", intention));
  await past.slider.press("Home");
  await past.goesOnTo(say.reached(1, "Un", before));
  await his.isAt("Un", before);
  await past.goesOnTo(say.reached(1, "Un", bilan));
  await his.isAt("Un", bilan);
  await expect(his.edition("Deux")).toHaveCount(0);
  await past.slider.press("Home");
  await past.goesOnTo(say.adopted(1, "Un", micro));
  await past.goesOnTo(say.carried(2, "Deux", 1, micro));
  await his.isAt("Deux", coConstruction);
  await expect(his.map.getByRole("link", { name: say.flow(1, 2), exact: true })).toBeVisible();

  // Alice goes on meanwhile: that is said, and he stays where he is.
  const meetup = alice.at(alice.page);
  await meetup.moveTo(before);
  await expect(past.meanwhile).toBeVisible();
  await past.isAt(say.carried(2, "Deux", 1, micro));
  await his.isAt("Deux", coConstruction);
  await past.goesOnTo(say.kept(2, "Deux", micro));
  await expect(his.map.getByRole("link", { name: bob.words.strands.flow(1, 2), exact: true })).toBeVisible();

  await past.slider.press("End");
  await past.isAt(say.now);
  await expect(past.looking).toBeHidden();
  await expect(past.meanwhile).toBeHidden();
  await his.isAt("Deux", before);
  await expect(his.prepareButton).toBeEnabled();

  // What happened has become the past; the buttons lead there and back.
  await past.slider.press("Home");
  await past.goesOnTo(say.reached(2, "Deux", before));
  await past.today.click();
  await past.isAt(say.now);
  await past.earlier.click();
  await expect(past.looking).toBeVisible();
  await past.later.click();
  await past.isAt(say.now);

  // It goes on by itself from the beginning, until it is stopped.
  await past.play.click();
  await expect(past.looking).toBeVisible();
  await expect(past.slider).not.toHaveValue("0");
  await past.pause.click();
  const where = await past.slider.inputValue();
  await past.later.click();
  await expect(past.slider).toHaveValue(String(Number(where) + 1));

  await past.button.click();
  await expect(past.panel).toBeHidden();
  await his.isAt("Deux", before);
});

test("the past is there offline, and on a phone; what could not be read is said, and read once it can be", async ({
  alice,
  bob,
  browser,
  server,
  language,
}) => {
  const { path } = await twoMeetups(alice);
  const { past: say } = bob.words;
  const his = await bob.openCommons(path);
  await bob.installs();
  await bob.context.setOffline(true);
  // He never had the meetups open: what the map itself went through is there all the same.
  const past = new Past(bob.page, bob.words);
  await past.opens();
  await expect(past.panel.getByText(say.unread)).toBeVisible();
  await past.slider.press("Home");
  await past.goesOnTo(say.begun(2, "Deux"));
  await expect(his.edition("Deux")).toBeVisible();
  await past.button.click();

  await bob.context.setOffline(false);
  await past.opens();
  await expect(past.panel.getByText(say.unread)).toBeHidden();
  await past.slider.press("Home");
  await past.goesOnTo(say.intended(1, "Un", intention));

  // What was read stays on the device.
  await bob.context.setOffline(true);
  await bob.page.reload();
  await past.opens();
  await past.slider.press("Home");
  await past.goesOnTo(say.intended(1, "Un", intention));
  await bob.context.setOffline(false);

  const chloe = await Person.arrive("Chloé", browser, server, language, {
    viewport: { width: 320, height: 640 },
    colorScheme: "dark",
  });
  await chloe.openCommons(path);
  const hers = new Past(chloe.page, chloe.words);
  await hers.opens();
  await hers.slider.press("Home");
  await hers.goesOnTo(chloe.words.past.carried(2, "Deux", 1, micro));
  await fitsItsWidth(hers.page, "the map as it was");
  await isAccessible(hers.page, "the map as it was, on a phone");
  await chloe.context.close();
});
