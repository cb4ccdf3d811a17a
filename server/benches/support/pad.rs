//! A long pad, made by our own commands and put where a relay finds it.

use anyhow::ensure;
use automerge::{ActorId, Automerge};
use boucle_model::{Author, Command, Kind, Pad, PersonId, Splice, Text, apply, genesis};
use boucle_server::storage::{Acknowledge, Embedded, Snapshot, Storage};
use boucle_sync::{
    DocumentId, gate,
    graph::{ChangeGraph, Inserted},
};
use bytes::Bytes;
use std::path::Path;

/// The document of somebody who made these edits.
pub(crate) fn written(trace: &[Splice]) -> Automerge {
    let mut doc = genesis::new(Kind::Meetup, ActorId::from(rand::random::<[u8; 16]>()));
    let mut pad = Pad::of(&doc, Text::Pad);
    let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
    for splice in trace {
        let edited =
            apply(&mut doc, &mut pad, author, &Command::EditText { text: Text::Pad, splices: vec![splice.clone()] });
        assert!(edited.is_ok(), "the typist makes edits that can be made");
    }
    doc
}

/// Puts a document into a store as if it had been written through the relay and compacted.
pub(crate) async fn store(folder: &Path, id: DocumentId, doc: &Automerge) -> anyhow::Result<()> {
    store_all(folder, &[(id, doc)]).await
}

/// The same with several.
pub(crate) async fn store_all(folder: &Path, documents: &[(DocumentId, &Automerge)]) -> anyhow::Result<()> {
    let store = Embedded::open(folder, Acknowledge::AfterSync)?;
    for (id, doc) in documents {
        let changes = doc.get_changes(&[]);
        let chunks: Vec<_> = changes.iter().map(|c| Bytes::copy_from_slice(c.raw_bytes())).collect();
        let mut graph = ChangeGraph::new();
        for bytes in &chunks {
            let change = gate::change(bytes)?;
            ensure!(graph.insert(&change.header) == Inserted::New, "changes come after what they build on");
            graph.has_op(change.last_op());
        }
        let upto = store.append(*id, chunks).await?;
        let graph = graph.block(0..graph.len()).into();
        let stored = store.compact(*id, Snapshot { from: 0, upto, graph, bytes: doc.save().into() }).await?;
        ensure!(stored, "the snapshot was not taken");
    }
    Ok(())
}
