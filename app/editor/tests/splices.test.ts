import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import type { Splice } from "../src/api";
import { changesOf, splicesOf } from "../src/splices";
import { Random } from "./random";

const seeds = Array.from({ length: 2000 }, (_, seed) => seed);

function documentOf(text: string): Text {
  return Text.of(text.split("\n"));
}

function applied(text: string, splices: readonly Splice[]): string {
  return splices.reduce((now, [at, del, insert]) => now.slice(0, at) + insert + now.slice(at + del), text);
}

function someChanges(random: Random, length: number): ChangeSet {
  const specs = Array.from({ length: 1 + random.below(6) }, () => {
    const from = random.below(length + 1);
    const to = random.below(3) === 0 ? from : from + random.below(length - from + 1);
    return { from, to, insert: random.below(3) === 0 ? "" : random.text(4) };
  });
  // Overlapping ones cannot stand in one set, so each is composed on what the ones before left.
  return specs.reduce((set, { from, to, insert }) => {
    const at = Math.min(from, set.newLength);
    return set.compose(ChangeSet.of({ from: at, to: Math.min(to, set.newLength), insert }, set.newLength, "\n"));
  }, ChangeSet.empty(length));
}

test("splices of a change set, applied in order, give the new document", () => {
  for (const seed of seeds) {
    const random = new Random(seed);
    const before = random.text(30);
    const changes = someChanges(random, before.length);
    const after = changes.apply(documentOf(before)).toString();
    assert.equal(applied(before, splicesOf(changes)), after, `seed ${seed}`);
  }
});

test("splices composed into a change set do what they do one after the other", () => {
  for (const seed of seeds) {
    const random = new Random(seed);
    const before = random.text(30);
    let now = before;
    const splices = Array.from({ length: random.below(12) }, (): Splice => {
      const at = random.below(now.length + 1);
      const splice: Splice = [at, random.below(Math.min(6, now.length - at + 1)), random.text(4)];
      now = applied(now, [splice]);
      return splice;
    });
    const changes = changesOf(splices, before.length);
    assert.ok(changes);
    assert.equal(changes.apply(documentOf(before)).toString(), now, `seed ${seed}`);
  }
});

test("an emoji is one insert of two units", () => {
  const changes = ChangeSet.of({ from: 3, insert: "🌍" }, 6);
  assert.deepEqual(splicesOf(changes), [[3, 0, "🌍"]]);
});

test("two changes of one transaction are said in the coordinates left by the first", () => {
  const changes = ChangeSet.of(
    [
      { from: 0, insert: "**" },
      { from: 4, insert: "**" },
    ],
    4,
  );
  assert.deepEqual(splicesOf(changes), [
    [0, 0, "**"],
    [6, 0, "**"],
  ]);
});

test("a carriage return counts as the document counts it", () => {
  const changes = changesOf([[0, 0, "a\r\nb\rc"]], 0);
  assert.equal(changes?.newLength, 6);
  assert.equal(changes?.apply(documentOf("")).toString(), "a\r\nb\rc");
});

test("a splice outside the text is refused whole", () => {
  assert.equal(changesOf([[0, 0, "ab"], [3, 0, "c"]], 0), null);
  assert.equal(changesOf([[0, 5, ""]], 4), null);
  assert.equal(changesOf([[-1, 0, "c"]], 4), null);
  assert.equal(changesOf([[Number.NaN, 0, "c"]], 4), null);
});

test("ten thousand scattered splices are composed within a second", () => {
  const random = new Random(1);
  const length = 260_000;
  const splices = Array.from({ length: 10_000 }, (): Splice => [random.below(length), 1, "x"]);
  const began = performance.now();
  assert.ok(changesOf(splices, length));
  const spent = performance.now() - began;
  assert.ok(spent < 1000, `${spent} ms`);
});
