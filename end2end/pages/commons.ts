/** The pages of a commons, as somebody uses them. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";
import { Meetup, type Safety } from "./meetup";

export class Commons {
  readonly name: Locator;
  readonly map: Locator;
  readonly awaits: Locator;
  readonly prepareButton: Locator;
  readonly question: Locator;
  readonly titleField: Locator;
  readonly undo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.name = page.getByRole("textbox", { name: words.commonsName });
    this.map = page.getByRole("region", { name: words.loop });
    this.awaits = page.getByRole("region", { name: words.awaits });
    this.prepareButton = this.map.getByRole("button", { name: words.prepare });
    this.question = page.getByRole("dialog");
    this.titleField = this.question.getByLabel(words.meetupTitle);
    this.undo = page.getByRole("button", { name: words.undo });
  }

  /** Waits until the map can be changed. */
  async isOpen(): Promise<void> {
    await expect(this.prepareButton).toBeEnabled();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  async says(safety: Safety, options?: { timeout: number }): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: this.words[safety] })).toBeVisible(options);
  }

  /** Prepares a meetup, and is led to its first phase. */
  async prepare(title: string): Promise<Meetup> {
    await this.prepareButton.click();
    await this.titleField.fill(title);
    await this.question.getByRole("button", { name: this.words.begin }).click();
    await expect(this.page.getByRole("heading", { level: 2, name: this.words.phases[0] })).toBeVisible();
    return new Meetup(this.page, this.words);
  }

  /** An edition on the map, by its title. */
  edition(title: string): Locator {
    const heading = this.page.getByRole("heading", { level: 3 }).filter({ hasText: title });
    return this.map.getByRole("listitem").filter({ has: heading });
  }

  /** A phase of an edition on the map: by its name and what it is. */
  station(title: string, phase: string): Locator {
    return this.edition(title).getByRole("listitem").filter({ has: this.page.getByRole("link", { name: phase }) });
  }

  async isAt(title: string, phase: string, options?: { timeout: number }): Promise<void> {
    await expect(this.station(title, phase)).toHaveAttribute("aria-current", "step", options);
  }
}
