/** The Meta-Carto is for everybody: what axe finds in each way to look at it, and what scrolls sideways. */
import { isWelcoming } from "../fixtures/axe";
import { looks } from "../fixtures/looks";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";
import { Carto } from "../pages/carto";

const long = "assez long pour passer à la ligne, et anticonstitutionnellement";

for (const { language, colorScheme, width } of looks) {
  test(`axe finds nothing on the Meta-Carto: ${language}, ${colorScheme}, ${width} px`, async ({ browser, server }) => {
    const person = await Person.arrive("Alice", browser, server, language, { viewport: { width, height: 740 }, colorScheme, reducedMotion: "reduce" });
    const { map } = words[language];
    const commons = await person.startCommons("Meetup Carto Paris");
    const carto = await Carto.of(person, commons.path);
    const { page } = carto;
    const check = (where: string) => isWelcoming(page, where);
    await check("an empty map");
    await page.getByRole("button", { name: map.add, exact: true }).click();
    await carto.field.fill(`Un nœud ${long}`);
    await expect(carto.offered).toHaveCount(1);
    await check("the field that adds");
    await carto.field.press("Enter");
    await carto.shows(`Un nœud ${long}`);
    await carto.links(`Un autre ${long}`, `un lien ${long}`);
    await carto.changes(map.about, `Ce qui est **${long}**.`);
    await check("the map and what is known of a node");
    await page.getByText(map.filters, { exact: true }).click();
    await page.getByText(map.views, { exact: true }).click();
    await page.getByText(map.along, { exact: true }).click();
    await page.getByText(map.bringIn, { exact: true }).click();
    await check("filters, views, and what is taken along and brought in");
    await page.getByRole("button", { name: map.types, exact: true }).click();
    await expect(carto.question.getByLabel(map.newType2)).toBeVisible();
    await check("the types");
    await page.keyboard.press("Escape");
    await carto.looksAs(1);
    await carto.row(`Un autre ${long}`).getByRole("checkbox").check();
    await check("the table, and several that are chosen");
    await carto.looksAs(2);
    await page.locator("summary").filter({ hasText: `Un nœud ${long}` }).first().click();
    await check("the outline");
    expect(person.vigilance.troubles).toEqual([]);
    await person.context.close();
  });
}
