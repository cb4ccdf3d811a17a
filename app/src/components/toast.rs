//! News that does not interrupt, and what can be done about it.

use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(crate) fn Toast(
    #[prop(into)] shown: Signal<bool>,
    #[prop(into)] text: TextProp,
    #[prop(into)] action: TextProp,
    #[prop(into)] on_action: Callback<()>,
) -> impl IntoView {
    let toast = move || {
        let (text, action) = (text.clone(), action.clone());
        view! {
            <div class="toast">
                <p>{move || text.get()}</p>
                <button class="toast__action" type="button" on:click=move |_| on_action.run(())>
                    {move || action.get()}
                </button>
            </div>
        }
    };
    // The region is always there: screen readers announce what comes into it, not the region itself.
    view! {
        <div class="toast-region" role="status" aria-live="polite">
            {move || shown.get().then(&toast)}
        </div>
    }
}
