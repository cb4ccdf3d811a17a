/** Enter inside a list or a quotation: the next line begins like this one, and an empty one ends it. */
import { syntaxTree } from "@codemirror/language";
import type { EditorState, StateCommand } from "@codemirror/state";
import { type Beginning, beginningOf } from "./beginning";

/** Continues or leaves the list or quotation; declines anywhere else, so that Enter keeps its usual meaning. */
export const continueList: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const start = beginningOf(line.text);
  if (!start.next && (!start.quotes || start.kind === "heading")) return false;
  if (from - line.from < start.length || inCode(state, from)) return false;

  const empty = to <= line.to && line.text.slice(start.length).trim() === "";
  const change = empty
    ? { from: line.from, to: line.to, insert: left(state, line.number, start) }
    : {
        from: line.from + Math.max(start.length, line.text.slice(0, from - line.from).trimEnd().length),
        to: to + spacesAfter(state, to),
        insert: `\n${start.quotes}${start.indent}${start.next}`,
      };
  dispatch(
    state.update({
      changes: change,
      selection: { anchor: change.from + change.insert.length },
      scrollIntoView: true,
      userEvent: "input",
    }),
  );
  return true;
};

/** What remains of an empty item: the mark of the list around it, then the quotation around that, then nothing. */
function left(state: EditorState, lineNumber: number, start: Beginning): string {
  if (!start.next) return start.quotes.replace(/> ?$/, "");
  for (let number = lineNumber - 1; number > 0 && start.indent; number--) {
    const above = beginningOf(state.doc.line(number).text);
    if (above.quotes.trim() !== start.quotes.trim()) break;
    if (above.next && above.indent.length < start.indent.length) return above.quotes + above.indent + above.next;
  }
  return start.quotes;
}

/** The spaces at a break go: after it they would indent the item, and two before it are a hard break in Markdown. */
function spacesAfter(state: EditorState, position: number): number {
  const rest = state.doc.sliceString(position, state.doc.lineAt(position).to);
  return rest.length - rest.trimStart().length;
}

function inCode(state: EditorState, position: number): boolean {
  const tree = syntaxTree(state);
  for (let node: typeof tree.topNode | null = tree.resolveInner(position, -1); node; node = node.parent) {
    if (node.name === "FencedCode" || node.name === "CodeBlock") return true;
  }
  return false;
}
