/** Everybody is welcome: with a screen reader, a keyboard, a small phone, in the dark, in either language. */
import { type Locator, type Page, devices } from "@playwright/test";
import { isWelcoming } from "../fixtures/axe";
import { emoji, firstParagraph, rightToLeft } from "../fixtures/founding-text";
import { looks } from "../fixtures/looks";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { type Language, words } from "../fixtures/words";

const everything = [
  `# ${firstParagraph.slice(0, 60)}`,
  firstParagraph,
  `${emoji} ${rightToLeft}`,
  "- [x] fait\n- [ ] à faire",
  "1. un\n2. deux",
  "> cité",
  "| Phase | Quand |\n| --- | ---: |\n| Avant | hier |",
  "```\nun code qui est bien plus long que ce que le plus petit des téléphones peut montrer\n```",
  `https://carto.example/${"long".repeat(40)} et [lien](https://carto.example), \`code\`, **gras**, *italique*, ~~barré~~`,
].join("\n\n");

for (const { language, colorScheme, width } of looks) {
  test(`axe finds nothing and nothing scrolls sideways: ${language}, ${colorScheme}, ${width} px`, async ({ browser, server }) => {
    const size = { viewport: { width, height: 740 }, colorScheme };
    const person = await Person.arrive("Alice", browser, server, language, size);
    const other = await Person.arrive("Bob", browser, server, language);
    const say = words[language];

    const landing = await person.visit();
    await landing.isReady();
    await isWelcoming(landing.page, "the landing page");
    await landing.nameButton.click();
    await expect(landing.nameDialog).toBeVisible();
    await isWelcoming(landing.page, "the question about a name");
    await landing.page.keyboard.press("Escape");
    await landing.introduce("Alice");

    const meetup = await landing.start("Cartographier les communs, un titre assez long pour passer à la ligne, et anticonstitutionnellement");
    await meetup.pad.focus();
    await meetup.page.keyboard.insertText(everything);
    await meetup.says("server");
    const theirs = await other.joinByName(meetup.path);
    await theirs.pad.press("Control+Home");
    await meetup.isHere("Bob");
    await isWelcoming(meetup.page, "the meetup, written");
    await meetup.trail.getByRole("button", { name: say.moveTo(say.phases[2]) }).click();
    await expect(meetup.page.getByRole("dialog")).toBeVisible();
    await isWelcoming(meetup.page, "the question before it moves");
    await meetup.page.getByRole("dialog").getByRole("button", { name: say.moveTo(say.phases[2]) }).click();
    await meetup.isAt(say.phases[2]);
    await meetup.readTab.click();
    await isWelcoming(meetup.page, "the meetup, read");

    await meetup.page.getByRole("banner").getByRole("link").click();
    const known = landing.known.getByRole("listitem");
    await expect(known).toHaveCount(1);
    await isWelcoming(landing.page, "the landing page with a meetup");
    await known.getByRole("button").click();
    await expect(landing.page.getByRole("dialog").getByRole("button", { name: say.keep })).toBeVisible();
    await isWelcoming(landing.page, "the question before forgetting");
    await landing.page.getByRole("dialog").getByRole("button", { name: say.keep }).click();

    for (const [path, title] of [
      ["/nulle/part", say.noPage],
      ["/m/pas-une-adresse", say.malformed],
      ["/m/4NMNnkMhL8jXrdJ9jamS58PAVdXu", say.unknown],
    ] as const) {
      const page = await person.open(path);
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await isWelcoming(page, `“${title}”`);
      await page.close();
    }
    for (const { vigilance, context } of [person, other]) {
      expect(vigilance.troubles).toEqual([]);
      await context.close();
    }
  });
}

test("keyboard alone can create, edit, rename, undo and switch language; the editor does not trap Tab", async ({ alice, bob }) => {
  const landing = await alice.visit();
  const { page } = landing;
  await landing.isReady();
  const key = (name: string) => page.keyboard.press(name);

  await key("Tab");
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused();
  await tabTo(page, landing.nameButton);
  await key("Enter");
  await page.keyboard.type("Alice");
  await key("Enter");
  await expect(landing.nameButton).toContainText("Alice");
  await expect(landing.nameButton, "the focus comes back to where it was").toBeFocused();

  await tabTo(page, landing.titleField);
  await page.keyboard.type("Au clavier");
  await key("Enter");
  const meetup = alice.at(page);
  await meetup.isOpen();
  await expect(page.getByRole("main"), "the focus follows to the new page").toBeFocused();

  await tabTo(page, meetup.title);
  await key("Control+a");
  await page.keyboard.type("Tout au clavier");
  await key("Enter");
  const his = await bob.join(meetup.path);
  await expect(his.title).toHaveValue("Tout au clavier");

  await tabTo(page, meetup.pad);
  await page.keyboard.type("Sans souris");
  await his.reads("Sans souris");
  await key("Tab");
  await expect(meetup.pad, "Tab leaves the editor").not.toBeFocused();
  await key("Shift+Tab");
  await expect(meetup.pad, "and Shift+Tab comes back").toBeFocused();
  await key("Shift+Tab");
  await expect(meetup.pad, "and leaves it backwards").not.toBeFocused();

  await tabTo(page, meetup.pad);
  await key("Control+a");
  const bold = page.getByRole("button", { name: alice.words.bold });
  await tabTo(page, bold, "Shift+Tab");
  await key("ArrowRight");
  await expect(page.getByRole("button", { name: "Italique" }), "arrows move inside the toolbar").toBeFocused();
  await key("Home");
  await expect(bold).toBeFocused();
  await key("Enter");
  await his.reads("**Sans souris**");

  await tabTo(page, meetup.undo);
  await key("Enter");
  await his.reads("Sans souris");
  await tabTo(page, meetup.pad);
  await key("Control+z");
  await his.reads("");
  await key("Control+Shift+z");
  await his.reads("Sans souris");

  await tabTo(page, meetup.writeTab, "Shift+Tab");
  await key("ArrowRight");
  await expect(meetup.readTab).toBeFocused();
  await expect(meetup.reading).toContainText("Sans souris");
  await key("ArrowLeft");
  await expect(meetup.pad).toBeVisible();

  const english = page.getByRole("button", { name: "EN English" });
  await tabTo(page, english, "Shift+Tab");
  await key("Enter");
  await expect(page.getByRole("tab", { name: words.en.write })).toBeVisible();
  await expect(page.getByRole("textbox", { name: words.en.pad })).toBeVisible();
  await expect(english).toBeFocused();
});

test("the language is the browser’s, can be switched, and stays", async ({ browser, server }) => {
  for (const [mine, other] of [
    ["fr", "en"],
    ["en", "fr"],
  ] as const satisfies readonly (readonly [Language, Language])[]) {
    const person = await Person.arrive("Alice", browser, server, mine);
    const { page } = await person.visit();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[mine].landing);
    await expect(page.locator("html")).toHaveAttribute("lang", mine);
    await person.installs();
    await page.getByRole("button", { name: other === "fr" ? "FR français" : "EN English" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[other].landing);
    await expect(page.locator("html")).toHaveAttribute("lang", other);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[other].landing);
    const response = await page.request.get(server.address);
    expect(await response.text(), "the server draws it in the chosen language").toContain(words[other].landing);

    await server.kill();
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 }), "offline too").toHaveText(words[other].landing);
    await server.resume();
    expect(person.vigilance.troubles).toEqual([]);
    await person.context.close();
  }
});

test("on a phone, a thumb can start a meetup, write in it, and reach every control", async ({ browser, server, language }) => {
  const { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch } = devices["Pixel 5"];
  const phone = { viewport: { ...viewport, width: 320 }, userAgent, deviceScaleFactor, isMobile, hasTouch };
  const bob = await Person.arrive("Bob", browser, server, language, phone);
  const landing = await bob.visit();
  await landing.isReady();
  await landing.titleField.tap();
  await bob.context.pages()[0]?.keyboard.type("Au pouce");
  await landing.startButton.tap();
  const meetup = bob.at(landing.page);
  await meetup.isOpen();
  await meetup.pad.tap();
  await landing.page.keyboard.type("Debout, d’une main");
  await meetup.reads("Debout, d’une main");
  await meetup.putOffTheName();

  for (const control of await landing.page.getByRole("button").or(landing.page.getByRole("tab")).all()) {
    const box = await control.boundingBox();
    if (!box) continue;
    const name = await control.innerText();
    expect(Math.round(box.height), `the height of «${name}»`).toBeGreaterThanOrEqual(44);
    expect(Math.round(box.width), `the width of «${name}»`).toBeGreaterThanOrEqual(44);
  }
  await meetup.says("server");
  expect(bob.vigilance.troubles).toEqual([]);
  await bob.context.close();
});

test("fifty edits of somebody else make two announcements at most, and leave the caret where it was", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Au calme");
  await hers.append("Je réfléchis ici.");
  const his = await bob.joinByName(hers.path);
  await his.reads("Je réfléchis ici.");
  await hers.pad.press("Control+Home");
  for (let step = 0; step < 3; step += 1) await hers.pad.press("ArrowRight");
  await hers.isHere("Bob");
  await hers.page.evaluate(() => {
    const counted = globalThis as unknown as { announcements: string[] };
    counted.announcements = [];
    const polite = "[aria-live=polite], [aria-live=assertive], [role=alert], [role=status]:not([aria-live=off])";
    for (const region of document.querySelectorAll(polite)) {
      const hear = () => counted.announcements.push(region.textContent ?? "");
      new MutationObserver(hear).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  await his.prepend("x".repeat(50));
  await hers.reads(`${"x".repeat(50)}Je réfléchis ici.`);
  const heard = await hers.page.evaluate(() => (globalThis as unknown as { announcements: string[] }).announcements);
  expect(heard.length, heard.join(" / ")).toBeLessThanOrEqual(2);
  await hers.page.keyboard.type("!");
  await hers.reads(`${"x".repeat(50)}Je !réfléchis ici.`);
});

/** Presses Tab until the keyboard is there, as somebody does who sees where it is. */
async function tabTo(page: Page, target: Locator, step: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed += 1) {
    const there = await target.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element);
    if (there) return;
    await page.keyboard.press(step);
  }
  await expect(target, "40 presses of Tab did not lead there").toBeFocused();
}
