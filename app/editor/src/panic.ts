/**
 * The page of last resort, when the module has trapped: nothing of it may be called any more, but what the device stores
 * can still be taken home.
 */
import { type StoredDocument, readDevice } from "./device";
import { button, element, reload, takeOver } from "./elements";
import { holdsUnkept } from "./unkept";
import { words } from "./words";

let shown = false;

/** Shows the page. Only the first call counts: a dead module goes on trapping at every event. */
export function showPanic(message: string): void {
  if (shown) return;
  shown = true;
  const say = words();
  const outcome = element("div", { className: "panic__outcome" });
  outcome.setAttribute("role", "status");
  const download = button(say.download, "button button--strong", () => void hand(outcome, download));
  const panel = element(
    "section",
    { className: "panic card" },
    element("h1", { className: "panic__title", tabIndex: -1 }, say.panicTitle),
    element("p", {}, say.panicWhat),
    element("p", {}, holdsUnkept() ? say.panicUnkept : say.panicSafe),
    element("p", { className: "panic__actions" }, download, " ", button(say.reload, "button", reload)),
    outcome,
    element("details", { className: "panic__details" }, element("summary", {}, say.panicDetail), element("pre", {}, message)),
  );
  takeOver(element("main", { className: "page page--message" }, panel));
}

/** How often a tab loads itself again before it shows the page of last resort instead. */
const RECOVERIES = 20;
const COUNT = "boucle-recoveries";
/** For what the device was given just before to reach its disk. */
const MOMENT = 300;

/** Loads the page again: the module knows by then what to leave out. */
export function recover(message: string): void {
  if (shown) return;
  const count = Number(sessionStorage.getItem(COUNT) ?? 0) + 1;
  // What exists nowhere else would go with the page.
  if (holdsUnkept() || count > RECOVERIES) {
    showPanic(message);
    return;
  }
  shown = true;
  sessionStorage.setItem(COUNT, String(count));
  // Nobody types into a module that is gone.
  document.body.inert = true;
  setTimeout(reload, MOMENT);
}

/** Calls for the page when the module traps without its panic hook having spoken. */
export function watchForTraps(): void {
  const trapped = (reason: unknown) => {
    if (reason instanceof WebAssembly.RuntimeError) showPanic(reason.stack ?? String(reason));
  };
  addEventListener("error", (event) => trapped(event.error));
  addEventListener("unhandledrejection", (event) => trapped(event.reason));
}

async function hand(outcome: HTMLElement, press: HTMLButtonElement): Promise<void> {
  const say = words();
  press.disabled = true;
  outcome.replaceChildren(say.downloading);
  try {
    const documents = await readDevice();
    outcome.replaceChildren(...(documents.length > 0 ? files(documents) : [say.nothingStored]));
  } catch (error) {
    outcome.replaceChildren(`${say.cannotRead} ${String(error)}`);
  }
  press.disabled = false;
}

/** A link for each file, which stays: browsers may refuse to start several downloads at one press. */
function files(documents: readonly StoredDocument[]): HTMLElement[] {
  const links = documents.map(({ id, bytes }) => {
    const name = `${id}.automerge`;
    const href = URL.createObjectURL(new Blob(bytes, { type: "application/octet-stream" }));
    return element("a", { href, download: name }, name);
  });
  for (const link of links) {
    document.body.append(link);
    link.click();
  }
  return [element("p", {}, words().downloaded), element("ul", {}, ...links.map((link) => element("li", {}, link)))];
}
