/** Where stock is taken of a meetup, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

export class Bilan {
  readonly text: Locator;
  readonly came: Locator;
  readonly reviews: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.text = page.getByRole("textbox", { name: words.stock.text });
    this.came = page.getByRole("textbox", { name: words.stock.came });
    this.reviews = page.getByRole("region", { name: words.stock.reviews });
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  /** Opens the bilan of a meetup in the tab that somebody has open. */
  static async of(person: Person, path: string): Promise<Bilan> {
    await person.page.goto(new URL(`${path}/bilan`, person.address).href);
    const bilan = new Bilan(person.page, person.words);
    await bilan.isOpen();
    return bilan;
  }

  /** Waits until it can be changed. */
  async isOpen(): Promise<void> {
    await expect(this.came).toBeVisible();
  }

  /** My rating of an intention, by its number. */
  rating(intention: string, n: number): Locator {
    const group = this.reviews.getByRole("group", { name: this.words.stock.ratings(intention) });
    return group.getByRole("button", { name: this.words.stock.rating(n) });
  }

  /** What the team agrees on: met (0), partly (1), missed (2). */
  outcome(intention: string, n: 0 | 1 | 2): Locator {
    const group = this.reviews.getByRole("group", { name: this.words.stock.outcome(intention) });
    return group.getByRole("button", { name: this.words.stock.outcomes[n], exact: true });
  }

  lesson(intention: string): Locator {
    return this.reviews.getByRole("textbox", { name: this.words.stock.lesson(intention) });
  }

  /** Looks at the text, whose editor comes when it is looked at. */
  async opensText(): Promise<void> {
    await this.page.getByRole("heading", { name: this.words.stock.title }).scrollIntoViewIfNeeded();
    await expect(this.text).toBeVisible();
  }

  /** How the ratings of an intention are spread: so many for each. */
  async spreads(intention: string, people: number, given: [number, number][]): Promise<void> {
    const { stock } = this.words;
    const review = this.reviews.getByRole("listitem").filter({ hasText: intention });
    const all = given.map(([count, rating]) => stock.given(count, rating)).join(", ");
    await expect(review.getByText(stock.notes(people, all), { exact: true })).toBeVisible();
  }
}
