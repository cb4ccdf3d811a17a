/**
 * The Markdown that pads are written in: CommonMark with GitHub's tables, task lists, strikethrough and bare links.
 *
 * `@codemirror/lang-markdown` would bring the HTML, CSS and JavaScript parsers with it, four fifths of its weight.
 */
import { HighlightStyle, Language, LanguageSupport, defineLanguageFacet, languageDataProp, syntaxHighlighting } from "@codemirror/language";
import { Tag, styleTags, tags } from "@lezer/highlight";
import { Autolink, Strikethrough, Table, TaskList, parser } from "@lezer/markdown";

const listMark = Tag.define();
const quoteMark = Tag.define();
const headingMark = Tag.define();

const data = defineLanguageFacet();

const markdownLanguage = new Language(
  data,
  parser.configure([
    Table,
    TaskList,
    Strikethrough,
    Autolink,
    {
      props: [
        languageDataProp.add({ Document: data }),
        styleTags({ ListMark: listMark, QuoteMark: quoteMark, HeaderMark: headingMark, TaskMarker: listMark }),
      ],
    },
  ]),
  [],
  "markdown",
);

// Marks stay readable but step back; meaning is carried by weight, slant and size, colour only repeats it.
const soft = "var(--soft, #5a6472)";
const highlighting = HighlightStyle.define([
  { tag: tags.heading1, class: "md-heading md-heading-1" },
  { tag: tags.heading2, class: "md-heading md-heading-2" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "md-heading" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.contentSeparator, color: soft },
  { tag: [tags.processingInstruction, tags.labelName, tags.string, tags.comment, tags.escape], color: soft },
  { tag: [listMark, quoteMark], class: "md-mark" },
  { tag: headingMark, color: soft, fontWeight: "400" },
]);

/** The language alone, for commands and their tests. */
export const markdown = new LanguageSupport(markdownLanguage);

/** The colours; kept apart because they need a document to stand in. */
export const markdownHighlighting = syntaxHighlighting(highlighting);
