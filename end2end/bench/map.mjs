// What the map of a large community costs the person who looks at it: run by `cargo bench -p boucle-server --bench map`.
// Usage: node map.mjs ADDRESS PEOPLE. Prints one line of JSON: how many turns of the page's thread were longer than 50 ms and the
// longest, from the moment when everybody is shown, while people walk about (`still`), then while the map is scrolled, zoomed
// and walked through by keyboard (`used`). Times are in milliseconds, with the processor slowed four times.
import { chromium } from "@playwright/test";

const [address, people] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
const page = await browser.newPage({ locale: "fr-FR", viewport: { width: 1280, height: 800 } });
await page.addInitScript(() => {
  globalThis.long = [];
  new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
});
const devtools = await page.context().newCDPSession(page);
await page.goto(address);
const map = page.getByRole("region", { name: "La boucle" });
await map.getByRole("listitem").first().waitFor();
// Heartbeats come in their own time: who was here before us is shown as they give a sign of life.
await page.waitForFunction((least) => {
  const shown = document.querySelector(".doors__people")?.textContent?.match(/\d+/u)?.[0];
  return Number(shown) >= least;
}, Number(people), { timeout: 120_000 });
await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
const count = async () => {
  const long = await page.evaluate(() => globalThis.long.splice(0));
  return { over50: long.length, longest: Math.round(Math.max(0, ...long)) };
};
await count();
await page.waitForTimeout(15_000);
const still = await count();
const zoom = (name) => page.getByRole("button", { name }).click();
for (const name of ["Toute l’histoire", "Une édition", "De près"]) {
  await zoom(name);
  await page.waitForTimeout(500);
}
await page.locator(".map__window").hover();
for (let n = 0; n < 20; n += 1) {
  await page.mouse.wheel(-600, 0);
  await page.waitForTimeout(100);
}
await page.locator(".map__window").focus();
for (let n = 0; n < 40; n += 1) await page.keyboard.press("Tab");
const used = await count();
console.log(JSON.stringify({ still, used }));
await browser.close();
