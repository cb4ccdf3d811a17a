//! Turns the pages of what is too long to be shown at once.

use super::Button;
use crate::i18n::I18n;
use leptos::{prelude::*, text_prop::TextProp};

/// Not there where all is on one page.
#[component]
pub(crate) fn Pager(
    /// The place of the first that is shown.
    #[prop(into)]
    first: Signal<usize>,
    #[prop(into)] count: Signal<usize>,
    /// How many are on a page.
    page: usize,
    /// Which are shown, of how many.
    #[prop(into)]
    shown: TextProp,
    /// Hears which would be the first.
    #[prop(into)]
    on_turn: Callback<usize>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <div class="poll__acts" hidden=move || count.get() <= page>
            <Button
                disabled=Signal::derive(move || first.get() == 0)
                on_press=move |()| on_turn.run(first.get_untracked().saturating_sub(page))
            >
                {i18n.say(|w| w.poll.previous)}
            </Button>
            <span role="status">{move || shown.get()}</span>
            <Button
                disabled=Signal::derive(move || first.get() + page >= count.get())
                on_press=move |()| on_turn.run(first.get_untracked() + page)
            >
                {i18n.say(|w| w.poll.next)}
            </Button>
        </div>
    }
}
