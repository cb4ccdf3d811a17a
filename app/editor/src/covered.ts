/** How much of the window stands before the text, so that a caret is never brought to a place that cannot be seen. */

/** The height of the bars that stick to the top of the window before `element`. */
export function coveredAbove(element: HTMLElement): number {
  let covered = 0;
  for (let ancestor: HTMLElement | null = element; ancestor; ancestor = ancestor.parentElement) {
    for (let bar = ancestor.previousElementSibling; bar; bar = bar.previousElementSibling) {
      const { position, top } = getComputedStyle(bar);
      if (position !== "sticky" && position !== "fixed") continue;
      const fromTop = Number.parseFloat(top);
      if (fromTop >= 0) covered = Math.max(covered, fromTop + bar.getBoundingClientRect().height);
    }
  }
  return covered;
}
