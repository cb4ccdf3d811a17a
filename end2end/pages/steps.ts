/** The seven steps of a meetup, as somebody walks them; and the texts that tell of it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

/** A step by its number, as people count. */
export type Step = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** To do, begun, done. */
export type Progress = 0 | 1 | 2;

export class Steps {
  readonly region: Locator;
  readonly question: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.region = page.getByRole("region", { name: words.steps.title });
    this.question = page.getByRole("dialog");
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  /** Opens the steps of a meetup in the tab that somebody has open. */
  static async of(person: Person, path: string): Promise<Steps> {
    await person.page.goto(new URL(`${path}/co-construction`, person.address).href);
    const steps = new Steps(person.page, person.words);
    await steps.isOpen();
    return steps;
  }

  /** Waits until they can be changed. */
  async isOpen(): Promise<void> {
    await expect(this.page.getByRole("textbox", { name: this.words.plan.newIntention })).toBeVisible();
  }

  name(n: Step): string {
    return this.words.steps.names[n - 1] ?? "";
  }

  /** The way to the tool of a step. */
  link(n: Step): Locator {
    return this.region.getByRole("link", { name: this.name(n) });
  }

  step(n: Step): Locator {
    return this.region.getByRole("listitem").filter({ has: this.page.getByRole("link", { name: this.name(n) }) });
  }

  async isAt(n: Step, progress: Progress): Promise<void> {
    await expect(this.step(n).getByText(this.words.steps.states[progress], { exact: true })).toBeVisible();
  }

  /** How many are done. */
  async count(done: number): Promise<void> {
    await expect(this.region.getByRole("status")).toHaveText(this.words.steps.count(done));
  }

  async follow(n: Step): Promise<void> {
    await this.link(n).click();
  }

  /** Back from a tool to the steps. */
  async comesBack(): Promise<void> {
    const tools = this.page.getByRole("navigation", { name: this.words.steps.tools });
    await tools.getByRole("link", { name: this.words.phases[0] }).click();
    await this.isOpen();
  }

  /** The button that says it was done elsewhere. */
  elsewhere(n: Step): Locator {
    return this.step(n).getByRole("button", { name: this.words.steps.elsewhere(this.name(n)) });
  }

  /** The button that says it is not done, after all. */
  notDone(n: Step): Locator {
    return this.step(n).getByRole("button", { name: this.words.steps.untick(this.name(n)) });
  }

  /** Says that it was done elsewhere, with a note. */
  async ticks(n: Step, note: string): Promise<void> {
    await this.elsewhere(n).click();
    await answers(this.question, this.words, note);
  }
}

/** The call to the community, or the announcement. */
export class Telling {
  /** The field of the editor. */
  readonly text: Locator;
  readonly question: Locator;
  /** What is copied into the form of meetup.com. */
  readonly listing: Locator;
  readonly address: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
    of: "call" | "announcement",
  ) {
    const { tell } = words;
    this.text = page.getByRole("textbox", { name: of === "call" ? tell.callText : tell.announcementText });
    this.question = page.getByRole("dialog");
    this.listing = page.getByRole("region", { name: tell.listing });
    this.address = this.listing.getByRole("textbox", { name: tell.address });
  }

  async isOpen(): Promise<void> {
    await expect(this.text).toBeVisible();
  }

  /** The button that writes a draft: the first, or one in the place of what is written. */
  draft(which: "draft" | "draftAgain"): Locator {
    return this.page.getByRole("button", { name: this.words.tell[which], exact: true });
  }

  /** Says that it was sent, with a note. */
  async sends(note: string): Promise<void> {
    await this.page.getByRole("button", { name: this.words.tell.sent, exact: true }).click();
    await answers(this.question, this.words, note);
    await expect(this.page.getByRole("status").filter({ hasText: this.words.tell.isSent })).toBeVisible();
  }

  /** What the fields of the listing hold, in their order. */
  get values(): Locator {
    return this.listing.getByRole("definition").filter({ hasNot: this.page.getByRole("button") });
  }

  async lists(address: string): Promise<void> {
    await this.address.fill(address);
    await this.address.press("Enter");
  }
}

/** Answers the question whether a step is done. */
async function answers(question: Locator, words: Words, note: string): Promise<void> {
  await question.getByLabel(words.steps.note).fill(note);
  await question.getByRole("button", { name: words.steps.tick, exact: true }).click();
  await expect(question).toBeHidden();
}
