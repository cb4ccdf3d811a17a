// What the map of a large community costs the person who looks at it: run by `cargo bench -p boucle-server --bench map`.
// Usage: node map.mjs ADDRESS PEOPLE. Prints one line of JSON: the turns of the page's thread that were longer than 50 ms, from the
// moment when everybody is shown: while people walk about (`still`), then while the map is looked at from each distance
// (`zoomed`), scrolled (`scrolled`) and walked through by keyboard (`walked`). In milliseconds, with the processor slowed four times.
import { count as counted, launch, watch } from "./turns.mjs";

const [address, people] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage({ locale: "fr-FR", viewport: { width: 1280, height: 800 } });
await watch(page);
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
const count = () => counted(page);
await count();
await page.waitForTimeout(15_000);
const still = await count();
const zoom = (name) => page.getByRole("button", { name }).click();
const zoomed = {};
for (const name of ["Toute l’histoire", "Une édition", "De près"]) {
  await zoom(name);
  await page.waitForTimeout(500);
  zoomed[name] = await count();
}
await page.locator(".map__window").hover();
for (let n = 0; n < 20; n += 1) {
  await page.mouse.wheel(-600, 0);
  await page.waitForTimeout(100);
}
const scrolled = await count();
await page.locator(".map__window").focus();
for (let n = 0; n < 40; n += 1) await page.keyboard.press("Tab");
const walked = await count();
console.log(JSON.stringify({ still, zoomed, scrolled, walked }));
await browser.close();
