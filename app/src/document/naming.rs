//! When to ask for a name: not in the middle of a sentence.

use crate::{
    components::NameDialog,
    state::{Device, Room},
};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// How long keyboard and pointer rest before the question comes. Coming sooner, it would catch the end of a word.
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
    let pause = Pause::new();
    Effect::new(move |_| {
        if !asks.get() {
            pause.stop();
            pause.is_over.set(false);
            return;
        }
        pause.begin();
        // A press counts as a key does: what it was for would lie behind the question.
        let typing = window_event_listener(ev::keydown, move |_| pause.begins_again());
        let writing = window_event_listener(ev::input, move |_| pause.begins_again());
        let pressing = window_event_listener(ev::pointerdown, move |_| pause.begins_again());
        on_cleanup(move || {
            typing.remove();
            writing.remove();
            pressing.remove();
        });
    });
    on_cleanup(move || pause.stop());
    Signal::derive(move || asks.get() && pause.is_over.get())
}

/// A while in which nobody does anything, and no other question is in front of the page.
#[derive(Clone, Copy)]
struct Pause {
    is_over: RwSignal<bool>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Pause {
    fn new() -> Self {
        Self { is_over: RwSignal::new(false), waiting: StoredValue::new(None) }
    }

    fn begin(self) {
        self.stop();
        let ends = move || if another_asks() { self.begin() } else { self.is_over.set(true) };
        self.waiting.set_value(set_timeout_with_handle(ends, PAUSE).ok());
    }

    fn begins_again(self) {
        if !self.is_over.get_untracked() {
            self.begin();
        }
    }

    fn stop(self) {
        if let Some(timeout) = self.waiting.try_update_value(Option::take).flatten() {
            timeout.clear();
        }
    }
}

fn another_asks() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}
