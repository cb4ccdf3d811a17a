/** Headings, lists and quotations: a mark at the beginning of each selected line. */
import type { EditorState, Line } from "@codemirror/state";
import { type Beginning, type LineKind, beginningOf } from "./beginning";
import type { Edit } from "./edit";

interface MarkedLine {
  line: Line;
  start: Beginning;
}

/** Takes the mark away if every selected line has it, and gives it to all of them otherwise. */
export function toggleLines(state: EditorState, kind: LineKind | "quote"): Edit {
  const lines = selectedLines(state).map((line) => ({ line, start: beginningOf(line.text) }));
  const written = lines.filter(({ line }) => line.text.trim() !== "");
  return kind === "quote" ? toggleQuote(lines, written) : toggleMark(state, written.length > 0 ? written : lines.slice(0, 1), kind);
}

function selectedLines(state: EditorState): Line[] {
  const { from, to, empty } = state.selection.main;
  const last = state.doc.lineAt(to);
  // A selection that ends before a line's first letter does not mean that line.
  const end = !empty && last.from === to ? last.number - 1 : last.number;
  const lines: Line[] = [];
  for (let number = state.doc.lineAt(from).number; number <= end; number++) lines.push(state.doc.line(number));
  return lines;
}

/** Blank lines between are quoted too, or the quotation would fall apart. */
function toggleQuote(lines: readonly MarkedLine[], written: readonly MarkedLine[]): Edit {
  const quoted = written.length > 0 && written.every(({ start }) => start.quotes !== "");
  return {
    changes: lines.flatMap(({ line, start }) => {
      if (!quoted) return [{ from: line.from, insert: "> " }];
      const outermost = /^ {0,3}> ?/.exec(start.quotes)?.[0].length ?? 0;
      return outermost > 0 ? [{ from: line.from, to: line.from + outermost, insert: "" }] : [];
    }),
  };
}

function toggleMark(state: EditorState, lines: readonly MarkedLine[], kind: LineKind): Edit {
  const remove = lines.every(({ start }) => start.kind === kind);
  let number = firstNumber(state, lines);
  return {
    changes: lines.flatMap(({ line, start }) => {
      const to = line.from + start.length;
      const insert = remove ? "" : markOf(kind, start, number++);
      return insert === start.mark ? [] : [{ from: to - start.mark.length, to, insert }];
    }),
  };
}

function markOf(kind: LineKind, start: Beginning, number: number): string {
  switch (kind) {
    // The page's title is the heading above.
    case "heading":
      return "## ";
    case "bullet":
      return `${start.bullet || "-"} `;
    case "task":
      return `${start.bullet || "-"} [ ] `;
    case "number":
      return `${number}. `;
  }
}

/** Goes on with the numbers of a list that stands right above. */
function firstNumber(state: EditorState, lines: readonly MarkedLine[]): number {
  const [first] = lines;
  if (!first || first.line.number === 1) return 1;
  const above = beginningOf(state.doc.line(first.line.number - 1).text);
  return above.kind === "number" && above.indent === first.start.indent ? above.number + 1 : 1;
}
