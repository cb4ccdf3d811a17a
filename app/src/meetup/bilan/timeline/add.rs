//! Adding what happened by hand: the day, the hour on the clock of whoever adds it, and a few words.

use super::clock::{Clock, moment, time_of_day, today};
use crate::{
    components::{Button, Field, at_most, focus_on},
    head::one_line,
    i18n::I18n,
    state::Room,
};
use boucle_model::{MAX_TITLE, Opening};
use leptos::{ev, prelude::*};

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Day,
    Hour,
    Text,
}

impl Wrong {
    const fn field(self) -> &'static str {
        match self {
            Self::Day => "happening-day",
            Self::Hour => "happening-hour",
            Self::Text => "happening-text",
        }
    }
}

#[component]
pub(super) fn Add(clock: Clock, room: Room, openings: Memo<Vec<Opening>>, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let (day, hour, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    // Until somebody says another: the day that the poll was closed on, or that of the pad, or this one.
    let chosen =
        Memo::new(move |_| room.poll().with(|poll| poll.slot(poll.chosen?.date?).map(|slot| slot.when.starts())));
    let is_typed = RwSignal::new(false);
    Effect::new(move |_| {
        let chosen = chosen.get().and_then(|when| when.split('T').next().map(ToOwned::to_owned));
        let written = openings.with(|all| all.first().map(|opening| clock.day(opening.hour)));
        let known = chosen.or(written).unwrap_or_else(today);
        if !is_typed.get_untracked() {
            day.set(known);
        }
    });
    let wrong = RwSignal::new(None::<Wrong>);
    let typed = move |()| wrong.set(None);
    let is_wrong = move |why: Wrong| {
        wrong.set(Some(why));
        focus_on(why.field());
    };
    let too_long = at_most(i18n, MAX_TITLE);
    let long = Memo::new(move |_| too_long.run(one_line(&text.read())));
    let error = move |of: Wrong, says: fn(&'static crate::i18n::Words) -> &'static str| {
        Signal::derive(move || (wrong.get() == Some(of)).then(|| says(i18n.words()).to_owned()))
    };
    let no_text = error(Wrong::Text, |w| w.timeline.no_text);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(time) = hour.with_untracked(|hour| time_of_day(hour)) else { return is_wrong(Wrong::Hour) };
        let Some(moment) = day.with_untracked(|day| moment(day, &time)) else { return is_wrong(Wrong::Day) };
        let said = text.with_untracked(|text| one_line(text));
        if said.is_empty() {
            is_wrong(Wrong::Text);
        } else if long.read_untracked().is_some() {
            focus_on(Wrong::Text.field());
        } else if room.add_happening(moment, &said) {
            hour.set(String::new());
            text.set(String::new());
            wrong.set(None);
            focus_on(Wrong::Hour.field());
        }
    };
    view! {
        <form class="timeline__add" on:submit=submit hidden=move || !writable.get() aria-labelledby="new-happening">
            <h3 class="timeline__part" id="new-happening">{i18n.say(|w| w.timeline.new)}</h3>
            <div class="timeline__fields">
                <Field
                    id="happening-day"
                    kind="date"
                    value=day
                    label=i18n.say(|w| w.timeline.day)
                    error=error(Wrong::Day, |w| w.timeline.wrong_day)
                    on_type=move |()| {
                        is_typed.set(true);
                        wrong.set(None);
                    }
                />
                <Field
                    id="happening-hour"
                    value=hour
                    label=i18n.say(|w| w.timeline.hour.label)
                    hint=i18n.say(|w| w.timeline.hour.placeholder)
                    error=error(Wrong::Hour, |w| w.timeline.wrong_hour)
                    on_type=typed
                />
                <Field
                    id="happening-text"
                    value=text
                    label=i18n.say(|w| w.timeline.text.label)
                    hint=i18n.say(|w| w.timeline.text.placeholder)
                    error=Signal::derive(move || no_text.get().or_else(|| long.get()))
                    on_type=typed
                />
            </div>
            <Button>{i18n.say(|w| w.timeline.add)}</Button>
        </form>
    }
}
