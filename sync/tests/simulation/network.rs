//! The network: what is on its way, and what happens to it there.

use boucle_sync::relay::Link;
use bytes::Bytes;
use rand::{Rng, rngs::StdRng};
use std::collections::BTreeMap;

/// A frame on its way.
pub(crate) struct Flight {
    pub(crate) link: Link,
    pub(crate) to_relay: bool,
    pub(crate) frame: Bytes,
    pub(crate) is_whole: bool,
}

/// Frames by when they arrive, and in which order at the same moment.
#[derive(Default)]
pub(crate) struct Network {
    flights: BTreeMap<(u64, u64), Flight>,
    sent: u64,
}

impl Network {
    /// Takes a frame in. With trouble it may lose it, double it, cut it short, or let a later one overtake it.
    pub(crate) fn fly(&mut self, flight: &Flight, now: u64, trouble: bool, chance: &mut StdRng) {
        let copies = match (trouble, chance.random_range(0..100)) {
            (true, 0..4) => 0,
            (true, 4..7) => 2,
            _ => 1,
        };
        for _ in 0..copies {
            let late = trouble && chance.random_bool(0.1);
            let delay = if late { chance.random_range(200..3_000) } else { chance.random_range(1..40) };
            let cut = trouble && chance.random_bool(0.003);
            let length = if cut { chance.random_range(0..flight.frame.len()) } else { flight.frame.len() };
            self.sent += 1;
            let arriving = Flight {
                frame: flight.frame.slice(..length),
                is_whole: !cut,
                link: flight.link,
                to_relay: flight.to_relay,
            };
            self.flights.insert((now + delay, self.sent), arriving);
        }
    }

    /// When the next frame arrives.
    pub(crate) fn next(&self) -> Option<u64> {
        self.flights.first_key_value().map(|((at, _), _)| *at)
    }

    pub(crate) fn land(&mut self) -> Option<Flight> {
        self.flights.pop_first().map(|(_, flight)| flight)
    }

    /// A connection is gone, and what was on its way with it.
    pub(crate) fn hang_up(&mut self, link: Link) {
        self.flights.retain(|_, flight| flight.link != link);
    }

    pub(crate) fn hang_up_all(&mut self) {
        self.flights.clear();
    }
}
