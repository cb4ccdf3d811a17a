//! Writing and reading: two faces of one pad (ARIA: tabs).

use crate::{components::move_along, i18n::I18n};
use leptos::prelude::*;

/// A face of the pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Write,
    Read,
}

impl Tab {
    const ALL: [Self; 2] = [Self::Write, Self::Read];

    const fn id(self) -> &'static str {
        match self {
            Self::Write => "tab-write",
            Self::Read => "tab-read",
        }
    }

    const fn panel(self) -> &'static str {
        match self {
            Self::Write => "pad-write",
            Self::Read => "pad-read",
        }
    }
}

/// The arrow keys choose, as in any row of tabs.
#[component]
pub(super) fn Tabs(
    #[prop(into)] chosen: Signal<Tab>,
    #[prop(into)] on_choose: Callback<Tab>,
    #[prop(into)] hidden: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let tab = move |tab: Tab| {
        view! {
            <button
                class="tabs__tab"
                role="tab"
                type="button"
                id=tab.id()
                aria-controls=tab.panel()
                aria-selected=move || (chosen.get() == tab).to_string()
                tabindex=move || (chosen.get() != tab).then_some("-1")
                on:click=move |_| on_choose.run(tab)
            >
                {move || match tab {
                    Tab::Write => i18n.words().pad.write,
                    Tab::Read => i18n.words().pad.read,
                }}
            </button>
        }
    };
    let keydown = move |event| {
        if let Some(tab) = move_along(&event).and_then(|n| Tab::ALL.get(n)) {
            on_choose.run(*tab);
        }
    };
    view! {
        <div class="tabs" hidden=hidden>
            <div class="tabs__list" role="tablist" aria-label=i18n.say(|w| w.pad.title) on:keydown=keydown>
                {Tab::ALL.map(tab).into_iter().collect::<Vec<_>>()}
            </div>
        </div>
    }
}
