/**
 * The first script of every page: it prepares what the WebAssembly module needs from JavaScript, then starts the module.
 *
 * It renders nothing of the application. Its own words appear only when something could not be loaded, or broke.
 */
import init from "boucle-wasm";
import moduleAddress from "boucle-wasm-bin";
import type { Boucle } from "./api";
import { mountEditor } from "./lazy";
import { showPanic, watchForTraps } from "./panic";
import { moduleRefused } from "./refusal";
import { activateUpdate, registerWorker } from "./worker";

const boucle: Boucle = {
  build: document.body.dataset["build"] ?? "",
  updateWaiting: false,
  mountEditor,
  panic: showPanic,
  activateUpdate,
};
globalThis.boucle = boucle;

watchForTraps();
registerWorker();
void start();

async function start(): Promise<void> {
  for (;;) {
    try {
      await init({ module_or_path: moduleAddress });
      return;
    } catch (error) {
      // A trap in the module's own start is a panic; anything else means that the module never came.
      if (error instanceof WebAssembly.RuntimeError) return showPanic(error.stack ?? String(error));
      console.error(error);
      await moduleRefused();
    }
  }
}
