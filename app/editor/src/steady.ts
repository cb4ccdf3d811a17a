/**
 * Keeps what is being read where it is while others write above it.
 *
 * CodeMirror does so itself where the page scrolls, but only for somebody who has the focus or has turned the wheel within
 * the last tenth of a second; from a reader who does neither the text would slide away. A turn of the wheel by nothing makes
 * it care for readers too.
 */
import type { Extension } from "@codemirror/state";
import { type EditorView, ViewPlugin } from "@codemirror/view";

/** Settles the place of the text after others wrote, as long as nobody writes here. */
export function settle(view: EditorView): void {
  // A hidden page is not laid out; `settleWhenSeen` does it later, once for all that was written meanwhile.
  if (view.hasFocus || document.hidden) return;
  view.contentDOM.dispatchEvent(new Event("wheel"));
  // Asking for a place measures now: in the next frame, on a slow device, the tenth of a second may have gone.
  view.coordsAtPos(view.viewport.from);
}

export const settleWhenSeen: Extension = ViewPlugin.define((view) => {
  const seen = () => settle(view);
  document.addEventListener("visibilitychange", seen);
  return { destroy: () => document.removeEventListener("visibilitychange", seen) };
});
