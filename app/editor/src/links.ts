/** Links: `[text](address)` around words, with the part that is still to be written selected. */
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import type { Edit, Span } from "./edit";

const scheme = "https://";
const address = /^(?:https?:\/\/|mailto:|www\.)\S+$/i;

/** Makes a link of what is selected, or plain text of the link that holds it. */
export function toggleLink(state: EditorState): Edit {
  const { main } = state.selection;
  const link = enclosing(state, main, "Link");
  if (link) return unlinked(link);

  const { from, to } = trimmed(state, main.empty ? (enclosing(state, main, "URL") ?? state.wordAt(main.head) ?? main) : main);
  const text = state.sliceDoc(from, to);
  if (address.test(text)) {
    return {
      changes: [
        { from, insert: `[${placeholder()}](` },
        { from: to, insert: ")" },
      ],
      selection: EditorSelection.single(from + 1, from + 1 + placeholder().length),
    };
  }
  const label = text || placeholder();
  const start = from + `[${label}](`.length;
  return {
    changes: [
      { from, insert: text ? "[" : `[${label}` },
      { from: to, insert: `](${scheme})` },
    ],
    selection: EditorSelection.single(start, start + scheme.length),
  };
}

function placeholder(): string {
  const french = globalThis.document?.documentElement.lang.startsWith("fr") ?? false;
  return french ? "texte" : "text";
}

function trimmed(state: EditorState, { from, to }: Span): Span {
  const text = state.sliceDoc(from, to);
  const begin = text.length - text.trimStart().length;
  return { from: from + begin, to: Math.max(from + begin, from + text.trimEnd().length) };
}

function unlinked(link: SyntaxNode): Edit {
  const [open, close] = link.getChildren("LinkMark");
  if (!open || !close) return { changes: [] };
  return {
    changes: [
      { from: open.from, to: open.to },
      { from: close.from, to: link.to },
    ],
  };
}

function enclosing(state: EditorState, { from, to }: Span, name: string): SyntaxNode | null {
  const tree = ensureSyntaxTree(state, to, 100) ?? syntaxTree(state);
  for (let node: SyntaxNode | null = tree.resolveInner(from, 1); node; node = node.parent) {
    if (node.name === name && node.from <= from && node.to >= to) return node;
  }
  return null;
}
