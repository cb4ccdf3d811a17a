//! In rings: one vertex in the middle, what is linked to it around it, what is linked to that around those.
//!
//! Each gets as much of its ring as what hangs on it needs (the tidy tree of Reingold and Tilford, bent round).

use super::Position;
use crate::Graph;
use std::f64::consts::TAU;

/// How far one ring is from the next, at least.
const RING: f64 = 130.0;
/// How much of a ring one vertex takes.
const ROOM: f64 = 46.0;

/// Every vertex around this one. What cannot be reached from it stands in a ring of its own, outside.
#[must_use]
pub fn radial(graph: &Graph, middle: usize) -> Vec<Position> {
    let many = graph.vertices.len();
    let mut places = vec![Position::default(); many];
    if middle >= many {
        return places;
    }
    let steps = graph.steps_from(middle, many);
    let mut parent = vec![None; many];
    let mut order: Vec<usize> = (0..many).filter(|n| steps[*n].is_some()).collect();
    order.sort_by_key(|n| (steps[*n], *n));
    for n in &order {
        for (_, other) in graph.around(*n) {
            if parent[other].is_none() && steps[other] == steps[*n].map(|step| step + 1) {
                parent[other] = Some(*n);
            }
        }
    }
    // How many leaves hang on each, from outside in.
    let mut leaves = vec![0_usize; many];
    for n in order.iter().rev() {
        leaves[*n] = leaves[*n].max(1);
        if let Some(parent) = parent[*n] {
            leaves[parent] += leaves[*n];
        }
    }
    // So many on each ring: a full one is wider.
    let deepest = order.last().and_then(|n| steps[*n]).unwrap_or(0);
    let mut on_ring = vec![0_usize; deepest + 2];
    for n in 0..many {
        on_ring[steps[n].unwrap_or(deepest + 1)] += 1;
    }
    let mut far = vec![0.0; deepest + 2];
    for ring in 1..far.len() {
        far[ring] = f64::max(far[ring - 1] + RING, whole(on_ring[ring]) * ROOM / TAU);
    }
    let all = whole(leaves[middle]);
    let mut begin = vec![0.0; many];
    let mut used = vec![0.0; many];
    for n in &order {
        let mine = TAU * whole(leaves[*n]) / all;
        if let Some(parent) = parent[*n] {
            begin[*n] = begin[parent] + used[parent];
            used[parent] += mine;
        }
        places[*n] = at(far[steps[*n].unwrap_or(0)], begin[*n] + mine / 2.0);
    }
    let outside: Vec<_> = (0..many).filter(|n| steps[*n].is_none()).collect();
    for (k, n) in outside.iter().enumerate() {
        places[*n] = at(far[deepest + 1], TAU * whole(k) / whole(outside.len()));
    }
    places
}

/// A place on a ring; 0 is above the middle.
fn at(far: f64, angle: f64) -> Position {
    let (sin, cos) = angle.sin_cos();
    Position { x: far * sin, y: -far * cos }
}

#[expect(clippy::cast_precision_loss, reason = "no map has so many vertices")]
fn whole(n: usize) -> f64 {
    n as f64
}
