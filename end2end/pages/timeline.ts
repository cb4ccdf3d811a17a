/** The day's timeline in the bilan of a meetup, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

export class Timeline {
  readonly region: Locator;
  readonly day: Locator;
  readonly hour: Locator;
  readonly text: Locator;
  readonly add: Locator;
  readonly suggested: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { timeline } = words;
    this.region = page.getByRole("region", { name: timeline.title });
    const form = this.region.getByRole("form");
    this.day = form.getByLabel(timeline.day);
    this.hour = form.getByRole("textbox", { name: timeline.hour });
    this.text = form.getByRole("textbox", { name: timeline.text });
    this.add = form.getByRole("button", { name: timeline.add });
    this.suggested = this.region.getByRole("group", { name: timeline.pad });
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  /** Opens the bilan of a meetup in the tab that somebody has open. */
  static async of(person: Person, path: string): Promise<Timeline> {
    await person.page.goto(new URL(`${path}/bilan`, person.address).href);
    const timeline = new Timeline(person.page, person.words);
    await expect(timeline.text).toBeVisible();
    return timeline;
  }

  async notes(day: string, hour: string, text: string): Promise<void> {
    await this.day.fill(day);
    await this.hour.fill(hour);
    await this.text.fill(text);
    await this.add.click();
    await expect(this.text).toHaveValue("");
  }

  /** The field of the hour at which this happened. */
  hourOf(text: string): Locator {
    return this.region.getByRole("textbox", { name: this.words.timeline.hourOf(text) });
  }

  /** What happened, in the order in which it stands there. */
  texts(): Promise<string[]> {
    const fields = this.region.getByRole("listitem").getByRole("textbox", { name: this.words.timeline.text, exact: true });
    return fields.evaluateAll((all) => all.map((field) => (field as HTMLTextAreaElement).value));
  }

  async tells(texts: string[]): Promise<void> {
    await expect.poll(() => this.texts()).toEqual(texts);
  }

  takeUp(text: string): Locator {
    return this.suggested.getByRole("button", { name: this.words.timeline.takeUp(text) });
  }
}
