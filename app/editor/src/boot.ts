/**
 * The first script of every page: it prepares what the WebAssembly module needs from JavaScript, then starts the module.
 *
 * It renders nothing of the application. Its own words appear only when something could not be loaded, or broke.
 */
import { all, early } from "boucle-parts";
import init from "boucle-wasm";
import moduleAddress from "boucle-wasm-bin";
import type { Boucle } from "./api";
import { mountEditor } from "./lazy";
import { near } from "./near";
import { painted } from "./painted";
import { recover, showPanic, watchForTraps } from "./panic";
import { moduleRefused } from "./refusal";
import { activateUpdate, registerWorker } from "./worker";

const boucle: Boucle = {
  build: document.body.dataset["build"] ?? "",
  updateWaiting: false,
  near,
  refused: moduleRefused,
  mountEditor,
  calendar: async () => (await import("./calendar")).calendar,
  panic: showPanic,
  recover,
  activateUpdate,
};
globalThis.boucle = boucle;

watchForTraps();
registerWorker();
void start();

async function start(): Promise<void> {
  await painted();
  // What the server drew this page with comes beside the module that will ask for it.
  const { part } = document.body.dataset;
  if (part) early(part);
  const module = await fetched();
  try {
    await init({ module_or_path: module });
  } catch (error) {
    showPanic(error instanceof Error ? (error.stack ?? String(error)) : String(error));
  }
  await keepAll();
}

/**
 * The other pages open without a network too, from the first minute on: the browser's own cache has their parts before the worker
 * has kept them, and where there is no worker.
 */
async function keepAll(): Promise<void> {
  for (const address of all()) await fetch(address, { priority: "low" }).catch(() => undefined);
}

/** Compiles the module while it arrives, and asks again for as long as it does not. */
async function fetched(): Promise<WebAssembly.Module> {
  for (;;) {
    try {
      return await WebAssembly.compileStreaming(fetch(moduleAddress));
    } catch (error) {
      console.error(error);
      await moduleRefused();
    }
  }
}
