//! One's own calendar beside the dates: read here, sent nowhere, kept nowhere.

use crate::{
    browser::{calendar::WrongCalendar, page},
    components::Button,
    i18n::I18n,
    state::{Agenda, Room},
};
use leptos::{ev, html, prelude::*, task::spawn_local};

/// What became of a calendar that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Unreadable,
    NoScript,
    Wrong(WrongCalendar),
    Busy(usize),
}

#[component]
pub(super) fn Diary(room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let agenda = expect_context::<Agenda>();
    let read = RwSignal::new(None::<Outcome>);
    let field = NodeRef::<html::Input>::new();
    let choose = move |_: ev::Event| {
        let Some(field) = field.get_untracked() else { return };
        let dates: Vec<_> =
            room.poll().with_untracked(|poll| poll.dates.iter().map(|slot| slot.when.clone()).collect());
        spawn_local(async move {
            let said = match page::chosen_text(&field).await {
                None => Outcome::Unreadable,
                Some(text) => match agenda.read(&text, dates).await {
                    Ok(busy) => Outcome::Busy(busy),
                    Err(Some(wrong)) => Outcome::Wrong(wrong),
                    Err(None) => Outcome::NoScript,
                },
            };
            read.set(Some(said));
        });
    };
    let said = move || {
        let words = &i18n.words().poll;
        match read.get() {
            None => (false, String::new()),
            Some(Outcome::Unreadable) => (true, words.unreadable.to_owned()),
            Some(Outcome::NoScript) => (true, words.no_script.to_owned()),
            Some(Outcome::Wrong(wrong)) => (true, (words.calendar_wrong)(wrong.line, wrong.why, &wrong.text)),
            Some(Outcome::Busy(n)) => (false, (words.calendar_read)(n)),
        }
    };
    let forget = move |()| {
        agenda.forget();
        read.set(None);
    };
    view! {
        <div class="field">
            <label class="field__label" for="diary">{i18n.say(|w| w.poll.calendar)}</label>
            <input
                class="field__input"
                type="file"
                id="diary"
                accept=".ics,text/calendar"
                aria-describedby="diary-hint"
                node_ref=field
                on:change=choose
            />
            <p class="field__hint" id="diary-hint">{i18n.say(|w| w.poll.calendar_what)}</p>
        </div>
        <p class=move || if said().0 { "field__error" } else { "field__hint" } role="status">{move || said().1}</p>
        <Button on_press=forget attr:hidden=move || !matches!(*read.read(), Some(Outcome::Busy(_)))>
            {i18n.say(|w| w.poll.calendar_forget)}
        </Button>
    }
}
