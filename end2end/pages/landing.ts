/** The landing page, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";
import { Commons } from "./commons";
import { Meetup } from "./meetup";

export class Landing {
  readonly titleField: Locator;
  readonly startButton: Locator;
  readonly commonsField: Locator;
  readonly openButton: Locator;
  readonly known: Locator;
  readonly nameButton: Locator;
  readonly nameDialog: Locator;

  constructor(
    readonly page: Page,
    private readonly words: Words,
  ) {
    this.titleField = page.getByLabel(words.startLabel);
    this.startButton = page.getByRole("button", { name: words.start, exact: true });
    this.commonsField = page.getByLabel(words.commonsLabel);
    this.openButton = page.getByRole("button", { name: words.openCommons });
    this.known = page.getByRole("region", { name: words.known });
    this.nameButton = page.getByRole("banner").getByRole("button").last();
    this.nameDialog = page.getByRole("dialog", { name: words.nameQuestion });
  }

  /** Waits until the page does what it offers. */
  async isReady(): Promise<void> {
    await expect(this.startButton).toBeEnabled();
  }

  async introduce(name: string): Promise<void> {
    await this.isReady();
    await this.nameButton.click();
    await this.nameDialog.getByLabel(this.words.nameField).fill(name);
    await this.nameDialog.getByRole("button", { name: this.words.nameSave }).click();
    await expect(this.nameButton).toContainText(name);
  }

  async open(name: string): Promise<Commons> {
    await this.isReady();
    await this.commonsField.fill(name);
    await this.openButton.click();
    const commons = new Commons(this.page, this.words);
    await commons.isOpen();
    return commons;
  }

  async start(title: string): Promise<Meetup> {
    await this.isReady();
    await this.titleField.fill(title);
    await this.startButton.click();
    const meetup = new Meetup(this.page, this.words);
    await meetup.isOpen();
    return meetup;
  }
}
