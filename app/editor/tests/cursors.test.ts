import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { cursorField, cursorsPlaced } from "../src/cursors";
import { remote } from "../src/remote";

const bob = { id: "bob", name: "Bob", colour: 1, anchor: 5, head: 5 };

function started(): EditorState {
  return EditorState.create({ doc: "0123456789", extensions: cursorField }).update({ effects: cursorsPlaced([bob]) }).state;
}

function after(state: EditorState, ...specs: TransactionSpec[]): EditorState {
  return specs.reduce((now, spec) => now.update(spec).state, state);
}

function cursor(state: EditorState) {
  const [first] = state.field(cursorField);
  assert.ok(first);
  return first;
}

test("a cursor is carried through what is typed here", () => {
  assert.equal(cursor(after(started(), { changes: { from: 0, insert: "ab" } })).head, 7);
  assert.equal(cursor(after(started(), { changes: { from: 8, to: 9 } })).head, 5);
  assert.equal(cursor(after(started(), { changes: { from: 3, to: 8 } })).head, 3);
});

test("what is typed here at somebody's caret goes behind it, what arrives there goes before", () => {
  const change = { changes: { from: 5, insert: "ab" } };
  assert.equal(cursor(after(started(), change)).head, 5);
  assert.equal(cursor(after(started(), { ...change, annotations: remote.of(true) })).head, 7);
});

test("positions outside the text are clamped", () => {
  const state = after(started(), { effects: cursorsPlaced([{ ...bob, anchor: -4, head: 99 }]) });
  assert.equal(cursor(state).anchor, 0);
  assert.equal(cursor(state).head, 10);
  assert.equal(cursor(after(started(), { effects: cursorsPlaced([{ ...bob, head: Number.NaN }]) })).head, 0);
});

test("a name shows again when its owner moves or writes, and not when others push the cursor along", () => {
  const { moves } = cursor(started());
  const shows = (...specs: TransactionSpec[]) => cursor(after(started(), ...specs)).moves > moves;
  assert.equal(shows({ effects: cursorsPlaced([{ ...bob, head: 6 }]) }), true);
  assert.equal(shows({ changes: { from: 5, insert: "a" }, annotations: remote.of(true) }), true);
  assert.equal(shows({ changes: { from: 0, insert: "a" } }, { effects: cursorsPlaced([{ ...bob, anchor: 6, head: 6 }]) }), false);
  assert.equal(shows({ changes: { from: 0, insert: "a" }, annotations: remote.of(true) }), false);
});

test("who is no longer named is gone", () => {
  assert.equal(after(started(), { effects: cursorsPlaced([]) }).field(cursorField).length, 0);
});
