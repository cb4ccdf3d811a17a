//! Where nothing is yet: that it is so, and what will come.

use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(crate) fn EmptyState(#[prop(into)] title: TextProp, #[prop(into)] text: TextProp) -> impl IntoView {
    view! {
        <div class="empty-state">
            <p class="empty-state__title">{move || title.get()}</p>
            <p>{move || text.get()}</p>
        </div>
    }
}
