//! The map by keyboard: from one thing to the next, nearer and farther, and all that a hand can do.

use super::{
    desk::{Asking, Desk},
    rename::rename,
};
use crate::components::focus_soon;
use boucle_carto::{Camera, Direction, walk};
use boucle_model::RowId;
use leptos::{ev, prelude::*};
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How much nearer one step of a key or a button comes.
pub(super) const STEP: f64 = 1.35;
/// How far a key moves the window, in pixels.
const STRIDE: f64 = 80.0;

/// What a key does on the map; whether it does anything.
pub(super) fn pressed(
    desk: Desk,
    event: &ev::KeyboardEvent,
    renaming: RwSignal<Option<RowId>>,
    zoom: impl Fn(f64),
    move_camera: impl Fn(Camera),
) -> bool {
    let command = event.ctrl_key() || event.meta_key();
    let current = desk.current.get_untracked();
    let arrow = match event.key().as_str() {
        "ArrowLeft" => Some((Direction::Left, (STRIDE, 0.0))),
        "ArrowRight" => Some((Direction::Right, (-STRIDE, 0.0))),
        "ArrowUp" => Some((Direction::Up, (0.0, STRIDE))),
        "ArrowDown" => Some((Direction::Down, (0.0, -STRIDE))),
        _ => None,
    };
    if let Some((direction, (x, y))) = arrow {
        if command || event.shift_key() {
            move_camera(desk.camera.get_untracked().moved(x, y));
        } else {
            step(desk, direction);
        }
        return true;
    }
    if command {
        if event.key().eq_ignore_ascii_case("a") {
            desk.chosen.set(shown(desk).collect());
            return true;
        }
        return false;
    }
    let all = || {
        // What was told last is what is meant; all that is chosen, where that is among it.
        let chosen = desk.chosen.get_untracked();
        match current {
            Some(current) if !chosen.contains(&current) => BTreeSet::from([current]),
            _ => chosen,
        }
    };
    match (event.key().as_str(), current) {
        ("+" | "=", _) => zoom(STEP),
        ("-", _) => zoom(1.0 / STEP),
        ("0", _) => desk.see_all(),
        ("Home", _) => shown(desk).next().into_iter().for_each(|id| desk.go_to(id)),
        ("Enter", Some(id)) => {
            desk.choose(id);
            focus_soon("carto-panel-title".to_owned());
        }
        ("Enter", None) | ("n" | "N", _) => desk.ask(Asking::Add),
        (" ", Some(id)) => desk.choose_also(id),
        ("F2", Some(id)) if desk.writable.get_untracked() => rename(desk, renaming, id),
        ("l" | "L", Some(id)) => desk.ask(Asking::Link(id)),
        ("Delete", _) if desk.writable.get_untracked() => desk.take_away(&all()),
        ("Escape", _) if !desk.chosen.read_untracked().is_empty() => desk.choose_nothing(),
        _ => return false,
    }
    true
}

/// Those that are looked at, in their order.
fn shown(desk: Desk) -> impl Iterator<Item = RowId> {
    let (graph, shown) = (desk.graph.get_untracked(), desk.shown.get_untracked());
    let ids: Vec<_> =
        graph.vertices.iter().zip(shown.iter()).filter(|(_, shown)| **shown).map(|(vertex, _)| vertex.id).collect();
    ids.into_iter()
}

/// The keyboard goes to the next in a direction; where it is nowhere yet, to what is nearest to the middle of the window.
fn step(desk: Desk, direction: Direction) {
    desk.was_moved.set(true);
    let (placed, shown) = (desk.placed.get_untracked(), desk.shown.get_untracked());
    let here = desk.current.get_untracked().and_then(|id| placed.graph.find(id));
    let next = match here {
        Some(here) => walk(&placed.at, &shown, here, direction),
        None => {
            let middle = desk.camera.get_untracked().middle;
            let all = (0..placed.at.len()).filter(|n| shown.get(*n) == Some(&true));
            all.min_by(|one, other| placed.at[*one].distance(middle).total_cmp(&placed.at[*other].distance(middle)))
        }
    };
    if let Some(vertex) = next.and_then(|n| placed.graph.vertices.get(n)) {
        desk.go_to(vertex.id);
    }
}

/// Whether it was pressed on the map, and not on something in it.
pub(super) fn is_own(event: &ev::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| target.id() == "carto-window")
}
