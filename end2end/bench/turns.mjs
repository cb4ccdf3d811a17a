// The turns of a page's thread that are too long, for the measurements beside this file.
import { chromium } from "@playwright/test";

const MARK = "boucle: counted";

/** What the piece of work of `pace` takes on the machine whose figures stand in docs/performance.md, in milliseconds. */
const USUAL = 48;

/**
 * How often a processor is slowed so that it is as slow as that machine slowed four times, and not more: one that is slower by itself is
 * slowed less.
 */
export const likePhone = (paced) => Math.max(1, Math.min(4, (4 * USUAL) / paced));

export const launch = (also = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", ...also],
  });

/**
 * How many milliseconds this machine takes for a fixed piece of plain work: a table of 300 rows and twelve columns is written, laid out and
 * taken away. The median of 31, after ten that count for nothing, on a page of its own with nothing slowed.
 */
export const pace = async (browser) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const took = await page.evaluate(() => {
    const row = (n) => `<tr>${Array.from({ length: 12 }, (_, k) => `<td><b>${(n * 5 + k * 7) % 3}</b></td>`).join("")}</tr>`;
    const once = () => {
      const from = performance.now();
      const table = document.createElement("table");
      table.innerHTML = Array.from({ length: 300 }, (_, n) => row(n)).join("");
      document.body.append(table);
      table.getBoundingClientRect();
      table.remove();
      return performance.now() - from;
    };
    const all = Array.from({ length: 41 }, once).slice(10);
    return all.sort((one, other) => one - other)[15];
  });
  await page.close();
  return took;
};

/** Has the page note its turns that are longer than 50 ms (the Long Tasks API), from its next navigation. */
export const watch = (page) =>
  page.addInitScript(() => {
    globalThis.long = [];
    const note = (entries) => globalThis.long.push(...entries.map(({ duration }) => duration));
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: "longtask" });
    globalThis.counted = async () => {
      // What is long and has just ended is told a little later.
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      note(observer.takeRecords());
      return globalThis.long.splice(0);
    };
  });

/** The turns longer than 50 ms since this was asked last, in milliseconds. */
export const count = async (page) => {
  const long = await page.evaluate(() => globalThis.counted());
  await page.evaluate((mark) => performance.mark(mark), MARK);
  return long.map(Math.round);
};

/** Begins to follow what each turn of the page takes of the processor: told by `own`. */
export const trace = (browser, page) => browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });

/**
 * Of each stretch between two counts the most that a turn of the page's thread took of the processor, in milliseconds; what the
 * browser took to look for fields that it could fill in is apart.
 */
export const own = async (browser) => {
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const marks = traceEvents.filter(({ name }) => name === MARK).sort((one, other) => one.ts - other.ts);
  const hers = ({ ph, pid, tid, name }) => ph === "X" && pid === marks[0].pid && tid === marks[0].tid && name.endsWith("RunTask");
  const turns = traceEvents.filter(hers);
  const most = (is) =>
    marks.slice(1).map(({ ts }, n) => {
      const within = turns.filter((turn) => turn.ts > marks[n].ts && turn.ts < ts && is(turn));
      return Math.round(Math.max(0, ...within.map(({ tdur }) => tdur ?? 0)) / 1000);
    });
  const fills = ({ args }) => (args?.src_file ?? "").includes("/autofill/");
  return { own: most((turn) => !fills(turn)), autofill: most(fills) };
};
