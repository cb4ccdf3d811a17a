//! Where the keyboard is, in a row of controls that is one stop of the Tab key (ARIA: toolbar, tabs).

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Gives the focus to the element of this id, if it is there and can have it.
pub(crate) fn focus_on(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus(&element);
    }
}

/// Where the focus is now; later tells whether it is still there. What answers later than it was asked leaves whoever went on alone.
pub(crate) fn focus_stays() -> impl Fn() -> bool {
    let was = document().active_element();
    move || document().active_element() == was
}

/// How many frames something is waited for that is still being drawn.
const FRAMES: u32 = 300;

/// The same of what is not drawn yet: as soon as it is there, within some seconds, unless the person goes on elsewhere meanwhile.
pub(crate) fn focus_soon(id: String) {
    // In the first frame, as a question that closes with this gives the focus back before it.
    request_animation_frame(move || match document().get_element_by_id(&id) {
        Some(element) => focus(&element),
        None => wait_for(id, Rc::new(focus_stays()), FRAMES),
    });
}

fn wait_for(id: String, stays: Rc<dyn Fn() -> bool>, frames: u32) {
    request_animation_frame(move || match document().get_element_by_id(&id) {
        // What had the focus may go with what is drawn anew: then it is nowhere.
        _ if !stays() && !is_nowhere() => {}
        Some(element) => focus(&element),
        None if frames > 0 => wait_for(id, stays, frames - 1),
        None => {}
    });
}

fn is_nowhere() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Brings whoever follows a link to a part of a page there: it may come after its page, once the replica has answered.
pub(crate) fn follow_links(parts: &'static [&'static str]) {
    let hash = use_location().hash;
    Effect::new(move |_| {
        let hash = hash.get();
        let id = hash.trim_start_matches('#');
        if parts.iter().any(|part| id.starts_with(part)) {
            focus_soon(id.to_owned());
        }
    });
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Refused only by elements that are no longer in the page.
        let _ = element.focus();
    }
}

/// Moves the focus along the buttons of a row as the arrow keys, Home and End ask, and tells which one has it now.
pub(crate) fn move_along(event: &KeyboardEvent) -> Option<usize> {
    let row = event.current_target()?.dyn_into::<Element>().ok()?;
    let buttons = row.query_selector_all("button").ok()?;
    let buttons: Vec<Element> = (0..buttons.length()).filter_map(|n| buttons.get(n)?.dyn_into().ok()).collect();
    let at = event.target()?.dyn_into::<Element>().ok()?;
    let at = buttons.iter().position(|button| *button == at)?;
    let next = destination(&event.key(), at, buttons.len())?;
    event.prevent_default();
    focus(buttons.get(next)?);
    Some(next)
}

/// Where a key leads from the control `at` in a row of `count`, which is a ring.
fn destination(key: &str, at: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some((at + 1) % count),
        "ArrowLeft" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::destination;

    #[test]
    fn arrows_go_round_and_other_keys_stay_free() {
        assert_eq!([0, 1, 2].map(|at| destination("ArrowRight", at, 3)), [Some(1), Some(2), Some(0)]);
        assert_eq!([0, 1, 2].map(|at| destination("ArrowLeft", at, 3)), [Some(2), Some(0), Some(1)]);
        assert_eq!((destination("Home", 1, 3), destination("End", 1, 3)), (Some(0), Some(2)));
        assert_eq!(destination("Tab", 1, 3), None);
    }
}
