/** Chloé has a link and nothing else: she watches the Meta-Carto change, and reads it without scripts. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { fitsItsWidth, isAccessible } from "../fixtures/axe";
import { MapMaker } from "../fixtures/map-maker";
import { Person } from "../fixtures/person";
import type { Server } from "../fixtures/server";
import { StockClient } from "../fixtures/stock-client";
import { test as base, expect } from "../fixtures/test";
import { words } from "../fixtures/words";

/** How much the light page may weigh, beside its fonts. */
const most = 150_000;

interface Stage {
  /** A program that edits the map of a commons over the protocol. */
  maker: MapMaker;
}

const test = base.extend<Stage>({
  maker: async ({ server }, use) => {
    const client = new StockClient(server.socketAddress);
    client.goOnline();
    await use(await MapMaker.begin(client, "Les communs"));
    await client.leave();
  },
});

/** Waits until the server's page says so: it is on its disk. */
async function isSaved(server: Server, { watched }: MapMaker, part: string): Promise<void> {
  await expect.poll(() => server.html(watched)).toContain(part);
}

/** When a text is first in the picture of this page, in milliseconds since 1970. */
function seen(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const map = document.querySelector("svg");
        const look = () => {
          if (!map?.textContent?.includes(text)) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true });
        look();
      }),
    text,
  );
}

/** Where each thing of the picture stands. */
function places(page: Page): Promise<Record<string, string>> {
  return page.locator(".carto__vertex").evaluateAll((all) => Object.fromEntries(all.map((one) => [one.id, one.getAttribute("transform") ?? ""])));
}

test("Chloé watches every change arrive while a program edits the map, and nothing that has a place moves", async ({ maker, server, chloe }) => {
  const first = maker.add("Jardin partagé");
  await isSaved(server, maker, "Jardin partagé");
  const page = await chloe.open(maker.watched);
  const say = chloe.words.watch;
  await expect(page.getByRole("heading", { level: 1, name: say.title("Les communs") })).toBeVisible();
  await expect(page.getByText(say.live)).toBeVisible();

  const took: number[] = [];
  let last = first;
  for (let n = 1; n <= 40; n += 1) {
    const label = `Idée numéro ${n}.`;
    const before = await places(page);
    const arrives = seen(page, label);
    const given = Date.now();
    const id = maker.add(label);
    took.push((await arrives) - given);
    maker.link(id, last, "prolonge");
    await expect(page.getByRole("img", { name: say.title("Les communs") })).toHaveAccessibleDescription(say.count(n + 1, n));
    expect(await places(page)).toMatchObject(before);
    last = id;
  }
  took.sort((one, other) => one - other);
  const [median, p95] = [took[20], took[37]];
  const figures = `a change is seen after ${median} ms (median), ${p95} ms (p95), ${took.at(-1)} ms (longest of 40)`;
  console.log(figures);
  test.info().annotations.push({ type: "figures", description: figures });

  maker.name(first, "Jardin ouvert");
  await expect(page.getByRole("heading", { level: 4, name: "Jardin ouvert" }), "the list changes too").toBeVisible();
  await expect(page.getByRole("heading", { level: 4, name: "Jardin partagé" })).toHaveCount(0);
  expect(await page.evaluate(() => typeof (globalThis as { boucle?: unknown }).boucle), "the module was not loaded").toBe("undefined");
});

test("Chloé without scripts has the picture, and reads all of it", async ({ maker, server, browser, language }) => {
  const garden = maker.add("Jardin partagé", { summary: "Ouvert à **toutes**.", address: "https://jardin.example/" });
  maker.link(garden, maker.add("Semences"), "fait pousser");
  await isSaved(server, maker, "fait pousser");
  const chloe = await Person.arrive("Chloé", browser, server, language, { javaScriptEnabled: false });
  const say = chloe.words.watch;
  const page = await chloe.open(maker.watched);
  const picture = page.getByRole("img", { name: say.title("Les communs") });
  await expect(picture).toBeVisible();
  await expect(picture).toHaveAccessibleDescription(say.count(2, 1));
  await expect(page.getByRole("heading", { level: 3, name: say.ideas })).toBeVisible();
  const item = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 4, name: "Jardin partagé" }) });
  await expect(item).toContainText("Ouvert à toutes.");
  await expect(item).toContainText("fait pousser");
  await expect(item.getByRole("link", { name: /jardin/iu })).toHaveAttribute("href", "https://jardin.example/");
  await item.getByRole("link", { name: "Semences" }).click();
  await expect(page.getByRole("heading", { level: 4, name: "Semences" })).toBeInViewport();
  await expect(page.getByRole("link", { name: say.whole })).toHaveAttribute("href", `/c/${maker.commons}/carto`);
  await expect(page.getByRole("button", { name: say.nearer }), "nothing is offered that would not work").toBeHidden();
  expect(chloe.vigilance.troubles).toEqual([]);
  await chloe.context.close();
});

test("the light page weighs at most 150 KB beside its fonts, with a map of 300 nodes", async ({ maker, server, chloe }) => {
  maker.fill(300);
  await isSaved(server, maker, "Initiative numéro 299");
  const page = await chloe.context.newPage();
  const session = await chloe.context.newCDPSession(page);
  await session.send("Network.enable");
  const isFont = new Map<string, boolean>();
  const weights = new Map<string, number>();
  const add = (id: string, more: number) => weights.set(id, (weights.get(id) ?? 0) + more);
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    isFont.set(requestId, type === "Font");
    add(requestId, response.encodedDataLength);
  });
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  // What has ended is counted whole; what one listens to never does.
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => weights.set(requestId, encodedDataLength));
  const weigh = (fonts: boolean) => [...weights].filter(([id]) => isFont.get(id) === fonts).reduce((sum, [, weight]) => sum + weight, 0);
  await page.goto(chloe.address + maker.watched, { waitUntil: "load" });
  await expect(page.getByText(chloe.words.watch.live)).toBeVisible();
  const [bytes, fonts] = [weigh(false), weigh(true)];
  const figures = `the light page takes ${bytes} bytes, and ${fonts} of fonts`;
  console.log(figures);
  test.info().annotations.push({ type: "figures", description: figures });
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(most);
});

test("a site that frames the map has it, up to date; no other page can be framed", async ({ maker, server, chloe }) => {
  maker.add("Jardin partagé");
  await isSaved(server, maker, "Jardin partagé");
  const say = chloe.words.watch;
  const page = await chloe.open(maker.watched);
  await page.getByText(say.embed).click();
  const code = await page.getByRole("textbox", { name: say.embedCode }).inputValue();
  const site = createServer((_request, answer) => {
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><html lang="fr"><title>Un autre site</title>${code}<iframe title="refusé" src="${server.address}${maker.watched}"></iframe>`);
  });
  await new Promise<void>((listens) => site.listen(0, "127.0.0.1", listens));
  chloe.vigilance.allow(/frame-ancestors/u);
  const elsewhere = await chloe.open(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  const frame = elsewhere.frameLocator(`iframe[title="${say.title("Les communs")}"]`);
  await expect(frame.getByRole("img", { name: say.title("Les communs") })).toHaveAccessibleDescription(say.count(1, 0));
  await expect(frame.getByText(say.live)).toBeVisible();
  maker.add("Semences");
  await expect(frame.getByRole("img", { name: say.title("Les communs") })).toHaveAccessibleDescription(say.count(2, 0));
  await expect(frame.getByRole("link", { name: say.whole })).toHaveAttribute("target", "_blank");
  await expect(elsewhere.frameLocator('iframe[title="refusé"]').getByRole("img"), "the light page is in no frame").toHaveCount(0);
  site.close();
  site.closeAllConnections();
});

test("who loses the connection is told, and has what they missed when it is back", async ({ maker, server, chloe }) => {
  maker.add("Jardin partagé");
  await isSaved(server, maker, "Jardin partagé");
  const say = chloe.words.watch;
  const page = await chloe.open(maker.watched);
  await expect(page.getByText(say.live)).toBeVisible();
  await server.kill();
  await expect(page.getByText(say.lost)).toBeVisible();
  await server.resume();
  maker.add("Semences");
  await expect(page.getByText(say.live)).toBeVisible();
  await expect(page.getByRole("heading", { level: 4, name: "Semences" })).toBeVisible();
});

test("where the app is installed, the light page comes from the network alone", async ({ maker, server, chloe }) => {
  maker.add("Jardin partagé");
  await isSaved(server, maker, "Jardin partagé");
  const page = await chloe.open(maker.watched);
  // What the app's own pages do.
  await page.evaluate(() => navigator.serviceWorker.register("/sw.js"));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const again = await page.reload();
  expect(again?.fromServiceWorker()).toBe(false);
  await expect(page.getByText(chloe.words.watch.live)).toBeVisible();
  await server.kill();
  const app = await page.goto(`${server.address}/me`);
  expect(app?.fromServiceWorker(), "the shell stands in for the pages of the app").toBe(true);
  await expect(page.goto(server.address + maker.watched), "and not for this one").rejects.toThrow(/ERR_CONNECTION_REFUSED/u);
});

test("Chloé moves about on the map by keyboard, and what changes is said to those who hear the page", async ({ maker, server, chloe }) => {
  maker.fill(12);
  await isSaved(server, maker, "Initiative numéro 11");
  const say = chloe.words.watch;
  const page = await chloe.open(maker.watched);
  await expect(page.getByText(say.live)).toBeVisible();
  const picture = page.getByRole("img", { name: say.title("Les communs") });
  const view = () => picture.getAttribute("viewBox");
  const whole = await view();
  await page.getByRole("group", { name: say.tools }).first().focus();
  await page.keyboard.press("+");
  const near = await view();
  expect(Number(near?.split(" ")[2])).toBeLessThan(Number(whole?.split(" ")[2]));
  await page.keyboard.press("ArrowRight");
  expect(await view()).not.toBe(near);
  await page.keyboard.press("0");
  expect(await view()).toBe(whole);
  await page.getByRole("button", { name: say.nearer }).click();
  expect(await view()).not.toBe(whole);
  await page.getByRole("button", { name: say.all }).click();
  expect(await view()).toBe(whole);

  maker.add("Une de plus");
  await expect(page.locator("[aria-live=polite]")).toHaveText(say.one);
});

test("whoever follows the links of the list stays on theirs while what is around it changes", async ({ maker, server, chloe }) => {
  const garden = maker.add("Jardin partagé");
  maker.link(garden, maker.add("Semences"), "fait pousser");
  maker.link(garden, maker.add("La coopérative"), "nourrit");
  await isSaved(server, maker, "nourrit");
  const say = chloe.words.watch;
  const page = await chloe.open(maker.watched);
  await expect(page.getByText(say.live)).toBeVisible();
  const item = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 4, name }) });
  for (const name of ["La coopérative", "Semences"]) {
    const link = item("Jardin partagé").or(item("Jardin ouvert")).getByRole("link", { name });
    await link.focus();
    maker.name(garden, name === "Semences" ? "Jardin partagé" : "Jardin ouvert");
    await expect(item(name === "Semences" ? "Jardin partagé" : "Jardin ouvert")).toBeVisible();
    await expect(link, "what stands there now").toBeFocused();
  }

  // All of it is put anew where the server has been away.
  await server.kill();
  await expect(page.getByText(say.lost)).toBeVisible();
  await server.resume();
  maker.add("Un puits");
  await expect(item("Un puits")).toBeVisible();
  await expect(item("Jardin partagé").getByRole("link", { name: "Semences" })).toBeFocused();
});

test("an empty map and a map that is not there say so", async ({ maker, server, chloe }) => {
  const say = chloe.words.watch;
  await isSaved(server, maker, "Les communs");
  const page = await chloe.open(maker.watched);
  await expect(page.getByText(say.empty)).toBeVisible();
  maker.add("Jardin partagé");
  await expect(page.getByText(say.empty)).toBeHidden();
  const lost = await chloe.open(`/c/${maker.commons.slice(0, -1)}/carto/watch`);
  await expect(lost.getByRole("heading", { level: 1 })).toBeVisible();
});

for (const language of ["fr", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on the light page and in the frame (${language}, ${colorScheme})`, async ({ maker, server, browser }) => {
      maker.fill(40);
      await isSaved(server, maker, "Initiative numéro 39");
      const chloe = await Person.arrive("Chloé", browser, server, language, { colorScheme });
      for (const address of [maker.watched, maker.framed, `/c/${maker.commons.slice(0, -1)}/carto/watch`]) {
        const page = await chloe.open(address);
        if (address === maker.watched) {
          await expect(page.getByText(words[language].watch.live)).toBeVisible();
          await page.getByText(words[language].watch.embed).click();
        }
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await isAccessible(page, `${address} at ${width} px`);
          await fitsItsWidth(page, `${address} at ${width} px`);
        }
      }
      expect(chloe.vigilance.troubles).toEqual([]);
      await chloe.context.close();
    });
  }
}
