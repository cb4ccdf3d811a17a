/** The record of a bilan, as somebody reads it and takes it along. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "../fixtures/person";
import type { Words } from "../fixtures/words";

export class Record {
  readonly title: Locator;
  readonly standing: Locator;
  readonly reopen: Locator;
  readonly undo: Locator;
  readonly share: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    const head = page.getByRole("region", { name: words.record.title, exact: true });
    this.title = page.getByRole("heading", { name: words.record.title, exact: true });
    this.standing = head.getByRole("status");
    this.reopen = head.getByRole("button", { name: words.record.reopen });
    this.undo = page.getByRole("button", { name: words.undo });
    this.share = page.getByRole("region", { name: words.record.share });
  }

  /** Opens the record of a meetup in the tab that somebody has open. */
  static async of(person: Person, path: string): Promise<Record> {
    await person.page.goto(new URL(`${path}/record`, person.address).href);
    const record = new Record(person.page, person.words);
    await record.isOpen();
    return record;
  }

  /** Waits until it can be taken along. */
  async isOpen(): Promise<void> {
    await expect(this.title).toBeVisible();
    await expect(this.share).toBeVisible();
  }

  section(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  /** Downloads it, and reads what came. */
  async downloads(form: "Markdown" | "HTML" | "CSV"): Promise<{ name: string; text: string }> {
    const coming = this.page.waitForEvent("download");
    await this.share.getByRole("button", { name: this.words.record.downloadAs(form) }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }
}

/** The rows of a table (RFC 4180). */
export function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell in quotes, or one without; then a comma, or the end of the line.
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
