//! Undo and redo from the keyboard, wherever it is on the page.

use crate::state::Room;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What a combination of keys asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Undo,
    Redo,
}

/// Listens while the page is open. Fields that undo what is typed in them keep their keys; so does the editor, which has its own.
pub(super) fn listen(room: Room) {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            let Some(asked) = asked(&event.key(), event.ctrl_key() || event.meta_key(), event.shift_key()) else {
                return;
            };
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let field =
                element.and_then(|element| element.closest("input, textarea, #pad-write, dialog").ok().flatten());
            if event.default_prevented() || event.alt_key() || field.is_some() {
                return;
            }
            event.prevent_default();
            match asked {
                Asked::Undo => room.undo(),
                Asked::Redo => room.redo(),
            }
        });
        on_cleanup(move || listener.remove());
    });
}

fn asked(key: &str, command: bool, shift: bool) -> Option<Asked> {
    let is = |name: &str| key.eq_ignore_ascii_case(name);
    match (command, shift) {
        (true, false) if is("z") => Some(Asked::Undo),
        (true, true) if is("z") => Some(Asked::Redo),
        (true, false) if is("y") => Some(Asked::Redo),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked};

    #[test]
    fn the_keys_are_those_of_every_editor() {
        assert_eq!(asked("z", true, false), Some(Asked::Undo));
        assert_eq!(asked("Z", true, true), Some(Asked::Redo));
        assert_eq!(asked("y", true, false), Some(Asked::Redo));
        assert_eq!((asked("z", false, false), asked("a", true, false)), (None, None));
    }
}
