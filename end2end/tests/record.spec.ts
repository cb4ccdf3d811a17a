/** What a bilan leaves: read without scripts, printed, taken along, and opened again. */
import type { Page } from "@playwright/test";
import { fitsItsWidth, isAccessible } from "../fixtures/axe";
import type { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";
import { Bilan } from "../pages/bilan";
import { Plan } from "../pages/plan";
import { Record, rowsOf } from "../pages/record";

const carte = "Que chacun reparte avec une carte";

/** Opens the example, and the record of its first meetup, whose bilan is closed. */
async function recordOfTheExample(person: Person): Promise<{ record: Record; path: string; page: Page }> {
  const { example, phases, record: said } = words.fr;
  const landing = await person.visit();
  await landing.introduce(person.name);
  await landing.page.getByRole("button", { name: example.visit }).click();
  const commons = person.commonsAt(landing.page);
  await commons.isOpen();
  await commons.station("Cartographier les communs", phases[4]).getByRole("link").click();
  const { page } = commons;
  await page.getByRole("link", { name: said.link }).click();
  const record = new Record(page, person.words);
  await record.isOpen();
  return { record, path: new URL(page.url()).pathname.replace("/record", ""), page };
}

test("the record of a bilan that is going on says so, is read without scripts, and is printed without what one presses", async ({
  alice,
  chloe,
  server,
}) => {
  const { record: said, stock } = alice.words;
  const meetup = await alice.startMeetup("Communs");
  const { path } = meetup;
  await alice.page.goto(new URL(`${path}/co-construction`, alice.address).href);
  const plan = new Plan(alice.page, alice.words);
  await plan.isOpen();
  await plan.intends(carte);
  const bilan = await Bilan.of(alice, path);
  await bilan.rating(carte, 4).click();
  await bilan.outcome(carte, 1).click();
  await bilan.lesson(carte).fill("# Prévoir des *feutres*");
  await bilan.lesson(carte).blur();
  await bilan.came.fill("27");
  await bilan.came.press("Enter");
  await bilan.opensText();
  await bilan.text.pressSequentially("Une belle soirée.");
  await expect.poll(() => server.html(`${path}/record`)).toContain("Une belle soirée.");

  const context = await chloe.context.browser()?.newContext({ javaScriptEnabled: false, locale: "fr-FR" });
  const page = (await context?.newPage())!;
  await page.goto(new URL(`${path}/record`, server.address).href);
  await expect(page.getByRole("heading", { name: said.title, exact: true })).toBeVisible();
  await expect(page.getByText(said.goingOn)).toBeVisible();
  const intentions = page.getByRole("region", { name: stock.reviews });
  await expect(intentions).toContainText(carte);
  await expect(intentions).toContainText(stock.given(1, 4));
  await expect(intentions, "what was written is no mark").toContainText("# Prévoir des *feutres*");
  await expect(page.getByRole("definition").filter({ hasText: "27" })).toBeVisible();
  await expect(page.getByText("Une belle soirée.")).toBeVisible();
  await expect(page.getByRole("button", { name: said.reopen }), "there is nothing to press").toBeHidden();
  await expect(page.getByRole("region", { name: said.share })).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(intentions).toBeVisible();
  await expect(page.getByRole("link", { name: said.back })).toBeHidden();
  await expect(page.getByRole("link", { name: alice.words.journal.title })).toBeHidden();
  await context?.close();
});

test("the record of a closed bilan is taken along as Markdown, as a page of HTML, and its cards as a table", async ({ alice }) => {
  const { record: said } = words.fr;
  const { record, page } = await recordOfTheExample(alice);
  await expect(record.standing).toHaveText(said.closed);
  await isAccessible(page, "the record");
  await fitsItsWidth(page, "the record");
  await expect(record.section(said.cards)).toContainText("Trois tables, trois vocabulaires");
  await expect(record.section(said.cards)).toContainText("impossible de réunir les trois fichiers");
  await expect(record.section(said.decisions)).toContainText("Soizic");
  await expect(record.section(said.people).getByRole("listitem")).toHaveCount(6);

  const markdown = await record.downloads("Markdown");
  expect(markdown.name).toBe("compte-rendu.md");
  expect(markdown.text).toMatch(/^# Cartographier les communs\n/u);
  expect(markdown.text).toContain("\n### Les problèmes\n\n- **Pas de mots partagés**\n  - 10\u{a0}points\n  - Trois tables, trois vocabulaires\n");
  expect(markdown.text).toContain("- Commencer par les mots, avant d’ouvrir le moindre outil\n  - S’en occupe\u{a0}: Soizic\n");

  const html = await record.downloads("HTML");
  expect(html.name).toBe("compte-rendu.html");
  const context = await page.context().browser()?.newContext({ offline: true });
  const elsewhere = (await context?.newPage())!;
  const asked: string[] = [];
  elsewhere.on("request", (request) => asked.push(request.url()));
  await elsewhere.setContent(html.text);
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "fr");
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("Cartographier les communs");
  await expect(elsewhere.getByRole("heading", { level: 2 })).toHaveCount(6);
  expect(asked).toEqual([]);
  await context?.close();

  const table = await record.downloads("CSV");
  expect(table.name).toBe("cartes-du-bilan.csv");
  expect(table.text.startsWith("\u{feff}")).toBe(true);
  const [head, ...cards] = rowsOf(table.text.slice(1));
  expect(head).toHaveLength(8);
  expect(cards).toHaveLength(10);
  expect(cards.every((card) => card.length === 8)).toBe(true);
  expect(cards.find((card) => card[1] === "Trois tables, trois vocabulaires")).toEqual([
    "Problème",
    "Trois tables, trois vocabulaires",
    "Pas de mots partagés",
    "10",
    "",
    "",
    "",
    "impossible de réunir les trois fichiers, chacun avait ses propres mots",
  ]);
});

test("a closed bilan is opened again by keyboard, the journal tells it, and it can be taken back", async ({ alice }) => {
  const { record: said, journal } = words.fr;
  const { record, path, page } = await recordOfTheExample(alice);
  await record.reopen.focus();
  await page.keyboard.press("Enter");
  await expect(record.standing).toHaveText(said.goingOn);
  await expect(record.reopen).toBeHidden();
  await expect(record.title).toBeFocused();
  await record.undo.click();
  await expect(record.standing).toHaveText(said.closed);
  await record.reopen.click();
  await expect(record.standing).toHaveText(said.goingOn);
  await page.getByRole("link", { name: journal.title }).last().click();
  const entries = page.getByRole("listitem");
  await expect(entries.filter({ hasText: said.opened }).first()).toBeVisible();
  await expect(entries.filter({ hasText: said.wasClosed }).first(), "what was done before stays").toBeVisible();

  // From the page of the bilan it is the same.
  await page.goto(new URL(`${path}/bilan`, page.url()).href);
  await expect(page.getByRole("region", { name: said.title, exact: true }).getByText(said.goingOn)).toBeVisible();
});
