//! The timer of a moment: whoever leads sets it, everybody sees what is left. Nothing ends by itself when it does.

use super::Given;
use crate::{
    components::{Button, Field},
    i18n::I18n,
    meetup::number,
    state::Device,
};
use boucle_model::Timer;
use leptos::{ev, prelude::*};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);
const USUAL: &str = "5";

#[component]
pub(super) fn TimerView(given: Given, leads: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Given { room, board, writable, .. } = given;
    let timer = Memo::new(move |_| board.read().timer);
    // Counted in a browser only, which has a clock.
    let now = RwSignal::new(None::<i64>);
    Effect::new(move |_| {
        if timer.get().is_none() {
            return now.set(None);
        }
        now.set(Some(device.now()));
        let ticking = set_interval_with_handle(
            move || {
                let over = timer.get_untracked().is_none_or(|timer| timer.left(device.now()) == 0);
                if !over
                    || now
                        .get_untracked()
                        .is_none_or(|now| timer.get_untracked().is_some_and(|timer| timer.left(now) > 0))
                {
                    now.set(Some(device.now()));
                }
            },
            SECOND,
        );
        on_cleanup(move || ticking.into_iter().for_each(|ticking| ticking.clear()));
    });
    let left = Memo::new(move |_| Some((timer.get()?.left(now.get()?) + 999) / 1_000));
    // Those who listen hear when a minute is left and when none is, and not each second.
    let news =
        Memo::new(move |_| left.get().map_or(2, |left| if left == 0 { 0 } else { if left <= 60 { 1 } else { 2 } }));
    let whole = Memo::new(move |_| timer.get().map_or(0, Timer::minutes));
    let heard = move || match news.get() {
        0 => i18n.words().board.over,
        1 if whole.get() > 1 => i18n.words().board.last_minute,
        _ => "",
    };
    let shown = move || left.get().filter(|left| *left > 0).map(|left| (i18n.words().board.left)(left));
    let minutes = RwSignal::new(USUAL.to_owned());
    let is_right = move || minutes.with(|text| number(text)).filter(|minutes| (1..=Timer::MOST).contains(minutes));
    let touched = RwSignal::new(false);
    let error = Signal::derive(move || {
        (touched.get() && is_right().is_none()).then(|| i18n.words().board.wrong_minutes.to_owned())
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        touched.set(true);
        if let Some(minutes) = untrack(is_right) {
            room.set_timer(Some(minutes));
        }
    };
    let can_set = move || leads.get() && writable.get();
    view! {
        <div class="timer" hidden=move || timer.read().is_none() && !can_set()>
            <p class="timer__left" role="timer" hidden=move || timer.read().is_none()>{shown}</p>
            <p class="timer__news" role="status">{heard}</p>
            <form class="timer__set" on:submit=submit hidden=move || !can_set() || timer.read().is_some()>
                <Field id="timer" value=minutes label=i18n.say(|w| w.board.minutes) inputmode="numeric" error />
                <Button>{i18n.say(|w| w.board.start)}</Button>
            </form>
            <Button
                on_press=move |()| room.set_timer(None)
                attr:hidden=move || !can_set() || timer.read().is_none()
            >
                {i18n.say(|w| w.board.stop)}
            </Button>
        </div>
    }
}
