/** The Meta-Carto: many draw it at once, by hand, by keyboard, as a table and as an outline. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { MapMaker } from "../fixtures/map-maker";
import { StockClient } from "../fixtures/stock-client";
import { expect, test } from "../fixtures/test";
import { Carto } from "../pages/carto";
import { Plan } from "../pages/plan";

/** What a button of the page gives to take along. */
async function takes(page: Page, button: string): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  return readFile(await (await download).path());
}

test("Alice and Bob, offline half the time, draw one map; nothing is lost, and each takes back their own alone", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Cartes");
  const { path } = commons;
  await commons.says("server");
  const hers = await Carto.of(alice, path);
  await expect(hers.page.getByText(map.none)).toBeVisible();
  await hers.adds("Les communs");
  await (await bob.visit()).introduce("Bob");
  const his = await Carto.of(bob, path);
  await his.finds("Les communs");
  await bob.context.setOffline(true);
  await his.changes(map.tags, "gouvernance");
  await his.links("Une forêt partagée", "par exemple");
  await hers.changes(map.name, "Les biens communs");
  await hers.links("Elinor Ostrom", "d’après");
  await hers.changes(map.about, "Ce qui est **à tous**.");
  await bob.context.setOffline(false);
  await his.shows("Les biens communs");
  for (const one of [hers, his]) {
    await expect(one.link("Elinor Ostrom")).toBeVisible();
    await expect(one.link("Une forêt partagée")).toBeVisible();
    await expect(one.panel.getByRole("textbox", { name: map.tags, exact: true })).toHaveValue("gouvernance");
    await expect(one.panel.getByText("à tous", { exact: true })).toBeVisible();
    await one.counts(3, 3);
  }
  // Hers was the description; his stays.
  await hers.undo.click();
  await expect(hers.panel.getByText("à tous", { exact: true })).toBeHidden();
  await expect(his.panel.getByText("à tous", { exact: true })).toBeHidden();
  await expect(his.link("Une forêt partagée")).toBeVisible();
  await hers.redo.click();
  await expect(his.panel.getByText("à tous", { exact: true })).toBeVisible();
});

test("what is taken away while somebody links it is there; taken away alone it goes with its links and comes back with them", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Retirer");
  const { path } = commons;
  await commons.says("server");
  const hers = await Carto.of(alice, path);
  await hers.adds("Le jardin");
  await hers.adds("La rue");
  await hers.links("Le jardin");
  await hers.says("server");
  await (await bob.visit()).introduce("Bob");
  const his = await Carto.of(bob, path);
  await his.counts(2, 2);
  await his.finds("Le jardin");
  await his.panel.getByRole("button", { name: map.takeAway, exact: true }).click();
  await hers.counts(1, 1);
  await expect(hers.link("Le jardin")).toBeHidden();
  await his.undo.click();
  await hers.counts(2, 2);
  await expect(hers.link("Le jardin")).toBeVisible();
  await his.says("server");

  await Promise.all([alice.context.setOffline(true), bob.context.setOffline(true)]);
  await his.finds("Le jardin");
  await his.panel.getByRole("button", { name: map.takeAway, exact: true }).click();
  await his.counts(1, 1);
  await hers.finds("Le jardin");
  await hers.links("La fontaine");
  await Promise.all([alice.context.setOffline(false), bob.context.setOffline(false)]);
  await his.counts(3, 3);
  await hers.counts(3, 3);
});

test("what is being written when one goes back is said, and handed on", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Retour");
  await commons.says("server");
  const { page } = commons;
  await page.locator(`a[href="${commons.path}/carto"]`).first().click();
  const hers = new Carto(page, alice.words);
  await hers.isOpen();
  await hers.adds("Le puits");
  await hers.says("server");
  await page.getByRole("textbox", { name: map.title }).fill("Les puits du canton");
  await page.goBack();
  await expect(hers.window).toBeHidden();
  const his = await Carto.of(bob, commons.path);
  await expect(his.page.getByRole("textbox", { name: map.title })).toHaveValue("Les puits du canton");
});

test("what is being written stays where a finger chooses something else, and where somebody takes it away", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Sous la main");
  const { path } = commons;
  await commons.says("server");
  const hers = await Carto.of(alice, path);
  await hers.adds("Le puits");
  const about = hers.panel.getByRole("textbox", { name: map.about, exact: true });
  await about.fill("Au fond de la cour");
  // A finger on nothing: unlike a press of the mouse, it takes the focus from nowhere before something else is chosen.
  const box = await hers.window.boundingBox();
  if (!box) throw new Error("the map has no place in the window");
  const finger = await alice.context.newCDPSession(hers.page);
  const touchPoints = [{ id: 0, x: box.x + box.width / 5, y: box.y + (box.height * 3) / 5 }];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(about).toBeHidden();
  await hers.finds("Le puits");
  await expect(about).toHaveValue("Au fond de la cour");
  await hers.says("server");

  await (await bob.visit()).introduce("Bob");
  const his = await Carto.of(bob, path);
  await his.finds("Le puits");
  await about.fill("Au fond de la cour, sous le tilleul");
  await his.panel.getByRole("button", { name: map.takeAway, exact: true }).click();
  await expect(his.page.getByRole("status").filter({ hasText: map.counted(1, 1) })).toBeVisible();
  await his.finds("Le puits");
  await expect(his.panel.getByRole("textbox", { name: map.about, exact: true })).toHaveValue("Au fond de la cour, sous le tilleul");
});

test("quick-add finds what is there first; duplicates are joined with their links, and parted", async ({ alice }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Doublons");
  const hers = await Carto.of(alice, commons.path);
  await hers.adds("Énergie citoyenne", map.theTypes.project);
  await hers.links("La coopérative");
  await hers.adds("Energies citoyennes", map.theTypes.project);
  await hers.links("Le toit de l’école");
  await hers.page.getByRole("button", { name: map.add, exact: true }).click();
  await hers.field.fill("energie cit");
  await expect(hers.offered.filter({ hasText: map.there })).toHaveText([/Énergie citoyenne/u]);
  await hers.field.fill("energie citoyenne");
  await hers.field.press("Enter");
  await hers.shows("Énergie citoyenne");
  await hers.counts(4, 4);
  await hers.panel.getByRole("button", { name: map.merge }).click();
  await hers.field.fill("Energies");
  await hers.question.getByRole("option", { name: "Energies citoyennes" }).click();
  await hers.shows("Energies citoyennes");
  await hers.counts(3, 3);
  await expect(hers.link("La coopérative")).toBeVisible();
  await expect(hers.link("Le toit de l’école")).toBeVisible();
  await hers.panel.getByRole("button", { name: map.part }).click();
  await hers.counts(4, 4);
  await expect(hers.link("La coopérative")).toBeHidden();
});

test("what is chosen in the list stays chosen while somebody else draws", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("À deux");
  await commons.says("server");
  const hers = await Carto.of(alice, commons.path);
  await hers.adds("Le puits public");
  await hers.adds("La coopérative");
  await hers.says("server");
  await (await bob.visit()).introduce("Bob");
  const his = await Carto.of(bob, commons.path);
  await hers.panel.getByRole("button", { name: map.linkTo, exact: true }).click();
  await expect(hers.field).toBeFocused();
  await hers.field.fill("le puits");
  await hers.field.press("ArrowDown");
  const chosen = hers.offered.and(hers.page.getByRole("option", { selected: true }));
  await expect(chosen).toContainText("Le puits public");
  // It is called just so, and comes first.
  await his.adds("Le puits");
  await expect(hers.offered).toHaveText([/^Le puits .*·/u, /^Le puits public /u, /./u]);
  await expect(chosen).toContainText("Le puits public");
  await hers.field.press("Enter");
  await expect(hers.link("Le puits public")).toBeVisible();
});

test("by hand: a double press adds, dragging pins for all, dragging from one to another links", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("À la main");
  const { path } = commons;
  await commons.says("server");
  const hers = await Carto.of(alice, path);
  await hers.window.dblclick({ position: { x: 200, y: 200 } });
  await hers.field.fill("Ici");
  await hers.field.press("Enter");
  await hers.shows("Ici");
  await hers.window.dblclick({ position: { x: 420, y: 300 } });
  await hers.field.fill("Là");
  await hers.field.press("Enter");
  await hers.shows("Là");
  const box = await hers.window.boundingBox();
  if (!box) throw new Error("the map has no place in the window");
  const at = (x: number, y: number) => ({ x: box.x + x, y: box.y + y });
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await hers.page.mouse.move(from.x, from.y);
    await hers.page.mouse.down();
    await hers.page.mouse.move(from.x + 8, from.y + 8);
    await hers.page.mouse.move(to.x, to.y, { steps: 4 });
    await hers.page.mouse.up();
  };
  // From one to the other, where they were put: a way with no words.
  await hers.page.getByRole("button", { name: map.linkYes, exact: true }).first().click();
  await drag(at(200, 200), at(420, 300));
  await hers.shows("Ici");
  await expect(hers.link("Là")).toBeVisible();
  await hers.page.keyboard.press("Escape");
  await hers.finds("Là");
  await expect(hers.panel.getByLabel(map.pinned)).toBeChecked();
  await hers.panel.getByLabel(map.pinned).uncheck();
  await expect(hers.panel.getByLabel(map.pinned)).not.toBeChecked();
  await hers.undo.click();
  await expect(hers.panel.getByLabel(map.pinned)).toBeChecked();
  await hers.says("server");
  const his = await Carto.of(bob, path);
  await his.finds("Là");
  await expect(his.panel.getByLabel(map.pinned)).toBeChecked();
});

test("by hand: one comes nearer by buttons, by the wheel and by two fingers, moves about, also on the small map, and chooses several in a frame", async ({ alice }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("De près");
  const hers = await Carto.of(alice, commons.path);
  const { page } = hers;
  await page.getByText(map.along, { exact: true }).click();
  /** Adds something where one presses twice; where that is on the map tells how near one is, and where. */
  const adds = async (name: string, x: number, y: number) => {
    await hers.window.dblclick({ position: { x, y } });
    await hers.field.fill(name);
    await hers.field.press("Enter");
    await hers.shows(name);
  };
  const pins = async () => {
    const { nodes } = JSON.parse((await takes(page, map.json)).toString()) as { nodes: { label: string; x: number | null; y: number | null }[] };
    return Object.fromEntries(nodes.map(({ label, x, y }) => [label, { x: x ?? Number.NaN, y: y ?? Number.NaN }]));
  };
  const box = async () => {
    await hers.window.scrollIntoViewIfNeeded();
    const found = await hers.window.boundingBox();
    if (!found) throw new Error("the map has no place in the window");
    return found;
  };
  const { width, height } = await box();
  const [x, y] = [width / 2, height / 2];
  await adds("Milieu", x, y);
  await adds("Loin", x + 100, y);
  await page.getByRole("button", { name: map.closer }).click();
  await adds("Bouton", x + 100, y + 40);
  await hers.window.focus();
  const { x: left, y: top } = await box();
  await page.mouse.move(left + x, top + y);
  await page.mouse.wheel(0, -300);
  await adds("Molette", x + 100, y - 40);
  const near = await pins();
  const far = (name: string) => Math.round((near[name]?.x ?? 0) - (near["Milieu"]?.x ?? 0));
  expect(far("Loin")).toBeGreaterThan(0);
  expect(far("Bouton")).toBeLessThan(0.8 * far("Loin"));
  expect(far("Molette")).toBeLessThan(far("Bouton"));

  // Two fingers, from 100 to 200 pixels apart: twice as near.
  const touch = await alice.context.newCDPSession(page);
  const fingers = async (type: "touchStart" | "touchMove" | "touchEnd", apart: number) => {
    const at = await box();
    const touchPoints = type === "touchEnd" ? [] : [-1, 1].map((side, id) => ({ id, x: at.x + x + (side * apart) / 2, y: at.y + y }));
    await touch.send("Input.dispatchTouchEvent", { type, touchPoints });
  };
  await fingers("touchStart", 100);
  for (const apart of [120, 150, 180, 200]) await fingers("touchMove", apart);
  await fingers("touchEnd", 0);
  await adds("Deux doigts", x + 100, y + 80);
  const nearer = await pins();
  const step = (all: typeof near, name: string) => (all[name]?.x ?? 0) - (all["Milieu"]?.x ?? 0);
  expect(step(nearer, "Deux doigts")).toBeLessThan(0.85 * step(near, "Molette"));

  // The small map leads elsewhere; dragging what is empty moves all.
  const small = page.getByRole("img", { name: map.minimap });
  await small.click({ position: { x: 8, y: 8 } });
  await page.getByRole("button", { name: map.seeAll }).click();
  await hers.counts(5, 5);
  const frame = await box();
  await page.keyboard.down("Shift");
  await page.mouse.move(frame.x + 24, frame.y + frame.height - 14);
  await page.mouse.down();
  await page.mouse.move(frame.x + 60, frame.y + frame.height - 60);
  await page.mouse.move(frame.x + frame.width - 12, frame.y + 40, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(hers.panel.getByRole("heading", { name: map.chosen(5) })).toBeVisible();
});

test("keyboard alone draws a whole map, and the table and the outline say the same", async ({ alice }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Au clavier");
  const hers = await Carto.of(alice, commons.path);
  const { page } = hers;
  const { keyboard } = page;
  await hers.window.focus();
  await keyboard.press("n");
  await expect(hers.field).toBeFocused();
  await keyboard.type("Une idée");
  await keyboard.press("Enter");
  await expect(hers.window).toBeFocused();
  await hers.shows("Une idée");
  await keyboard.press("l");
  await expect(hers.field).toBeFocused();
  await keyboard.type("Une personne");
  await keyboard.press("Enter");
  await expect(hers.window).toBeFocused();
  await expect(hers.link("Une personne")).toBeVisible();
  await keyboard.press("l");
  await expect(hers.field).toBeFocused();
  await keyboard.type("Un lieu");
  await keyboard.press("Enter");
  await expect(hers.link("Un lieu")).toBeVisible();
  await expect(hers.window).toBeFocused();
  await keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: map.name, exact: true }).first()).toBeFocused();
  await keyboard.type("L’idée");
  await keyboard.press("Enter");
  await hers.shows("L’idée");
  await expect(hers.window).toBeFocused();
  // What is heard: its name, its type, how many links, and with whom. Never where it is.
  const heard = page.locator("[aria-live=polite]").filter({ hasText: "L’idée" });
  await keyboard.press("Escape");
  const visited = new Set<string>();
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowRight"]) {
    await keyboard.press(key);
    visited.add((await page.locator(".carto__told").textContent()) ?? "");
  }
  expect(visited.size).toBeGreaterThan(1);
  await keyboard.press("Home");
  await expect(heard.first()).toContainText("Une personne");
  await expect(heard.first()).toContainText(map.links(2));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "L’idée" })).toBeFocused();

  await hers.looksAs(1);
  for (const [name, links] of [["L’idée", 2], ["Une personne", 1], ["Un lieu", 1]] as const) {
    await expect(hers.row(name).getByRole("cell", { name: String(links), exact: true })).toBeVisible();
  }
  await hers.row("Un lieu").getByLabel(map.typeOf("Un lieu")).selectOption({ label: map.theTypes.place });
  await hers.row("Un lieu").getByRole("textbox", { name: map.tagsOf("Un lieu") }).fill("Paris");
  await keyboard.press("Enter");
  await hers.row("Une personne").getByRole("checkbox").check();
  await hers.row("Un lieu").getByRole("checkbox").check();
  await expect(hers.panel.getByRole("heading", { name: map.chosen(3) })).toBeVisible();
  await hers.looksAs(2);
  await expect(page.getByRole("heading", { level: 2, name: `${map.theTypes.place} (1)` })).toBeVisible();
  await page.getByText("L’idée").last().click();
  await expect(page.getByRole("listitem").filter({ hasText: "→" }).filter({ hasText: "Un lieu" }).first()).toBeVisible();

  await hers.looksAs(0);
  await hers.window.focus();
  await keyboard.press("Escape");
  await keyboard.press("Home");
  await keyboard.press("Delete");
  await hers.counts(2, 2);
  await keyboard.press("Control+z");
  await hers.counts(3, 3);
});

test("what is looked for stands in the address; views are kept and shared", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Chercher");
  const { path } = commons;
  await commons.says("server");
  const hers = await Carto.of(alice, path);
  await hers.adds("Éco-lieu", map.theTypes.place);
  await hers.changes(map.tags, "terre, énergie");
  await hers.links("Une personne");
  await hers.finds("Une personne");
  await hers.links("Une autre");
  await hers.adds("Isolé", map.theTypes.project);
  await hers.counts(4, 4);
  await hers.search.fill("eco");
  await hers.counts(1, 4);
  await hers.search.fill("rien de tel");
  await expect(hers.page.getByText(map.nothingFound)).toBeVisible();
  await hers.page.getByRole("button", { name: map.everything }).first().click();
  await hers.page.getByText(map.filters, { exact: true }).click();
  await hers.page.getByRole("checkbox", { name: "énergie", exact: true }).check();
  await hers.counts(1, 4);
  await hers.page.getByRole("checkbox", { name: "énergie", exact: true }).uncheck();
  await hers.page.getByRole("checkbox", { name: map.theTypes.project, exact: true }).check();
  await hers.counts(1, 4);
  await hers.page.getByRole("button", { name: map.everything }).first().click();
  await hers.finds("Éco-lieu");
  await hers.panel.getByRole("button", { name: map.around(1), exact: true }).click();
  await hers.counts(2, 4);
  await hers.panel.getByRole("button", { name: map.around(2), exact: true }).click();
  await hers.counts(3, 4);
  await hers.page.getByLabel(map.arrange).selectOption({ label: map.arrangements[1] });
  await expect(hers.page).toHaveURL(/focus=[0-9a-f]{32}&steps=2&layout=radial/u);
  await hers.page.getByText(map.views, { exact: true }).click();
  await hers.page.getByLabel(map.viewName).fill("Autour de l’éco-lieu");
  await hers.page.getByRole("button", { name: map.keepView }).click();
  await hers.says("server");

  const his = new Carto(await bob.open(`${path}/carto${new URL(hers.page.url()).search}`), bob.words);
  await his.isOpen();
  await his.counts(3, 4);
  await his.page.getByRole("button", { name: map.everything }).first().click();
  await his.counts(4, 4);
  await his.page.getByText(map.views, { exact: true }).click();
  await his.page.getByRole("link", { name: "Autour de l’éco-lieu" }).click();
  await his.counts(3, 4);
});

test("a community adds types; one that is taken away while it is used is still known", async ({ alice }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Types");
  const hers = await Carto.of(alice, commons.path);
  await hers.page.getByRole("button", { name: map.types, exact: true }).click();
  await hers.question.getByLabel(map.newType2).fill("Rivière");
  await hers.question.getByRole("button", { name: map.addType }).click();
  await expect(hers.question.getByRole("button", { name: map.takeType("Rivière") })).toBeVisible();
  await hers.question.getByRole("button", { name: map.typesDone }).click();
  await hers.adds("La Bièvre", "Rivière");
  await hers.page.getByRole("button", { name: map.types, exact: true }).click();
  const take = hers.question.getByRole("button", { name: map.takeType("Rivière") });
  const back = hers.question.getByRole("button", { name: map.putTypeBack("Rivière") });
  await take.click();
  // Each of the two hides as it is pressed, and the keyboard goes to the other.
  await expect(back).toBeFocused();
  await back.press("Enter");
  await expect(take).toBeFocused();
  await take.press("Enter");
  await expect(back).toBeFocused();
  await hers.question.getByRole("button", { name: map.typesDone }).click();
  await expect(hers.panel.getByLabel(map.type, { exact: true })).toHaveValue(/.+/u);
  await expect(hers.panel.getByLabel(map.type, { exact: true }).locator("option:checked")).toHaveText(map.goneType("Rivière"));
  await hers.undo.click();
  await expect(hers.panel.getByLabel(map.type, { exact: true }).locator("option:checked")).toHaveText("Rivière");

  // Links have types too, which each says of itself, whatever was looked at in between.
  await hers.page.getByRole("button", { name: map.types, exact: true }).click();
  await hers.question.getByLabel(map.typesFor).selectOption({ label: map.typesOfLinks });
  await hers.question.getByLabel(map.newType2).fill("se jette dans");
  await hers.question.getByLabel(map.newType2).press("Enter");
  await expect(hers.question.getByRole("button", { name: map.takeType("se jette dans") })).toBeVisible();
  await hers.question.getByRole("button", { name: map.typesDone }).click();
  await hers.panel.getByRole("button", { name: map.linkTo, exact: true }).click();
  await hers.field.fill("La Seine");
  await hers.question.getByRole("textbox", { name: map.says }).fill("rejoint");
  await hers.question.getByRole("textbox", { name: map.says }).press("Enter");
  await expect(hers.link("La Seine")).toBeVisible();
  await hers.link("La Seine").getByLabel(map.linkType("La Seine")).selectOption({ label: "se jette dans" });
  await hers.finds("La Seine");
  await hers.panel.getByLabel(map.type, { exact: true }).selectOption({ label: map.theTypes.place });
  await hers.finds("La Bièvre");
  await expect(hers.panel.getByLabel(map.type, { exact: true }).locator("option:checked")).toHaveText("Rivière");
  await expect(hers.link("La Seine").getByLabel(map.linkType("La Seine")).locator("option:checked")).toHaveText("se jette dans");
  await hers.finds("La Seine");
  await expect(hers.panel.getByLabel(map.type, { exact: true }).locator("option:checked")).toHaveText(map.theTypes.place);
});

test("the map is where it was after another arrangement, and what comes back stands where it stood", async ({ alice }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Là où c’était");
  const { path } = commons;
  await commons.says("server");
  const hers = await Carto.of(alice, path);
  await hers.adds("Le milieu");
  for (const name of ["Un", "Deux", "Trois", "Quatre"]) await hers.links(name);
  await hers.says("server");
  // Where everything is, by the picture that is taken along.
  await hers.page.getByText(map.along, { exact: true }).click();
  const places = async () => [...(await takes(hers.page, map.svg)).toString().matchAll(/id="(vertex-[0-9a-f]+)"[^>]*transform="([^"]+)"/gu)].map(([, id, at]) => `${id} ${at}`);
  const arrange = hers.page.getByLabel(map.arrange);
  await hers.comesToRest();
  const before = await places();
  expect(before).toHaveLength(5);
  await arrange.selectOption({ label: map.arrangements[1] });
  await expect.poll(places).not.toEqual(before);
  await arrange.selectOption({ label: map.arrangements[0] });
  await expect.poll(places).toEqual(before);
  await hers.panel.getByRole("button", { name: map.takeAway, exact: true }).click();
  await hers.counts(4, 4);
  await hers.undo.click();
  await hers.counts(5, 5);
  await expect.poll(places).toEqual(before);
});

test("the map is taken along as a picture", async ({ alice }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Emporter");
  const hers = await Carto.of(alice, commons.path);
  await hers.adds("<Un> & l’autre");
  await hers.links("Le suivant", "mène à");
  await hers.page.getByText(map.along, { exact: true }).click();
  const svg = (await takes(hers.page, map.svg)).toString();
  expect(svg).toContain("&lt;Un&gt; &amp; l’autre");
  expect(svg).toContain("mène à");
  const png = await takes(hers.page, map.png);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.length).toBeGreaterThan(5_000);
});

test("Alice, Bob and a program edit one map at once; all have the same, and Chloé sees every change arrive", async ({ alice, bob, chloe, server }) => {
  const { map } = alice.words;
  const client = new StockClient(server.socketAddress);
  client.goOnline();
  const maker = await MapMaker.begin(client, "Trois mains");
  const first = maker.add("Le programme");
  await (await alice.visit()).introduce("Alice");
  await (await bob.visit()).introduce("Bob");
  const hers = await Carto.of(alice, `/c/${maker.commons}`);
  const his = await Carto.of(bob, `/c/${maker.commons}`);
  await hers.counts(1, 1);
  await his.counts(1, 1);
  const watched = await chloe.open(maker.watched);
  await expect(watched.getByText(chloe.words.watch.live)).toBeVisible();
  let nodes = 1;
  const added: string[] = ["Le programme"];
  for (const round of [1, 2, 3]) {
    // Offline half the time.
    await bob.context.setOffline(round % 2 === 1);
    const theirs = `Programme ${round}`;
    maker.link(maker.add(theirs), first, "suit");
    await his.adds(`Bob ${round}`);
    await his.links("Le programme", "vu par Bob");
    await hers.adds(`Alice ${round}`);
    await hers.links("Le programme", "vu par Alice");
    maker.name(first, "Le programme");
    await bob.context.setOffline(false);
    nodes += 3;
    added.push(theirs, `Bob ${round}`, `Alice ${round}`);
    await hers.counts(nodes, nodes);
    await his.counts(nodes, nodes);
    for (const label of added) await expect(watched.getByRole("heading", { level: 4, name: label, exact: true })).toBeVisible();
  }
  await expect(watched.getByRole("img")).toHaveAccessibleDescription(chloe.words.watch.count(nodes, 9));
  for (const one of [hers, his]) {
    await one.says("server");
    await one.page.getByText(map.along, { exact: true }).click();
  }
  const exported = async (from: Carto) => (await takes(from.page, map.json)).toString();
  await expect(async () => expect(await exported(hers)).toBe(await exported(his))).toPass();
  const { nodes: all, links } = JSON.parse(await exported(hers)) as { nodes: { label: string }[]; links: unknown[] };
  expect(all.map(({ label }) => label).sort()).toEqual(added.sort());
  expect(links).toHaveLength(9);
  await client.leave();
});

test("a table is shown before it is taken in, is undone whole, and one that is wrong changes nothing", async ({ alice }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("Tableaux");
  const hers = await Carto.of(alice, commons.path);
  await hers.adds("Les communs");
  const { page } = hers;
  await page.getByText(map.bringIn, { exact: true }).click();
  const gives = (name: string, bytes: string | Buffer) =>
    page.getByLabel(map.sheet).setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes) });
  await gives("noeuds.csv", "\u{feff}Label;Type;Tags;Couleur\nLes communs;idea;commun;rouge\nUne rivière;Rivière;eau;bleu\nUn pont;place;eau, pierre;gris\n");
  await expect(page.getByText(map.would)).toBeVisible();
  await expect(page.getByText(/Une rivière, Un pont/u)).toBeVisible();
  await expect(page.getByText(/Couleur/u)).toBeVisible();
  await hers.counts(1, 1);
  await page.getByRole("button", { name: map.takeIn }).click();
  await hers.counts(3, 3);
  await hers.finds("Une rivière");
  await expect(hers.panel.getByLabel(map.type, { exact: true }).locator("option:checked")).toHaveText("Rivière");
  await gives("liens.csv", "from,to,label\nUne rivière,Un pont,passe sous\n");
  await page.getByRole("button", { name: map.takeIn }).click();
  await expect(hers.link("Un pont")).toBeVisible();
  await hers.undo.click();
  await expect(hers.link("Un pont")).toBeHidden();
  await hers.undo.click();
  await hers.counts(1, 1);
  await hers.redo.click();
  await hers.counts(3, 3);

  const long = "é".repeat(10_000);
  const wrong = `id,label,x,y\n11111111111111111111111111111111,Un,1,1\n11111111111111111111111111111111,Deux,1,1\n,Trois,NaN,1\n,${long},,\n`;
  for (const [name, bytes, said] of [
    ["doubles.csv", wrong, /3.*(2|id)/u],
    ["colonnes.csv", "type,tags\nidea,eau\n", /label/u],
    ["melange.csv", Buffer.concat([Buffer.from("label\nCafé\n"), Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x0a])]), /UTF-8/u],
    ["perdu.csv", "from,to\nUne rivière,Nulle part\n", /Nulle part/u],
  ] as const) {
    await gives(name, bytes);
    await expect(page.getByText(map.wrongSheet)).toBeVisible();
    await expect(page.getByRole("status").getByRole("listitem").filter({ hasText: said }).first()).toBeVisible();
    await hers.counts(3, 3);
  }

  await page.getByLabel(map.list).fill("- Les communs\n  - L’eau\n  - La terre\n- Le feu");
  await page.getByRole("button", { name: map.look }).click();
  await page.getByRole("button", { name: map.takeIn }).click();
  await hers.counts(6, 6);
  await hers.finds("Les communs");
  await expect(hers.link("L’eau")).toBeVisible();
  await expect(hers.link("La terre")).toBeVisible();

  // Given out and taken in again, nothing would change.
  await page.getByText(map.along, { exact: true }).click();
  const table = await takes(page, map.nodesTable);
  await gives("retour.csv", table);
  await expect(page.getByText(map.nothingNew)).toBeVisible();

  await page.getByRole("button", { name: map.add, exact: true }).click();
  await hers.field.fill(long);
  await expect(hers.question.getByRole("alert")).toBeVisible();
  await expect(hers.offered).toHaveCount(0);
});

test("the loop feeds the map by itself, and what it brings leads back to where it comes from", async ({ alice, bob }) => {
  const { map } = alice.words;
  const commons = await alice.startCommons("La boucle");
  const { path } = commons;
  await commons.prepare("Premier soir");
  const plan = new Plan(commons.page, alice.words);
  await plan.says(plan.theme, "Les mots partagés");
  const meetup = new URL(commons.page.url()).pathname;
  await expect(commons.page.getByRole("status").filter({ hasText: alice.words.server })).toBeVisible();
  const hers = await Carto.of(alice, path);
  await hers.counts(2, 2);
  await hers.finds("Les mots partagés");
  await expect(hers.panel.getByRole("link", { name: map.source })).toHaveAttribute("href", meetup);
  await expect(hers.link("Premier soir")).toBeVisible();
  await hers.links("Le glossaire", "demande");
  await hers.changes(map.tags, "vocabulaire");
  await hers.says("server");
  const his = await Carto.of(bob, path);
  await his.counts(3, 3);
  await his.finds("Les mots partagés");
  await expect(his.link("Le glossaire")).toBeVisible();
  await expect(his.panel.getByRole("textbox", { name: map.tags, exact: true })).toHaveValue("vocabulaire");
  await his.panel.getByRole("link", { name: map.source }).click();
  await expect(his.page).toHaveURL(new RegExp(`${meetup}$`, "u"));
});

test("each meetup that ends marks where the map stood; one looks at it then, and changes nothing", async ({ alice, bob }) => {
  const { map, phases } = alice.words;
  const commons = await alice.startCommons("Repères");
  const { path } = commons;
  const meetup = await commons.prepare("Premier soir");
  const before = await Carto.of(alice, path);
  await before.adds("Ce soir-là");
  await before.says("server");
  await meetup.page.bringToFront();
  await meetup.moveTo(phases[2]);
  await meetup.isAt(phases[2]);
  await meetup.moveTo(phases[3]);
  await meetup.isAt(phases[3]);
  await meetup.says("server");
  await before.page.bringToFront();
  await before.panel.getByRole("button", { name: alice.words.map.close }).click();
  const mark = before.panel.getByRole("button", { name: "Premier soir", exact: true });
  await expect(mark).toBeVisible();
  await before.adds("Depuis");
  await before.counts(3, 3);
  await before.says("server");

  const his = await Carto.of(bob, path);
  await his.counts(3, 3);
  await his.panel.getByRole("button", { name: "Premier soir", exact: true }).click();
  await his.counts(2, 2);
  await expect(his.page.getByText(map.then)).toBeVisible();
  await expect(his.page.getByRole("button", { name: map.add, exact: true })).toBeHidden();
  await his.finds("Ce soir-là");
  await expect(his.panel.getByRole("textbox", { name: map.name, exact: true })).toBeHidden();
  await his.panel.getByRole("button", { name: map.close }).click();
  await his.page.getByRole("button", { name: map.now }).click();
  await his.counts(3, 3);
});
