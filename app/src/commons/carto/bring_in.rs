//! What is brought to the map from elsewhere: a table, or a list that is pasted. What would change is shown before it is done, and it
//! is undone whole.

use super::desk::{Desk, fresh};
use crate::{
    browser::page,
    components::{Button, ButtonKind, Field},
    i18n::I18n,
};
use boucle_carto::exchange::{News, Sheet, Wrong, paste};
use boucle_model::{Command, RowId};
use leptos::{ev, html, prelude::*, task::spawn_local};

/// How many wrong lines, or names, are told; the others are counted.
const TOLD: usize = 6;

/// What was given, as it was read.
#[derive(Debug, Clone, PartialEq)]
enum Given {
    Sheet(Sheet),
    List(Vec<paste::Line>, RowId),
}

impl Given {
    /// What it would change on the map as it is now, and the command that does it.
    fn on(&self, desk: Desk) -> (News, Option<Command>) {
        let meetup = desk.meetup.get_untracked();
        match self {
            Self::Sheet(sheet) => {
                desk.carto.with_untracked(|carto| (sheet.news(carto), sheet.command(carto, meetup, fresh)))
            }
            Self::List(lines, of_type) => {
                desk.graph.with_untracked(|graph| paste::command(lines, graph, *of_type, meetup, fresh))
            }
        }
    }
}

/// What became of what was given.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    Unreadable,
    Wrong(Vec<Wrong>),
    /// What it is, and what it would change.
    Right(Given, News),
    TakenIn,
}

#[component]
pub(super) fn BringIn(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let read = RwSignal::new(None::<Outcome>);
    let shown = move |given: Given| {
        let (news, _command) = given.on(desk);
        Outcome::Right(given, news)
    };
    let field = NodeRef::<html::Input>::new();
    let choose = move |_: ev::Event| {
        let Some(field) = field.get_untracked() else { return };
        spawn_local(async move {
            let bytes = page::chosen_bytes(&field).await;
            // The page may have been left meanwhile.
            if read.try_get_untracked().is_none() {
                return;
            }
            let said = untrack(|| match bytes {
                None => Outcome::Unreadable,
                Some(bytes) => match desk.carto.with(|carto| Sheet::read(&bytes, carto, &desk.graph.read())) {
                    Err(wrong) => Outcome::Wrong(wrong),
                    Ok(sheet) => shown(Given::Sheet(sheet)),
                },
            });
            let _nobody_looks_any_more = read.try_set(Some(said));
        });
    };
    let list = RwSignal::new(String::new());
    let of_type = RwSignal::new(None::<RowId>);
    let pasted = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = untrack(|| match list.with(|list| paste::read(list)) {
            Err(wrong) => Outcome::Wrong(wrong),
            Ok(lines) => {
                let of_type = of_type.get().unwrap_or_else(|| desk.usual_type());
                shown(Given::List(lines, of_type))
            }
        });
        read.set(Some(said));
    };
    let take_in = move |()| {
        let Some(Outcome::Right(given, shown_news)) = read.get_untracked() else { return };
        // Somebody may have drawn meanwhile: what would change now is shown first.
        match given.on(desk) {
            (news, _) if news != shown_news => read.set(Some(Outcome::Right(given, news))),
            (_, Some(command)) => {
                if desk.room.draw(command) {
                    list.set(String::new());
                    read.set(Some(Outcome::TakenIn));
                }
            }
            (_, None) => {}
        }
    };
    let types = move || {
        let chosen = of_type.get().unwrap_or_else(|| desk.usual_type());
        let option = move |(id, name): (RowId, String)| {
            view! { <option value=id.to_string() selected=id == chosen prop:selected=id == chosen>{name}</option> }
        };
        desk.node_types().into_iter().map(option).collect::<Vec<_>>()
    };
    let said = move || {
        let words = &i18n.words().carto.bring_in;
        Some(match read.get()? {
            Outcome::Unreadable => view! { <p class="field__error">{words.unreadable}</p> }.into_any(),
            Outcome::TakenIn => view! { <p class="field__hint">{words.taken_in}</p> }.into_any(),
            Outcome::Wrong(wrong) => {
                let more = wrong.len().saturating_sub(TOLD);
                let lines = wrong.into_iter().take(TOLD).map(|one| {
                    view! { <li dir="auto">{(words.wrong_line)(&one)}</li> }
                });
                view! {
                    <p class="field__error">{words.wrong}</p>
                    <ul class="carto__wrong">{lines.collect::<Vec<_>>()}</ul>
                    <p class="field__hint" hidden=more == 0>{(i18n.words().poll.wrong_more)(more)}</p>
                }
                .into_any()
            }
            Outcome::Right(_, news) if news.is_none() => view! { <p>{(words.nothing)(&news)}</p> }.into_any(),
            Outcome::Right(_, news) => {
                let told = (words.news)(&news, TOLD).into_iter().map(|line| view! { <li dir="auto">{line}</li> });
                view! {
                    <p>{words.would}</p>
                    <ul class="carto__news">{told.collect::<Vec<_>>()}</ul>
                    <div class="poll__acts">
                        <Button kind=ButtonKind::Strong on_press=take_in>{words.take_in}</Button>
                        <Button kind=ButtonKind::Quiet on_press=move |()| read.set(None)>{i18n.words().map.cancel}</Button>
                    </div>
                }
                .into_any()
            }
        })
    };
    view! {
        <details class="carto__along card" hidden=move || !desk.writable.get()>
            <summary>{i18n.say(|w| w.carto.bring_in.title)}</summary>
            <div class="field">
                <label class="field__label" for="carto-sheet">{i18n.say(|w| w.carto.bring_in.sheet)}</label>
                <input
                    class="field__input"
                    type="file"
                    id="carto-sheet"
                    accept=".csv,.tsv,text/csv,text/plain"
                    aria-describedby="carto-sheet-hint"
                    node_ref=field
                    on:change=choose
                />
                <p class="field__hint" id="carto-sheet-hint">{i18n.say(|w| w.carto.bring_in.sheet_what)}</p>
            </div>
            <form class="carto__paste" on:submit=pasted>
                <Field
                    id="carto-list"
                    value=list
                    label=i18n.say(|w| w.carto.bring_in.list)
                    hint=i18n.say(|w| w.carto.bring_in.list_what)
                    rows=5
                />
                <div class="field">
                    <label class="field__label" for="carto-list-type">{i18n.say(|w| w.carto.quick.of_type)}</label>
                    <select
                        class="field__input"
                        id="carto-list-type"
                        on:change:target=move |event| of_type.set(event.target().value().parse().ok())
                    >
                        {types}
                    </select>
                </div>
                <Button disabled=move || list.read().trim().is_empty()>{i18n.say(|w| w.carto.bring_in.look)}</Button>
            </form>
            <div class="carto__read" role="status">{said}</div>
        </details>
    }
}
