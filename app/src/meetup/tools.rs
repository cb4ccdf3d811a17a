//! From one tool of the preparation to the next, and back to the steps.

use crate::{
    address::{MeetupAddress, MeetupPage},
    i18n::{I18n, Words},
};
use boucle_model::Phase;
use leptos::prelude::*;

/// A tool, and how it is called.
type Tool = (MeetupPage, fn(&'static Words) -> &'static str);

const TOOLS: [Tool; 5] = [
    (MeetupPage::Phase(Phase::CoConstruction), |words| words.landing.phases[Phase::CoConstruction as usize].0),
    (MeetupPage::Speakers, |words| words.talks.title),
    (MeetupPage::Poll, |words| words.poll.title),
    (MeetupPage::Call, |words| words.tell.call.0),
    (MeetupPage::Announcement, |words| words.tell.announcement.0),
];

#[component]
pub(super) fn Tools(page: MeetupPage, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let tool = move |(of, name): Tool| {
        let href = move || at.get().map(|at| MeetupAddress { page: of, ..at }.to_string());
        view! {
            <li>
                <a class="tools__tool" href=href aria-current=(of == page).then_some("page")>
                    {i18n.say(name)}
                </a>
            </li>
        }
    };
    view! {
        <nav class="tools" aria-label=i18n.say(|w| w.steps.tools)>
            <ul class="tools__list">{TOOLS.map(tool).into_iter().collect::<Vec<_>>()}</ul>
        </nav>
    }
}
