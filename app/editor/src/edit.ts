/** What a toolbar button wants done to the text. */
import type { ChangeSpec, EditorSelection } from "@codemirror/state";

export interface Edit {
  changes: ChangeSpec;
  /** Where the selection goes, when carrying it through the changes is not what one expects. */
  selection?: EditorSelection;
}

/** A stretch of text. */
export interface Span {
  from: number;
  to: number;
}
