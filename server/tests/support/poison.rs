//! A change that passes every check, and with which no document can be built.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::{
    making,
    support::{Socket, next_message},
};
use automerge::{
    ActorId, Automerge, ChangeHash, ROOT,
    sync::{self, Have, MessageVersion},
    transaction::Transactable,
};
use boucle_sync::{
    DocumentId,
    message::{Message, PeerMetadata, SharedFrame, SyncKind},
};
use bytes::Bytes;
use futures::SinkExt;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};
use tokio_tungstenite::tungstenite::Message as Frame;

pub(crate) struct Poison {
    pub(crate) bytes: Bytes,
    pub(crate) hash: ChangeHash,
}

/// Somebody's change to this document, mutated and sealed again until it passes the gate and fails in Automerge.
pub(crate) fn change(document: &Automerge) -> Poison {
    let before = document.save();
    let mut fork = document.fork().with_actor(ActorId::from([6; 16]));
    let mut tx = fork.transaction();
    tx.put(ROOT, "title", "Poison").unwrap();
    tx.delete(ROOT, "schema").unwrap();
    tx.commit();
    let change = fork.get_last_local_change().unwrap().raw_bytes().to_vec();
    let body = making::body(&change);
    let authors: BTreeSet<_> =
        document.get_changes(&[]).iter().map(|change| change.actor_id().to_bytes().to_vec()).collect();
    let mut chance = StdRng::seed_from_u64(1);
    for _ in 0..1_000_000 {
        let mut mutated = body.to_vec();
        // Behind the dependency, the author and the sequence number, which say where it stands.
        for _ in 0..chance.random_range(1..4) {
            let at = chance.random_range(51..mutated.len());
            mutated[at] = chance.random();
        }
        let bytes = making::chunk(making::CHANGE, &mutated);
        let Ok(admitted) = boucle_sync::gate::change(&bytes) else { continue };
        // The relay knows who has written here, and refuses a change that speaks of others.
        if !admitted.others.iter().all(|actor| authors.contains(&actor.to_vec())) {
            continue;
        }
        let together = [&before[..], &bytes].concat();
        let builds = catch_unwind(AssertUnwindSafe(|| {
            Automerge::load(&together).is_ok_and(|document| Automerge::load(&document.save()).is_ok())
        }));
        if !matches!(builds, Ok(true)) {
            return Poison { bytes: bytes.into(), hash: admitted.header.hash };
        }
    }
    panic!("no mutation passes the gate and fails");
}

/// Joins under a name, and sends these changes.
pub(crate) async fn send(
    socket: &mut Socket,
    name: &str,
    document: DocumentId,
    heads: Vec<ChangeHash>,
    changes: Vec<Bytes>,
) {
    let join = Message::Join { sender: name.into(), metadata: PeerMetadata::default(), versions: vec!["1".into()] };
    socket.send(Frame::Binary(join.encode().into())).await.unwrap();
    assert!(matches!(next_message(socket).await, Some(Message::Peer { .. })));
    let have = vec![Have { last_sync: Vec::new(), bloom: sync::BloomFilter::default() }];
    let changes = changes.iter().map(|change| change.to_vec()).collect::<Vec<_>>().into();
    let message = sync::Message { heads, need: Vec::new(), have, changes, flags: None, version: MessageVersion::V1 };
    let frame = SharedFrame::sync(SyncKind::Sync, &name.into(), &document.into(), &message.encode());
    socket.send(Frame::Binary(frame.to(&"relay".into()))).await.unwrap();
}
