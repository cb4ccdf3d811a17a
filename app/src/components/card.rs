//! A sheet laid on the map.

use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(crate) fn Card(
    /// The id of its title.
    id: &'static str,
    #[prop(into)] title: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby=id>
            <h2 class="card__title" id=id>{move || title.get()}</h2>
            {children()}
        </section>
    }
}
