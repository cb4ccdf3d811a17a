//! What the page of a meetup says first.

use crate::{
    components::Notice,
    i18n::{I18n, Words},
    state::{Availability, Trouble},
};
use leptos::prelude::*;

#[component]
pub(crate) fn RoomNotices(
    availability: Signal<Availability>,
    trouble: Signal<Option<Trouble>>,
    read_only: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let not_received = Memo::new(move |_| availability.get() == Availability::NotReceived);
    let troubled = Memo::new(move |_| trouble.read().is_some());
    view! {
        {move || troubled.get().then(|| view! {
            <Notice
                kind="error"
                strong=move || trouble.with(|t| t.as_ref().map(|t| said(t, i18n.words()).0)).unwrap_or_default()
                text=move || trouble.with(|t| t.as_ref().map(|t| said(t, i18n.words()).1)).unwrap_or_default()
            />
        })}
        {move || not_received.get().then(|| view! {
            <Notice
                kind="info"
                strong=i18n.say(|w| w.notices.not_received.0)
                text=i18n.say(|w| w.notices.not_received.1)
            />
        })}
        {move || read_only.get().then(|| view! {
            <Notice
                kind="warn"
                strong=i18n.say(|w| w.notices.read_only.0)
                text=i18n.say(|w| w.notices.read_only.1)
            />
        })}
    }
}

/// What is so, then what is safe, then the words of whoever found it.
fn said(trouble: &Trouble, words: &Words) -> (String, String) {
    let (said, detail) = match trouble {
        Trouble::Interrupted(detail) => (words.notices.interrupted, detail),
        Trouble::NotMade(detail) => (words.notices.not_made, detail),
        Trouble::NotRead(detail) => (words.notices.not_read, detail),
    };
    (said.0.to_owned(), format!("{} {}", said.1, (words.notices.detail)(detail)))
}
