import assert from "node:assert/strict";
import { test } from "node:test";
import { history, redo, undo } from "@codemirror/commands";
import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import type { Format } from "../src/api";
import { formatCommand } from "../src/format";
import { markdown } from "../src/markdown";
import { Random } from "./random";
import { shown, stateOf } from "./shown";

function formatted(text: string, kind: Format): string {
  return shown(after(stateOf(text), formatCommand(kind)));
}

function after(state: EditorState, command: StateCommand): EditorState {
  let result = state;
  command({ state, dispatch: (transaction) => (result = transaction.state) });
  return result;
}

test("bold holds the word at the caret, and lets it go", () => {
  assert.equal(formatted("un m|ot ici", "bold"), "un **m|ot** ici");
  assert.equal(formatted("un **m|ot** ici", "bold"), "un m|ot ici");
  assert.equal(formatted("un __m|ot__ ici", "bold"), "un m|ot ici");
});

test("bold holds the selection without the spaces at its ends", () => {
  assert.equal(formatted("un[ mot ]ici", "bold"), "un[ **mot** ]ici");
  assert.equal(formatted("[un mot]", "bold"), "**[un mot]**");
  assert.equal(formatted("**[un mot]**", "bold"), "[un mot]");
  assert.equal(formatted("[**un mot**]", "bold"), "[un mot]");
});

test("bold leaves a part of what is bold", () => {
  assert.equal(formatted("**un [mot] ici**", "bold"), "**un** [mot] **ici**");
  assert.equal(formatted("**[un] mot**", "bold"), "[un] **mot**");
});

test("bold takes in what is bold already", () => {
  assert.equal(formatted("[un **mot** ici]", "bold"), "**[un mot ici]**");
  assert.equal(formatted("[un **mo]t** ici", "bold"), "**[un mo]t** ici");
});

test("bold and italic live together", () => {
  assert.equal(formatted("*m|ot*", "bold"), "***m|ot***");
  assert.equal(formatted("***m|ot***", "bold"), "*m|ot*");
  assert.equal(formatted("***m|ot***", "italic"), "**m|ot**");
  assert.equal(formatted("**m|ot**", "italic"), "***m|ot***");
});

test("bold on several lines holds each, behind the mark it begins with", () => {
  assert.equal(formatted("[- un\n\n> deux\n## trois]", "bold"), "[- **un**\n\n> **deux**\n## **trois]**");
  assert.equal(formatted("[- **un**\n> **deux**]", "bold"), "[- un\n> deux]");
  assert.equal(formatted("[- **un**\n- deux]", "bold"), "[- **un**\n- **deux]**");
});

test("bold without a word waits between two marks, and goes again", () => {
  assert.equal(formatted("un | ici", "bold"), "un **|** ici");
  assert.equal(formatted("un **|** ici", "bold"), "un | ici");
  assert.equal(formatted("|", "italic"), "*|*");
  assert.equal(formatted("*|*", "italic"), "|");
  assert.equal(formatted("*|*", "bold"), "***|***");
});

test("a word with accents, or in another script, is one word", () => {
  assert.equal(formatted("la fo|rêt", "italic"), "la *fo|rêt*");
  assert.equal(formatted("של|ום", "italic"), "*של|ום*");
});

test("a heading is given and taken", () => {
  assert.equal(formatted("Un ti|tre", "heading"), "## Un ti|tre");
  assert.equal(formatted("## Un ti|tre", "heading"), "Un ti|tre");
  assert.equal(formatted("# Un ti|tre", "heading"), "Un ti|tre");
  assert.equal(formatted("- un| point", "heading"), "## un| point");
  assert.equal(formatted("> |dit", "heading"), "> ## |dit");
  assert.equal(formatted("|", "heading"), "## |");
});

test("lists are given to every written line and taken from all", () => {
  assert.equal(formatted("[un\n\ndeux]", "bullet"), "- [un\n\n- deux]");
  assert.equal(formatted("[- un\n- deux]", "bullet"), "[un\ndeux]");
  assert.equal(formatted("[- un\ndeux]", "bullet"), "[- un\n- deux]");
  assert.equal(formatted("|", "bullet"), "- |");
  assert.equal(formatted("[un\n]deux", "bullet"), "- [un\n]deux");
});

test("numbers count, and go on from the list above", () => {
  assert.equal(formatted("[un\ndeux]", "number"), "1. [un\n2. deux]");
  assert.equal(formatted("3. un\nde|ux", "number"), "3. un\n4. de|ux");
  assert.equal(formatted("[1. un\n2. deux]", "number"), "[un\ndeux]");
});

test("one kind of list becomes another", () => {
  assert.equal(formatted("- un|", "task"), "- \\[ \\] un|");
  assert.equal(formatted("* un|", "task"), "* \\[ \\] un|");
  assert.equal(formatted("- \\[x\\] un|", "task"), "un|");
  assert.equal(formatted("- \\[x\\] un|", "bullet"), "- un|");
  assert.equal(formatted("  - un|", "number"), "  1. un|");
});

test("a quotation holds together over blank lines", () => {
  assert.equal(formatted("[un\n\ndeux]", "quote"), "> [un\n> \n> deux]");
  assert.equal(formatted("[> un\n> \n> deux]", "quote"), "[un\n\ndeux]");
  assert.equal(formatted("> > un|", "quote"), "> un|");
});

test("a link selects what is still to be written", () => {
  assert.equal(formatted("un [mot] ici", "link"), "un \\[mot\\]([https://]) ici");
  assert.equal(formatted("un m|ot ici", "link"), "un \\[mot\\]([https://]) ici");
  assert.equal(formatted("|", "link"), "\\[text\\]([https://])");
  assert.equal(formatted("[https://boucle.example]", "link"), "\\[[text]\\](https://boucle.example)");
  assert.equal(formatted("voir https://bou|cle.example", "link"), "voir \\[[text]\\](https://boucle.example)");
});

test("a link becomes plain text again", () => {
  assert.equal(formatted("un \\[m|ot\\](https://boucle.example) ici", "link"), "un m|ot ici");
});

test("every button is undone in one step", () => {
  const kinds: Format[] = ["bold", "italic", "heading", "bullet", "number", "task", "quote", "link"];
  for (const kind of kinds) {
    const text = "un mot\n\net un autre";
    const start = EditorState.create({ doc: text, selection: EditorSelection.single(0, text.length), extensions: [markdown, history()] });
    const changed = after(start, formatCommand(kind));
    assert.notEqual(changed.doc.toString(), text, kind);
    const undone = after(changed, undo);
    assert.equal(undone.doc.toString(), text, kind);
    assert.equal(after(undone, redo).doc.toString(), changed.doc.toString(), kind);
  }
});

test("nothing is formatted in a text that cannot be edited", () => {
  const state = EditorState.create({ doc: "mot", extensions: [markdown, EditorState.readOnly.of(true)] });
  assert.equal(formatCommand("bold")({ state, dispatch: () => assert.fail("dispatched") }), false);
});

test("any button on any selection of any text is one step that undo takes back", () => {
  const kinds: Format[] = ["bold", "italic", "heading", "bullet", "number", "task", "quote", "link"];
  const pieces = ["a", " ", "mot", "*", "**", "_", "\n", "- ", "1. ", "> ", "# ", "[x](y)", "`", "```\n", "🌍", "[ ] ", "https://x.fr"];
  for (let seed = 0; seed < 4000; seed++) {
    const random = new Random(seed);
    const text = Array.from({ length: random.below(25) }, () => random.pick(pieces)).join("");
    const selection = EditorSelection.single(random.below(text.length + 1), random.below(text.length + 1));
    const start = EditorState.create({ doc: text, selection, extensions: [markdown, history()] });
    const kind = random.pick(kinds);
    const changed = after(start, formatCommand(kind));
    const message = `seed ${seed}: ${kind} on ${JSON.stringify(text)} ${selection.main.anchor}-${selection.main.head}`;
    assert.equal(after(changed, undo).doc.toString(), text, message);
  }
});
