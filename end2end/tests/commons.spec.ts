/** A commons: its name, its vision, its meetups on one map, and who is where. */
import { hasAllParts } from "../fixtures/parts";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";

test("Alice opens a commons and prepares a meetup offline; back, Bob opens it on a phone and sees her on the map; Chloé reads it without scripts", async ({
  alice,
  browser,
  server,
  language,
}) => {
  const bob = await Person.arrive("Bob", browser, server, language, { viewport: { width: 320, height: 640 } });
  const landing = await alice.visit();
  await landing.introduce("Alice");
  await alice.installs();
  await server.kill();
  const commons = await landing.open("Meetup Carto Paris");
  const path = commons.path;
  const meetup = await commons.prepare("Cartographier les communs");
  await meetup.says("device");
  const meetupId = alice.page.url().split("/m/")[1]?.split("/")[0] ?? "";
  // She is back on the map when the network comes back: what she prepared is brought along all the same.
  await alice.page.goBack();
  await commons.isOpen();
  await commons.says("device");
  await server.resume();
  await commons.says("server");
  // Both are bound to the commons where they are kept.
  const commonsId = path.slice("/c/".length);
  await expect.poll(() => server.commonsOf(commonsId)).toBe(commonsId);
  await expect.poll(() => server.commonsOf(meetupId)).toBe(commonsId);

  await (await bob.visit()).introduce("Bob");
  const his = await bob.openCommons(path);
  await expect(his.name).toHaveValue("Meetup Carto Paris");
  await his.isAt("Cartographier les communs", bob.words.phases[0]);
  await expect(his.station("Cartographier les communs", bob.words.phases[0]).getByText(bob.words.people(1))).toBeHidden();
  await commons.station("Cartographier les communs", alice.words.phases[0]).getByRole("link").click();
  await expect(his.station("Cartographier les communs", bob.words.phases[0]).getByText(bob.words.people(1))).toBeVisible();
  await his.station("Cartographier les communs", bob.words.phases[0]).getByRole("link").click();
  await expect(bob.page.getByRole("link", { name: bob.words.thePad })).toBeVisible();
  await expect(bob.page.getByRole("textbox", { name: bob.words.title })).toHaveValue("Cartographier les communs");

  const chloe = await Person.arrive("Chloé", browser, server, language, { javaScriptEnabled: false });
  await expect.poll(() => server.html(path)).toContain("Cartographier les communs");
  const page = await chloe.open(path);
  await expect(page.getByRole("region", { name: chloe.words.loop })).toMatchAriaSnapshot(`
    - region "La boucle":
      - heading "La boucle" [level=2]
      - group "La boucle":
        - list:
          - listitem:
            - heading "Meetup 1 Cartographier les communs" [level=3]:
              - link "Cartographier les communs"
            - list:
              - listitem:
                - link /Co-construction.*c’est maintenant/
              - listitem:
                - link /Avant.*à venir/
              - listitem:
                - link /Meetup.*à venir/
              - listitem:
                - link /Après.*à venir/
              - listitem:
                - link /Bilan.*à venir/
  `);
  await page.getByRole("link", { name: "Avant" }).click();
  await expect(page.getByRole("heading", { level: 2, name: chloe.words.phases[1] })).toBeVisible();
  await expect(page.getByText("Cette période est laissée aux intervenants")).toBeVisible();
  await chloe.context.close();
  await bob.context.close();
});

test("what Alice moves and renames in a meetup, Bob sees on the map", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Cartes");
  const path = commons.path;
  const meetup = await commons.prepare("Premier");
  const his = await bob.openCommons(path);
  await his.isAt("Premier", bob.words.phases[0]);
  await meetup.moveTo(alice.words.phases[2]);
  await his.isAt("Premier", bob.words.phases[2]);
  await meetup.title.fill("Le premier");
  await meetup.title.press("Enter");
  await expect(his.edition("Le premier")).toBeVisible();
  await his.isAt("Le premier", bob.words.phases[2]);
});

test("the next meetup follows the last, numbered and linked, and can be taken off the map and put back", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Suite");
  const path = commons.path;
  await commons.prepare("Un");
  await alice.page.goBack();
  await commons.isOpen();
  await commons.prepareButton.click();
  await expect(commons.question.getByRole("heading")).toHaveText("Préparer le meetup 2");
  await commons.question.getByRole("button", { name: alice.words.notNow }).click();
  await commons.prepare("Deux");
  await expect(alice.page.getByRole("link", { name: "Suite" })).toBeVisible();
  await expect(alice.page.getByText("Meetup 2", { exact: true })).toBeVisible();
  await alice.page.getByRole("link", { name: "Suite" }).click();
  await commons.isOpen();
  await expect(commons.map.getByText("1 > 2")).toBeVisible();
  // The first is behind: the loop has gone on.
  await expect(commons.station("Un", alice.words.phases[4]).getByRole("link")).toHaveAccessibleName(/c’est fait/u);
  const his = await bob.openCommons(path);
  await expect(his.edition("Deux")).toBeVisible();

  await commons.edition("Deux").getByRole("button", { name: alice.words.withdraw(2) }).click();
  await commons.question.getByRole("button", { name: alice.words.withdrawYes }).click();
  await expect(commons.edition("Deux")).toBeHidden();
  await expect(his.edition("Deux")).toBeHidden();
  await commons.undo.click();
  await expect(his.edition("Deux")).toBeVisible();
});

test("the vision is one text that everybody writes, and its beginning stands on the map", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Vision");
  const path = commons.path;
  await expect(commons.awaits.getByText("Écrire la vision")).toBeVisible();
  await alice.page.getByRole("link", { name: alice.words.readVision }).click();
  const hers = alice.page.getByRole("textbox", { name: alice.words.visionText });
  await hers.pressSequentially("Faire du meetup un *commun*.");
  const his = await bob.openCommons(path);
  await expect(his.page.getByText("Faire du meetup un commun.")).toBeVisible();
  await his.page.getByRole("link", { name: bob.words.readVision }).click();
  const theirs = his.page.getByRole("textbox", { name: bob.words.visionText });
  await theirs.press("Control+End");
  await theirs.pressSequentially(" Ensemble.");
  await expect(hers).toHaveText("Faire du meetup un *commun*. Ensemble.");
});

test("two names given at once are both shown, and whoever comes by chooses", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Commun");
  // Nobody is asked for a name while they do something.
  await (await bob.visit()).introduce("Bob");
  const his = await bob.openCommons(commons.path);
  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await commons.name.fill("D’Alice");
  await commons.name.press("Enter");
  await his.name.fill("De Bob");
  await his.name.press("Enter");
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);
  const choice = his.page.getByRole("listitem").filter({ hasText: "D’Alice" });
  await choice.getByRole("button", { name: bob.words.keepThis }).click();
  await expect(commons.name).toHaveValue("D’Alice");
  await expect(his.name).toHaveValue("D’Alice");
});

test("two who prepare the next meetup at once have prepared two, and neither is lost", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Ensemble");
  const path = commons.path;
  const his = await bob.openCommons(path);
  await Promise.all([hasAllParts(alice.page), hasAllParts(bob.page)]);
  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await commons.prepare("D’Alice");
  await his.prepare("De Bob");
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);
  await alice.page.goBack();
  await commons.isOpen();
  await expect(commons.edition("D’Alice")).toBeVisible();
  await expect(commons.edition("De Bob")).toBeVisible();
});

test("a meetup that belongs to a commons is led there from its own address, and the device knows both", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Adresses");
  const path = commons.path;
  const meetup = await commons.prepare("Chez nous");
  await meetup.says("server");
  const id = alice.page.url().split("/m/")[1]?.split("/")[0] ?? "";
  const page = await bob.open(`/m/${id}`);
  await expect(page).toHaveURL(new RegExp(`${path}/m/${id}$`, "u"));
  await expect(page.getByRole("link", { name: "Adresses" })).toBeVisible();
  const landing = await alice.visit();
  await expect(landing.known.getByRole("link", { name: /Adresses.*commun/u })).toBeVisible();
  await expect(landing.known.getByRole("link", { name: /Chez nous.*meetup/u })).toBeVisible();
  // One under the address of the other kind.
  const commonsId = path.slice("/c/".length);
  await page.goto(new URL(`/m/${commonsId}`, page.url()).href);
  await expect(page).toHaveURL(new RegExp(`/c/${commonsId}$`, "u"));
});

test("names that are too long stay in their field and say why; without one a commons opens all the same", async ({ alice }) => {
  const landing = await alice.visit();
  await landing.introduce("Alice");
  const long = "é".repeat(201);
  await landing.commonsField.fill(long);
  await expect(landing.page.getByRole("alert").filter({ hasText: alice.words.tooLongTitle })).toBeVisible();
  await landing.openButton.click();
  await expect(landing.commonsField).toHaveValue(long);
  await landing.commonsField.fill("");
  await landing.openButton.click();
  const commons = alice.commonsAt(landing.page);
  await commons.isOpen();
  await commons.name.fill(long);
  await commons.name.press("Enter");
  await expect(landing.page.getByRole("alert").filter({ hasText: alice.words.tooLongName })).toBeVisible();
  await expect(commons.name).toHaveValue(long);
  await commons.name.press("Escape");
  await commons.prepareButton.click();
  await commons.titleField.fill(long);
  await expect(commons.question.getByRole("alert").filter({ hasText: alice.words.tooLongTitle })).toBeVisible();
  await expect(commons.question.getByRole("button", { name: alice.words.begin })).toBeDisabled();
  await expect(commons.titleField).toHaveValue(long);
});

test("a commons that does not exist says so and offers the way back", async ({ alice }) => {
  const page = await alice.open("/c/2j9knpCseyhnK8izDmLpGP5WMdZQ");
  await expect(page.getByRole("heading", { level: 1, name: alice.words.unknownCommons })).toBeVisible();
  await page.getByRole("link", { name: alice.words.back }).click();
  await expect(page.getByRole("heading", { level: 1, name: alice.words.landing })).toBeVisible();
});

test("a link that somebody sent opens; one of another instance, and what is none, say so and stay in their field", async ({ alice, bob }) => {
  const commons = await alice.startCommons("Par un lien");
  await commons.says("server");
  const landing = await bob.visit();
  await landing.isReady();
  const field = landing.page.getByRole("textbox", { name: bob.words.link });
  const open = landing.page.getByRole("button", { name: bob.words.openLink });
  await field.fill("bonjour");
  await open.click();
  await expect(landing.page.getByRole("alert").filter({ hasText: bob.words.noLink })).toBeVisible();
  await expect(field).toHaveValue("bonjour");
  const away = `https://autre.example${commons.path}`;
  await field.fill(away);
  await open.click();
  await expect(landing.page.getByText(bob.words.anotherInstance)).toBeVisible();
  await expect(landing.page.getByRole("link", { name: away })).toBeVisible();
  await expect(field).toHaveValue(away);
  await field.fill(alice.page.url());
  await open.click();
  await expect(bob.commonsAt(landing.page).name).toHaveValue("Par un lien");
});

test("a commons is passed on by its address and its code, taken along as a file, and forgotten by one device only", async ({ alice, bob }) => {
  const commons = await alice.startCommons("À partager");
  const { page } = commons;
  await commons.says("server");
  await alice.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("link", { name: alice.words.share }).click();
  await page.getByRole("button", { name: alice.words.copyAddress }).click();
  const address = new URL(commons.path.replace("/settings", ""), page.url()).href;
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  await expect(page.getByRole("img", { name: alice.words.qrOfCommons })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: alice.words.downloadCopy }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.automerge$/u);
  await page.getByRole("button", { name: alice.words.forgetHere }).click();
  await page.getByRole("dialog").getByRole("button", { name: alice.words.forget, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: alice.words.landing })).toBeVisible();
  await expect(page.getByRole("region", { name: alice.words.known }).getByRole("listitem")).toHaveCount(0);
  const his = await bob.openCommons(new URL(address).pathname);
  await expect(his.name).toHaveValue("À partager");
});
