/** The idea box of a commons: anyone proposes, at any time; others support, discuss, join what is the same; a meetup takes up. */
import type { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { Ideas } from "../pages/ideas";
import { Plan } from "../pages/plan";

/** Opens the idea box of a commons in the tab that somebody has open. */
async function looksInto(person: Person, path: string): Promise<Ideas> {
  await person.page.goto(new URL(`${path}/ideas`, person.address).href);
  const ideas = new Ideas(person.page, person.words);
  await ideas.isOpen();
  return ideas;
}

test("Alice proposes offline while Bob proposes the same; together they support, discuss, join and part", async ({ alice, bob, server }) => {
  const { words } = alice;
  const [theme, , place] = words.ideas.topics;
  const commons = await alice.startCommons("Cartes");
  const { path } = commons;
  await commons.says("server");
  const hers = await looksInto(alice, path);
  await (await bob.visit()).introduce("Bob");
  const his = await looksInto(bob, path);
  await alice.context.setOffline(true);
  await hers.propose(theme, "Cartographier les communs");
  await his.propose(theme, "Les communs");
  await his.propose(place, "La Maison des associations");
  await alice.context.setOffline(false);
  await hers.support("Les communs").click();
  await his.isSupportedBy("Les communs", 2);
  await his.support("Cartographier les communs").click();
  await hers.isSupportedBy("Cartographier les communs", 2);

  await his.open("Cartographier les communs", words.ideas.discuss);
  const remark = his.idea("Cartographier les communs");
  await remark.getByLabel(words.ideas.remark).fill("On en parlait déjà.");
  await remark.getByRole("button", { name: words.ideas.say, exact: true }).click();
  await hers.open("Cartographier les communs", words.ideas.remarks(1));
  await expect(hers.idea("Cartographier les communs").getByText("On en parlait déjà.")).toBeVisible();

  // Joined, everybody counts once, and what was said of either is there.
  await hers.join("Cartographier les communs", "Les communs");
  await expect(his.idea("Cartographier les communs")).toBeHidden();
  await his.isSupportedBy("Les communs", 2);
  await expect(his.idea("Les communs").getByText(words.ideas.also("Cartographier les communs"))).toBeVisible();
  await expect(his.idea("Les communs").getByText(words.ideas.remarks(1))).toBeVisible();
  await his.idea("Les communs").getByRole("button", { name: words.ideas.part }).click();
  await expect(hers.idea("Cartographier les communs")).toBeVisible();

  await expect.poll(() => server.html(`${path}/ideas`)).toContain("La Maison des associations");
});

test("every act in the idea box can be taken back; what is supported while it is taken away stays", async ({ alice, bob }) => {
  const { words } = alice;
  const [theme] = words.ideas.topics;
  const commons = await alice.startCommons("Défaire");
  const { path } = commons;
  await commons.says("server");
  const hers = await looksInto(alice, path);
  await (await bob.visit()).introduce("Bob");
  const his = await looksInto(bob, path);
  await hers.propose(theme, "Les communs");
  await expect(his.idea("Les communs")).toBeVisible();
  await hers.undo.click();
  await expect(his.idea("Les communs")).toBeHidden();
  await hers.redo.click();
  await expect(his.idea("Les communs")).toBeVisible();
  await hers.support("Les communs").click();
  await his.isSupportedBy("Les communs", 0);
  await hers.undo.click();
  await his.isSupportedBy("Les communs", 1);
  await hers.idea("Les communs").getByRole("button", { name: words.plan.takeAway("Les communs") }).click();
  await expect(his.idea("Les communs")).toBeHidden();
  await hers.undo.click();
  await expect(his.idea("Les communs")).toBeVisible();

  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await hers.idea("Les communs").getByRole("button", { name: words.plan.takeAway("Les communs") }).click();
  await expect(hers.idea("Les communs")).toBeHidden();
  await his.support("Les communs").click();
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);
  await expect(hers.idea("Les communs")).toBeVisible();
  await hers.isSupportedBy("Les communs", 2);

  // What is too long stays in its field, and says why.
  const long = "très ".repeat(50).trim();
  await hers.text.fill(long);
  await hers.send.click();
  await expect(hers.page.getByRole("alert").filter({ hasText: words.plan.tooLong })).toBeVisible();
  await expect(hers.text).toHaveValue(long);
});

test("a meetup takes up an idea, which leads back to it; given back, it is there for the next", async ({ alice, bob }) => {
  const { words } = alice;
  const commons = await alice.startCommons("Reprendre");
  const { path } = commons;
  await commons.says("server");
  const ideas = await looksInto(alice, path);
  await ideas.propose(words.ideas.topics[0], "Les communs");
  await ideas.propose(words.ideas.topics[2], "La Maison des associations");
  await alice.page.goto(new URL(path, alice.address).href);
  await commons.isOpen();
  await commons.prepare("Premier");
  const plan = new Plan(alice.page, words);
  await plan.isOpen();
  await (await bob.visit()).introduce("Bob");
  const his = await looksInto(bob, path);

  await plan.page.getByRole("button", { name: words.ideas.takeUp("Les communs") }).click();
  await expect(plan.theme).toHaveValue("Les communs");
  const link = his.idea("Les communs").getByRole("link", { name: words.ideas.takenUp(words.edition(1)) });
  await expect(link).toBeVisible();
  await plan.undo.click();
  await expect(plan.theme).toHaveValue("");
  await expect(link).toBeHidden();
  await plan.redo.click();
  await expect(link).toBeVisible();
  await plan.page.getByRole("button", { name: words.ideas.giveBack("Les communs") }).click();
  await expect(link).toBeHidden();
  await expect(plan.theme, "what was said in the meetup stays").toHaveValue("Les communs");
  await plan.page.getByRole("button", { name: words.ideas.takeUp("La Maison") }).click();
  await his.idea("La Maison").getByRole("link", { name: words.ideas.takenUp(words.edition(1)) }).click();
  await expect(bob.page.getByRole("textbox", { name: words.title })).toHaveValue("Premier");
  await expect(bob.page.getByRole("button", { name: words.ideas.giveBack("La Maison") })).toBeVisible();
});
