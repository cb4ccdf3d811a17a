//! What the gate lets through, and what it does not.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "fuzz/making.rs"]
mod making;

use automerge::AutoCommit;
use boucle_sync::gate::{self, Chunk};
use making::{changes, messages, people};
use rand::{SeedableRng, rngs::StdRng};

#[test]
fn whatever_automerge_makes_passes() {
    for seed in 0..60 {
        let mut chance = StdRng::seed_from_u64(seed);
        let mut people = people(&mut chance, 40);
        for bytes in changes(&mut people[0]) {
            gate::change(&bytes).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        }
        for message in messages(&people) {
            let message = gate::message(&message).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            for bytes in message.changes.iter() {
                gate::chunk(bytes).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            }
        }
        let (changes, saved) = (people[0].get_changes(&[]).len() as u64, people[0].save());
        let loaded =
            AutoCommit::load(&saved).unwrap().get_changes(&[]).into_iter().map(|change| change.raw_bytes().to_vec());
        loaded.for_each(|bytes| drop(gate::change(&bytes).unwrap()));
        for bytes in [&saved, &people[0].save_nocompress()] {
            let Chunk::Document(weight) = gate::chunk(bytes).unwrap_or_else(|error| panic!("seed {seed}: {error}"))
            else {
                panic!()
            };
            assert_eq!(weight.changes, changes);
        }
    }
}
