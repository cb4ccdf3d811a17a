//! What the page of a meetup says first.

use crate::{components::Notice, i18n::I18n, state::Availability};
use leptos::prelude::*;

#[component]
pub(super) fn RoomNotices(
    availability: Signal<Availability>,
    trouble: Signal<Option<String>>,
    read_only: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let not_received = Memo::new(move |_| availability.get() == Availability::NotReceived);
    let troubled = Memo::new(move |_| trouble.read().is_some());
    view! {
        {move || troubled.get().then(|| view! {
            <Notice
                kind="error"
                strong=Signal::derive(move || i18n.words().notices.trouble.to_owned())
                text=Signal::derive(move || trouble.get().unwrap_or_default())
            />
        })}
        {move || not_received.get().then(|| view! {
            <Notice
                kind="info"
                strong=Signal::derive(move || i18n.words().notices.not_received.0.to_owned())
                text=Signal::derive(move || i18n.words().notices.not_received.1.to_owned())
            />
        })}
        {move || read_only.get().then(|| view! {
            <Notice
                kind="warn"
                strong=Signal::derive(move || i18n.words().notices.read_only.0.to_owned())
                text=Signal::derive(move || i18n.words().notices.read_only.1.to_owned())
            />
        })}
    }
}
