//! Faces of one thing, of which one is shown (ARIA: tabs).

use super::move_along;
use leptos::{prelude::*, text_prop::TextProp};

/// A face: the words on its tab, and the ids of the tab and of the panel that it shows.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    pub(crate) id: &'static str,
    pub(crate) panel: &'static str,
    pub(crate) label: TextProp,
}

/// The arrow keys choose, as in any row of tabs. The panels are whoever's who uses it.
#[component]
pub(crate) fn Tabs(
    #[prop(into)] label: TextProp,
    tabs: Vec<Tab>,
    /// The one that is shown, by its place among them.
    #[prop(into)]
    chosen: Signal<usize>,
    #[prop(into)] on_choose: Callback<usize>,
    #[prop(optional, into)] hidden: Signal<bool>,
) -> impl IntoView {
    let tab = move |(n, tab): (usize, Tab)| {
        view! {
            <button
                class="tabs__tab"
                role="tab"
                type="button"
                id=tab.id
                aria-controls=tab.panel
                aria-selected=move || (chosen.get() == n).to_string()
                tabindex=move || (chosen.get() != n).then_some("-1")
                on:click=move |_| on_choose.run(n)
            >
                {move || tab.label.get()}
            </button>
        }
    };
    let keydown = move |event| move_along(&event).into_iter().for_each(|n| on_choose.run(n));
    view! {
        <div class="tabs" hidden=hidden>
            <div class="tabs__list" role="tablist" aria-label=label on:keydown=keydown>
                {tabs.into_iter().enumerate().map(tab).collect::<Vec<_>>()}
            </div>
        </div>
    }
}
