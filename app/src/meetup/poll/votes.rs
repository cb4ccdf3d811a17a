//! Yes, if need be, no: three large answers to one option. The one that was given is taken back by giving it again.

use crate::{components::Button, i18n::I18n};
use boucle_model::Vote;
use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(in crate::meetup) fn Votes(
    /// What is asked, for those who listen.
    #[prop(into)]
    label: TextProp,
    #[prop(into)] mine: Signal<Option<Vote>>,
    writable: Signal<bool>,
    #[prop(into)] on_vote: Callback<Option<Vote>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let button = move |(n, vote): (usize, Vote)| {
        let is_mine = move || mine.get() == Some(vote);
        let press = move |()| on_vote.run((mine.get_untracked() != Some(vote)).then_some(vote));
        view! {
            <Button
                disabled=move || !writable.get()
                on_press=press
                attr:aria-pressed=move || if is_mine() { "true" } else { "false" }
                attr:data-vote=vote.name()
                class:votes__vote=true
            >
                {move || i18n.words().poll.votes[n]}
            </Button>
        }
    };
    view! {
        <div class="votes" role="group" aria-label=move || label.get()>
            {Vote::ALL.into_iter().enumerate().map(button).collect::<Vec<_>>()}
        </div>
    }
}
