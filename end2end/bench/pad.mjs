// What a long pad costs the person who has it open: run by `cargo bench -p boucle-server --bench pad`, which serves the
// pads and types as somebody else. Usage: node pad.mjs ADDRESS THROTTLE. Prints "ready", counts what was applied at each line of its
// input, and at its end prints one line of JSON.
//
// "Applied" is the whole turn of the page's one thread in which a burst becomes text: merging, patches, editor. Of one's own
// keystroke, "busy" is what the page's thread works for it: the turn that takes the key, and the frame that shows it. "Painted" is from
// the key to the end of that frame, which waits for the screen's next beat (16.7 ms). The floor is a bare text area in the same browser,
// slowed alike. Times are in milliseconds.
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";

const [address, throttle] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
const page = await browser.newPage({ locale: "fr-FR" });
await page.addInitScript(() => {
  const measured = { applied: [], painted: [], busy: [] };
  globalThis.measured = measured;
  let applied = false;
  const later = globalThis.setTimeout.bind(globalThis);
  globalThis.setTimeout = (run, wait, ...rest) =>
    later(() => {
      const began = performance.now();
      applied = false;
      run(...rest);
      if (applied) measured.applied.push(performance.now() - began);
    }, wait);
  let boucle;
  Object.defineProperty(globalThis, "boucle", {
    get: () => boucle,
    set(value) {
      const mount = value.mountEditor;
      value.mountEditor = async (...given) => {
        const editor = await mount(...given);
        const apply = editor.applyRemote.bind(editor);
        editor.applyRemote = (splices) => {
          applied = true;
          return apply(splices);
        };
        return editor;
      };
      boucle = value;
    },
  });
  /** Runs when the thread is free again. */
  const afterwards = (run) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(null);
  };
  addEventListener(
    "keydown",
    (event) => {
      if (event.key.length !== 1) return;
      const pressed = performance.now();
      let taken = pressed;
      afterwards(() => {
        taken = performance.now();
      });
      requestAnimationFrame(() => {
        const frame = performance.now();
        afterwards(() => {
          const painted = performance.now();
          measured.painted.push(painted - pressed);
          measured.busy.push(Math.min(taken, frame) - pressed + painted - frame);
        });
      });
    },
    true,
  );
});
const devtools = await page.context().newCDPSession(page);
const at = (times, share) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

/** Types a sentence at a person's pace, and says what each key cost. */
async function type() {
  await page.evaluate(() => {
    globalThis.measured.painted.length = 0;
    globalThis.measured.busy.length = 0;
  });
  await page.keyboard.type("ceci est écrit par la personne dont on mesure la page, lettre après lettre", { delay: 60 });
  const { painted, busy } = await page.evaluate(() => globalThis.measured);
  return { keys: busy.length, busy_p50: at(busy, 0.5), busy_p95: at(busy, 0.95), painted_p50: at(painted, 0.5), painted_p95: at(painted, 0.95) };
}

await page.goto(new URL("/health", address).href);
await page.evaluate(() => {
  document.body.innerHTML = "<textarea></textarea>";
});
await page.locator("textarea").click();
await devtools.send("Emulation.setCPUThrottlingRate", { rate: Number(throttle) });
const floor = await type();
await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
const began = Date.now();
await page.goto(address);
const pad = page.getByRole("textbox", { name: /pad/i });
await pad.waitFor({ timeout: 120_000 });
const opened = Date.now() - began;
await pad.click();
await page.keyboard.press("Control+End");
// The first letter asks for a name, and stores what there is to store: it is not what is measured.
await page.keyboard.type("x");
await page.getByRole("button", { name: "Plus tard" }).click({ timeout: 60_000 });
await pad.click();
await page.keyboard.press("Control+End");
await devtools.send("Emulation.setCPUThrottlingRate", { rate: Number(throttle) });
/** What was applied since the last time. */
async function count() {
  const applied = await page.evaluate(() => globalThis.measured.applied.splice(0));
  return { bursts: applied.length, applied_p50: at(applied, 0.5), applied_p95: at(applied, 0.95) };
}

await count();
console.log("ready");
const counts = [];
for await (const _ of createInterface(process.stdin)) counts.push(await count());
const [inOnePlace, inTwentyPlaces] = counts;
const figures = { opened, inOnePlace, inTwentyPlaces, own: await type(), floor };
console.log(JSON.stringify(figures, (_, value) => (typeof value === "number" ? Math.round(value * 10) / 10 : value)));
await browser.close();
