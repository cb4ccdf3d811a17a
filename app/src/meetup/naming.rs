//! When to ask for a name: not in the middle of a sentence.

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// How long the keyboard rests before the question comes. Coming sooner, it would catch the end of a word.
const PAUSE: Duration = Duration::from_millis(1_500);

/// True while a name is asked for, from the first pause after `asks` became true.
pub(super) fn asks_kindly(asks: Signal<bool>) -> Signal<bool> {
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
