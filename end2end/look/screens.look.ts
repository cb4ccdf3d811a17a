/** The pictures of the main pages that stand in docs/screens: `npm run look -w end2end -- screens`. */
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";
import { Board } from "../pages/board";
import { Carto } from "../pages/carto";
import { Coming } from "../pages/coming";
import { Ideas } from "../pages/ideas";
import { Plan } from "../pages/plan";
import { Poll } from "../pages/poll";
import { Strands } from "../pages/strands";
import { Answer, Talks } from "../pages/talks";

const say = words.fr;
const example = ["Cartographier les communs", "Relier nos cartes"] as const;

function screen(name: string): string {
  return fileURLToPath(new URL(`../../docs/screens/${name}.png`, import.meta.url));
}

async function take(page: Page, name: string, fullPage = true): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: screen(name), fullPage, animations: "disabled" });
}

/** The example’s own words, in a commons that others can join. */
async function community(person: Person): Promise<string> {
  const commons = await person.startCommons("Meetup Carto Paris");
  const path = commons.path;
  await commons.page.getByRole("link", { name: say.readVision }).click();
  await commons.page
    .getByRole("textbox", { name: say.visionText })
    .pressSequentially("Faire du meetup un *commun* : chacun peut le préparer, y intervenir, en tirer le bilan et le reprendre à son compte.");
  await commons.page.goBack();
  for (const [title, phases] of [
    [example[0], 4],
    [example[1], 1],
  ] as const) {
    await commons.isOpen();
    const meetup = await commons.prepare(title);
    for (const phase of say.phases.slice(1, phases + 1)) await meetup.moveTo(phase);
    await meetup.says("server");
    await commons.page.getByRole("link", { name: "Meetup Carto Paris" }).click();
  }
  await commons.isOpen();
  return path;
}

/** What prepares a meetup, in the example; and the answer of somebody who was invited, on a phone. */
async function prepared(alice: Person, bob: Person | undefined): Promise<void> {
  const landing = await alice.visit();
  await landing.isReady();
  const { page } = landing;
  await page.getByRole("button", { name: say.example.visit }).click();
  const commons = alice.commonsAt(page);
  await commons.isOpen();
  await commons.station(example[1], say.phases[0]).getByRole("link").click();
  await expect(page.getByRole("region", { name: say.steps.title })).toBeVisible();
  const path = new URL(page.url()).pathname.replace("/co-construction", "");
  await take(page, "steps", false);
  const poll = await Poll.of(alice, path);
  for (const [n, vote] of [
    [0, 0],
    [1, 1],
    [2, 0],
    [3, 2],
  ] as const) await page.getByRole("group", { name: /^Votre réponse/u }).nth(n).getByRole("button").nth(vote).click();
  await page.getByText(say.poll.showTable).click();
  await expect(poll.place(1)).toBeVisible();
  await take(page, "poll");
  await page.setViewportSize({ width: 360, height: 740 });
  await take(page, "poll-phone", false);
  await page.setViewportSize({ width: 1280, height: 800 });
  await Talks.of(alice, path);
  await take(page, "speakers");
  await page.goto(new URL(`${path}/call`, page.url()).href);
  await expect(page.getByRole("textbox", { name: say.tell.callText })).toContainText("Relier");
  await take(page, "call");
  if (!bob) return;
  const meetup = (await (await alice.visit()).start("Relier nos cartes")).path;
  const dates = await Poll.of(alice, meetup);
  await dates.addsDate("2038-01-14", "19:00", "22:00", "Europe/Paris");
  await dates.addsDate("2038-01-21", "19:00", "22:00", "Europe/Paris");
  const talks = await Talks.of(alice, meetup);
  await talks.proposes("Tenir une carte à jour", "Soizic");
  const invitation = await talks.invites("Soizic");
  const phone = await Person.arrive("Soizic", bob.context.browser()!, { address: alice.address }, "fr", { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
  const answer = new Answer(await phone.open(invitation), say);
  await answer.isOpen();
  await expect(answer.name).toHaveValue("Soizic");
  await answer.answers(0);
  await answer.votes("jeudi 14 janvier", 0);
  await take(answer.page, "answer-phone");
  await phone.context.close();
}

/** Stock that is taken: the board at work, on a large screen and on a phone; in the example, what a bilan leaves and what comes of it. */
async function stock(alice: Person): Promise<void> {
  const meetup = await (await alice.visit()).start("Cartographier les communs");
  const { path } = meetup;
  const board = await Board.of(alice, path);
  for (const [side, text] of [
    [0, "Le tour des intentions, à l’accueil"],
    [0, "La soupe partagée"],
    [1, "On entendait mal au fond de la salle"],
    [1, "Trop peu de temps pour les questions"],
    [2, "Louer un micro sans fil"],
  ] as const) await board.write(side, text);
  await meetup.says("server");
  await take(board.page, "bilan");
  const other = await Person.arrive("Bob", alice.context.browser()!, { address: alice.address }, "fr", { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
  await other.joinByName(path);
  const small = await Board.of(other, path);
  await small.write(1, "On n’entendait rien, au fond");
  await board.goesTo(2);
  await board.region.getByRole("button", { name: say.board.join, exact: true }).first().click();
  await board.next();
  await small.isAt(3);
  await small.votesFor("Trop peu de temps pour les questions");
  await small.region.scrollIntoViewIfNeeded();
  await take(small.page, "bilan-phone", false);
  await board.votesFor("Louer un micro sans fil");
  await board.next();
  await board.answers("Louer un micro", "On entendait mal au fond de la salle");
  await board.decides("Louer un micro");
  await board.region.screenshot({ path: screen("board"), animations: "disabled" });
  await other.context.close();

  const { page } = await alice.visit();
  await page.getByRole("button", { name: say.example.visit }).click();
  const commons = alice.commonsAt(page);
  await commons.isOpen();
  const here = new URL(page.url()).pathname;
  await commons.station(example[0], say.phases[4]).getByRole("link").click();
  await expect(page.getByRole("region", { name: say.board.title })).toBeVisible();
  await page.goto(page.url().replace(/bilan$/u, "record"));
  await expect(page.getByRole("heading", { name: say.record.title, exact: true })).toBeVisible();
  await take(page, "record");
  const carto = await Carto.of(alice, here);
  await carto.finds("Les communs");
  await take(carto.page, "carto");
  await carto.page.getByLabel(say.map.arrange).selectOption({ label: say.map.arrangements[2] });
  await carto.page.emulateMedia({ colorScheme: "dark" });
  await take(carto.page, "carto-time");
  await carto.page.emulateMedia({ colorScheme: "light" });
  await carto.page.getByLabel(say.map.arrange).selectOption({ label: say.map.arrangements[0] });
  await carto.looksAs(1);
  await take(carto.page, "carto-table");
  await carto.looksAs(0);
  await carto.page.setViewportSize({ width: 360, height: 740 });
  await carto.panel.getByRole("button", { name: say.map.close }).click();
  await take(carto.page, "carto-phone");
  await carto.page.close();
  const strands = await Strands.of(alice, here);
  await expect(strands.table).toBeVisible();
  await take(strands.page, "strands");
}

test("the pictures of docs/screens", async ({ browser, server }) => {
  const options = { viewport: { width: 1280, height: 800 } };
  const alice = await Person.arrive("Alice", browser, server, "fr", options);
  const path = await community(alice);
  const here = alice.commonsAt(alice.page);
  const others = [];
  for (const [name, phase] of [
    ["Bob", 1],
    ["Chloé", 1],
    ["Dédé", 0],
  ] as const) {
    const person = await Person.arrive(name, browser, server, "fr", options);
    await (await person.visit()).introduce(name);
    const theirs = await person.openCommons(path);
    await theirs.station(example[1], say.phases[phase] ?? "").getByRole("link").click();
    others.push(person);
  }
  await expect(here.page.getByText(say.people(4)).first()).toBeVisible();
  await expect(here.station(example[1], say.phases[0]).getByText(say.people(1))).toBeVisible();
  await expect(here.station(example[1], say.phases[1]).getByText(say.people(2))).toBeVisible();
  await take(here.page, "map");
  await here.page.emulateMedia({ colorScheme: "dark" });
  await take(here.page, "map-dark");
  await here.page.emulateMedia({ colorScheme: "light" });
  const phone = await Person.arrive("Alice", browser, server, "fr", { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
  const small = await phone.openCommons(path);
  await expect(small.page.getByText(say.people(5)).first()).toBeVisible();
  await take(small.page, "map-phone");
  await phone.context.close();

  await here.station(example[1], say.phases[0]).getByRole("link").click();
  await expect(here.page.getByRole("heading", { level: 2, name: say.phases[0] })).toBeVisible();
  const plan = new Plan(here.page, say);
  await plan.says(plan.theme, "Relier nos cartes");
  await plan.says(plan.problem, "Comment relier les cartes que chacun tient dans son coin ?");
  for (const text of ["Que chacun reparte avec une carte à lui", "Relier deux communautés qui ne se connaissent pas"]) await plan.intends(text);
  await plan.joinButton.click();
  await plan.says(plan.role, "accueil");
  await here.page.goto(new URL(`${path}/ideas`, here.page.url()).href);
  const ideas = new Ideas(here.page, say);
  await ideas.isOpen();
  for (const [n, text] of [
    [0, "Cartographier les communs"],
    [1, "À qui appartient une carte ?"],
    [2, "La Maison des associations, quarante places"],
    [4, "Une démonstration d’un outil, avec ses limites"],
  ] as const) await ideas.propose(say.ideas.topics[n] ?? "", text);
  await take(here.page, "ideas");
  await here.page.goBack();
  await here.page.getByRole("button", { name: say.ideas.takeUp("La Maison") }).click();
  await take(here.page, "phase");
  const [first] = others;
  if (first) {
    const coming = new Coming(first.page, say);
    await coming.counts("40");
    await coming.answers(0);
    await coming.says(say.coming.taken);
    await take(first.page, "coming");
  }
  await here.page.goto(new URL(`${path}/journal`, here.page.url()).href);
  await expect(here.page.getByRole("listitem").first()).toBeVisible();
  await take(here.page, "journal", false);
  await here.page.goto(new URL(`${path}/community`, here.page.url()).href);
  await expect(here.page.getByRole("heading", { name: say.people(4) })).toBeVisible();
  await take(here.page, "community", false);
  await here.page.goto(new URL("/", here.page.url()).href);
  await expect(here.page.getByRole("button", { name: say.example.visit })).toBeEnabled();
  await take(here.page, "landing");
  await here.page.goto(new URL("/me", here.page.url()).href);
  await expect(here.page.getByRole("textbox", { name: say.nameField })).toHaveValue("Alice");
  await take(here.page, "me");

  await prepared(alice, others[0]);
  await stock(alice);
  const hers = await (await alice.visit()).start("Cartographier les communs");
  await hers.pad.focus();
  await hers.page.keyboard.insertText(
    "# Le pad de la rencontre\n\nUn repas partagé, puis trois cartes, puis **une seule**.\n\n- [x] la salle\n- [ ] les feutres\n\n",
  );
  const [bob] = others;
  if (!bob) throw new Error("Bob is here");
  const his = await bob.join(hers.path);
  await his.append("Bob prend les notes.");
  await expect(hers.caretOf("Bob")).toBeAttached();
  await hers.says("server");
  await take(hers.page, "meetup", false);
  for (const person of [alice, ...others]) await person.context.close();
});
