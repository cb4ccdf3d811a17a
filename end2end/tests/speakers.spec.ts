/** Who could speak: proposed by their name, invited by a text, and answering from a link without an account. */
import { join } from "node:path";
import * as Automerge from "@automerge/automerge";
import { cbor } from "@automerge/automerge-repo";
import type { BrowserContextOptions } from "@playwright/test";
import { filesWith } from "../fixtures/disk";
import { Person } from "../fixtures/person";
import type { Server } from "../fixtures/server";
import { StockClient } from "../fixtures/stock-client";
import { test as base, expect } from "../fixtures/test";
import { words } from "../fixtures/words";
import { Poll } from "../pages/poll";
import { Answer, Talks } from "../pages/talks";

const { talks, answer } = words.fr;
const PHONE: BrowserContextOptions = { viewport: { width: 320, height: 640 } };
/** Names that stand nowhere else. */
const PLANTED = "Soizic Zébuline-Quasar";
const GIVEN = "Soizic Quasar-Zébuline";

const test = base.extend<{
  /** Is invited, and has a phone that has never seen Boucle. */
  soizic: Person;
}>({
  soizic: async ({ browser, server, language }, use) => {
    const soizic = await Person.arrive("Soizic", browser, server, language, PHONE);
    await use(soizic);
    expect(soizic.vigilance.troubles, "what happened in Soizic’s browser and must not").toEqual([]);
    await soizic.context.close();
  },
});

/** Proposes somebody and says that the invitation was sent. Returns the address in it. */
async function invited(team: Talks, subject: string, name: string): Promise<string> {
  await team.proposes(subject, name);
  await team.stands(name, 0);
  const address = await team.invites(name);
  await team.sends();
  await team.stands(name, 1);
  return address;
}

test("an invited speaker answers from the link on a phone, offline in between; the team sees it", async ({ alice, soizic, server }) => {
  const meetup = await alice.startMeetup("Fontaines");
  const { path, id } = meetup;
  const poll = await Poll.of(alice, path);
  for (const [day, date] of [["2031-01-14", "mardi 14 janvier 2031"], ["2031-01-16", "jeudi 16 janvier 2031"]] as const) {
    await poll.addsDate(day, "19:00", "21:00", "Europe/Paris");
    await expect(poll.option(date)).toBeVisible();
  }
  const team = await Talks.of(alice, path);
  await team.proposes("Les fontaines publiques", PLANTED);
  await team.stands(PLANTED, 0);
  const address = await team.invites(PLANTED);
  const text = team.question.getByLabel(talks.invitation);
  await expect(text).toHaveValue(/mardi 14 janvier 2031.*jeudi 16 janvier 2031/su);
  await team.sends();
  await team.stands(PLANTED, 1);
  await meetup.says("server");
  const standIn = address.split("/").at(-1) ?? "";
  await expect.poll(() => rowOf(server, standIn), "the directory has who was proposed").toContain(PLANTED);

  const hers = await Answer.at(soizic, address);
  const phone = soizic.at(hers.page);
  await hers.isOpen();
  await expect(hers.name).toHaveValue(PLANTED);
  await hers.says(answer.unsaid);
  await phone.says("server");
  await soizic.installs();
  await soizic.context.setOffline(true);
  await hers.name.fill(GIVEN);
  await hers.answers(0);
  await hers.says(answer.interested);
  await hers.votes("mardi 14 janvier 2031", 0);
  await phone.says("device");
  await expect(hers.page.getByRole("dialog"), "nothing more is asked").toBeHidden();
  // The phone forgets the tab in the train.
  await hers.page.reload();
  await hers.says(answer.interested);
  await expect(hers.name).toHaveValue(GIVEN);
  await phone.says("device");
  await team.stands(PLANTED, 1);
  await soizic.context.setOffline(false);

  await team.stands(GIVEN, 2);
  await phone.says("server");
  await expect(team.list(1)).toBeHidden();
  await expect(team.list(2).getByText(/mar\. 14 janv\. 19\sh\s: oui$/u)).toBeVisible();
  await alice.page.getByRole("link", { name: alice.words.journal.title }).click();
  const journal = alice.page.getByRole("region", { name: alice.words.journal.title }).getByRole("listitem");
  await expect(journal.filter({ hasText: GIVEN }).filter({ hasText: talks.saidInterested("Les fontaines publiques") })).toHaveCount(1);
  await expect(journal.filter({ hasText: "Alice" }).filter({ hasText: talks.saidInvited(GIVEN, "Les fontaines publiques") })).toHaveCount(1);

  await expect.poll(() => rowOf(server, standIn), "the stand-in is forgotten").not.toContain(PLANTED);
  const naming = (name: string) => filesWith(server.data, name);
  expect(naming(PLANTED), "its name is in no file").toEqual([]);
  const people = join(server.data, "people");
  await expect.poll(() => naming(GIVEN).length, "the directory has who answered").toBeGreaterThan(0);
  expect(naming(GIVEN).filter((file) => !file.startsWith(people)), "and nothing else has").toEqual([]);
  const history = await historyOf(server, id);
  for (const word of ["Les fontaines publiques", "interested"]) expect(history, "the document holds the answer").toContain(word);
  for (const name of [PLANTED, GIVEN, "Zébuline", "Alice"]) expect(history, "and no name").not.toContain(name);
});

test("a link that was used says by whom and how; another device can answer all the same, and the first can change its answer", async ({
  alice,
  soizic,
  chloe,
}) => {
  const meetup = await alice.startMeetup("Deux fois");
  const team = await Talks.of(alice, meetup.path);
  const address = await invited(team, "Les fontaines", "Soizic");
  await meetup.says("server");
  const hers = await Answer.at(soizic, address);
  await expect(hers.name).toHaveValue("Soizic");
  await hers.answers(0);
  await team.stands("Soizic", 2);

  const theirs = await Answer.at(chloe, address);
  await theirs.says(`${answer.used("Soizic")}\u{a0}: ${talks.statuses[2]}.`);
  await expect(theirs.answer(1)).toBeHidden();
  await theirs.anyway.click();
  await theirs.says(answer.unsaid);
  await theirs.name.fill("Chloé");
  await theirs.answers(1);
  await theirs.says(answer.confirmed);
  await expect(team.status("Chloé")).toHaveValue("confirmed");
  await expect(team.status("Soizic"), "what Soizic said stays").toHaveValue("interested");

  await hers.page.close();
  const again = await Answer.at(soizic, address);
  await again.says(answer.interested);
  await expect(again.answer(0)).toHaveAttribute("aria-pressed", "true");
  await expect(again.name).toHaveValue("Soizic");
  await again.answers(2);
  await again.says(answer.declined);
  await expect(team.status("Soizic")).toHaveValue("declined");
  await expect(team.status("Chloé")).toHaveValue("confirmed");
});

test("a link to a talk that was taken away says so; answering it brings the talk back", async ({ alice, soizic }) => {
  const meetup = await alice.startMeetup("Retirée");
  const team = await Talks.of(alice, meetup.path);
  const address = await invited(team, "Les fontaines", "Soizic");
  await team.takesAway("Les fontaines");
  await expect(team.takenAway.getByText("Les fontaines")).toBeVisible();
  await expect(team.list(1)).toBeHidden();
  await meetup.says("server");

  const hers = await Answer.at(soizic, address);
  await hers.says(answer.gone);
  await hers.says(answer.comesBack);
  await hers.says(answer.safe);
  await expect(hers.name).toHaveValue("Soizic");
  await hers.answers(0);
  await hers.says(answer.interested);
  await expect(hers.page.getByText(answer.gone)).toBeHidden();
  await team.stands("Soizic", 2);
  await expect(team.takenAway).toBeHidden();
});

test("who had answered before the talk was taken away still reads what they said", async ({ alice, soizic }) => {
  const meetup = await alice.startMeetup("Retirée après");
  const team = await Talks.of(alice, meetup.path);
  const address = await invited(team, "Les fontaines", "Soizic");
  await meetup.says("server");
  const hers = await Answer.at(soizic, address);
  await expect(hers.name).toHaveValue("Soizic");
  await hers.answers(1);
  await team.stands("Soizic", 3);
  await team.takesAway("Les fontaines");
  await hers.says(answer.gone);
  await hers.says(answer.confirmed);
});

test("a link whose speaker was removed, or that is cut short, says so and what to do", async ({ alice, soizic }) => {
  const meetup = await alice.startMeetup("Liens morts");
  const team = await Talks.of(alice, meetup.path);
  const address = await invited(team, "Les fontaines", "Soizic");
  await team.removes("Soizic");
  await expect(team.status("Soizic")).toBeHidden();
  await meetup.says("server");

  const hers = await Answer.at(soizic, address);
  await hers.says(answer.unknown);
  await hers.says(answer.askAgain);
  await expect(hers.answer(0)).toBeHidden();
  // The team takes that back: the same link counts again.
  await team.undo.click();
  await hers.says(answer.unsaid);

  for (const cut of [address.slice(0, -1), address.slice(0, address.lastIndexOf("/")), `${address}0`]) {
    await hers.page.goto(new URL(cut, soizic.address).href);
    await expect(hers.page.getByRole("heading", { name: soizic.words.noPage }), cut).toBeVisible();
    await expect(hers.page.getByRole("link", { name: soizic.words.back }), cut).toBeVisible();
  }
});

test("an answer without a name asks for one in place, where the keyboard is", async ({ alice, soizic }) => {
  const meetup = await alice.startMeetup("Sans nom");
  const team = await Talks.of(alice, meetup.path);
  const address = await invited(team, "Les fontaines", "Soizic");
  await meetup.says("server");
  const hers = await Answer.at(soizic, address);
  await expect(hers.name).toHaveValue("Soizic");
  await hers.name.fill(" ");
  await expect(hers.answer(1)).toBeEnabled();
  await hers.answer(1).press("Enter");
  await expect(hers.page.getByRole("alert").filter({ hasText: answer.noName })).toBeVisible();
  await expect(hers.name).toBeFocused();
  await hers.says(answer.unsaid);
  await soizic.page.keyboard.type("Soizic L.");
  await expect(hers.page.getByRole("alert")).toBeHidden();
  await hers.answer(1).press("Enter");
  await hers.says(answer.confirmed);
  await team.stands("Soizic L.", 3);

  const long = "é".repeat(65);
  await hers.name.fill(long);
  await hers.answers(2);
  await expect(hers.page.getByRole("alert").filter({ hasText: soizic.words.plan.tooLong })).toBeVisible();
  await expect(hers.name).toHaveValue(long);
  await hers.says(answer.confirmed);
});

test("two who give one talk together answer each for themselves, one of them offline, and both are kept", async ({
  alice,
  soizic,
  chloe,
}) => {
  const meetup = await alice.startMeetup("À deux voix");
  const team = await Talks.of(alice, meetup.path);
  const address = await invited(team, "Les fontaines", "Soizic");
  await team.opens("Les fontaines");
  await team.adds("Les fontaines", "Chloé");
  await team.stands("Chloé", 0);
  const another = await team.invites("Chloé");
  await team.sends();
  await expect(team.status("Chloé")).toHaveValue("invited");
  await meetup.says("server");

  const hers = await Answer.at(soizic, address);
  const theirs = await Answer.at(chloe, another);
  await expect(hers.name).toHaveValue("Soizic");
  await expect(theirs.name).toHaveValue("Chloé");
  await soizic.at(hers.page).says("server");
  await soizic.context.setOffline(true);
  await hers.answers(1);
  await hers.says(answer.confirmed);
  await theirs.answers(0);
  await theirs.says(answer.interested);
  await expect(team.status("Chloé")).toHaveValue("interested");
  await expect(team.status("Soizic")).toHaveValue("invited");
  await soizic.context.setOffline(false);
  await expect(team.status("Soizic")).toHaveValue("confirmed");
  await expect(team.status("Chloé")).toHaveValue("interested");
  await expect(team.list(2).getByRole("combobox"), "the talk is as sure as the less sure of them").toHaveCount(2);
  await hers.says(answer.confirmed);
  await theirs.says(answer.interested);
});

test("every act on the page of the speakers can be taken back and made again", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Défaire");
  await bob.joinByName(path);
  const hers = await Talks.of(alice, path);
  const his = await Talks.of(bob, path);

  await hers.proposes("Les fontaines", "Soizic");
  await his.stands("Soizic", 0);
  await hers.undo.click();
  await expect(his.talk("Les fontaines")).toBeHidden();
  await hers.redo.click();
  await his.stands("Soizic", 0);

  await hers.notes("Soizic", 3);
  await his.stands("Soizic", 3);
  await hers.undo.click();
  await his.stands("Soizic", 0);
  await hers.redo.click();
  await his.stands("Soizic", 3);

  await hers.opens("Les fontaines");
  await hers.adds("Les fontaines", "Chloé");
  await expect(his.status("Chloé")).toHaveValue("suggested");
  await hers.undo.click();
  await expect(his.status("Chloé")).toBeHidden();
  await hers.redo.click();
  await expect(his.status("Chloé")).toHaveValue("suggested");

  await hers.removes("Soizic");
  await expect(his.status("Soizic")).toBeHidden();
  await hers.undo.click();
  await expect(his.status("Soizic"), "what was known of her is back").toHaveValue("confirmed");
  await hers.redo.click();
  await expect(his.status("Soizic")).toBeHidden();
  await hers.undo.click();
  await expect(his.status("Soizic")).toHaveValue("confirmed");

  await hers.takesAway("Les fontaines");
  await expect(his.talk("Les fontaines")).toBeHidden();
  await hers.undo.click();
  await expect(his.status("Soizic")).toHaveValue("confirmed");
  await expect(his.status("Chloé")).toHaveValue("suggested");
  await hers.redo.click();
  await expect(his.talk("Les fontaines")).toBeHidden();
  // Whoever comes by can bring it back too, and that can be taken back as well.
  await his.takenAway.getByRole("button", { name: talks.bringBack("Les fontaines") }).click();
  await hers.stands("Soizic", 0);
  await his.undo.click();
  await expect(hers.talk("Les fontaines")).toBeHidden();
  await his.redo.click();
  await expect(hers.talk("Les fontaines")).toBeVisible();
});

test("keyboard alone proposes somebody", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Au clavier");
  await bob.joinByName(path);
  const hers = await Talks.of(alice, path);
  const his = await Talks.of(bob, path);
  const { keyboard } = hers.page;
  await hers.page.getByRole("radio", { name: talks.oneself, exact: true }).focus();
  await keyboard.press("ArrowDown");
  await expect(hers.page.getByRole("radio", { name: talks.another })).toBeFocused();
  await keyboard.press("Tab");
  await expect(hers.page.getByRole("form").getByLabel(talks.name)).toBeFocused();
  // Without a name nobody is proposed, and the keyboard stays where one is missing.
  await keyboard.press("Tab");
  await expect(hers.subject).toBeFocused();
  await keyboard.type("Les fontaines");
  await keyboard.press("Enter");
  await expect(hers.page.getByRole("form").getByLabel(talks.name)).toBeFocused();
  await keyboard.type("Soizic");
  await keyboard.press("Enter");
  await his.stands("Soizic", 0);
  await expect(hers.subject).toHaveValue("");
});

test("keyboard alone says how it stands with somebody, and goes along to the next list", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Au clavier");
  await bob.joinByName(path);
  const hers = await Talks.of(alice, path);
  const his = await Talks.of(bob, path);
  const { keyboard } = hers.page;
  await hers.proposes("Les fontaines", "Soizic");
  await his.stands("Soizic", 0);
  await hers.status("Soizic").focus();
  await keyboard.press("ArrowDown");
  await his.stands("Soizic", 1);
  await expect(hers.status("Soizic"), "what moves takes the focus along").toBeFocused();
  await keyboard.press("ArrowDown");
  await his.stands("Soizic", 2);
});

test("who was proposed has their name on the others’ pages, also when the directory hears of them after the document", async ({
  alice,
  bob,
}) => {
  const { path } = await alice.startMeetup("En retard");
  await bob.joinByName(path);
  const hers = await Talks.of(alice, path);
  const his = await Talks.of(bob, path);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await alice.context.route("**/people/*", async (route) => {
    await held;
    await route.continue();
  });
  await hers.proposes("Les fontaines", "Soizic");
  await his.stands(talks.someone, 0);
  release();
  await his.stands("Soizic", 0);
});

test("a wrong link is refused in place and stays as it was typed; a summary of two lines is there after a reload", async ({ alice, bob }) => {
  const meetup = await alice.startMeetup("Liens");
  const { path } = meetup;
  await bob.joinByName(path);
  const team = await Talks.of(alice, path);
  const his = await Talks.of(bob, path);
  await team.proposes("Les fontaines");
  await team.stands("Alice", 2);
  await team.opens("Les fontaines");
  const talk = team.talk("Les fontaines");
  const [summary, links] = [talk.getByRole("textbox", { name: talks.summary }), talk.getByRole("textbox", { name: talks.links })];
  const refused = talk.getByRole("alert").filter({ hasText: talks.wrongLink });
  for (const wrong of ["https://eau.example\njavascript:alert(1)", "les fontaines"]) {
    await links.fill(wrong);
    await links.blur();
    await expect(refused).toBeVisible();
    await expect(links).toHaveValue(wrong);
    await expect(talk.getByRole("link")).toHaveCount(0);
  }
  await links.press("Escape");
  await expect(links).toHaveValue("");
  await expect(refused).toBeHidden();
  await links.fill("https://eau.example/a\nhttps://eau.example/b");
  await links.blur();
  await expect(talk.getByRole("link")).toHaveText(["https://eau.example/a", "https://eau.example/b"]);

  await summary.fill("");
  await summary.pressSequentially("Où boire en ville.\nEt pourquoi.");
  await summary.blur();
  await expect(his.talk("Les fontaines").getByText("Où boire en ville. Et pourquoi.")).toBeVisible();
  await meetup.says("server");
  await team.page.reload();
  await team.isOpen();
  await team.opens("Les fontaines");
  await expect(summary).toHaveValue("Où boire en ville.\nEt pourquoi.");
  await expect(links).toHaveValue("https://eau.example/a\nhttps://eau.example/b");

  const long = "é".repeat(201);
  await team.subject.fill(long);
  await team.page.getByRole("button", { name: talks.propose, exact: true }).click();
  await expect(team.page.getByRole("alert").filter({ hasText: alice.words.plan.tooLong })).toBeVisible();
  await expect(team.subject).toHaveValue(long);
});

/** What the directory says of somebody, as text. */
async function rowOf(server: Server, person: string): Promise<string> {
  const body = cbor.encode([[Buffer.from(person, "hex"), 0]]);
  const response = await fetch(`${server.address}/people`, { method: "POST", body: new Uint8Array(body) });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer()).toString("utf8");
}

/** All that a document holds and ever held, as text. */
async function historyOf(server: Server, id: string): Promise<string> {
  const client = new StockClient(server.socketAddress);
  client.goOnline();
  const handle = await client.find(id);
  const changes = Automerge.getAllChanges(handle.doc()).map((change) => Automerge.decodeChange(change));
  await client.leave();
  return JSON.stringify(changes);
}
