//! An address where nothing is: what happened, and the way back.

use crate::{
    app::Outcome,
    head,
    i18n::{I18n, Message, Words},
};
use leptos::prelude::*;

/// Why there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LostWay {
    /// No page has this address.
    NoPage,
    /// It would be a meetup's address, but cannot be.
    Malformed,
    /// Neither the device nor the server knows this meetup.
    Unknown,
    /// The same of a commons.
    UnknownCommons,
}

impl LostWay {
    fn message(self, words: &'static Words) -> &'static Message {
        match self {
            Self::NoPage => &words.lost.no_page,
            Self::Malformed => &words.lost.malformed,
            Self::Unknown => &words.lost.unknown,
            Self::UnknownCommons => &words.lost.unknown_commons,
        }
    }
}

#[component]
pub(crate) fn Lost(way: LostWay) -> impl IntoView {
    let i18n = I18n::from_context();
    if let Some(outcome) = use_context::<Outcome>() {
        outcome.lost();
    }
    let title = move || way.message(i18n.words()).title;
    head::follow_title(move || (i18n.words().frame.window)(title()));
    view! {
        <main class="page page--message" id="main" tabindex="-1">
            <section class="not-found">
                <h1 class="not-found__title">{title}</h1>
                <p>{move || way.message(i18n.words()).text}</p>
                <p class="not-found__actions">
                    <a class="button button--strong" href="/">{i18n.say(|w| w.lost.back)}</a>
                </p>
            </section>
        </main>
    }
}
