/** What one meetup gives to the next: where it leaves, in a bilan; where it arrives, in a co-construction and its bilan. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";

export class Carried {
  /** In the co-construction, and in the bilan. */
  readonly here: Locator;
  readonly kept: Locator;
  /** In the bilan before. */
  readonly onward: Locator;
  readonly prepareButton: Locator;
  readonly anotherButton: Locator;
  readonly bringHereButton: Locator;
  readonly takeBackButton: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { carried } = words;
    this.here = page.getByRole("region", { name: carried.here });
    this.kept = page.getByRole("region", { name: carried.kept });
    this.onward = page.getByRole("region", { name: carried.onward });
    this.prepareButton = this.onward.getByRole("button", { name: carried.prepare });
    this.anotherButton = this.onward.getByRole("button", { name: carried.another });
    this.bringHereButton = this.here.getByRole("button", { name: carried.bringHere });
    this.takeBackButton = this.onward.getByRole("button", { name: carried.takeBack });
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  /** An improvement where it arrived. */
  one(text: string): Locator {
    const heading = this.page.getByRole("heading", { level: 3, name: text, exact: true });
    return this.page.getByRole("listitem").filter({ has: heading });
  }

  /** Not said yet (0), under way (1), done (2), dropped (3). */
  fate(text: string, n: 0 | 1 | 2 | 3): Locator {
    const group = this.page.getByRole("group", { name: this.words.carried.fate(text), exact: true });
    return group.getByRole("button", { name: this.words.carried.fates[n], exact: true });
  }

  note(text: string): Locator {
    return this.page.getByRole("textbox", { name: this.words.carried.note(text), exact: true });
  }

  async explains(text: string, why: string): Promise<void> {
    await this.note(text).fill(why);
    await this.note(text).blur();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The next meetup, in the bilan before, by its number. */
  next(n: number): Locator {
    return this.onward.getByRole("region", { name: this.words.carried.into(n) });
  }

  bringButton(n: number): Locator {
    return this.next(n).getByRole("button", { name: this.words.carried.bringTwo(n) });
  }

  /** That an improvement is so far in the next meetup. */
  async isThere(n: number, text: string, state: string): Promise<void> {
    const one = this.next(n).getByRole("listitem").filter({ hasText: text });
    await expect(one.getByText(state, { exact: true })).toBeVisible();
  }

  /** Says yes to the question that prepares the next meetup, and is led there. */
  async prepares(title: string): Promise<void> {
    const question = this.page.getByRole("dialog");
    await question.getByLabel(this.words.meetupTitle).fill(title);
    await question.getByRole("button", { name: this.words.begin }).click();
    await expect(this.page.getByRole("heading", { level: 2, name: this.words.phases[0] })).toBeVisible();
  }
}
