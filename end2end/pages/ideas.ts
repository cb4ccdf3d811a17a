/** The idea box of a commons, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";

export class Ideas {
  readonly topic: Locator;
  readonly text: Locator;
  readonly send: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { ideas } = words;
    this.topic = page.getByLabel(ideas.topic);
    this.text = page.getByRole("textbox", { name: ideas.text });
    this.send = page.getByRole("button", { name: ideas.send, exact: true });
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  async isOpen(): Promise<void> {
    await expect(this.text).toBeVisible();
  }

  async propose(topic: string, text: string): Promise<void> {
    await this.topic.selectOption({ label: topic });
    await this.text.fill(text);
    await this.send.click();
    await expect(this.idea(text)).toBeVisible();
  }

  /** What an idea says, in its field; an idea is known by it. */
  idea(text: string): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("button", { name: this.words.ideas.support(text) }) });
  }

  support(text: string): Locator {
    return this.page.getByRole("button", { name: this.words.ideas.support(text) });
  }

  async isSupportedBy(text: string, n: number): Promise<void> {
    await expect(this.support(text)).toContainText(this.words.ideas.supported(n));
  }

  /** Opens one of the parts of an idea that are closed at first. */
  async open(text: string, part: string): Promise<void> {
    await this.idea(text).getByText(part).click();
  }

  async join(text: string, other: string): Promise<void> {
    const idea = this.idea(text);
    await this.open(text, this.words.ideas.same);
    await idea.getByLabel(this.words.ideas.sameWhich).selectOption({ label: other });
    await idea.getByRole("button", { name: this.words.ideas.sameYes }).click();
  }
}
