/** The poll for the date and the venue, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

export class Poll {
  readonly dates: Locator;
  readonly venues: Locator;
  readonly best: Locator;
  readonly question: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { poll } = words;
    this.dates = page.getByRole("region", { name: poll.dates });
    this.venues = page.getByRole("region", { name: poll.venues });
    this.best = page.getByRole("region", { name: poll.best });
    this.question = page.getByRole("dialog");
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  /** Opens the poll of a meetup in the tab that somebody has open. */
  static async of(person: Person, path: string): Promise<Poll> {
    await person.page.goto(new URL(`${path}/poll`, person.address).href);
    const poll = new Poll(person.page, person.words);
    await poll.isOpen();
    return poll;
  }

  /** Waits until it can be changed. */
  async isOpen(): Promise<void> {
    await expect(this.dates.getByLabel(this.words.poll.day, { exact: true })).toBeVisible();
    // The zone of the device is there once the page lives.
    await expect(this.dates.getByLabel(this.words.poll.zone)).not.toHaveValue("");
  }

  /** Proposes hours of a day, on the clock of the device or of another place. */
  async addsDate(day: string, from: string, to: string, zone?: string): Promise<void> {
    const { poll } = this.words;
    await this.dates.getByLabel(poll.day, { exact: true }).fill(day);
    await this.dates.getByLabel(poll.from, { exact: true }).fill(from);
    await this.dates.getByLabel(poll.to, { exact: true }).fill(to);
    if (zone !== undefined) await this.dates.getByLabel(poll.zone).fill(zone);
    await this.dates.getByRole("button", { name: poll.add, exact: true }).click();
  }

  async addsVenue(name: string, capacity = "", address = ""): Promise<void> {
    const { poll } = this.words;
    const form = this.venues.getByRole("form", { name: poll.addVenue });
    await form.getByLabel(poll.venueName).fill(name);
    await form.getByLabel(poll.venueAddress).fill(address);
    await form.getByLabel(poll.venueCapacity).fill(capacity);
    await form.getByRole("button", { name: poll.add, exact: true }).click();
  }

  /** An option, by the beginning of its name. */
  option(name: string): Locator {
    return this.page
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("group", { name: this.words.poll.voteOf(name) }) });
  }

  /** Says yes (0), if need be (1) or no (2); what was said is taken back by saying it again. */
  async votes(option: string, vote: 0 | 1 | 2): Promise<void> {
    await this.option(option).getByRole("button", { name: this.words.poll.votes[vote], exact: true }).click();
  }

  async counts(option: string, yes: number, maybe: number, no: number, options?: { timeout: number }): Promise<void> {
    await expect(this.option(option).getByText(this.words.poll.counts(yes, maybe, no))).toBeVisible(options);
  }

  /** The names of the choices, the best first. */
  ranked(): Promise<string[]> {
    return this.best.getByRole("listitem").evaluateAll((all) => all.map((item) => item.querySelector("p")?.textContent ?? ""));
  }

  place(n: number): Locator {
    return this.best.getByRole("listitem").nth(n - 1);
  }

  /** Closes the poll on the choice at this place of the ranking. */
  async chooses(n: number): Promise<void> {
    await this.place(n).getByRole("button").click();
    await this.question.getByRole("button", { name: this.words.poll.chooseYes, exact: true }).click();
  }

  /** What the poll was closed on. */
  get chosen(): Locator {
    return this.page.getByRole("status").filter({ hasText: this.words.poll.chosen });
  }

  /** Takes an option away, and says yes to the question. */
  async takesAway(option: string): Promise<void> {
    await this.page.getByRole("button", { name: this.words.poll.takeAway(option) }).click();
    await this.question.getByRole("button", { name: this.words.poll.takeYes, exact: true }).click();
  }

  /** Gives a file to a field. */
  async gives(field: string, name: string, content: string, mimeType: string): Promise<void> {
    await this.page.getByLabel(field).setInputFiles({ name, mimeType, buffer: Buffer.from(content, "utf8") });
  }
}
