// Writes a pad with Yjs as somebody typed it. In: one edit a line, [at, delete, "insert"]. Out: the update of the whole.
import * as Y from "yjs";
import { createInterface } from "node:readline";

const document = new Y.Doc();
const text = document.getText("content");
for await (const line of createInterface({ input: process.stdin })) {
  const [at, count, letters] = JSON.parse(line);
  if (count > 0) text.delete(at, count);
  if (letters) text.insert(at, letters);
}
process.stdout.write(Y.encodeStateAsUpdate(document));
