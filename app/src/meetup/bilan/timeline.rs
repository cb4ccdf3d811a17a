//! The day's timeline: what happened when, by hand and from the pad's history, before anybody judges it.

mod add;
mod clock;
mod suggested;

use crate::{
    components::{Button, ButtonKind, Line, Rows, at_most, focus_on, row},
    document::{Conflict, name_of},
    i18n::I18n,
    state::{Device, Room},
};
use add::Add;
use boucle_model::{Happening, MAX_TITLE, RowId, Text, Title};
use clock::{Clock, moment, time_of_day};
use leptos::prelude::*;
use suggested::Suggested;

#[component]
pub(super) fn Timeline(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let happenings = room.happenings();
    let clock = Clock::new();
    let (openings, text) = (room.openings(), room.text(Text::Pad));
    let pad = Memo::new(move |_| text.get());
    // Read from the changes, of which there are many while stock is taken: only when the pad is another.
    let here = room.is_here();
    let openings = Memo::new(move |_| {
        pad.with(|_pad| ());
        if here.get() { openings.get_untracked() } else { Vec::new() }
    });
    Effect::new(move |_| device.want(happenings.read().iter().filter_map(|happening| happening.by)));
    let ids = Memo::new(move |_| happenings.read().iter().map(|happening| happening.id).collect::<Vec<_>>());
    let one = move |id: RowId| row(id, move || view! { <One id clock room writable /> });
    view! {
        <section class="timeline card" aria-labelledby="timeline-title">
            <h2 class="card__title" id="timeline-title" tabindex="-1">{i18n.say(|w| w.timeline.title)}</h2>
            <p class="field__hint">{i18n.say(|w| w.timeline.what)}</p>
            <ol class="timeline__happenings">
                <Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) />
            </ol>
            <p class="plan__none" hidden=move || !ids.read().is_empty()>{i18n.say(|w| w.timeline.none)}</p>
            <Add clock room openings writable />
            <Suggested clock room openings writable />
        </section>
    }
}

#[component]
fn One(id: RowId, clock: Clock, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let happenings = room.happenings();
    let said = Memo::new(move |_| happenings.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let read = move |what: fn(&Happening) -> i64| said.with(|said| said.as_ref().map(what).unwrap_or_default());
    let hour = Memo::new(move |_| read(|said| said.hour));
    let words = Memo::new(move |_| said.with(|said| said.as_ref().map(|said| said.text.clone())).unwrap_or_default());
    let text = move || words.read().text.clone();
    // The day stands before the first that happened on it.
    let day = Memo::new(move |_| {
        let before = happenings.with(|all| {
            let place = all.iter().position(|one| one.id == id)?;
            Some(all[place.checked_sub(1)?].hour)
        });
        let is_first = before.is_none_or(|before| clock.day(before) != clock.day(hour.get()));
        is_first.then(|| clock.day_in_words(i18n, hour.get()))
    });
    let author = move || {
        let name = |by| if device.is_me(by) { i18n.words().people.you.to_owned() } else { name_of(i18n, device, by) };
        said.with(|said| said.as_ref().and_then(|said| said.by)).map(|by| (i18n.words().plan.by)(&name(by)))
    };
    let check_hour = Callback::new(move |text: String| {
        time_of_day(&text).is_none().then(|| i18n.words().timeline.wrong_hour.to_owned())
    });
    let say_hour = move |text: String| {
        let now = hour.get_untracked();
        let (day, shown) = untrack(|| (clock.day(now), clock.time(now)));
        let time = time_of_day(&text).filter(|time| *time != shown);
        time.and_then(|time| moment(&day, &time)).into_iter().for_each(|hour| room.happened_at(id, hour));
    };
    let take_away = move || {
        room.take_happening(id, true);
        focus_on("timeline-title");
    };
    let say = move |text: String| if text.is_empty() { take_away() } else { room.say_happening(id, &text) };
    let hours = Memo::new(move |_| {
        let of = |said: &Happening| std::iter::once(said.hour).chain(said.rivals.clone()).collect::<Vec<_>>();
        said.with(|said| said.as_ref().map(of).unwrap_or_default())
    });
    let hours_in_words = move || {
        let at = |hour: &i64| (i18n.words().timeline.at)(&clock.day_in_words(i18n, *hour), &clock.time(*hour));
        hours.read().iter().map(at).collect::<Vec<_>>()
    };
    let texts = Memo::new(move |_| words.with(Title::all));
    let keep_hour = move |n: usize| {
        hours.with_untracked(|all| all.get(n).into_iter().for_each(|hour| room.happened_at(id, *hour)));
        focus_on("timeline-title");
    };
    let keep_text = move |n: usize| {
        texts.with_untracked(|all| all.get(n).into_iter().for_each(|text| room.say_happening(id, text)));
        focus_on("timeline-title");
    };
    view! {
        <li class="timeline__happening">
            <p class="timeline__day" hidden=move || day.read().is_none()>{day}</p>
            <div class="timeline__hour">
                <Line
                    id=format!("happened-at-{id}")
                    text=Signal::derive(move || clock.time(hour.get()))
                    label=move || (i18n.words().timeline.hour_of)(&text())
                    placeholder=i18n.say(|w| w.timeline.hour.placeholder)
                    check=check_hour
                    writable
                    on_say=say_hour
                />
            </div>
            <div class="timeline__said">
                <Line
                    id=format!("happened-{id}")
                    text=Signal::derive(text)
                    label=i18n.say(|w| w.timeline.text.label)
                    placeholder=i18n.say(|w| w.timeline.text.placeholder)
                    check=at_most(i18n, MAX_TITLE)
                    writable
                    on_say=say
                />
                <p class="timeline__by field__hint" dir="auto">{author}</p>
            </div>
            <Button
                kind=ButtonKind::Icon
                on_press=move |()| take_away()
                attr:hidden=move || !writable.get()
                attr:aria-label=move || (i18n.words().timeline.take_away)(&text())
            >
                <span aria-hidden="true">"×"</span>
            </Button>
            <Conflict
                id=format!("happened-at-{id}")
                heading=move || (i18n.words().plan.conflict)(hours.read().len())
                choices=Signal::derive(hours_in_words)
                writable
                on_keep=keep_hour
            />
            <Conflict
                id=format!("happened-{id}")
                heading=move || (i18n.words().plan.conflict)(texts.read().len())
                choices=texts
                writable
                on_keep=keep_text
            />
        </li>
    }
}
