import assert from "node:assert/strict";
import { test } from "node:test";
import { fromElsewhere } from "../src/pasted";

test("every kind of line end becomes one", () => {
  assert.equal(fromElsewhere("a\r\nb\rc\nd\r\r\n"), "a\nb\nc\nd\n\n");
});

test("half a surrogate pair is replaced, a whole one is kept", () => {
  assert.equal(fromElsewhere("a\ud83cb\udf0dc 🌍"), "a\ufffdb\ufffdc 🌍");
});
