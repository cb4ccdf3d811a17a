/** What the page says when a part of it could not be fetched. What stands on the page stays, and stays readable. */
import { button, element, reload } from "./elements";
import { holdsUnkept } from "./unkept";
import { serverMovedOn } from "./upgrade";
import { words } from "./words";

/** Says at the top of the page that the module did not come; resolves when it should be asked for again. */
export function moduleRefused(): Promise<void> {
  return refused(words().moduleRefused, (notice) => {
    notice.style.margin = "var(--space-4, 1rem)";
    document.body.prepend(notice);
  });
}

/** Says inside `parent` that the editor did not come; resolves when it should be asked for again. */
export function editorRefused(parent: HTMLElement): Promise<void> {
  return refused(words().editorRefused, (notice) => parent.append(notice));
}

async function refused(what: string, show: (notice: HTMLElement) => void): Promise<void> {
  const say = words();
  // A server that has moved on no longer has this page's files: asking again would be in vain.
  const moved = await serverMovedOn();
  const again = button(moved ? say.reload : say.retry, "button notice__action");
  const upgradedSafe = holdsUnkept() ? say.upgradedUnkept : say.upgradedSafe;
  const safe = moved ? upgradedSafe : say.refusedSafe;
  const text = element("p", { className: "notice__text" }, element("strong", {}, moved ? say.upgraded : what));
  text.append(" ", safe);
  const notice = element("div", { className: "notice", role: "alert" }, text, again);
  notice.dataset["kind"] = moved ? "info" : "warn";
  show(notice);
  await new Promise<void>((resolve) => {
    again.addEventListener("click", moved ? reload : () => resolve(), { once: true });
    if (!moved) addEventListener("online", () => resolve(), { once: true });
  });
  notice.remove();
}
