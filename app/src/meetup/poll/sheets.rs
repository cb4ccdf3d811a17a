//! The poll as a table: given to a spreadsheet, and taken in from one, after a look at what that changes.

use crate::{
    browser::page,
    components::{Button, ButtonKind},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{PersonId, sheet};
use leptos::{ev, html, prelude::*, task::spawn_local};

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

#[component]
pub(super) fn Sheets(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let poll = room.poll();
    let read = RwSignal::new(None::<Outcome>);
    let give = move |()| {
        let text = poll.with_untracked(|poll| {
            let words = untrack(|| i18n.words());
            sheet::write(poll, words.poll.person, |person| untrack(|| name_of(i18n, device, person)))
        });
        // With a mark of its encoding, which spreadsheets need to read accents.
        page::download(&format!("{}.csv", untrack(|| i18n.words().poll.file)), format!("\u{feff}{text}").as_bytes());
    };
    let field = NodeRef::<html::Input>::new();
    let choose = move |_: ev::Event| {
        let Some(field) = field.get_untracked() else { return };
        spawn_local(async move {
            let text = page::chosen_text(&field).await;
            let said = text.map_or(Outcome::Unreadable, |text| match sheet::read(&text) {
                Ok(sheet) => Outcome::Right(sheet),
                Err(wrong) => Outcome::Wrong(wrong),
            });
            read.set(Some(said));
        });
    };
    // The one of those who have voted who is called so; nobody where two are.
    let known = move |name: &str| {
        let mut called = poll.with_untracked(|poll| {
            let people: Vec<PersonId> = poll.ballots.iter().map(|ballot| ballot.person).collect();
            people.into_iter().filter(|person| untrack(|| device.card(*person)).is_some_and(|card| card.name == name))
        });
        called.next().filter(|_| called.next().is_none())
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
