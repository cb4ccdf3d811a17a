/** Who comes to a meetup, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";

export class Coming {
  readonly region: Locator;
  readonly seats: Locator;
  readonly undo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.region = page.getByRole("region", { name: words.coming.title });
    this.seats = this.region.getByRole("textbox", { name: words.coming.seats });
    this.undo = page.getByRole("button", { name: words.undo });
  }

  async isOpen(): Promise<void> {
    await expect(this.seats).toBeVisible();
  }

  async answers(n: 0 | 1 | 2): Promise<void> {
    await this.region.getByRole("button", { name: this.words.coming.answers[n], exact: true }).click();
  }

  /** What it says of me. */
  async says(text: string, options?: { timeout: number }): Promise<void> {
    await expect(this.region.getByRole("status")).toContainText(text, options);
  }

  async shows(text: string): Promise<void> {
    await expect(this.region.getByText(text)).toBeVisible();
  }

  async counts(seats: string): Promise<void> {
    await this.seats.fill(seats);
    await this.seats.press("Enter");
  }
}
