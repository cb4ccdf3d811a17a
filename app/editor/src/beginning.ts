/** How a line of Markdown begins: quotation marks, indentation, then one mark that says what the line is. */

export type LineKind = "heading" | "bullet" | "number" | "task";

export interface Beginning {
  /** All quotation marks, as written. */
  quotes: string;
  indent: string;
  /** The heading or list mark with its task box and the space after it; empty for plain text. */
  mark: string;
  kind: LineKind | null;
  /** The bullet alone, for a bullet or a task. */
  bullet: string;
  number: number;
  /** The mark that the next item of the list carries. */
  next: string;
  /** Where the text of the line starts. */
  length: number;
}

const pattern = /^((?: {0,3}> ?)*)( *)(?:(#{1,6})( +|$)|(?:([-*+])|(\d{1,9})([.)]))( +|$)(\[[ xX]\](?: +|$))?)?/;

export function beginningOf(line: string): Beginning {
  const match = pattern.exec(line);
  const [whole = "", quotes = "", indent = "", heading = "", , bullet = "", digits = "", delimiter = "", gap = "", box = ""] =
    match ?? [];
  const number = Number(digits);
  const following = bullet || (digits && `${number + 1}${delimiter}`);
  return {
    quotes,
    indent,
    mark: whole.slice(quotes.length + indent.length),
    kind: heading ? "heading" : box ? "task" : bullet ? "bullet" : digits ? "number" : null,
    bullet,
    number,
    next: following && following + (gap || " ") + (box && "[ ] "),
    length: whole.length,
  };
}
