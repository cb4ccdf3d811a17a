/**
 * Reads the documents that this device stores, without the module that wrote them.
 *
 * Database `boucle`, store `chunks`: key `[document, hash]`, value `{document, hash, bytes}`. A chunk is a whole document or
 * a change in Automerge's own format, so that a document's chunks one after the other are a file that Automerge loads.
 */

export interface StoredDocument {
  id: string;
  /** Chunks in an order that can be loaded. */
  bytes: Uint8Array<ArrayBuffer>[];
}

interface Chunk {
  document: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Every document of the device; none when nothing was ever stored. */
export async function readDevice(): Promise<StoredDocument[]> {
  const database = await opened();
  if (!database) return [];
  try {
    if (!database.objectStoreNames.contains("chunks")) return [];
    const store = database.transaction("chunks", "readonly").objectStore("chunks");
    const chunks: Chunk[] = await answered(store.getAll());
    return documentsOf(chunks);
  } finally {
    database.close();
  }
}

/** Groups chunks by document: snapshots, then the changes that build on them. */
export function documentsOf(chunks: readonly Chunk[]): StoredDocument[] {
  const documents = new Map<string, Chunk[]>();
  for (const chunk of chunks) {
    const known = documents.get(chunk.document);
    if (known) known.push(chunk);
    else documents.set(chunk.document, [chunk]);
  }
  return [...documents].map(([id, own]) => ({
    id,
    bytes: [...own.filter(isSnapshot), ...own.filter((chunk) => !isSnapshot(chunk))].map((chunk) => chunk.bytes),
  }));
}

/** Automerge's header is 4 bytes of magic, 4 of checksum, then the kind of the chunk: 0 for a whole document. */
function isSnapshot({ bytes }: Chunk): boolean {
  return bytes[8] === 0;
}

function opened(): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("boucle");
    // It did not exist: creating it empty here would keep the module from ever laying it out.
    request.onupgradeneeded = () => {
      request.transaction?.abort();
      resolve(null);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
    request.onblocked = () => reject(new Error("IndexedDB"));
  });
}

function answered<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}
