//! The poll as a table: given to a spreadsheet, and taken in from one, after a look at what that changes.

use crate::{
    browser::page,
    components::{Button, ButtonKind},
    document::name_of,
    i18n::I18n,
    state::{Agenda, Device, Room},
};
use boucle_model::{
    NotAWhen, PersonId, Poll,
    sheet::{self, Column, Expected},
};
use leptos::{ev, html, prelude::*, task::spawn_local};
use std::collections::BTreeMap;

/// How many wrong lines are told; the others are counted.
const TOLD: usize = 5;

/// What became of a table that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Unreadable,
    Wrong(Vec<sheet::Wrong>),
    Right(sheet::Sheet),
    TakenIn,
}

/// How everybody who has voted is written in a table: by their name; and a part of their id, where two have the same.
fn labels(i18n: I18n, device: Device, poll: &Poll) -> BTreeMap<PersonId, String> {
    let people = poll.ballots.iter().map(|ballot| ballot.person);
    let mut labels: BTreeMap<_, _> = people.map(|person| (person, name_of(i18n, device, person))).collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    labels.values().for_each(|name| *times.entry(name.clone()).or_default() += 1);
    for (person, name) in &mut labels {
        if times.get(name).is_some_and(|times| *times > 1) {
            *name = format!("{name} {}", &person.to_string()[..8]);
        }
    }
    labels
}

/// The dates of a table whose hours are on no clock that is known here.
async fn unknown_zones(agenda: Agenda, sheet: &sheet::Sheet) -> Vec<sheet::Wrong> {
    let mut wrong = Vec::new();
    for (n, column) in sheet.columns.iter().enumerate() {
        if let Column::Date(when) = column
            && let Some(zone) = when.zone()
            && zone != agenda.zone_here()
            && !agenda.knows_zone(zone).await
        {
            let expected = Expected::Time(NotAWhen::NoZone);
            wrong.push(sheet::Wrong { line: 1, column: n + 2, expected, found: when.to_string() });
        }
    }
    wrong
}

#[component]
pub(super) fn Sheets(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let agenda = expect_context::<Agenda>();
    let poll = room.poll();
    let read = RwSignal::new(None::<Outcome>);
    let give = move |()| {
        let text = poll.with_untracked(|poll| {
            let words = untrack(|| i18n.words());
            let labels = untrack(|| labels(i18n, device, poll));
            sheet::write(poll, words.poll.person, |person| labels.get(&person).cloned().unwrap_or_default())
        });
        // With a mark of its encoding, which spreadsheets need to read accents.
        page::download(&format!("{}.csv", untrack(|| i18n.words().poll.file)), format!("\u{feff}{text}").as_bytes());
    };
    let field = NodeRef::<html::Input>::new();
    let choose = move |_: ev::Event| {
        let Some(field) = field.get_untracked() else { return };
        spawn_local(async move {
            let text = page::chosen_text(&field).await;
            let said = match text.as_deref().map(sheet::read) {
                None => Outcome::Unreadable,
                Some(Err(wrong)) => Outcome::Wrong(wrong),
                Some(Ok(sheet)) => match unknown_zones(agenda, &sheet).await {
                    wrong if wrong.is_empty() => Outcome::Right(sheet),
                    wrong => Outcome::Wrong(wrong),
                },
            };
            let _nobody_looks_any_more = read.try_set(Some(said));
        });
    };
    // The one of those who have voted who is written so.
    let known = move |name: &str| {
        let labels = poll.with_untracked(|poll| untrack(|| labels(i18n, device, poll)));
        labels.into_iter().find(|(_, label)| label == name).map(|(person, _)| person)
    };
    let take_in = move |()| {
        if let Some(Outcome::Right(sheet)) = read.get_untracked()
            && room.take_in(&sheet, known)
        {
            read.set(Some(Outcome::TakenIn));
        }
    };
    let said = move || {
        let words = &i18n.words().poll;
        match read.get()? {
            Outcome::Unreadable => Some(view! { <p class="field__error">{words.unreadable}</p> }.into_any()),
            Outcome::TakenIn => Some(view! { <p class="field__hint">{words.taken_in}</p> }.into_any()),
            Outcome::Wrong(wrong) => {
                let more = wrong.len().saturating_sub(TOLD);
                let lines = wrong
                    .into_iter()
                    .take(TOLD)
                    .map(|wrong| view! { <li dir="auto">{(words.wrong_line)(&wrong)}</li> });
                Some(
                    view! {
                        <p class="field__error">{words.wrong}</p>
                        <ul class="poll__wrong">{lines.collect::<Vec<_>>()}</ul>
                        <p class="field__hint" hidden=more == 0>{(words.wrong_more)(more)}</p>
                    }
                    .into_any(),
                )
            }
            Outcome::Right(sheet) => {
                let news = poll.with(|poll| sheet.news(poll, known));
                Some(
                    view! {
                        <p>{(words.news)(&news)}</p>
                        <div class="poll__acts">
                            <Button kind=ButtonKind::Strong on_press=take_in>{words.take_in}</Button>
                            <Button kind=ButtonKind::Quiet on_press=move |()| read.set(None)>{i18n.words().map.cancel}</Button>
                        </div>
                    }
                    .into_any(),
                )
            }
        }
    };
    view! {
        <div class="poll__acts">
            <Button on_press=give disabled=move || poll.read().is_empty()>{i18n.say(|w| w.poll.download)}</Button>
        </div>
        <div class="field" hidden=move || !writable.get()>
            <label class="field__label" for="sheet">{i18n.say(|w| w.poll.upload)}</label>
            <input
                class="field__input"
                type="file"
                id="sheet"
                accept=".csv,text/csv,text/plain"
                aria-describedby="sheet-hint"
                node_ref=field
                on:change=choose
            />
            <p class="field__hint" id="sheet-hint">{i18n.say(|w| w.poll.upload_what)}</p>
        </div>
        <div class="poll__read" role="status">{said}</div>
    }
}
