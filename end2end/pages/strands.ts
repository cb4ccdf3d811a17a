/** The long view over all editions of a commons, as somebody reads it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

export class Strands {
  readonly heading: Locator;
  readonly picture: Locator;
  readonly table: Locator;
  readonly sums: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const { strands } = words;
    this.heading = page.getByRole("heading", { level: 1, name: strands.title });
    this.picture = page.getByRole("region", { name: strands.picture });
    this.table = page.getByRole("table", { name: strands.caption });
    this.sums = page.getByRole("region", { name: strands.sums }).getByRole("table");
  }

  /** Opens the long view of a commons in a new tab. */
  static async of(person: Person, commons: string): Promise<Strands> {
    const strands = new Strands(await person.open(`${commons}/strands`), person.words);
    await expect(strands.heading).toBeVisible();
    return strands;
  }

  /** The row of a strand, by its number and its problem. */
  row(name: string): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
  }

  /** What stands in the row of an edition, in the order of the columns. */
  async counts(edition: number, numbers: string[]): Promise<void> {
    const name = this.words.edition(edition);
    const row = this.sums.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
    await expect(row.getByRole("cell")).toHaveText(numbers.map((number) => new RegExp(`${number}$`, "u")));
  }
}
