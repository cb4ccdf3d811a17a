//! In time: from left to right by the meetup that brought each. What none brought stands before the first.
//!
//! In its column each is as near as can be to what it is linked to (the barycentre heuristic of layered drawings).

use super::Position;
use crate::Graph;
use boucle_model::MeetupId;

/// How far one column is from the next.
const COLUMN: f64 = 230.0;
/// How far one is from the next below it.
const ROW: f64 = 46.0;
/// More than so many below each other stand in several columns, side by side.
const TALLEST: usize = 40;
/// How far these are from each other.
const BESIDE: f64 = 160.0;
const SWEEPS: usize = 6;

/// Every vertex in the column of its meetup; these are the meetups in their order.
#[must_use]
pub fn time(graph: &Graph, meetups: &[MeetupId]) -> Vec<Position> {
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); meetups.len() + 1];
    for (n, vertex) in graph.vertices.iter().enumerate() {
        let column = vertex.meetup.and_then(|meetup| meetups.iter().position(|one| *one == meetup));
        columns[column.map_or(0, |column| column + 1)].push(n);
    }
    let mut y = vec![0.0; graph.vertices.len()];
    let set = |column: &[usize], y: &mut [f64]| {
        let tall = column.len().min(TALLEST);
        for (row, n) in column.iter().enumerate() {
            y[*n] = (whole(row % TALLEST) - whole(tall.saturating_sub(1)) / 2.0) * ROW;
        }
    };
    columns.iter().for_each(|column| set(column, &mut y));
    for sweep in 0..SWEEPS {
        let many = columns.len();
        for k in 0..many {
            let column = &mut columns[if sweep % 2 == 0 { k } else { many - 1 - k }];
            let mut wanted: Vec<_> = column
                .iter()
                .map(|n| {
                    let near: Vec<_> = graph.around(*n).map(|(_, other)| y[other]).collect();
                    let wish = if near.is_empty() { y[*n] } else { near.iter().sum::<f64>() / whole(near.len()) };
                    (wish, *n)
                })
                .collect();
            wanted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            *column = wanted.into_iter().map(|(_, n)| n).collect();
            set(column, &mut y);
        }
    }
    let mut places = vec![Position::default(); graph.vertices.len()];
    let mut x = 0.0;
    for column in &columns {
        for (row, n) in column.iter().enumerate() {
            places[*n] = Position { x: x + whole(row / TALLEST) * BESIDE, y: y[*n] };
        }
        if !column.is_empty() {
            x += whole((column.len() - 1) / TALLEST) * BESIDE + COLUMN;
        }
    }
    places
}

#[expect(clippy::cast_precision_loss, reason = "no map has so many vertices")]
fn whole(n: usize) -> f64 {
    n as f64
}
