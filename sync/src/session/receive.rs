//! The receiving half of Automerge's sync, on Automerge's own state (`automerge::sync`, protocol version 1).
//!
//! `SyncDoc::receive_sync_message` goes through the whole history at each message, to forget which changes were sent and have
//! arrived. A relay tells of every edit of everybody, so this looks only between the two ends. What a message says of the abilities of its
//! sender is passed over: our relay has none to tell.

use crate::ahead::ahead;
use automerge::{
    Automerge, AutomergeError, PatchLog,
    sync::{self, State},
};

/// Applies a message to a replica, and notes what it says of the other end.
///
/// # Errors
/// When its changes cannot be read; the replica is as it was.
pub(super) fn receive(
    replica: &mut Automerge,
    state: &mut State,
    message: sync::Message,
    patches: &mut PatchLog,
) -> Result<(), AutomergeError> {
    let before = replica.get_heads();
    if message.changes.is_empty() {
        if message.heads == before {
            state.last_sent_heads.clone_from(&before);
        }
    } else {
        let changes: Vec<_> = message.changes.iter().collect();
        replica.load_incremental_log_patches(&changes.concat(), patches)?;
        let now = replica.get_heads();
        state.shared_heads =
            now.into_iter().filter(|h| !before.contains(h) || state.shared_heads.contains(h)).collect();
    }
    let known: Vec<_> =
        message.heads.iter().filter(|head| replica.get_change_meta_by_hash(head).is_some()).copied().collect();
    if !state.sent_hashes.is_empty() {
        let lacked = ahead(replica, &replica.get_heads(), &known);
        state.sent_hashes.retain(|hash| lacked.contains(hash));
    }
    if known.len() == message.heads.len() {
        state.shared_heads.clone_from(&message.heads);
        if message.heads.is_empty() {
            // The other end has lost everything.
            state.last_sent_heads.clear();
            state.sent_hashes.clear();
        }
    } else {
        state.shared_heads.extend(known);
        state.shared_heads.sort();
        state.shared_heads.dedup();
    }
    state.in_flight = false;
    state.their_have = Some(message.have);
    state.their_heads = Some(message.heads);
    state.their_need = Some(message.need);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::receive;
    use automerge::{
        ActorId, Automerge, PatchLog, ROOT,
        sync::{State, SyncDoc},
        transaction::Transactable,
    };
    use rand::{Rng, SeedableRng, rngs::StdRng};

    fn write(doc: &mut Automerge, n: i64) {
        let mut tx = doc.transaction();
        tx.put(ROOT, "n", n).unwrap();
        tx.commit();
    }

    /// Two ends exchange messages that are lost and delayed; one of them receives with Automerge's function beside ours.
    #[test]
    fn notes_what_automerge_notes_whatever_is_exchanged() {
        for seed in 0..60 {
            let mut chance = StdRng::seed_from_u64(seed);
            let mut here = Automerge::new().with_actor(ActorId::from([1; 16]));
            let mut there = Automerge::new().with_actor(ActorId::from([2; 16]));
            let (mut ours, mut theirs) = (State::new(), State::new());
            let mut on_its_way = Vec::new();
            for step in 0..60 {
                match chance.random_range(0..6) {
                    0 => write(&mut here, step),
                    1 => write(&mut there, step),
                    2 => {
                        let sent = here.generate_sync_message(&mut ours);
                        if let Some(message) = sent.filter(|_| chance.random_ratio(4, 5)) {
                            there.receive_sync_message(&mut theirs, message).unwrap();
                        }
                    }
                    3 | 4 => on_its_way.extend(there.generate_sync_message(&mut theirs)),
                    _ if !on_its_way.is_empty() => {
                        let mut message = on_its_way.remove(chance.random_range(0..on_its_way.len()));
                        message.flags = None;
                        let (mut doc, mut state) = (here.fork(), ours.clone());
                        let received = doc.receive_sync_message(&mut state, message.clone());
                        let mut log = PatchLog::inactive();
                        assert_eq!(receive(&mut here, &mut ours, message, &mut log).is_ok(), received.is_ok());
                        assert_eq!((here.get_heads(), &ours), (doc.get_heads(), &state), "seed {seed}, step {step}");
                    }
                    _ => {}
                }
            }
        }
    }
}
