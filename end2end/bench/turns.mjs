// The turns of a page's thread that are too long, for the measurements beside this file.
import { chromium } from "@playwright/test";

const MARK = "boucle: counted";

export const launch = (also = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", ...also],
  });

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
