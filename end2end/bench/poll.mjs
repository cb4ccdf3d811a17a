// What a vote in a large poll costs the person who casts it: run by `cargo bench -p boucle-server --bench poll`.
// Usage: node poll.mjs ADDRESS PEOPLE. Prints one line of JSON: the turns of the page's thread that were longer than 50 ms, while
// votes are cast (`voted`), the same with the table of who said what open, at its first page and at its last (`table`, `last`), and
// while others vote meanwhile (`still`). In milliseconds, with the processor slowed four times.
import { chromium } from "@playwright/test";

const [address, people] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
const page = await browser.newPage({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 390, height: 800 } });
await page.addInitScript(() => {
  globalThis.long = [];
  new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
});
const devtools = await page.context().newCDPSession(page);
await page.goto(address);
const votes = page.getByRole("group", { name: /^Votre réponse/u });
await page.waitForFunction(() => document.querySelectorAll(".votes button:not([disabled])").length === 36);
await page.waitForTimeout(2_000);
// Found beforehand: looking for a button by its role takes the page's thread as long as a vote does.
const buttons = {};
for (const answer of ["Oui", "Si besoin", "Non"]) {
  buttons[answer] = await votes.getByRole("button", { name: answer, exact: true }).elementHandles();
}
await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
const count = async () => (await page.evaluate(() => globalThis.long.splice(0))).map(Math.round);
const vote = async (answer) => {
  for (let n = 0; n < 12; n += 1) {
    await buttons[answer][n].click();
    await page.waitForTimeout(150);
  }
  return count();
};
await count();
await page.waitForTimeout(10_000);
const still = await count();
// The first vote of a new device begins a document's actor, and asks for a name a moment later.
await buttons["Si besoin"][0].click();
await page.getByRole("dialog").getByRole("button", { name: "Plus tard" }).click();
const first = await count();
const voted = await vote("Oui");
await page.getByText(/^Voir \d+\sréponses/u).click();
await page.getByRole("table").waitFor();
const opened = await count();
const table = await vote("Non");
for (const next = page.getByRole("button", { name: "Suivants" }); await next.isEnabled(); ) await next.click();
const turned = await count();
const last = await vote("Oui");
console.log(JSON.stringify({ still, first, voted, opened, table, turned, last }));
await browser.close();
