// What a long pad costs the person who has it open: run by `cargo bench -p boucle-server --bench pad`, which serves the
// pads and types as somebody else. Usage: node pad.mjs ADDRESS THROTTLE. Prints "ready", then, at the end of its input, one line of JSON.
//
// "Applied" is the whole turn of the page's one thread in which a burst becomes text: merging, patches, editor. "Own
// keystroke" is from the key's event to the frame after it was painted. Times are in milliseconds.
import { chromium } from "@playwright/test";

const [address, throttle] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
const page = await browser.newPage({ locale: "fr-FR" });
await page.addInitScript(() => {
  const measured = { applied: [], own: [] };
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
  addEventListener(
    "keydown",
    (event) => {
      if (event.key.length !== 1) return;
      const pressed = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => measured.own.push(performance.now() - pressed);
        port2.postMessage(null);
      });
    },
    true,
  );
});
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
const devtools = await page.context().newCDPSession(page);
await devtools.send("Emulation.setCPUThrottlingRate", { rate: Number(throttle) });
await page.evaluate(() => {
  globalThis.measured.applied.length = 0;
  globalThis.measured.own.length = 0;
});
console.log("ready");
for await (const _ of process.stdin);
const applied = await page.evaluate(() => [...globalThis.measured.applied]);
await page.keyboard.type("ceci est écrit par la personne dont on mesure la page, lettre après lettre", { delay: 60 });
const own = await page.evaluate(() => [...globalThis.measured.own]);
const at = (times, share) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
console.log(
  JSON.stringify({
    opened,
    bursts: applied.length,
    applied_p50: at(applied, 0.5),
    applied_p95: at(applied, 0.95),
    keys: own.length,
    own_p50: at(own, 0.5),
    own_p95: at(own, 0.95),
  }),
);
await browser.close();
