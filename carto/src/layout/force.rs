//! By forces: links pull, everything else pushes (d3-force's model, by `fjadra`).
//!
//! What has a known place stays there when something comes: the map does not jump. Whoever wants it tidied lets everything move
//! but the pins, from where it is.

use super::{Position, radius};
use crate::{Graph, Way, labels};
use boucle_model::RowId;
use fjadra::{Collide, Link, ManyBody, Node, PositionX, PositionY, Simulation, SimulationBuilder};
use std::collections::{HashMap, HashSet};

/// How far apart two that are linked would like to be, beside their own widths.
const LINK: f64 = 54.0;
/// After so many steps nothing moves any more.
const STEPS: usize = 160;
const LEAST: f64 = 0.001;
/// How close to what it is linked to something new begins.
const BESIDE: f64 = 40.0;
/// The angle between one and the next around a middle, so that they never meet (the golden one).
const TURN: f64 = 2.399_963_229_728_653;

/// What stands farther than this from where something new begins neither pushes it nor is asked.
const NEAR: f64 = 450.0;

/// An arrangement on its way: in steps, so that a page stays awake meanwhile.
pub struct Settling {
    ids: Vec<RowId>,
    held: Vec<Option<Position>>,
    simulation: Option<Simulation>,
    /// The vertices that the simulation knows, in its order.
    asked: Vec<usize>,
    left: usize,
    places: Vec<Position>,
}

impl std::fmt::Debug for Settling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settling").field("vertices", &self.ids.len()).field("left", &self.left).finish_non_exhaustive()
    }
}

impl Settling {
    /// Begins with what stands where already. All of that stays; only what has no place yet looks for one, among what is near it.
    #[must_use]
    pub fn adding(graph: &Graph, known: &HashMap<RowId, Position>) -> Self {
        Self::new(graph, known, |_| false)
    }

    /// The same, where some of what has a place had not come to rest there: these go on from where they are.
    #[must_use]
    pub fn going_on(graph: &Graph, known: &HashMap<RowId, Position>, moving: &HashSet<RowId>) -> Self {
        Self::new(graph, known, |id| moving.contains(&id))
    }

    /// Begins from the known places, and lets everything find a better one but what is pinned.
    #[must_use]
    pub fn tidying(graph: &Graph, known: &HashMap<RowId, Position>) -> Self {
        Self::new(graph, known, |_| true)
    }

    fn new(graph: &Graph, known: &HashMap<RowId, Position>, moves: impl Fn(RowId) -> bool) -> Self {
        let begin = beginnings(graph, known);
        let held: Vec<_> = graph
            .vertices
            .iter()
            .map(|vertex| {
                let known = || known.get(&vertex.id).copied().filter(|place| !moves(vertex.id) && place.is_somewhere());
                vertex.pin.map(Position::from).or_else(known)
            })
            .collect();
        let asked = asked(graph, &begin, &held);
        let simulation = (!asked.is_empty()).then(|| simulation(graph, &begin, &held, &asked));
        Self {
            ids: graph.vertices.iter().map(|vertex| vertex.id).collect(),
            places: begin.iter().zip(&held).map(|(begin, held)| held.unwrap_or(*begin)).collect(),
            held,
            left: if simulation.is_some() { STEPS } else { 0 },
            simulation,
            asked,
        }
    }

    /// Goes on by so many steps; whether there are more.
    pub fn step(&mut self, steps: usize) -> bool {
        let steps = steps.min(self.left);
        if let Some(simulation) = self.simulation.as_mut().filter(|_| steps > 0) {
            simulation.tick(steps);
            self.left -= steps;
            for (n, [x, y]) in self.asked.iter().zip(simulation.positions()) {
                let found = Position { x, y };
                if self.held[*n].is_none() && found.is_somewhere() {
                    self.places[*n] = found;
                }
            }
        }
        self.left > 0
    }

    /// Goes on until nothing moves any more.
    #[must_use]
    pub fn settled(mut self) -> Vec<Position> {
        self.step(STEPS);
        self.places
    }

    /// Those that have not come to rest yet.
    #[must_use]
    pub fn moving(&self) -> HashSet<RowId> {
        let is_free = |n: &usize| self.left > 0 && self.held[*n].is_none();
        (0..self.ids.len()).filter(is_free).map(|n| self.ids[n]).collect()
    }

    /// Where everything is by now, in the order of the graph.
    #[must_use]
    pub fn places(&self) -> &[Position] {
        &self.places
    }

    /// The same by ids: what is known when the graph changes.
    #[must_use]
    pub fn known(&self) -> HashMap<RowId, Position> {
        self.ids.iter().copied().zip(self.places.iter().copied()).collect()
    }
}

/// How long a way has to be for the words on it to be read.
fn words(way: &Way) -> f64 {
    /// Longer ones are read by whoever comes nearer.
    const MOST: f64 = 130.0;
    match way {
        Way::Drawn { text, .. } if !text.is_empty() => (labels::width(text, 11.0) + 24.0).min(MOST),
        _ => 0.0,
    }
}

/// What has to be asked where something goes: what looks for a place, what that is linked to, and what stands near it.
fn asked(graph: &Graph, begin: &[Position], held: &[Option<Position>]) -> Vec<usize> {
    let free: Vec<usize> = (0..held.len()).filter(|n| held[*n].is_none()).collect();
    let mut is_asked: Vec<_> = held.iter().map(Option::is_none).collect();
    for n in &free {
        graph.around(*n).for_each(|(_, other)| is_asked[other] = true);
    }
    for (n, is_asked) in is_asked.iter_mut().enumerate().filter(|(_, is_asked)| !**is_asked) {
        *is_asked = free.iter().any(|other| begin[*other].distance(begin[n]) < NEAR);
    }
    if free.is_empty() {
        return Vec::new();
    }
    (0..held.len()).filter(|n| is_asked[*n]).collect()
}

/// The forces between those that are asked.
fn simulation(graph: &Graph, begin: &[Position], held: &[Option<Position>], asked: &[usize]) -> Simulation {
    let mut index = vec![None; begin.len()];
    asked.iter().enumerate().for_each(|(k, n)| index[*n] = Some(k));
    let particles = asked.iter().map(|n| match held[*n] {
        Some(place) => Node::default().fixed_position(place.x, place.y),
        None => Node::default().position(begin[*n].x, begin[*n].y),
    });
    // Each is as wide as it is by all its links, also by those to what is not asked.
    let radii: Vec<_> = asked.iter().map(|n| radius(graph.degree(*n))).collect();
    let ways: Vec<_> =
        graph.edges.iter().filter_map(|edge| Some((index[edge.from]?, index[edge.to]?, words(&edge.way)))).collect();
    let lengths: Vec<_> = ways.iter().map(|(from, to, words)| LINK.max(*words) + radii[*from] + radii[*to]).collect();
    let links: Vec<_> = ways.into_iter().map(|(from, to, _)| (from, to)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let decay = 1.0 - LEAST.powf(1.0 / STEPS as f64);
    SimulationBuilder::default()
        .with_alpha_decay(decay)
        .with_alpha_min(LEAST)
        .build(particles)
        .add_force("links", Link::new(links).distance(move |_: &_, n: usize| lengths[n]))
        .add_force("apart", ManyBody::new().strength(-260.0))
        .add_force("touching", Collide::new().radius(move |n| radii[n] + 9.0).iterations(1))
        // What nothing is linked to does not drift away.
        .add_force("middle x", PositionX::new().strength(0.045))
        .add_force("middle y", PositionY::new().strength(0.06))
}

/// Where everything begins: where it is known to be, or beside what it is linked to, or on a spiral around the middle.
fn beginnings(graph: &Graph, known: &HashMap<RowId, Position>) -> Vec<Position> {
    let stands = |n: usize| {
        let vertex = &graph.vertices[n];
        vertex.pin.map(Position::from).or_else(|| known.get(&vertex.id).copied().filter(|place| place.is_somewhere()))
    };
    let mut places: Vec<_> = (0..graph.vertices.len()).map(stands).collect();
    let is_cold = places.iter().all(Option::is_none);
    if !is_cold {
        // Chains of new ones: each beside one that has a place by then.
        let mut waiting: Vec<usize> = (0..places.len()).filter(|n| places[*n].is_none()).collect();
        loop {
            let before = waiting.len();
            waiting.retain(|n| {
                let near: Vec<_> = graph.around(*n).filter_map(|(_, other)| places[other]).collect();
                let Some(middle) = middle(&near) else { return true };
                places[*n] = Some(on_spiral(*n, middle, BESIDE));
                false
            });
            if waiting.len() == before {
                break;
            }
        }
    }
    let taken: HashSet<_> = places.iter().enumerate().filter(|(_, place)| place.is_some()).map(|(n, _)| n).collect();
    let (least, size) = super::bounds(places.iter().flatten().copied());
    let out = if taken.is_empty() {
        Position::default()
    } else {
        Position { x: least.x + size.x / 2.0, y: least.y + size.y / 2.0 }
    };
    places
        .into_iter()
        .enumerate()
        .map(|(n, place)| {
            #[expect(clippy::cast_precision_loss, reason = "no map has so many vertices")]
            let from_middle = 22.0 * (0.5 + n as f64).sqrt();
            place.unwrap_or_else(|| on_spiral(n, out, from_middle))
        })
        .collect()
}

fn on_spiral(n: usize, middle: Position, far: f64) -> Position {
    #[expect(clippy::cast_precision_loss, reason = "no map has so many vertices")]
    let (sin, cos) = (n as f64 * TURN).sin_cos();
    Position { x: middle.x + far * cos, y: middle.y + far * sin }
}

fn middle(places: &[Position]) -> Option<Position> {
    #[expect(clippy::cast_precision_loss, reason = "no map has so many edges")]
    let many = places.len() as f64;
    let sum = places.iter().fold(Position::default(), |sum, one| Position { x: sum.x + one.x, y: sum.y + one.y });
    (many > 0.0).then(|| Position { x: sum.x / many, y: sum.y / many })
}
