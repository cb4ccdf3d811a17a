//! When to ask for a name: not in the middle of a sentence.

use crate::{
    components::NameDialog,
    state::{Device, Room},
};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// How long the keyboard rests before the question comes. Coming sooner, it would catch the end of a word.
const PAUSE: Duration = Duration::from_millis(1_500);

/// Asks who writes, once, after their first edit.
#[component]
pub(crate) fn AsksName(room: Room) -> impl IntoView {
    let device = expect_context::<Device>();
    // Somebody may have given a name by the masthead meanwhile.
    let unnamed = move || room.asks_name().get() && device.name().read().is_none();
    let named = move |answer: Option<String>| {
        if let Some(name) = answer {
            device.set_name(&name);
        }
        room.name_was_asked();
    };
    view! {
        <NameDialog
            id="first-name"
            open=asks_kindly(Signal::derive(unnamed))
            by_itself=true
            name=device.name()
            on_answer=named
        />
    }
}

/// True while a name is asked for, from the first pause after `asks` became true.
fn asks_kindly(asks: Signal<bool>) -> Signal<bool> {
    let rested = RwSignal::new(false);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timeout) = waiting.try_update_value(Option::take).flatten() {
            timeout.clear();
        }
    };
    let wait = move || {
        stop();
        waiting.set_value(set_timeout_with_handle(move || rested.set(true), PAUSE).ok());
    };
    Effect::new(move |_| {
        if !asks.get() {
            stop();
            rested.set(false);
            return;
        }
        wait();
        let typing = window_event_listener(ev::keydown, move |_| {
            if !rested.get_untracked() {
                wait();
            }
        });
        on_cleanup(move || typing.remove());
    });
    on_cleanup(stop);
    Signal::derive(move || asks.get() && rested.get())
}
