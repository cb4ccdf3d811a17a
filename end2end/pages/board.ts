/** The board of the bilan, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

/** What a card is: to keep, a problem, an improvement. */
export type Side = 0 | 1 | 2;

export class Board {
  readonly region: Locator;
  readonly undo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.region = page.getByRole("region", { name: words.board.title });
    this.undo = page.getByRole("button", { name: words.undo });
  }

  /** Opens the bilan of a meetup in the tab that somebody has open. */
  static async of(person: Person, path: string): Promise<Board> {
    await person.page.goto(new URL(`${path}/bilan`, person.address).href);
    const board = new Board(person.page, person.words);
    await board.isOpen();
    return board;
  }

  /** Waits until it can be changed. */
  async isOpen(): Promise<void> {
    await expect(this.button(this.words.board.lead).or(this.button(this.words.board.takeOver))).toBeVisible();
  }

  button(name: string): Locator {
    return this.region.getByRole("button", { name, exact: true });
  }

  /** The moment in which the bilan is. */
  async isAt(moment: number): Promise<void> {
    const current = this.region.getByRole("list", { name: this.words.board.steps }).locator("[aria-current]");
    await expect(current).toHaveText(this.words.board.moments[moment] ?? "");
  }

  /** Opens the moment after this one. */
  async next(): Promise<void> {
    await this.region.getByRole("button", { name: this.words.board.goOn }).click();
  }

  /** Opens the moment before this one. */
  async back(): Promise<void> {
    await this.region.getByRole("button", { name: this.words.board.goBack }).click();
  }

  /** Goes on until this moment. */
  async goesTo(moment: number): Promise<void> {
    const current = this.region.getByRole("list", { name: this.words.board.steps }).locator("[aria-current]");
    for (let n = 0; n < moment; n += 1) {
      const now = this.words.board.moments.indexOf((await current.textContent()) ?? "");
      if (now >= moment) break;
      await this.next();
      await this.isAt(now + 1);
    }
    await this.isAt(moment);
  }

  field(side: Side): Locator {
    return this.region.getByRole("textbox", { name: this.words.board.newCard[side] ?? "", exact: true });
  }

  async write(side: Side, text: string): Promise<void> {
    await this.field(side).fill(text);
    await this.field(side).press("Enter");
    await expect(this.field(side)).toHaveValue("");
    await expect(this.draft(text).or(this.card(text))).toHaveCount(1);
  }

  /** A card that waits on this device. */
  draft(text: string): Locator {
    const field = this.page.getByRole("textbox", { name: this.words.board.draft, exact: true });
    return this.region.getByRole("listitem", { name: text }).filter({ has: field });
  }

  /** A card that all see. */
  card(text: string): Locator {
    return this.region.getByRole("listitem", { name: text }).and(this.page.locator("[id^=card-]"));
  }

  /** How many cards wait, as the board says it. */
  async waits(cards: number, people: number): Promise<void> {
    await expect(this.region.getByText(this.words.board.waiting(cards, people), { exact: true })).toBeVisible();
  }

  /** Opens what can be done with a card now and then. */
  async more(text: string): Promise<Locator> {
    const card = this.card(text);
    const summary = card.getByText(this.words.board.more, { exact: true });
    if (!(await card.locator("details[open]").count())) await summary.click();
    return card;
  }

  /** Puts a card with another, from its menu. */
  async putWith(text: string, other: string): Promise<void> {
    const card = await this.more(text);
    await card.getByRole("button", { name: this.words.board.putWith }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("button", { name: other, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** Drags a card onto a card or a group as a hand does: a little first, which begins the drag, then there. */
  async drag(text: string, to: Locator): Promise<void> {
    const { mouse } = this.page;
    const grip = this.card(text).locator("[draggable]");
    await grip.hover();
    const place = await grip.boundingBox();
    if (!place) throw new Error(`nothing to drag ${text} by`);
    await mouse.down();
    await mouse.move(place.x + place.width / 2 - 8, place.y + place.height / 2 - 8, { steps: 4 });
    await to.hover();
    await to.hover();
    await mouse.up();
  }

  async answers(text: string, problem: string): Promise<void> {
    const card = await this.more(text);
    await card.getByRole("button", { name: this.words.board.chooseProblem }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("button", { name: problem, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** Gives one point more. */
  async votesFor(text: string): Promise<void> {
    await this.region.getByRole("button", { name: this.words.board.oneMore(text) }).click();
  }

  decision(text: string, what: "adopt" | "aside"): Locator {
    const name = what === "adopt" ? this.words.board.adopt : this.words.board.setAside;
    return this.card(text).getByRole("button", { name, exact: true });
  }

  /** Decides of an improvement; before anybody has voted, that is asked. */
  async decides(text: string, what: "adopt" | "aside" = "adopt"): Promise<void> {
    await this.decision(text, what).click();
    const early = this.page.getByRole("dialog").getByRole("button", { name: this.words.board.adoptEarly });
    await expect(early.or(this.decision(text, what).and(this.page.locator("[aria-pressed=true]")))).toBeVisible();
    if (await early.isVisible()) await early.click();
    await expect(this.decision(text, what)).toHaveAttribute("aria-pressed", "true");
  }
}
