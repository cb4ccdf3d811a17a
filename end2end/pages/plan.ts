/** The co-construction of a meetup, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";

export class Plan {
  readonly theme: Locator;
  readonly problem: Locator;
  readonly intentions: Locator;
  readonly newIntention: Locator;
  readonly team: Locator;
  readonly joinButton: Locator;
  readonly leaveButton: Locator;
  readonly role: Locator;
  readonly notes: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { plan } = words;
    this.theme = page.getByRole("textbox", { name: plan.theme, exact: true });
    this.problem = page.getByRole("textbox", { name: plan.problem });
    this.intentions = page.getByRole("region", { name: plan.intentions });
    this.newIntention = page.getByRole("textbox", { name: plan.newIntention });
    this.team = page.getByRole("region", { name: plan.team, exact: true });
    this.joinButton = this.team.getByRole("button", { name: plan.join });
    this.leaveButton = this.team.getByRole("button", { name: plan.leave });
    this.role = this.team.getByRole("textbox", { name: plan.role });
    this.notes = page.getByRole("textbox", { name: plan.notes });
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
  }

  /** Waits until it can be changed. */
  async isOpen(): Promise<void> {
    await expect(this.newIntention).toBeVisible();
  }

  async says(field: Locator, text: string): Promise<void> {
    // A row that is still on its way to its place drops what is selected in it.
    await expect(async () => {
      await field.fill(text);
      await expect(field).toHaveValue(text, { timeout: 500 });
    }).toPass();
    await field.press("Enter");
  }

  async intends(text: string): Promise<void> {
    await this.says(this.newIntention, text);
    await expect(this.newIntention).toHaveValue("");
  }

  /** What the intentions say, in their order. */
  texts(): Promise<string[]> {
    const fields = this.intentions.getByRole("textbox", { name: this.words.plan.intention, exact: true });
    return fields.evaluateAll((all) => all.map((field) => (field as HTMLTextAreaElement).value));
  }

  async intendsTo(texts: string[], options?: { timeout: number }): Promise<void> {
    await expect.poll(() => this.texts(), options).toEqual(texts);
  }

  /** Goes down to the notes, whose editor comes with them. */
  async opensNotes(): Promise<void> {
    await this.page.getByRole("heading", { name: this.words.plan.notesTitle }).scrollIntoViewIfNeeded();
    await expect(this.notes).toBeVisible();
  }

  /** The place of an intention, by its number. */
  intention(n: number): Locator {
    return this.intentions.getByRole("textbox", { name: this.words.plan.intention, exact: true }).nth(n - 1);
  }

  button(name: string): Locator {
    return this.intentions.getByRole("button", { name });
  }

  member(name: string): Locator {
    return this.team.getByRole("listitem").filter({ hasText: name });
  }
}
