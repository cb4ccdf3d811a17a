//! A relay and several clients on a network that drops, duplicates, delays, reorders and cuts, with
//! crashes on both sides. One seed is one story: it prints when it fails, and replays exactly.
//!
//! Replay one with `BOUCLE_SEED=42 cargo test -p boucle-sync --test simulation -- --nocapture`;
//! run more of them with `BOUCLE_SEEDS=10000`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "simulation/world.rs"]
mod world;

use world::World;

fn seeds() -> Vec<u64> {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    match number("BOUCLE_SEED") {
        Some(seed) => vec![seed],
        None => (0..number("BOUCLE_SEEDS").unwrap_or(200)).collect(),
    }
}

/// Runs one story and returns its trace. A failure names the seed.
fn tell(seed: u64, verbose: bool) -> Vec<String> {
    let story = std::panic::catch_unwind(|| {
        let mut world = World::new(seed, verbose);
        world.trouble(250);
        world.heal_and_settle();
        world.trace()
    });
    match story {
        Ok(trace) => trace,
        Err(cause) => {
            let words = cause
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string))
                .unwrap_or_default();
            panic!(
                "seed {seed} failed: {words}\nreplay: BOUCLE_SEED={seed} cargo test -p boucle-sync --test simulation -- --nocapture"
            );
        }
    }
}

#[test]
fn s1_replicas_converge_and_nothing_acknowledged_is_lost() {
    let seeds = seeds();
    let verbose = seeds.len() == 1;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for part in seeds.chunks(seeds.len().div_ceil(threads)) {
            scope.spawn(move || part.iter().for_each(|seed| drop(tell(*seed, verbose))));
        }
    });
}

#[test]
fn s2_the_same_seed_tells_the_same_story() {
    for seed in [3, 77, 1_234_567] {
        assert_eq!(tell(seed, false), tell(seed, false), "seed {seed}");
    }
}

/// The simulation itself must be able to fail: a relay that acknowledges before the disk has the change loses it.
#[test]
fn s3_acknowledging_before_the_disk_is_caught() {
    let caught = (0..40).any(|seed| {
        std::panic::catch_unwind(|| {
            let mut world = World::new(seed, false);
            world.acknowledge_before_the_disk();
            world.trouble(250);
            world.heal_and_settle();
        })
        .is_err()
    });
    assert!(caught, "40 stories on a lying disk, and none was caught");
}

/// Found by the simulation: an overtaken frame made a client forget what was saved, and the relay, seeing
/// heads that it already had, never told it again.
#[test]
fn seed_1_an_overtaken_acknowledgement_is_told_again() {
    tell(1, false);
    tell(112, false);
}
