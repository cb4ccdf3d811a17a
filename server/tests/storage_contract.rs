//! What every store promises, run on every store.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use boucle_server::storage::{Acknowledge, Embedded, Loaded, Memory, Snapshot, Storage};
use boucle_sync::{DocumentId, relay::StoredSnapshot};
use bytes::Bytes;

fn document(n: u8) -> DocumentId {
    DocumentId::from_random([n; 16])
}

fn chunks(words: &[&str]) -> Vec<Bytes> {
    words.iter().map(|w| Bytes::copy_from_slice(w.as_bytes())).collect()
}

fn snapshot(from: u64, upto: u64, bytes: &'static [u8]) -> Snapshot {
    Snapshot { from, upto, graph: graph(from, upto), bytes: Bytes::from_static(bytes) }
}

fn graph(from: u64, upto: u64) -> Bytes {
    format!("graph of {from} to {upto}").into()
}

/// Opens the store again, as after a restart; a store that cannot last returns itself.
type Reopen<S> = fn(S) -> S;

async fn keeps_what_it_is_given<S: Storage>(store: S, reopen: Reopen<S>) {
    let (alice, bob) = (document(1), document(2));
    assert_eq!(store.cursor(alice).await.unwrap(), 0);
    assert_eq!(store.load(alice).await.unwrap().stored.chunks.len(), 0, "nothing is not an error");
    assert_eq!(store.append(alice, chunks(&["a", "b"])).await.unwrap(), 2);
    assert_eq!(store.append(bob, chunks(&["x"])).await.unwrap(), 1);
    assert_eq!(store.append(alice, chunks(&["c"])).await.unwrap(), 3);
    let store = reopen(store);
    let loaded = store.load(alice).await.unwrap();
    assert_eq!((loaded.stored.chunks, loaded.cursor), (chunks(&["a", "b", "c"]), 3), "in order, and nobody else's");
    assert_eq!(store.append(alice, chunks(&["d"])).await.unwrap(), 4, "the log goes on where it was");
    assert_eq!(store.cursor(bob).await.unwrap(), 1);
    store.health().unwrap();
}

async fn compacts_by_compare_and_swap<S: Storage>(store: S, reopen: Reopen<S>) {
    let id = document(3);
    store.append(id, chunks(&["a", "b", "c", "d"])).await.unwrap();
    assert!(!store.compact(id, snapshot(0, 5, b"too new")).await.unwrap(), "the log is shorter");
    assert!(!store.compact(id, snapshot(1, 3, b"abc")).await.unwrap(), "no snapshot ends at 1");
    assert!(store.compact(id, snapshot(0, 3, b"abc")).await.unwrap());
    assert!(!store.compact(id, snapshot(0, 3, b"again")).await.unwrap(), "one at least as new stands there");
    assert!(!store.compact(id, snapshot(3, 3, b"again")).await.unwrap(), "it adds nothing");
    assert!(!store.compact(id, snapshot(0, 2, b"older")).await.unwrap());
    let store = reopen(store);
    let loaded = store.load(id).await.unwrap();
    let expected = StoredSnapshot { graph: vec![graph(0, 3)], bytes: Bytes::from_static(b"abc") };
    assert_eq!((loaded.stored.snapshot, loaded.stored.chunks), (Some(expected), chunks(&["d"])));
    assert_eq!((loaded.cursor, loaded.damage), (4, Vec::new()));
    assert!(store.compact(id, snapshot(3, 4, b"abcd")).await.unwrap());
    assert_eq!(store.append(id, chunks(&["e"])).await.unwrap(), 5, "after a log that was cut whole");
    let store = reopen(store);
    let stored = store.load(id).await.unwrap().stored;
    let expected = StoredSnapshot { graph: vec![graph(0, 3), graph(3, 4)], bytes: Bytes::from_static(b"abcd") };
    assert_eq!((stored.snapshot, stored.chunks), (Some(expected), chunks(&["e"])));
}

async fn takes_many_writers<S: Storage>(store: S, reopen: Reopen<S>) {
    let appends = (0..40_u8).flat_map(|d| (0..5_u8).map(move |n| (d, n)));
    let all = appends.map(|(d, n)| store.append(document(d), vec![Bytes::from(vec![d, n])]));
    for cursor in futures::future::join_all(all).await {
        cursor.unwrap();
    }
    let store = reopen(store);
    for d in 0..40 {
        let loaded = store.load(document(d)).await.unwrap();
        let expected: Vec<_> = (0..5).map(|n| Bytes::from(vec![d, n])).collect();
        assert_eq!((loaded.stored.chunks, loaded.cursor), (expected, 5));
    }
}

async fn binds_a_document_once<S: Storage>(store: S, reopen: Reopen<S>) {
    let (meetup, commons, another) = (document(1), document(2), document(3));
    assert_eq!(store.commons(meetup).await.unwrap(), None);
    // Whoever says so first decides, also of two who say so at once.
    let both = futures::future::join(store.bind(meetup, commons), store.bind(meetup, another)).await;
    let (first, second) = (both.0.unwrap(), both.1.unwrap());
    assert_eq!(first, second);
    assert_eq!(store.bind(meetup, document(4)).await.unwrap(), first);
    assert_eq!(store.bind(commons, commons).await.unwrap(), commons, "a commons belongs to itself");
    let store = reopen(store);
    assert_eq!(store.commons(meetup).await.unwrap(), Some(first));
    assert_eq!(store.bind(meetup, another).await.unwrap(), first, "for ever");
    assert_eq!(store.load(meetup).await.unwrap().cursor, 0, "nothing was written in it");
}

macro_rules! contract {
    ($store:ident, $open:expr, $reopen:expr) => {
        mod $store {
            use super::*;

            #[tokio::test(flavor = "multi_thread")]
            async fn r2_keeps_what_it_is_given() {
                keeps_what_it_is_given($open, $reopen).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn compacts_by_compare_and_swap() {
                super::compacts_by_compare_and_swap($open, $reopen).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn l19_binds_a_document_once() {
                super::binds_a_document_once($open, $reopen).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn takes_many_writers() {
                super::takes_many_writers($open, $reopen).await;
            }
        }
    };
}

contract!(memory, Memory::default(), |store| store);
contract!(embedded, open(tempfile::tempdir().unwrap()), |store: InFolder| {
    drop(store.store);
    open(store.folder)
});

/// An embedded store and the folder it stands in, which goes with it.
#[derive(Debug)]
struct InFolder {
    store: Embedded,
    folder: tempfile::TempDir,
}

fn open(folder: tempfile::TempDir) -> InFolder {
    InFolder { store: Embedded::open(folder.path(), Acknowledge::AfterSync).unwrap(), folder }
}

impl Storage for InFolder {
    fn load(
        &self,
        document: DocumentId,
    ) -> futures::future::BoxFuture<'_, Result<Loaded, boucle_server::storage::StorageError>> {
        self.store.load(document)
    }

    fn cursor(
        &self,
        document: DocumentId,
    ) -> futures::future::BoxFuture<'_, Result<u64, boucle_server::storage::StorageError>> {
        self.store.cursor(document)
    }

    fn append(
        &self,
        document: DocumentId,
        chunks: Vec<Bytes>,
    ) -> futures::future::BoxFuture<'_, Result<u64, boucle_server::storage::StorageError>> {
        self.store.append(document, chunks)
    }

    fn compact(
        &self,
        document: DocumentId,
        snapshot: Snapshot,
    ) -> futures::future::BoxFuture<'_, Result<bool, boucle_server::storage::StorageError>> {
        self.store.compact(document, snapshot)
    }

    fn commons(
        &self,
        document: DocumentId,
    ) -> futures::future::BoxFuture<'_, Result<Option<DocumentId>, boucle_server::storage::StorageError>> {
        self.store.commons(document)
    }

    fn bind(
        &self,
        document: DocumentId,
        commons: DocumentId,
    ) -> futures::future::BoxFuture<'_, Result<DocumentId, boucle_server::storage::StorageError>> {
        self.store.bind(document, commons)
    }

    fn health(&self) -> Result<(), boucle_server::storage::StorageError> {
        self.store.health()
    }
}

#[test]
fn an_unwritable_folder_is_one_plain_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let error = Embedded::open(&file.join("data"), Acknowledge::AfterSync).unwrap_err().to_string();
    assert!(error.starts_with("the store cannot be opened at ") && !error.contains('\n'), "{error}");
}

#[test]
fn a_folder_in_use_is_said_to_be_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Embedded::open(folder.path(), Acknowledge::AfterSync).unwrap();
    let error = Embedded::open(folder.path(), Acknowledge::AfterSync).unwrap_err().to_string();
    assert!(error.contains("another process has it open"), "{error}");
}
