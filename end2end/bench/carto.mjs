// What a map of two thousand nodes and four thousand links costs whoever looks at it, ours and in three others: sigma.js (WebGL),
// Cytoscape.js (canvas), and plain SVG. Run by `cargo bench -p boucle-server --bench carto`.
// Usage: node carto.mjs ADDRESS FILE [FOLDER]. FILE is the same graph for the others: {nodes: [{id, label, type, x, y}],
// links: [{source, target, label}]}. With an empty ADDRESS ours is left out. A FOLDER gets a picture of each map before it is moved, while, and after.
// Prints one line of JSON. Of each, in milliseconds: `open`, until the map is on the screen, the median of three visits with nothing kept
// from before (of ours `drawn`, until something of it is, and `open`, until it can be moved and changed); `pan`, dragged by the mouse in 120
// steps, and `zoom`, nearer and back by the wheel in 30: how long a step takes (`step`), what is between two frames (`p50`, `p95`,
// `worst`), and what the page's thread takes of the processor for one (`own`, p95), whoever else draws; `pan4`, dragged with the
// processor slowed four times, where `own` counts the waiting too. `memory`, after what is not needed is collected, in MB: what
// scripts hold (`heap`), the memory of the module (`wasm`), and all of the page's process (`process`), without what WebGL has in another.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { build } from "esbuild";
import { launch } from "./turns.mjs";

const [address, file, folder] = process.argv.slice(2);
const STEPS = 120;
const NOTCHES = 30;
const VISITS = 3;
const FRAME = "boucle: frame";
// Where this was made there was no graphics processor: compositing, canvas and SVG are drawn in software anyway, and WebGL is there with
// this alone, by SwiftShader. With `--use-gl=angle --use-angle=swiftshader` Chromium would draw the canvas through SwiftShader too, as if it were one.
const browser = await launch(["--enable-unsafe-swiftshader"]);
const devtools = await browser.newBrowserCDPSession();

/** How much is above so many of a hundred. */
const share = (numbers, of) => numbers.toSorted((one, other) => one - other)[Math.ceil((numbers.length * of) / 100) - 1] ?? 0;
const tenth = (number) => Math.round(number * 10) / 10;

/** Has the page note when its map is on the screen, and where its modules have their memory. */
const watch = (page, canvas) =>
  page.addInitScript((canvas) => {
    const noted = { paints: 0 };
    globalThis.noted = noted;
    // What is painted in one frame is on the screen before the next one begins.
    const soon = (name) => requestAnimationFrame(() => requestAnimationFrame((now) => (noted[name] ??= now)));
    globalThis.painted = () => soon("open");
    if (!canvas) return;
    const { clearRect, stroke } = CanvasRenderingContext2D.prototype;
    let has_lines = false;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      if (this.canvas.matches(canvas)) noted.paints += 1;
      clearRect.apply(this, area);
    };
    CanvasRenderingContext2D.prototype.stroke = function (...path) {
      if (path.length > 0 && this.canvas.matches(canvas)) {
        has_lines = true;
        CanvasRenderingContext2D.prototype.stroke = stroke;
      }
      stroke.apply(this, path);
    };
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const made = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const result = await made.apply(WebAssembly, given);
        for (const one of Object.values((result.instance ?? result).exports)) if (one instanceof WebAssembly.Memory) noted.memory ??= one;
        return result;
      };
    }
    const look = () => {
      const is_there = (selector) => document.querySelector(selector) !== null;
      if (has_lines || is_there(".carto__first path")) soon("drawn");
      if (has_lines && !is_there(".carto__first") && is_there(".carto__acts:not([hidden])")) soon("open");
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, canvas);

/** Waits until for a second no frame came late, and nothing was painted. */
const quiet = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        let [since, last, paints] = [performance.now(), performance.now(), globalThis.noted.paints];
        const look = (now) => {
          if (now - last > 50 || paints !== globalThis.noted.paints) since = now;
          [last, paints] = [now, globalThis.noted.paints];
          if (now - since > 1_000) done();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );

/** A frame, asked for together with what is to be seen in it: asked for afterwards it would be one in which nothing is drawn. */
const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));

/** What frames cost while somebody does this, which tells how long a step of it takes. */
const frames = async (page, does) => {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  await page.evaluate((mark) => {
    globalThis.times = [];
    const look = (now) => {
      performance.mark(mark);
      globalThis.times?.push(now);
      if (globalThis.times) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, FRAME);
  const step = await does();
  const times = await page.evaluate(() => {
    const times = globalThis.times;
    globalThis.times = undefined;
    performance.clearMarks();
    return times;
  });
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const marks = traceEvents.filter(({ name }) => name === FRAME);
  const hers = ({ ph, pid, tid, name }) => ph === "X" && pid === marks[0].pid && tid === marks[0].tid && name.endsWith("RunTask");
  const turns = traceEvents.filter(hers).sort((one, other) => one.ts - other.ts);
  // A frame is all that the thread does from the turn that begins it to the turn that begins the next.
  const own = [];
  for (const { ts, dur, tdur } of turns) {
    if (marks.some((mark) => mark.ts >= ts && mark.ts <= ts + dur)) own.push(0);
    if (own.length > 0) own[own.length - 1] += (tdur ?? 0) / 1_000;
  }
  const between = times.slice(1).map((time, n) => time - times[n]);
  const [p50, p95, worst] = [50, 95, 100].map((of) => tenth(share(between, of)));
  return { step: tenth(step), p50, p95, worst, own: tenth(share(own, 95)) };
};

/** Where the window of the map is, and the place in it where nothing is drawn: the farthest from its middle that is not covered. */
const places = (page, selector) =>
  page.evaluate((selector) => {
    document.querySelector(selector).scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
    const middle = { x: left + width / 2, y: top + height / 2 };
    const far = ({ x, y }) => Math.hypot(x - middle.x, y - middle.y);
    let free = middle;
    for (let x = left + 8; x < left + width - 8; x += 16) {
      for (let y = top + 8; y < top + height - 8; y += 16) {
        const on = document.elementFromPoint(x, y)?.closest(`${selector}, svg g`);
        if (on?.matches(selector) && far({ x, y }) > far(free)) free = { x, y };
      }
    }
    return { middle, free, width, height };
  }, selector);

/** There and back, twice: towards the middle, where there is more to be seen. */
const way = ({ middle, free }) => {
  const [x, y] = [Math.sign(middle.x - free.x) * 5, Math.sign(middle.y - free.y) * 3];
  const quarter = STEPS / 4;
  const far = (n) => quarter - Math.abs((n % (2 * quarter)) - quarter);
  return Array.from({ length: STEPS }, (_, n) => ({ x: free.x + x * far(n + 1), y: free.y + y * far(n + 1) }));
};

/** Takes one step a frame, and tells how long a step took. */
const take = async (page, steps, step) => {
  const began = performance.now();
  for (const one of steps) await Promise.all([step(one), frame(page)]);
  return (performance.now() - began) / steps.length;
};

const go = (page, points) => take(page, points, ({ x, y }) => page.mouse.move(x, y));

const press = async (page, { free }) => {
  await page.mouse.move(free.x, free.y);
  await page.mouse.down();
};

const release = async (page) => {
  // As a hand that comes to rest: what is thrown goes on.
  await page.waitForTimeout(150);
  await page.mouse.up();
};

const drag = async (page, place) => {
  await press(page, place);
  const step = await go(page, way(place));
  await release(page);
  return step;
};

/** Drags it once there and back, so that what is counted afterwards is not the first time; and sees to it that it moves. */
const rehearse = async (page, name, place) => {
  const look = (what) => page.screenshot(folder ? { path: `${folder}/${name}-${what}.png` } : {});
  const quarter = STEPS / 4;
  const before = await look("before");
  await press(page, place);
  await go(page, way(place).slice(0, quarter));
  const moved = await look("moved");
  await go(page, way(place).slice(quarter, 2 * quarter));
  await release(page);
  await look("after");
  if (before.equals(moved)) throw new Error(`the map of ${name} does not move`);
  // What can be taken back is an edit: a node was dragged in the place of the map.
  const edits = await page.locator(".carto__state button[aria-disabled=false]").count();
  if (edits > 0) throw new Error("a node was moved, and not the map");
};

/** Comes nearer, then goes back. */
const wheel = (page) => {
  const notches = Array.from({ length: NOTCHES }, (_, n) => (n < NOTCHES / 2 ? -100 : 100));
  return take(page, notches, (notch) => page.mouse.wheel(0, notch));
};

/** All that a process has of the machine's memory, in MB; what it shares with others in part. */
const proportional = (pid) => {
  const [, kilobytes] = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+) kB$/mu);
  return Number(kilobytes) / 1_024;
};

const memory = async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const bytes = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  const wasm = await page.evaluate(() => globalThis.noted.memory?.buffer.byteLength);
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  // Chromium has another one in store, which is small.
  const all = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => proportional(id));
  await session.detach();
  const megabytes = 1_024 ** 2;
  return { heap: tenth(bytes / megabytes), ...(wasm && { wasm: tenth(wasm / megabytes) }), process: tenth(Math.max(...all)) };
};

const visit = async (url, canvas) => {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${url}: ${error}`));
  await watch(page, canvas);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.noted.open, undefined, { timeout: 120_000, polling: 100 });
  return page;
};

/** Visits and moves a map, which is in this element of its page; ours is told by its canvas. */
const measure = async (name, url, selector, canvas) => {
  const visits = [];
  let page;
  for (let n = 0; n < VISITS; n += 1) {
    await page?.context().close();
    page = await visit(url, canvas);
    visits.push(await page.evaluate(() => ({ drawn: globalThis.noted.drawn, open: globalThis.noted.open })));
  }
  const median = (what) => Math.round(share(visits.map((visit) => visit[what]), 50));
  const opened = { ...(canvas && { drawn: median("drawn") }), open: median("open") };
  await quiet(page);
  const place = await places(page, selector);
  // The wheel scrolls the page until one has come to the map.
  if (canvas) await page.locator("#carto-window").evaluate((map) => map.focus({ preventScroll: true }));
  await rehearse(page, name, place);
  await quiet(page);
  const pan = await frames(page, () => drag(page, place));
  await quiet(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const pan4 = await frames(page, () => drag(page, place));
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await quiet(page);
  // Last, since not all come back to where they were.
  await page.mouse.move(place.middle.x, place.middle.y);
  const zoom = await frames(page, () => wheel(page));
  await quiet(page);
  const held = await memory(page);
  await page.context().close();
  return { figures: { ...opened, pan, pan4, zoom, memory: held }, width: place.width, height: place.height };
};

/** The page of one of the others, with a window as large as ours: its script and the graph are in it, and nothing is arranged there. */
const page_of = async (name, { width, height }) => {
  const { outputFiles } = await build({
    entryPoints: [new URL(`carto/${name}.mjs`, import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const graph = readFileSync(file, "utf8").replaceAll("<", "\\u003c");
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>${name}</title>
<style>body { margin: 0 } #window { width: ${width}px; height: ${height}px; border: 1px solid }</style>
<div id="window"></div><script type="application/json" id="graph">${graph}</script><script>${script}</script></html>`;
};

const figures = {};
let size = { width: 860, height: 544 };
if (address) {
  const ours = await measure("ours", address, ".carto__canvas", ".carto__canvas");
  figures.ours = ours.figures;
  size = ours;
}
const others = ["sigma", "cytoscape", "svg"];
const pages = new Map(await Promise.all(others.map(async (name) => [`/${name}`, await page_of(name, size)])));
// Served as ours is: what a test fulfils comes to the browser through the test.
const server = createServer(({ url }, answer) => {
  const page = pages.get(url);
  answer.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(page);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
for (const name of others) {
  const { figures: found } = await measure(name, `http://127.0.0.1:${server.address().port}/${name}`, "#window");
  figures[name] = found;
}
console.log(JSON.stringify(figures));
server.close();
await browser.close();
