/** The Meta-Carto, as somebody uses it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";
import type { Safety } from "./meetup";

export class Carto {
  /** The map, which has the keyboard. */
  readonly window: Locator;
  readonly question: Locator;
  readonly field: Locator;
  /** What the field offers: what is there, and what would be new. */
  readonly offered: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  /** What is known of what is chosen. */
  readonly panel: Locator;
  readonly search: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { map } = words;
    this.window = page.getByRole("application", { name: map.window });
    this.question = page.getByRole("dialog");
    this.field = this.question.getByRole("combobox", { name: map.name, exact: true });
    this.offered = this.question.getByRole("listbox", { name: map.offered }).getByRole("option");
    this.undo = page.getByRole("button", { name: words.undo });
    this.redo = page.getByRole("button", { name: words.redo });
    this.panel = page.getByRole("complementary").getByRole("region");
    this.search = page.getByRole("searchbox", { name: map.search });
  }

  /** Opens the Meta-Carto of a commons in a new tab. */
  static async of(person: Person, commons: string): Promise<Carto> {
    const carto = new Carto(await person.open(`${commons}/carto`), person.words);
    await carto.isOpen();
    return carto;
  }

  /** Waits until it can be changed. */
  async isOpen(): Promise<void> {
    await expect(this.page.getByRole("button", { name: this.words.map.add, exact: true })).toBeVisible();
  }

  async says(safety: Safety): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: this.words[safety] })).toBeVisible();
  }

  /** Adds something of a type, and waits until it is chosen. */
  async adds(name: string, type = this.words.map.theTypes.idea): Promise<void> {
    await this.page.getByRole("button", { name: this.words.map.add, exact: true }).click();
    await this.field.fill(name);
    await this.question.getByLabel(this.words.map.newType).selectOption({ label: type });
    await this.question.getByRole("option", { name: this.words.map.addNew(name) }).click();
    await this.shows(name);
    await this.rests();
  }

  /** Waits until something is chosen, and what is known of it is shown. */
  async shows(name: string): Promise<void> {
    await expect(this.panel.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
  }

  /** Links what is chosen to something, which is added where it is not there. */
  async links(to: string, says = ""): Promise<void> {
    await this.panel.getByRole("button", { name: this.words.map.linkTo, exact: true }).click();
    await this.rests();
    await this.field.fill(to);
    await this.question.getByRole("textbox", { name: this.words.map.says }).fill(says);
    await this.field.press("Enter");
    await expect(this.question).toBeHidden();
    await expect(this.link(to)).toBeVisible();
    await this.rests();
  }

  /** Waits for two frames: a question that opens or closes gives the focus in the next one, and `fill` would lose its text to that. */
  private async rests(): Promise<void> {
    await this.frames(2);
  }

  /** Waits until nothing moves any more. The map finds its places in 80 frames (`STEPS` of the layout by `STEPS` of the desk). */
  async comesToRest(): Promise<void> {
    await this.frames(100);
  }

  private async frames(many: number): Promise<void> {
    await this.page.evaluate(async (many) => {
      for (let frame = 0; frame < many; frame += 1) {
        await new Promise(requestAnimationFrame);
      }
    }, many);
  }

  /** A link of what is chosen, by what it leads to. */
  link(to: string): Locator {
    return this.panel.getByRole("listitem").filter({ has: this.page.getByRole("button", { name: to, exact: true }) });
  }

  /** What the link to something says, in its field. */
  linkWords(to: string): Locator {
    return this.panel.getByRole("textbox", { name: this.words.map.saysOf(to) });
  }

  /** Looks for something, and chooses it. */
  async finds(name: string): Promise<void> {
    await this.search.fill(name);
    await this.search.press("Enter");
    await this.shows(name);
    await this.search.fill("");
  }

  /** Changes a line of what is chosen. */
  async changes(line: string, text: string): Promise<void> {
    const field = this.panel.getByRole("textbox", { name: line, exact: true });
    await field.fill(text);
    await field.press("Tab");
    await expect(field).toHaveValue(text);
  }

  async looksAs(way: 0 | 1 | 2): Promise<void> {
    await this.page.getByRole("tab", { name: this.words.map.ways[way], exact: true }).click();
  }

  /** A row of the table, by the name in it. */
  row(name: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("checkbox", { name: this.words.map.choose(name), exact: true }) });
  }

  /** How many are looked at, of how many. */
  async counts(shown: number, all: number): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: this.words.map.counted(shown, all) })).toBeVisible();
  }
}
