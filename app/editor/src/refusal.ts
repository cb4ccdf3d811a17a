/** What the page says when a part of it could not be fetched: above everything for the module, in place for the editor. */
import { button, element, reload } from "./elements";
import { serverMovedOn } from "./upgrade";
import { words } from "./words";

/**
 * Shows that the module did not come, above the page as the server rendered it, which stays readable. Resolves when it
 * should be asked for again.
 */
export async function moduleRefused(): Promise<void> {
  const say = words();
  const moved = await serverMovedOn();
  const again = retryOrReload(moved, "button button--strong");
  const panel = element(
    "section",
    { className: "panic card" },
    element("h2", { className: "panic__title" }, moved ? say.upgradeTitle : say.loadTitle),
    element("p", {}, moved ? say.upgradeWhat : say.loadWhat),
    element("p", {}, moved ? say.upgradeSafe : say.loadSafe),
    element("p", { className: "panic__actions" }, again),
  );
  panel.setAttribute("role", "alert");
  document.body.prepend(panel);
  await asked(again, moved);
  panel.remove();
}

/** Shows inside `parent` that the editor did not come, and resolves when it should be asked for again. */
export async function editorRefused(parent: HTMLElement): Promise<void> {
  const say = words();
  const moved = await serverMovedOn();
  const again = retryOrReload(moved, "button notice__action");
  const notice = element(
    "div",
    { className: "notice" },
    element("p", { className: "notice__text" }, moved ? `${say.upgradeWhat} ${say.upgradeSafe}` : `${say.editorWhat} ${say.loadSafe}`),
    again,
  );
  notice.dataset["kind"] = moved ? "info" : "warn";
  notice.setAttribute("role", "alert");
  parent.append(notice);
  await asked(again, moved);
  notice.remove();
}

function retryOrReload(moved: boolean, className: string): HTMLButtonElement {
  const say = words();
  return moved ? button(say.reload, className, reload) : button(say.retry, className);
}

/** Waits for the press, or for the network to come back; for ever when only a reload can help. */
function asked(press: HTMLButtonElement, moved: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (moved) return;
    press.addEventListener("click", () => resolve(), { once: true });
    addEventListener("online", () => resolve(), { once: true });
  });
}
