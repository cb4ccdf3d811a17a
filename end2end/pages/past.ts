/** The map of a commons as it was, as somebody goes through it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Words } from "../fixtures/words";

/** More moments than any story of these tests has. */
const MANY = 40;

export class Past {
  readonly button: Locator;
  readonly panel: Locator;
  readonly slider: Locator;
  readonly earlier: Locator;
  readonly later: Locator;
  readonly today: Locator;
  readonly play: Locator;
  readonly pause: Locator;
  readonly looking: Locator;
  readonly meanwhile: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { past } = words;
    this.button = page.getByRole("button", { name: past.open });
    this.panel = page.getByRole("group", { name: past.title });
    this.slider = page.getByRole("slider", { name: past.slider });
    this.earlier = this.panel.getByRole("button", { name: past.earlier });
    this.later = this.panel.getByRole("button", { name: past.later });
    this.today = this.panel.getByRole("button", { name: past.today });
    this.play = this.panel.getByRole("button", { name: past.play });
    this.pause = this.panel.getByRole("button", { name: past.pause });
    this.looking = this.panel.getByRole("status").filter({ hasText: past.looking });
    this.meanwhile = this.panel.getByText(past.meanwhile);
  }

  /** Goes back in time, and waits until all meetups have been read. */
  async opens(): Promise<void> {
    await this.button.click();
    await expect(this.slider).toBeFocused();
    await expect(this.panel.getByText(this.words.past.reading)).toBeHidden();
  }

  /** The moment at which one looks, as the slider says it aloud. */
  async isAt(what: string): Promise<void> {
    await expect(this.slider).toHaveAttribute("aria-valuetext", new RegExp(escaped(what), "u"));
  }

  /** Goes on by keyboard until this moment. */
  async goesOnTo(what: string): Promise<void> {
    await this.slider.focus();
    for (let n = 0; n < MANY; n += 1) {
      if ((await this.slider.getAttribute("aria-valuetext"))?.includes(what)) break;
      const before = await this.slider.inputValue();
      await this.slider.press("ArrowRight");
      await expect(this.slider).not.toHaveValue(before);
    }
    await this.isAt(what);
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}
