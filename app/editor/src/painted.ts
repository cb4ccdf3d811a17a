/**
 * The page that the server drew comes first: on a slow network the module, ten times its size, would take the line from the style
 * and the fonts that a person waits for.
 *
 * Resolves once the page has been painted; at once when nobody looks at it.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) {
      resolve();
      return;
    }
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
    const paints = new PerformanceObserver(() => {
      paints.disconnect();
      resolve();
    });
    paints.observe({ type: "paint", buffered: true });
    // A browser set not to be recognised tells no paint: the second frame after all is there comes behind the first.
    const frames = (): number => requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    if (document.readyState === "complete") {
      frames();
    } else {
      window.addEventListener("load", frames, { once: true });
    }
  });
}
