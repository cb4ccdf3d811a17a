/**
 * How the editor looks: everything comes from the page's custom properties and fonts, which reach into the shadow tree.
 *
 * The values after each comma are the light theme's, for a page whose style sheet did not arrive.
 */
import { EditorView } from "@codemirror/view";

const ink = "var(--ink, #1d2733)";
const soft = "var(--soft, #535d6a)";
const sunk = "var(--sunk, #f1eadb)";
const mono = "var(--font-mono, ui-monospace, monospace)";

export const theme = EditorView.theme({
  "&": {
    flex: "1 0 auto",
    color: ink,
    backgroundColor: "transparent",
    // Below 16 px phones zoom into the field when it takes the focus.
    fontSize: "max(1em, 16px)",
  },
  "&.cm-focused": {
    outline: "2px solid color-mix(in srgb, var(--focus, #3f4e87) 60%, transparent)",
    outlineOffset: "10px",
    borderRadius: "4px",
  },
  ".cm-scroller": {
    flex: "1 0 auto",
    height: "auto",
    // The page scrolls, not the field; and a name above the first line is not cut off.
    overflow: "visible",
    fontFamily: "inherit",
    lineHeight: "1.65",
  },
  ".cm-content": {
    alignSelf: "stretch",
    padding: "0",
    caretColor: ink,
    overflowWrap: "anywhere",
  },
  ".cm-line": { padding: "0" },
  ".cm-placeholder": { color: soft },
  ".cm-line::selection, .cm-line ::selection": {
    color: ink,
    backgroundColor: "var(--selection, #f3d9b4)",
  },
  ".md-heading": {
    fontFamily: "var(--font-title, Georgia, serif)",
    fontVariationSettings: '"SOFT" 100',
    fontWeight: "600",
    lineHeight: "1.3",
  },
  ".md-heading-1": { fontSize: "var(--title-middle, 1.5rem)" },
  ".md-heading-2": { fontSize: "1.375rem" },
  ".md-heading-3": { fontSize: "var(--title-small, 1.1875rem)" },
  ".md-strong": { fontWeight: "700" },
  ".md-emphasis": { fontStyle: "italic" },
  ".md-strikethrough": { textDecoration: "line-through" },
  ".md-code": { fontFamily: mono, fontSize: "0.9em", backgroundColor: sunk, borderRadius: "4px" },
  ".md-link": { textDecoration: "underline", textDecorationThickness: "1.5px", textUnderlineOffset: "0.22em" },
  ".md-url": { color: "var(--after, #3f4e87)", textDecoration: "none" },
  ".md-quote": { color: soft },
  // Marks step back; the words they shape carry the shape.
  ".md-mark": { color: soft, textDecoration: "none", fontFamily: "var(--font-text, sans-serif)", fontWeight: "400", fontStyle: "normal" },
  ".md-list-mark": { color: "var(--accent, #ae3319)", fontWeight: "700" },
});
