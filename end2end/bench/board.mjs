// What a board of sixty people costs whoever leads it: run by `cargo bench -p boucle-server --bench board`.
// Usage: node board.mjs ADDRESS CLIENTS CARDS POINTS. Prints one line of JSON: the turns of the facilitator's thread that were longer than
// 50 ms, in milliseconds, while cards are awaited (`gather`), when they come (`reveal`), when the board turns to groups (`grouped`), while
// two are put together (`group`), while all vote (`vote`), and when the sums are shown (`decide`); and of each the most that a turn took of the
// processor (`own`): what is longer by the clock waited for others, who share the machine; what the browser took to look for fields that it
// could fill in is apart (`autofill`). Fails unless every card and every point is in
// both windows.
import { constants, setPriority } from "node:os";
import { expect } from "@playwright/test";
import { count as counted, launch, own, trace, watch } from "./turns.mjs";

const [address, clients, cards, points] = process.argv.slice(2);
const visit = async (browser) => {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await watch(page);
  await page.goto(address);
  const board = page.getByRole("region", { name: "Le tableau" });
  await expect(board.getByRole("button", { name: "Animer", exact: true })).toBeVisible();
  return { page, board };
};
const browsers = [await launch()];
// All others are elsewhere: here they take what her browser leaves of the machine.
setPriority(constants.priority.PRIORITY_LOW);
browsers.push(await launch());
const [hers, his] = await Promise.all(browsers.map(visit));
const soon = { timeout: 110_000 };
// What the page shows is asked for cheaply: a look by role or by text walks the whole page, which takes its thread as long as a vote.
const seen = (page, look, argument) => page.waitForFunction(look, argument, { ...soon, polling: 500 });
const count = () => counted(hers.page);
const next = () => hers.page.evaluate(() => document.querySelector(".board__way button").click());

await hers.board.getByRole("button", { name: "Animer", exact: true }).click();
await hers.page.getByRole("dialog").getByRole("button", { name: "Plus tard" }).click();
await trace(browsers[0], hers.page);
await count();
/** Waits until so many elements of the board are there, in both windows or in hers. */
const has = async (selector, many, windows = [hers, his]) => {
  for (const { page } of windows) {
    await seen(page, ([selector, many]) => document.querySelectorAll(selector).length === many, [selector, many]);
  }
};
/** Waits until an element says so many of so many. */
const says = async (selector, beginning) => {
  for (const { page } of [hers, his]) {
    const look = ([selector, beginning]) =>
      [...document.querySelectorAll(selector)].some((one) => one.textContent.replaceAll("\u{a0}", " ").startsWith(beginning));
    await seen(page, look, [selector, beginning]);
  }
};
await says(".board__waiting", `${clients * 3} cartes de ${clients} `);
const gather = await count();
await next();
await has("[id^=card-]", Number(cards));
const reveal = await count();
await next();
await has(".board__heap", Number(cards), [hers]);
const grouped = await count();
await hers.page.evaluate(() => document.querySelector(".board__alike button").click());
await has(".board__heap--group", 1);
const group = await count();
await next();
await says(".board__purse .field__hint", `${points} points de ${clients} `);
const vote = await count();
await next();
await has(".board__points", Number(cards) - 1, [hers]);
const decide = await count();
const most = await own(browsers[0]);
console.log(JSON.stringify({ gather, reveal, grouped, group, vote, decide, ...most }));
await Promise.all(browsers.map((browser) => browser.close()));
