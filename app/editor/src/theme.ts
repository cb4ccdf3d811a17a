/**
 * How the editor looks: everything comes from the page's custom properties, which reach into the shadow tree.
 *
 * The values after each comma are the light theme's, for a page whose style sheet did not arrive.
 */
import { EditorView } from "@codemirror/view";

const ink = "var(--ink, #1d2733)";
const soft = "var(--soft, #5a6472)";
const line = "var(--line, #dcd2bf)";
const prose = "var(--font-text, 'Atkinson Hyperlegible Next', system-ui, sans-serif)";
const title = "var(--font-title, Fraunces, Georgia, serif)";
const mono = "var(--font-mono, ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace)";

export const theme = EditorView.theme({
  "&": {
    color: ink,
    backgroundColor: "transparent",
    // Below 16 px phones zoom into the field when it takes the focus.
    fontSize: "max(1em, 16px)",
    height: "var(--pad-height, auto)",
    borderRadius: "inherit",
  },
  "&.cm-focused": {
    outline: "2px solid var(--focus, #3f4e87)",
    outlineOffset: "2px",
  },
  ".cm-scroller": {
    fontFamily: prose,
    lineHeight: "1.6",
    borderRadius: "inherit",
  },
  ".cm-content": {
    // The room above the first line is where the name of somebody writing there appears.
    padding: "1.5em 0 2.5em",
    minHeight: "var(--pad-min-height, 12em)",
    caretColor: ink,
    overflowWrap: "anywhere",
  },
  ".cm-line": { padding: "0 var(--pad-inset, 1em)" },
  ".cm-placeholder": { color: soft },
  ".cm-line ::selection, .cm-line::selection": {
    backgroundColor: "var(--selection, color-mix(in srgb, currentColor 20%, transparent))",
  },
  ".md-heading": { fontFamily: title, fontWeight: "600" },
  ".md-heading-1": { fontSize: "1.5em", lineHeight: "1.35" },
  ".md-heading-2": { fontSize: "1.25em", lineHeight: "1.4" },
  ".md-code": {
    fontFamily: mono,
    fontSize: "0.92em",
    backgroundColor: `color-mix(in srgb, ${line} 45%, transparent)`,
    borderRadius: "3px",
  },
  ".md-link": { textDecoration: "underline", textUnderlineOffset: "0.15em" },
  ".md-url": { color: "var(--phase-after, #3f4e87)", textDecoration: "none" },
  ".md-quote": { color: soft, fontStyle: "italic" },
  ".md-mark": { color: "var(--phase-co-construction, #8c5a0c)", fontWeight: "700", fontStyle: "normal" },
  // Only what a screen reader should say.
  ".description": { display: "none" },
});
