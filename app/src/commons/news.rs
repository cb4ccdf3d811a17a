//! What others did since this device looked at the commons last.

use crate::{
    address::{Address, CommonsPage},
    components::{Rows, row},
    document::Told,
    i18n::I18n,
    state::Room,
};
use boucle_model::journal::Entry;
use boucle_sync::DocumentId;
use leptos::prelude::*;

/// How many of the latest are told on the map; the journal has the others.
const TOLD: usize = 6;

#[component]
pub(super) fn News(id: DocumentId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let news = room.news();
    let latest = Memo::new(move |_| news.with(|news| news.iter().rev().take(TOLD).cloned().collect::<Vec<_>>()));
    let told = move |entry: Entry| {
        row(format!("{} {:?}", entry.change, entry.what), move || {
            view! { <li class="journal__entry"><Told entry=entry.clone() room /></li> }
        })
    };
    view! {
        <section class="news card" aria-labelledby="news-title">
            <h2 class="card__title" id="news-title">{i18n.say(|w| w.journal.news)}</h2>
            <ul class="journal__entries">
                <Rows rows=Signal::derive(move || latest.get().into_iter().map(told).collect()) />
            </ul>
            <p class="news__none" hidden=move || !latest.read().is_empty()>{i18n.say(|w| w.journal.no_news)}</p>
            <p><a href=Address::Commons(id, CommonsPage::Journal).to_string()>{i18n.say(|w| w.journal.link)}</a></p>
        </section>
    }
}
