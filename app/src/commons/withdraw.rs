//! Taking a meetup off the map: asked first, and undone like everything else.

use crate::{components::Confirm, i18n::I18n};
use boucle_model::MeetupId;
use leptos::prelude::*;

#[component]
pub(super) fn Withdraw(
    /// The meetup that is asked about, and its number.
    asking: RwSignal<Option<(MeetupId, u64)>>,
    #[prop(into)] on_withdraw: Callback<MeetupId>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    // What was asked about stays there while the question closes.
    let last = RwSignal::new(0);
    Effect::new(move |_| asking.get().into_iter().for_each(|(_, number)| last.set(number)));
    let answered = move |withdraw: bool| {
        if let Some((id, _)) = asking.get_untracked()
            && withdraw
        {
            on_withdraw.run(id);
        }
        asking.set(None);
    };
    view! {
        <Confirm
            id="withdraw"
            open=Signal::derive(move || asking.read().is_some())
            title=move || (i18n.words().map.withdraw)(last.get())
            yes=i18n.say(|w| w.map.withdraw_yes)
            no=i18n.say(|w| w.map.keep)
            takes_away=true
            on_answer=answered
        >
            <p>{i18n.say(|w| w.map.withdraw_what)}</p>
        </Confirm>
    }
}
