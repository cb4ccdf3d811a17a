//! Taking a meetup off the map: asked first, and undone like everything else.

use crate::{components::Dialog, i18n::I18n};
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
    let answered = move |answer: String| {
        if let Some((id, _)) = asking.get_untracked()
            && answer == "withdraw"
        {
            on_withdraw.run(id);
        }
        asking.set(None);
    };
    view! {
        <Dialog id="withdraw" open=Signal::derive(move || asking.read().is_some()) on_close=answered>
            <form class="dialog__body" method="dialog">
                <h2 class="dialog__title" id="withdraw-title">{move || (i18n.words().map.withdraw)(last.get())}</h2>
                <p>{i18n.say(|w| w.map.withdraw_what)}</p>
                <div class="dialog__actions">
                    <button class="button button--strong" value="keep" autofocus>{i18n.say(|w| w.map.keep)}</button>
                    <button class="button button--quiet" value="withdraw">{i18n.say(|w| w.map.withdraw_yes)}</button>
                </div>
            </form>
        </Dialog>
    }
}
