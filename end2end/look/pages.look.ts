/** The pages as people meet them, in end2end/results/look. */
import { fileURLToPath } from "node:url";
import { firstParagraph, rightToLeft } from "../fixtures/founding-text";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";

const pad = [
  "# Cette page est la vôtre",
  firstParagraph,
  "Chaque membre de la communauté peut intervenir à différents moments du cycle pour :",
  "- s’inscrire comme **public** sur un meetup donné\n- choisir une date, un lieu, un *intervenant*\n- participer au bilan d’un meetup passé",
  "- [x] la salle\n- [ ] les intervenants",
  "> La boucle est bouclée !",
  rightToLeft,
].join("\n\n");

function picture(name: string): string {
  return fileURLToPath(new URL(`../results/look/${name}.png`, import.meta.url));
}

for (const language of ["fr", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      const which = `${language}-${colorScheme}-${width}`;
      test(which, async ({ browser, server }) => {
        const person = await Person.arrive("Alice", browser, server, language, {
          viewport: { width, height: width === 320 ? 640 : 800 },
          colorScheme,
          deviceScaleFactor: width === 320 ? 2 : 1,
        });
        const other = await Person.arrive("Bob", browser, server, language);
        const landing = await person.visit();
        await landing.isReady();
        const take = (name: string) => landing.page.screenshot({ path: picture(`${name}-${which}`), fullPage: true, animations: "disabled" });
        await landing.page.evaluate(() => document.fonts.ready);
        await take("landing-empty");
        await landing.introduce("Alice");

        const meetup = await landing.start("Cartographier les communs");
        await meetup.pad.focus();
        await meetup.page.keyboard.insertText(pad);
        const theirs = await other.joinByName(meetup.path);
        await theirs.append(" ");
        await theirs.pad.press("Control+Home");
        await theirs.pad.press("Shift+Control+End");
        await theirs.pad.press("Shift+Control+ArrowLeft");
        await theirs.pad.press("Control+Home");
        await theirs.pad.press("Control+ArrowRight");
        await meetup.isHere("Bob");
        await expect(meetup.caretOf("Bob")).toBeAttached();
        await meetup.says("server");
        await take("meetup-written");
        await meetup.readTab.click();
        await take("meetup-read");
        await server.kill();
        await meetup.writeTab.click();
        await meetup.append("\n\nHors ligne.");
        await meetup.says("device");
        await take("meetup-offline");
        await server.resume();
        await meetup.page.getByRole("banner").getByRole("link").click();
        await expect(landing.known.getByRole("listitem")).toHaveCount(1);
        await take("landing-known");
        await landing.nameButton.click();
        await expect(landing.nameDialog).toBeVisible();
        await landing.page.screenshot({ path: picture(`name-${which}`) });
        await landing.page.keyboard.press("Escape");
        await landing.page.goto(`${server.address}/m/pas-une-adresse`);
        await expect(landing.page.getByRole("heading", { name: words[language].malformed })).toBeVisible();
        await take("not-found");
        await person.context.close();
        await other.context.close();
      });
    }
  }
}
