//! Who is here.

use crate::{
    components::{Avatar, Rows, row},
    hex,
    i18n::I18n,
};
use boucle_sync::presence::Person;
use leptos::prelude::*;

/// How many people are named, me included; the others are counted.
const NAMED: usize = 12;

#[component]
pub(crate) fn People(others: Signal<Vec<Person>>, name: Signal<Option<String>>, colour: Signal<u8>) -> impl IntoView {
    let i18n = I18n::from_context();
    let count = Memo::new(move |_| others.read().len() + 1);
    let more = move || count.get().saturating_sub(NAMED);
    let mine = Signal::derive(move || name.get().unwrap_or_default());
    let me = move || name.get().unwrap_or_else(|| i18n.words().people.you.to_owned());
    let note = move || {
        name.read().is_some().then(|| view! { " " <span class="people__note">{i18n.say(|w| w.people.you)}</span> })
    };
    let someone = |person: Person| row(key(&person), move || view! { <Someone person=person.clone() /> });
    view! {
        <aside class="people" aria-labelledby="people-title">
            <h2 class="people__title" id="people-title">{move || (i18n.words().people.here)(count.get())}</h2>
            <ul class="people__list">
                <li class="people__person">
                    <Avatar name=mine colour me=true />
                    " "
                    <span class="people__name" dir="auto">{me}</span>
                    {note}
                </li>
                <Rows rows=Signal::derive(move || others.get().into_iter().take(NAMED - 1).map(someone).collect()) />
                {move || (more() > 0).then(|| view! { <li class="people__more">{move || (i18n.words().people.more)(more())}</li> })}
            </ul>
        </aside>
    }
}

/// By what somebody is known again: by another name they are another row.
pub(crate) fn key(person: &Person) -> String {
    format!("{}{} {}", hex::write(&person.person), person.colour, person.name)
}

#[component]
fn Someone(person: Person) -> impl IntoView {
    let i18n = I18n::from_context();
    let Person { name, colour, .. } = person;
    let shown = name.clone();
    let shown = move || if shown.is_empty() { i18n.words().people.someone.to_owned() } else { shown.clone() };
    view! {
        <li class="people__person">
            <Avatar name colour />
            " "
            <span class="people__name" dir="auto">{shown}</span>
        </li>
    }
}
