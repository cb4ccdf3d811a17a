/** Whether the module noted that this page holds what exists nowhere else: then no page may say that all is safe. */
export function holdsUnkept(): boolean {
  return document.documentElement.hasAttribute("data-unkept");
}
