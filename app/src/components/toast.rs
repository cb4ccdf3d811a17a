//! News that does not interrupt: a newer version waits.

use crate::i18n::I18n;
use leptos::prelude::*;

#[component]
pub(crate) fn UpdateToast(waiting: Signal<bool>, #[prop(into)] on_take: Callback<()>) -> impl IntoView {
    let i18n = I18n::from_context();
    let toast = move || {
        view! {
            <div class="toast">
                <p>{i18n.say(|w| w.frame.update)}</p>
                <button class="toast__action" type="button" on:click=move |_| on_take.run(())>
                    {i18n.say(|w| w.frame.take_update)}
                </button>
            </div>
        }
    };
    // The region is always there: screen readers announce what comes into it, not the region itself.
    view! {
        <div class="toast-region" role="status" aria-live="polite">
            {move || waiting.get().then(toast)}
        </div>
    }
}
