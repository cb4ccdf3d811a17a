/** Bold and italic: a pair of marks around words. */
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";
import { beginningOf } from "./beginning";
import type { Edit, Span } from "./edit";

type Mark = "*" | "**";
type Change = { from: number; to?: number; insert?: string };

/** Takes the emphasis away if all that is selected has it, and gives it to the whole otherwise. */
export function toggleEmphasis(state: EditorState, mark: Mark): Edit {
  const { main } = state.selection;
  const name = mark === "*" ? "Emphasis" : "StrongEmphasis";
  // What is not parsed yet would be taken for plain text; 100 ms are ample for any pad.
  const tree = ensureSyntaxTree(state, main.to, 100) ?? syntaxTree(state);

  const here = main.empty ? enclosing(tree, main, name) : null;
  if (here) return { changes: withoutMarks(here) };
  const spans = main.empty ? wordAt(state, main.head) : linesOf(state, main);
  if (spans.length === 0) return toggleEmptyPair(state, main.head, mark);

  const around = spans.map((span) => enclosing(tree, span, name));
  if (around.every((node) => node !== null)) return { changes: taken(state, spans, around) };
  return { changes: spans.flatMap((span, n) => (around[n] ? [] : given(tree, span, name, mark))) };
}

function wordAt(state: EditorState, position: number): Span[] {
  const word = state.wordAt(position);
  return word ? [word] : [];
}

/** The words selected in each line: emphasis neither crosses lines nor holds the marks that lines begin with. */
function linesOf(state: EditorState, { from, to }: Span): Span[] {
  const spans: Span[] = [];
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    const start = Math.max(from, line.from + beginningOf(line.text).length);
    const text = state.sliceDoc(start, Math.max(start, Math.min(to, line.to)));
    const begin = start + text.length - text.trimStart().length;
    const end = start + text.trimEnd().length;
    if (end > begin) spans.push({ from: begin, to: end });
    if (line.to >= to) return spans;
  }
}

function enclosing(tree: Tree, { from, to }: Span, name: string): SyntaxNode | null {
  for (const side of from === to ? ([1, -1] as const) : ([1] as const)) {
    for (let node: SyntaxNode | null = tree.resolveInner(from, side); node; node = node.parent) {
      if (node.name === name && node.from <= from && node.to >= to) return node;
    }
  }
  return null;
}

function marksOf(node: SyntaxNode): [open: SyntaxNode, close: SyntaxNode] | null {
  const { firstChild, lastChild } = node;
  return firstChild && lastChild && firstChild.from !== lastChild.from ? [firstChild, lastChild] : null;
}

function withoutMarks(node: SyntaxNode): Change[] {
  return marksOf(node)?.map(({ from, to }) => ({ from, to })) ?? [];
}

/** Ends the emphasis before each span and begins it again behind. */
function taken(state: EditorState, spans: readonly Span[], around: readonly (SyntaxNode | null)[]): Change[] {
  return spans.flatMap((span, n) => {
    const node = around[n];
    const marks = node && marksOf(node);
    if (!marks) return [];
    const twins = around.filter((other) => other?.from === node.from);
    // One emphasis over several lines goes as a whole, once.
    if (twins.length > 1) return around.findIndex((other) => other?.from === node.from) === n ? withoutMarks(node) : [];
    const [open, close] = marks;
    const before = state.sliceDoc(open.to, Math.max(open.to, span.from)).trimEnd();
    const after = state.sliceDoc(Math.min(close.from, span.to), close.from).trimStart();
    const mark = state.sliceDoc(open.from, open.to);
    return [
      before ? { from: open.to + before.length, insert: mark } : { from: open.from, to: open.to },
      after ? { from: close.from - after.length, insert: mark } : { from: close.from, to: close.to },
    ];
  });
}

/** Puts one pair of marks around the span, in place of those that stand in it or reach into it. */
function given(tree: Tree, span: Span, name: string, mark: Mark): Change[] {
  let { from, to } = span;
  const changes: Change[] = [];
  tree.iterate({
    from,
    to,
    enter({ node }) {
      if (node.name !== name || node.to <= span.from || node.from >= span.to) return;
      from = Math.min(from, node.from);
      to = Math.max(to, node.to);
      changes.push(...withoutMarks(node));
    },
  });
  return [{ from, insert: mark }, ...changes, { from: to, insert: mark }];
}

/** Without a word to hold, the caret is put between two marks; the same again takes them away. */
function toggleEmptyPair(state: EditorState, position: number, mark: Mark): Edit {
  const line = state.doc.lineAt(position);
  const before = /\**$/.exec(line.text.slice(0, position - line.from))?.[0].length ?? 0;
  const after = /^\**/.exec(line.text.slice(position - line.from))?.[0].length ?? 0;
  const run = Math.min(before, after);
  const present = mark === "**" ? run >= 2 : run % 2 === 1;
  return present
    ? { changes: { from: position - mark.length, to: position + mark.length } }
    : { changes: { from: position, insert: mark + mark }, selection: EditorSelection.single(position + mark.length) };
}
