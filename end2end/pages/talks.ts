/** Who could speak, as the team sees it; and the page on which they answer. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

export class Talks {
  readonly subject: Locator;
  readonly question: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  /** The talks that were taken away. */
  readonly takenAway: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.subject = page.getByRole("form").getByLabel(words.talks.subject);
    this.question = page.getByRole("dialog");
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
    this.takenAway = page.getByRole("region", { name: words.talks.takenAway });
  }

  /** Opens the speakers of a meetup in the tab that somebody has open. */
  static async of(person: Person, path: string): Promise<Talks> {
    await person.page.goto(new URL(`${path}/speakers`, person.address).href);
    const talks = new Talks(person.page, person.words);
    await talks.isOpen();
    return talks;
  }

  async isOpen(): Promise<void> {
    await expect(this.subject).toBeVisible();
    await expect(this.page.getByRole("status").filter({ hasText: this.words.opening })).toBeHidden();
  }

  /** Proposes a talk: of oneself, or of somebody by their name. */
  async proposes(subject: string, name?: string): Promise<void> {
    const { talks } = this.words;
    await this.page.getByRole("radio", { name: name === undefined ? talks.oneself : talks.another, exact: true }).check();
    if (name !== undefined) await this.page.getByRole("form").getByLabel(talks.name).fill(name);
    await this.subject.fill(subject);
    await this.page.getByRole("button", { name: talks.propose, exact: true }).click();
    await expect(this.subject).toHaveValue("");
  }

  /** The list of those with whom it stands so, by its place among the statuses. */
  list(n: 0 | 1 | 2 | 3 | 4): Locator {
    return this.page.getByRole("region", { name: this.words.talks.lists[n], exact: true });
  }

  /** Waits until somebody stands in the list of those with whom it stands so. */
  async stands(name: string, n: 0 | 1 | 2 | 3 | 4): Promise<void> {
    await expect(this.list(n).getByRole("combobox", { name: this.words.talks.statusOf(name) })).toBeVisible();
  }

  status(name: string): Locator {
    return this.page.getByRole("combobox", { name: this.words.talks.statusOf(name) });
  }

  /** Says how it stands with somebody. */
  async notes(name: string, n: 0 | 1 | 2 | 3 | 4): Promise<void> {
    await this.status(name).selectOption(this.words.talks.statuses[n]);
  }

  /** A talk, by what it is about. */
  talk(subject: string): Locator {
    const takesAway = this.page.getByRole("button", { name: this.words.talks.takeAway(subject) });
    return this.page.getByRole("listitem").filter({ has: takesAway });
  }

  /** Opens what more there is to say of a talk. */
  async opens(subject: string): Promise<void> {
    await this.talk(subject).getByText(this.words.talks.details, { exact: true }).click();
    await expect(this.talk(subject).getByRole("textbox", { name: this.words.talks.summary })).toBeVisible();
  }

  /** Adds somebody to a talk whose details are open. */
  async adds(subject: string, name: string): Promise<void> {
    await this.talk(subject).getByLabel(this.words.talks.also).fill(name);
    await this.talk(subject).getByRole("button", { name: this.words.talks.add, exact: true }).click();
  }

  /** Removes somebody from a talk, and says yes to the question. */
  async removes(name: string): Promise<void> {
    await this.page.getByRole("button", { name: this.words.talks.remove(name), exact: true }).click();
    await this.question.getByRole("button", { name: this.words.talks.removeYes, exact: true }).click();
  }

  /** Takes a talk away, and says yes to the question. */
  async takesAway(subject: string): Promise<void> {
    await this.page.getByRole("button", { name: this.words.talks.takeAway(subject) }).click();
    await this.question.getByRole("button", { name: this.words.talks.takeYes, exact: true }).click();
  }

  /** Opens the invitation, and reads the address where the person answers. */
  async invites(name: string): Promise<string> {
    await this.page.getByRole("button", { name: this.words.talks.invite(name) }).click();
    const text = await this.question.getByLabel(this.words.talks.invitation).inputValue();
    const address = /https?:\S+/u.exec(text)?.[0];
    if (!address) throw new Error(`an invitation without an address:\n${text}`);
    return new URL(address).pathname;
  }

  async sends(): Promise<void> {
    await this.question.getByRole("button", { name: this.words.talks.sent, exact: true }).click();
  }
}

export class Answer {
  readonly name: Locator;
  /** Answers from a device though another has answered already. */
  readonly anyway: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.name = page.getByRole("main").getByRole("textbox", { name: words.answer.name });
    this.anyway = page.getByRole("button", { name: words.answer.anyway });
  }

  /** Opens an invitation by its address, in a new tab. */
  static async at(person: Person, address: string): Promise<Answer> {
    return new Answer(await person.open(address), person.words);
  }

  async isOpen(): Promise<void> {
    await expect(this.name).toBeVisible();
  }

  /** The button of an answer. */
  answer(n: 0 | 1 | 2): Locator {
    return this.page.getByRole("button", { name: this.words.answer.answers[n], exact: true });
  }

  /** Interested (0), coming (1) or not (2). */
  async answers(n: 0 | 1 | 2): Promise<void> {
    await this.answer(n).click();
  }

  async says(text: string): Promise<void> {
    await expect(this.page.getByRole("main").getByText(text)).toBeVisible();
  }

  /** Says yes (0), if need be (1) or no (2) to a date. */
  async votes(date: string, vote: 0 | 1 | 2): Promise<void> {
    const group = this.page.getByRole("group", { name: this.words.poll.voteOf(date) });
    await group.getByRole("button", { name: this.words.poll.votes[vote], exact: true }).click();
  }
}
