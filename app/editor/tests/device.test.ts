import assert from "node:assert/strict";
import { test } from "node:test";
import { documentsOf } from "../src/device";

/** A chunk as Automerge heads it: magic, checksum, kind. */
function chunk(document: string, kind: number, mark: number) {
  return { document, bytes: new Uint8Array([0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, kind, mark]) };
}

test("chunks are grouped by document, whole documents before the changes upon them", () => {
  const documents = documentsOf([chunk("a", 1, 1), chunk("b", 2, 2), chunk("a", 0, 3), chunk("a", 2, 4)]);
  assert.deepEqual(
    documents.map(({ id, bytes }) => [id, bytes.map((own) => own[9])]),
    [
      ["a", [3, 1, 4]],
      ["b", [2]],
    ],
  );
});

test("a device that holds nothing gives nothing", () => {
  assert.deepEqual(documentsOf([]), []);
});
