// What a board of sixty people costs whoever leads it: run by `cargo bench -p boucle-server --bench board`.
// Usage: node board.mjs ADDRESS CLIENTS CARDS POINTS. Prints one line of JSON: the turns of the facilitator's thread that were longer than
// 50 ms, in milliseconds, while cards are awaited (`gather`), when they come (`reveal`), while they are put together (`group`), while
// all vote (`vote`), and when the sums are shown (`decide`). Fails unless every card and every point is in both windows.
import { chromium, expect } from "@playwright/test";

const [address, clients, cards, points] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
const visit = async () => {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  await page.goto(address);
  const board = page.getByRole("region", { name: "Le tableau" });
  await expect(board.getByRole("button", { name: "Animer", exact: true })).toBeVisible();
  return { page, board };
};
const hers = await visit();
const his = await visit();
const soon = { timeout: 110_000 };
const count = async () => (await hers.page.evaluate(() => globalThis.long.splice(0))).map(Math.round);
const next = () => hers.board.getByRole("button", { name: /^Passer à/u }).click();

await hers.board.getByRole("button", { name: "Animer", exact: true }).click();
await hers.page.getByRole("dialog").getByRole("button", { name: "Plus tard" }).click();
await count();
await expect(hers.board.getByText(new RegExp(`cartes de ${clients}\\s`, "u"))).toBeVisible(soon);
const gather = await count();
await next();
for (const { board } of [hers, his]) await expect(board.locator("[id^=card-]")).toHaveCount(Number(cards), soon);
const reveal = await count();
await next();
await expect(hers.board.locator(".board__heap")).toHaveCount(Number(cards), soon);
const grouped = await count();
await hers.board.getByRole("button", { name: "Réunir", exact: true }).first().click();
await expect(his.board.getByRole("textbox", { name: "Nom du groupe" })).toHaveCount(1, soon);
const group = await count();
await next();
for (const { board } of [hers, his]) await expect(board.getByText(new RegExp(`^${points}\\spoints de ${clients}\\s`, "u"))).toBeVisible(soon);
const vote = await count();
await next();
await expect(hers.board.locator(".board__points")).toHaveCount(Number(cards) - 1, soon);
const decide = await count();
console.log(JSON.stringify({ gather, reveal, grouped, group, vote, decide }));
await browser.close();
