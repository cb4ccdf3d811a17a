/** Lets each line run its own way, as its first letter says: an Arabic line among French ones reads from the right. */
import { type EditorState, type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

const automatic = Decoration.line({ attributes: { dir: "auto" } });

const lines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorated(view.state, view.visibleRanges);
    }

    update({ view, docChanged, viewportChanged }: ViewUpdate): void {
      if (docChanged || viewportChanged) this.decorations = decorated(view.state, view.visibleRanges);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function decorated(state: EditorState, ranges: readonly { from: number; to: number }[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let done = -1;
  for (const { from, to } of ranges) {
    for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
      if (line.from > done) builder.add(line.from, line.from, automatic);
      done = line.from;
      if (line.to >= to) break;
    }
  }
  return builder.finish();
}

export const directions: Extension = [lines, EditorView.perLineTextDirection.of(true)];
