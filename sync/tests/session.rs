//! What a client makes of what its relay says, on a clock that the test holds.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use automerge::{
    Automerge, PatchLog, ROOT,
    sync::{self, ChunkList, Have, MessageVersion},
    transaction::Transactable,
};
use boucle_sync::{
    DocumentId, PeerId,
    message::{Message, PeerMetadata, SharedFrame, SyncKind},
    session::{IMPATIENCE, Intent, Poll, Received, Session},
};

fn id() -> DocumentId {
    DocumentId::from_random([7; 16])
}

fn write(replica: &mut Automerge, n: i64) {
    let mut tx = replica.transaction();
    tx.put(ROOT, "n", n).unwrap();
    tx.commit();
}

/// The relay's word that it has all that the replica has now.
fn saved(replica: &Automerge) -> Vec<u8> {
    let heads = replica.get_heads();
    let have = vec![Have { last_sync: heads.clone(), bloom: sync::BloomFilter::default() }];
    let (need, changes) = (Vec::new(), ChunkList::empty());
    let message = sync::Message { heads, need, have, changes, flags: None, version: MessageVersion::V1 };
    SharedFrame::sync(SyncKind::Sync, &"relay".into(), &id().into(), &message.encode()).to(&"bob".into()).to_vec()
}

fn hear(session: &mut Session, replica: &mut Automerge, frame: &[u8], now: u64) {
    if let Received::Sync { document, message } = session.receive(frame, now).unwrap() {
        session.apply(document, *message, replica, &mut PatchLog::inactive(), now).unwrap();
    }
}

fn connect(session: &mut Session) {
    drop(session.connect());
    let metadata = PeerMetadata { storage_id: Some("disk".into()), is_ephemeral: false };
    let peer = Message::Peer { sender: "relay".into(), target: "bob".into(), metadata, version: "1".into() };
    session.receive(&peer.encode(), 0).unwrap();
}

fn says_all(session: &mut Session, replica: &Automerge, now: u64) -> usize {
    std::iter::from_fn(|| matches!(session.poll(id(), replica, now), Poll::Send(_)).then_some(())).count()
}

/// Found by the simulation, seed 155: who asked again, because an edit stayed unanswered, took an old word for the first of
/// a new connection, and what had been shown as saved was not any more.
#[test]
fn what_was_shown_as_saved_stays_so_on_one_connection_whoever_asks_again() {
    let mut bob = Automerge::new();
    write(&mut bob, 1);
    let overtaken = saved(&bob);
    let mut session = Session::new(PeerId::from("bob"));
    session.open(id(), Intent::Offer, None);
    connect(&mut session);
    says_all(&mut session, &bob, 0);
    write(&mut bob, 2);
    session.edited(id());
    let word = saved(&bob);
    hear(&mut session, &mut bob, &word, 10);
    assert_eq!(session.unsaved(id(), &bob), 0);

    write(&mut bob, 3);
    session.edited(id());
    assert_eq!(says_all(&mut session, &bob, 20), 1, "the edit is said");
    assert_eq!(says_all(&mut session, &bob, 30 + IMPATIENCE), 1, "and said again");
    hear(&mut session, &mut bob, &overtaken, 40 + IMPATIENCE);
    assert_eq!(session.unsaved(id(), &bob), 1, "only the edit that was not answered");

    connect(&mut session);
    hear(&mut session, &mut bob, &overtaken, 50 + IMPATIENCE);
    assert_eq!(session.unsaved(id(), &bob), 2, "on a new connection the relay may have less");
}
