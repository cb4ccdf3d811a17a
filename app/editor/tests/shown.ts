/** Editor states as text: `|` is the caret, `[` and `]` a selection; a bracket of the text itself is written `\[` or `\]`. */
import { EditorSelection, EditorState } from "@codemirror/state";
import { markdown } from "../src/markdown";

export function stateOf(text: string): EditorState {
  let doc = "";
  const ends: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "\\" && at + 1 < text.length) doc += text.charAt(++at);
    else if (/[[\]|]/.test(letter)) ends.push(doc.length);
    else doc += letter;
  }
  const [anchor = 0, head = anchor] = ends;
  return EditorState.create({ doc, selection: EditorSelection.single(anchor, head), extensions: markdown });
}

export function shown(state: EditorState): string {
  const { from, to, empty } = state.selection.main;
  const escaped = (start: number, end?: number) => state.sliceDoc(start, end).replace(/[[\]|\\]/g, "\\$&");
  return empty ? `${escaped(0, from)}|${escaped(to)}` : `${escaped(0, from)}[${escaped(from, to)}]${escaped(to)}`;
}
