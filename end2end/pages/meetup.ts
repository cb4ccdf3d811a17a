/** The page of a meetup, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";

/** What the chip can say. */
export type Safety = "server" | "sending" | "device" | "unsaved" | "readOnly";

export class Meetup {
  readonly title: Locator;
  /** The field of the editor. */
  readonly pad: Locator;
  /** The place of the editor, with the carets of the others. */
  readonly writing: Locator;
  readonly reading: Locator;
  readonly people: Locator;
  readonly writeTab: Locator;
  readonly readTab: Locator;
  readonly trail: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.title = page.getByRole("textbox", { name: words.title });
    this.pad = page.getByRole("textbox", { name: words.pad });
    this.writing = page.getByRole("tabpanel", { name: words.write });
    this.reading = page.getByRole("tabpanel", { name: words.read });
    this.people = page.getByRole("complementary");
    this.writeTab = page.getByRole("tab", { name: words.write });
    this.readTab = page.getByRole("tab", { name: words.read });
    this.trail = page.getByRole("navigation", { name: words.trail });
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  /** Waits until the pad can be written. */
  async isOpen(): Promise<void> {
    await expect(this.pad).toBeVisible();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** The document's id, for whoever speaks of it elsewhere. */
  get id(): string {
    return this.path.slice("/m/".length);
  }

  /** The chip, when it says this. */
  chip(safety: Safety): Locator {
    return this.page.getByRole("status").filter({ hasText: this.words[safety] });
  }

  async says(safety: Safety, options?: { timeout: number }): Promise<void> {
    await expect(this.chip(safety)).toBeVisible(options);
  }

  /** The text that stands in the editor. Pads of these tests are short enough to be drawn whole. */
  async text(): Promise<string> {
    return this.pad.evaluate((field) => {
      const placeholder = field.querySelector(".cm-placeholder");
      if (placeholder) return "";
      return [...field.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n");
    });
  }

  async reads(text: string, options?: { timeout?: number; intervals?: number[] }): Promise<void> {
    await expect.poll(() => this.text(), options).toBe(text);
  }

  /** Types at the end of the pad. */
  async append(text: string, pace?: { delay: number }): Promise<void> {
    await this.pad.press("Control+End");
    await this.pad.pressSequentially(text, pace);
  }

  /** Types at the beginning of the pad. */
  async prepend(text: string, pace?: { delay: number }): Promise<void> {
    await this.pad.press("Control+Home");
    await this.pad.pressSequentially(text, pace);
  }

  /** Waits for the question about a name, and goes on without. */
  async putOffTheName(): Promise<void> {
    await this.page.getByRole("dialog").getByRole("button", { name: this.words.nameLater }).click();
  }

  /** The name at somebody else's caret. It fades for the eye and stays in the page. */
  caretOf(name: string): Locator {
    return this.writing.getByText(name, { exact: true });
  }

  /** The names in the list of those who are here. */
  async names(): Promise<string[]> {
    const items = await this.people.getByRole("listitem").allInnerTexts();
    return items.map((item) => item.replace(/\s+/gu, " ").trim());
  }

  async isHere(name: string, options?: { timeout: number }): Promise<void> {
    await expect(this.people.getByRole("listitem").filter({ hasText: name })).toHaveCount(1, options);
  }

  /** The phase that the trail shows as the present one. */
  async isAt(phase: string, options?: { timeout: number }): Promise<void> {
    await expect(this.trail.locator('[aria-current="step"]')).toContainText(phase, options);
  }

  /** Moves the meetup to a phase, and says yes to the question. */
  async moveTo(phase: string): Promise<void> {
    await this.trail.getByRole("button", { name: this.words.moveTo(phase) }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: this.words.moveTo(phase) }).click();
  }

  /** Turns to the reading view and says what it holds. */
  async readingText(): Promise<string> {
    await this.readTab.click();
    return this.reading.innerText();
  }
}
