import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import { continueList } from "../src/lists";
import { shown, stateOf } from "./shown";

/** What Enter makes of the text, or null when the list leaves it to the editor. */
function entered(text: string): string | null {
  let result: EditorState | null = null;
  const handled = continueList({
    state: stateOf(text),
    dispatch: (transaction) => {
      result = transaction.state;
    },
  });
  return handled && result ? shown(result) : null;
}

test("Enter continues a bullet, a number, a task and a quotation", () => {
  assert.equal(entered("- un|"), "- un\n- |");
  assert.equal(entered("* un|"), "* un\n* |");
  assert.equal(entered("9. un|"), "9. un\n10. |");
  assert.equal(entered("1) un|"), "1) un\n2) |");
  assert.equal(entered("> un|"), "> un\n> |");
  assert.equal(entered("> - un|"), "> - un\n> - |");
  assert.equal(entered("  - un|"), "  - un\n  - |");
});

test("the task after a task that is done is still to do", () => {
  assert.equal(entered("- \\[x\\] un|"), "- \\[x\\] un\n- \\[ \\] |");
});

test("Enter in the middle carries the rest, without the spaces at the break", () => {
  assert.equal(entered("- un |deux"), "- un\n- |deux");
  assert.equal(entered("- un| deux"), "- un\n- |deux");
});

test("Enter replaces what is selected", () => {
  assert.equal(entered("- u[n de]ux"), "- u\n- |ux");
  assert.equal(entered("- un[\n- de]ux"), "- un\n- |ux");
});

test("an empty item ends its list", () => {
  assert.equal(entered("- un\n- |"), "- un\n|");
  assert.equal(entered("- un\n-|"), "- un\n|");
  assert.equal(entered("1. un\n2. |"), "1. un\n|");
  assert.equal(entered("- \\[ \\] |"), "|");
  assert.equal(entered("> un\n> |"), "> un\n|");
  assert.equal(entered("> - un\n> - |"), "> - un\n> |");
  assert.equal(entered("> > |"), "> |");
});

test("an empty item of an inner list goes on with the outer one", () => {
  assert.equal(entered("3. un\n   - a\n   - |"), "3. un\n   - a\n4. |");
  assert.equal(entered("- un\n  - |"), "- un\n- |");
});

test("Enter keeps its usual meaning elsewhere", () => {
  assert.equal(entered("un|"), null);
  assert.equal(entered("|- un"), null);
  assert.equal(entered("-| un"), null);
  assert.equal(entered("# titre|"), null);
  assert.equal(entered("> # titre|"), null);
  assert.equal(entered("```\n- un|\n```"), null);
  assert.equal(entered("    - un|"), null);
  assert.equal(entered("-un|"), null);
});
