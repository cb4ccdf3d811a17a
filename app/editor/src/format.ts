/**
 * What the toolbar and its shortcuts do: each toggles one thing on the selection, in one step that undo takes back whole.
 */
import { isolateHistory } from "@codemirror/commands";
import type { EditorState, StateCommand } from "@codemirror/state";
import type { Format } from "./api";
import { toggleLines } from "./blocks";
import type { Edit } from "./edit";
import { toggleEmphasis } from "./emphasis";
import { toggleLink } from "./links";

export function formatCommand(kind: Format): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const { changes, selection } = editFor(state, kind);
    const set = state.changes(changes);
    dispatch(
      state.update({
        changes: set,
        // A caret goes behind what is inserted at its place; a selection does not swallow the marks put around it.
        selection: selection ?? state.selection.map(set, 1),
        scrollIntoView: true,
        userEvent: "input.format",
        annotations: isolateHistory.of("full"),
      }),
    );
    return true;
  };
}

function editFor(state: EditorState, kind: Format): Edit {
  switch (kind) {
    case "bold":
      return toggleEmphasis(state, "**");
    case "italic":
      return toggleEmphasis(state, "*");
    case "link":
      return toggleLink(state);
    default:
      return toggleLines(state, kind);
  }
}
