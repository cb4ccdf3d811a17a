//! Where everything on a map stands, for as long as the server remembers: whoever comes sees what those see who are there.
//!
//! Nothing of it is in a document, so that nothing is written by looking. A map that was forgotten is arranged anew, and its
//! pins are where they were.

use boucle_carto::{Graph, Position, Settling};
use boucle_model::{Pin, RowId};
use boucle_sync::DocumentId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{Mutex as Turn, Semaphore};

/// Maps that are remembered. The one that was asked for longest ago goes first.
const MOST: usize = 500;
/// Maps that are arranged at the same time, so that pages leave the relay its processors.
const AT_ONCE: usize = 2;
/// No map is arranged for longer: a larger one stands as far as it came.
const LONGEST: Duration = Duration::from_secs(4);
/// Between two looks at the clock.
const STEPS: usize = 8;

/// Where the things of one map stand, in whole units: a page carries them, and draws what the server drew.
pub type Places = HashMap<RowId, Pin>;

/// The places on each map.
#[derive(Debug)]
pub struct Maps {
    maps: Mutex<HashMap<DocumentId, Kept>>,
    turns: Semaphore,
}

#[derive(Debug)]
struct Kept {
    asked: Instant,
    places: Arc<Turn<Places>>,
}

impl Default for Maps {
    fn default() -> Self {
        Self { maps: Mutex::default(), turns: Semaphore::new(AT_ONCE) }
    }
}

impl Maps {
    /// Where everything on this map stands. What has a place keeps it, unless somebody pinned it elsewhere; what has none
    /// finds one.
    pub async fn places(&self, commons: DocumentId, graph: Arc<Graph>) -> Places {
        let known = self.of(commons);
        // Two who look at once see the same: the second waits for what the first found.
        let mut known = known.lock().await;
        let stands = |vertex: &boucle_carto::Vertex| vertex.pin.or_else(|| known.get(&vertex.id).copied());
        let found: Option<Places> = graph.vertices.iter().map(|vertex| Some((vertex.id, stands(vertex)?))).collect();
        let places = match found {
            Some(all) => all,
            None => self.settled(&graph, &known).await,
        };
        // What was taken away stands where it stood when it is brought back; not for ever.
        if known.len() > 2 * places.len() + STEPS {
            known.clear();
        }
        known.extend(&places);
        places
    }

    fn of(&self, commons: DocumentId) -> Arc<Turn<Places>> {
        let mut maps = self.maps.lock().unwrap_or_else(PoisonError::into_inner);
        if maps.len() >= MOST
            && !maps.contains_key(&commons)
            && let Some(oldest) = maps.iter().min_by_key(|(_, kept)| kept.asked).map(|(id, _)| *id)
        {
            maps.remove(&oldest);
        }
        let kept = maps.entry(commons).or_insert_with(|| Kept { asked: Instant::now(), places: Arc::default() });
        kept.asked = Instant::now();
        Arc::clone(&kept.places)
    }

    async fn settled(&self, graph: &Arc<Graph>, known: &Places) -> Places {
        let _turn = self.turns.acquire().await;
        let known: HashMap<_, _> = known.iter().map(|(id, pin)| (*id, Position::from(*pin))).collect();
        let worked = Arc::clone(graph);
        let settled = tokio::task::spawn_blocking(move || {
            let mut settling = Settling::adding(&worked, &known);
            let begun = Instant::now();
            while settling.step(STEPS) && begun.elapsed() < LONGEST {}
            settling.known()
        });
        let settled = settled.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a map could not be arranged");
            HashMap::new()
        });
        let place = |id| settled.get(&id).and_then(|at| Pin::at(at.x, at.y)).unwrap_or(Pin { x: 0, y: 0 });
        graph.vertices.iter().map(|vertex| (vertex.id, vertex.pin.unwrap_or_else(|| place(vertex.id)))).collect()
    }
}

/// The places in the order of the graph.
#[must_use]
pub(super) fn in_order(graph: &Graph, places: &Places) -> Vec<Position> {
    let nowhere = Position { x: f64::NAN, y: f64::NAN };
    graph.vertices.iter().map(|vertex| places.get(&vertex.id).map_or(nowhere, |pin| Position::from(*pin))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use boucle_carto::brought::Brought;
    use boucle_model::{Carto, Given, Node, Title};

    fn graph(many: u8) -> Arc<Graph> {
        let node = |n: u8| Node {
            id: RowId::from_bytes([n; 16]),
            label: Title { text: format!("Nœud {n}"), rivals: Vec::new() },
            of_type: Some(Given::Idea.id()),
            description: Title::default(),
            address: Title::default(),
            tags: Vec::new(),
            meetup: None,
            pin: (n == 1).then_some(Pin { x: 7, y: -7 }),
            same: Vec::new(),
            by: None,
            at: n.into(),
        };
        Arc::new(Graph::of(&Carto { nodes: (0..many).map(node).collect(), ..Carto::default() }, Brought::default()))
    }

    fn id(n: u64) -> DocumentId {
        DocumentId::from_random([n.to_le_bytes(), [0; 8]].concat().try_into().unwrap())
    }

    #[tokio::test]
    async fn p30_what_has_a_place_keeps_it_and_what_is_taken_away_comes_back_to_it() {
        let memory = Maps::default();
        let before = memory.places(id(1), graph(8)).await;
        assert_eq!(before[&RowId::from_bytes([1; 16])], Pin { x: 7, y: -7 });
        let fewer = memory.places(id(1), graph(6)).await;
        assert!(fewer.len() == 6 && fewer.iter().all(|(id, at)| before[id] == *at));
        let more = memory.places(id(1), graph(9)).await;
        assert!(more.len() == 9 && before.iter().all(|(id, at)| more[id] == *at));
    }

    #[tokio::test]
    async fn maps_that_nobody_asks_for_are_forgotten_the_oldest_first() {
        let memory = Maps::default();
        for n in 0..=MOST as u64 {
            memory.places(id(n), graph(1)).await;
        }
        let maps = memory.maps.lock().unwrap();
        assert!(maps.len() == MOST && !maps.contains_key(&id(0)) && maps.contains_key(&id(1)));
    }
}
