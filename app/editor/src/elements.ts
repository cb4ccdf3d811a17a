/** Small elements built from script, with the page's own class names. */

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const built = Object.assign(document.createElement(name), properties);
  built.append(...children);
  return built;
}

export function button(label: string, className: string, press?: () => void): HTMLButtonElement {
  const built = element("button", { type: "button", className }, label);
  if (press) built.addEventListener("click", press);
  return built;
}

/** Puts `panel` in the place of everything the page shows, and leads keyboard and screen reader to its title. */
export function takeOver(panel: HTMLElement): void {
  for (const child of document.body.children) {
    // What stood there may hold words that are nowhere else yet: hidden, it can still be recovered by hand.
    if (child instanceof HTMLElement) child.hidden = true;
    child.setAttribute("inert", "");
  }
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  document.body.append(panel);
  panel.querySelector("h1")?.focus();
}

export function reload(): void {
  location.reload();
}
