// What a vote in a large poll costs the person who casts it: run by `cargo bench -p boucle-server --bench poll`.
// Usage: node poll.mjs ADDRESS. Prints lines of JSON, each a pass by a new device with the processor slowed `slowed` times: four times, then, on
// a machine that is slower than usual (`pace`, in turns.mjs), as many times as make it as slow as the usual one slowed four times. In
// it stand the turns of the page’s thread that were longer than 50 ms, while others vote
// (`still`), on the first vote of a device (`first`), while votes are cast (`voted`), when the table of who said what opens (`opened`), while
// votes are cast beside its first page (`table`), while its pages turn (`turned`), and beside its last (`last`); and of each the most that a
// turn took of the processor (`own`; what the browser looks for to fill in is apart). In milliseconds.
import { count as counted, launch, likePhone, own, pace, trace, watch } from "./turns.mjs";

const [address] = process.argv.slice(2);
const browser = await launch();
const paced = await pace(browser);
console.log(JSON.stringify({ pace: Math.round(paced), ...(await pass(4)) }));
const phone = likePhone(paced);
if (phone < 4) console.log(JSON.stringify(await pass(phone)));
await browser.close();

async function pass(slowed) {
  const page = await browser.newPage({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 390, height: 800 } });
  await watch(page);
  const devtools = await page.context().newCDPSession(page);
  await page.goto(address);
  const votes = page.getByRole("group", { name: /^Votre réponse/u });
  await page.waitForFunction(() => document.querySelectorAll(".votes button:not([disabled])").length === 36);
  await page.waitForTimeout(2_000);
  // What is pressed is found beforehand, or by its place: to look for it by role walks the page, which takes its thread as long as a vote.
  const buttons = {};
  for (const answer of ["Oui", "Si besoin", "Non"]) {
    buttons[answer] = await votes.getByRole("button", { name: answer, exact: true }).elementHandles();
  }
  const seen = (look) => page.waitForFunction((look) => document.querySelector(look), look, { polling: 100 });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  const count = () => counted(page);
  // As a hand does: a click of a test asks the page, in the turn of the vote, what is under the pointer.
  const press = async (button) => {
    await button.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await button.boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2);
  };
  const vote = async (answer) => {
    for (let n = 0; n < 12; n += 1) {
      await press(buttons[answer][n]);
      await page.waitForTimeout(150);
    }
    return count();
  };
  await trace(browser, page);
  await count();
  await page.waitForTimeout(10_000);
  const still = await count();
  // The first vote of a new device begins a document's actor, and asks for a name a moment later.
  await press(buttons["Si besoin"][0]);
  const later = await seen("dialog[open] button[value=later]");
  await page.evaluate((later) => later.click(), later);
  const first = await count();
  const voted = await vote("Oui");
  await page.evaluate(() => document.querySelector("[aria-labelledby=table-title] summary").click());
  await seen(".poll__table");
  const opened = await count();
  const table = await vote("Non");
  for (let goes = true; goes; ) {
    goes = await page.evaluate(() => {
      const next = document.querySelector("[aria-labelledby=table-title] .poll__acts button:last-of-type");
      next.click();
      return !next.disabled;
    });
    await page.waitForTimeout(150);
  }
  const turned = await count();
  const last = await vote("Oui");
  const figures = { slowed: Math.round(slowed * 10) / 10, still, first, voted, opened, table, turned, last, ...(await own(browser)) };
  await page.close();
  return figures;
}
