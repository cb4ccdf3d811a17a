/** The pages of a bilan are for everybody: what axe finds in each of its moments, and what scrolls sideways. */
import { fitsItsWidth, isAccessible } from "../fixtures/axe";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";
import { Board } from "../pages/board";
import { Carried } from "../pages/carried";
import { Evidence } from "../pages/evidence";
import { Plan } from "../pages/plan";
import { Strands } from "../pages/strands";
import { Timeline } from "../pages/timeline";

const long = "assez long pour passer à la ligne, et anticonstitutionnellement";

for (const language of ["fr", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      test(`axe finds nothing on the pages of a bilan: ${language}, ${colorScheme}, ${width} px`, async ({ browser, server }) => {
        const person = await Person.arrive("Alice", browser, server, language, { viewport: { width, height: 740 }, colorScheme, reducedMotion: "reduce" });
        const say = words[language];
        const { page } = await person.visit();
        const check = async (where: string) => {
          await isAccessible(page, where);
          await fitsItsWidth(page, where);
        };
        const landing = person.landingAt(page);
        await landing.introduce("Alice");
        const commons = await landing.open("Meetup Carto Paris");
        const { path } = commons;
        await commons.prepare("Cartographier les communs");
        const plan = new Plan(page, say);
        await plan.intends(`Une intention ${long}`);
        const meetup = new URL(page.url()).pathname.replace("/co-construction", "");
        const timeline = await Timeline.of(person, meetup);
        await timeline.notes("2027-01-14", "19:30", `Un moment ${long}`);
        const board = new Board(page, say);
        await board.write(0, "La soupe");
        await board.write(1, `Un problème ${long}`);
        await board.write(1, `Le même problème ${long}`);
        await board.write(2, `Une amélioration ${long}`);
        await board.field(2).fill("é".repeat(201));
        await board.region.getByText(say.board.voice).first().click();
        await check("a bilan that gathers");
        await board.field(2).fill("");
        await board.next();
        await board.isAt(1);
        await board.more("La soupe");
        await check("a bilan that shows all cards");
        const evidence = new Evidence(page, say, "La soupe");
        await evidence.opens(1);
        await evidence.address.fill("https://example.org/photo");
        await evidence.shows.fill(`Une photo ${long}`);
        await evidence.save.click();
        await expect(evidence.all).toHaveCount(1);
        await evidence.opens(0);
        await check("a card and what shows it");
        await board.next();
        await board.isAt(2);
        await board.button(say.board.join).first().click();
        await expect(board.region.getByRole("textbox", { name: say.board.group })).toHaveCount(1);
        await board.more("La soupe");
        await board.card("La soupe").getByRole("button", { name: say.board.putWith }).click();
        await check("with which card another is put");
        await page.keyboard.press("Escape");
        await check("a bilan that groups");
        await board.next();
        await board.isAt(3);
        await board.votesFor("La soupe");
        await check("a bilan that votes");
        await board.next();
        await board.isAt(4);
        await board.answers("Une amélioration", `Un problème ${long}`);
        await board.decides("Une amélioration");
        await check("a bilan that decides");
        const carried = new Carried(page, say);
        await carried.prepareButton.click();
        await check("the question about the next meetup");
        await carried.prepares("Deux");
        await expect(carried.one(`Une amélioration ${long}`)).toBeVisible();
        await check("a co-construction that something was carried into");
        const second = new URL(page.url()).pathname.replace("/co-construction", "");
        await page.goto(new URL(`${second}/bilan`, page.url()).href);
        await expect(carried.kept).toBeVisible();
        await check("a bilan that looks at what was carried first");
        await page.goto(new URL(`${meetup}/record`, page.url()).href);
        await expect(page.getByRole("heading", { name: say.record.title, exact: true })).toBeVisible();
        await check("the record");
        await page.goto(new URL(`${path}/strands`, page.url()).href);
        await expect(new Strands(page, say).table).toBeVisible();
        await check("the long view");
        await person.context.close();
      });
    }
  }
}
