/**
 * The Markdown that pads are written in: CommonMark with GitHub's tables, task lists, strikethrough and bare links.
 *
 * `@codemirror/lang-markdown` would bring the HTML, CSS and JavaScript parsers with it, four fifths of its weight.
 */
import { Language, LanguageSupport, defineLanguageFacet, languageDataProp, syntaxHighlighting } from "@codemirror/language";
import { Tag, styleTags, tagHighlighter, tags } from "@lezer/highlight";
import { Autolink, Strikethrough, Table, TaskList, parser } from "@lezer/markdown";

const listMark = Tag.define();

const data = defineLanguageFacet();

const markdownParser = parser.configure([
  Table,
  TaskList,
  Strikethrough,
  Autolink,
  { props: [languageDataProp.add({ Document: data }), styleTags({ ListMark: listMark, TaskMarker: listMark })] },
]);

/** The language alone, for commands and their tests. */
export const markdown = new LanguageSupport(new Language(data, markdownParser, [], "markdown"));

/** Gives each piece of Markdown the class that the theme knows. */
export const markdownHighlighting = syntaxHighlighting(
  tagHighlighter([
    { tag: tags.heading1, class: "md-heading md-heading-1" },
    { tag: tags.heading2, class: "md-heading md-heading-2" },
    { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "md-heading md-heading-3" },
    { tag: tags.strong, class: "md-strong" },
    { tag: tags.emphasis, class: "md-emphasis" },
    { tag: tags.strikethrough, class: "md-strikethrough" },
    { tag: tags.monospace, class: "md-code" },
    { tag: tags.link, class: "md-link" },
    { tag: tags.url, class: "md-url" },
    { tag: tags.quote, class: "md-quote" },
    {
      tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName, tags.string, tags.comment, tags.escape],
      class: "md-mark",
    },
    { tag: listMark, class: "md-list-mark" },
  ]),
);
