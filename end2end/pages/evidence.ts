/** What shows that an intention turned out as it did, as somebody adds it and looks at it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";

export class Evidence {
  readonly pad: Locator;
  readonly cite: Locator;
  readonly address: Locator;
  readonly shows: Locator;
  readonly message: Locator;
  readonly save: Locator;
  /** Of the page where a passage opens: the passage in its text, and what became of it. */
  readonly passage: Locator;
  readonly undo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
    /** The intention. */
    readonly name: string,
  ) {
    const { evidence } = words;
    this.pad = page.getByRole("textbox", { name: evidence.pad });
    this.cite = page.getByRole("button", { name: evidence.cite });
    this.address = page.getByRole("textbox", { name: evidence.address });
    this.shows = page.getByRole("textbox", { name: evidence.shows });
    this.message = page.getByRole("textbox", { name: evidence.message });
    this.save = page.getByRole("button", { name: evidence.save, exact: true });
    this.passage = page.locator("mark");
    this.undo = page.getByRole("button", { name: words.undo });
  }

  /** What opens the forms. A summary has no role that all browsers agree on. */
  get opener(): Locator {
    return this.page.getByLabel(this.words.evidence.add(this.name));
  }

  /** Opens the form of a passage (0), an address (1) or a message (2). */
  async opens(way: 0 | 1 | 2): Promise<void> {
    const button = this.page.getByRole("button", { name: this.words.evidence.ways[way] });
    if (!(await button.isVisible())) await this.opener.click();
    await button.click();
  }

  /** Selects this in the text of the pad. */
  async selects(text: string): Promise<void> {
    await expect(this.pad).toHaveValue(new RegExp(text, "u"));
    await this.pad.evaluate((field, text) => {
      const area = field as HTMLTextAreaElement;
      const start = area.value.indexOf(text);
      area.focus();
      area.setSelectionRange(start, start + text.length);
    }, text);
  }

  /** What is there. */
  get all(): Locator {
    return this.page.getByRole("list", { name: this.words.evidence.of(this.name) }).getByRole("listitem");
  }

  /** Follows the link to a passage where it was. */
  async follows(quote: string): Promise<void> {
    await this.page.getByRole("link", { name: this.words.evidence.see(quote) }).click();
    await expect(this.page.getByRole("heading", { name: this.words.evidence.title })).toBeVisible();
  }

  /** Waits until the page says what became of the passage. */
  async says(what: "same" | "changed" | "deleted"): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: this.words.evidence[what] })).toBeVisible();
  }
}
