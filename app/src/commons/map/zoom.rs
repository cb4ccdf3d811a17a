//! From how far one looks at the map.

use crate::{components::move_along, i18n::I18n};
use leptos::prelude::*;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Zoom {
    /// The whole history at once.
    Whole,
    #[default]
    Near,
    /// One edition fills the window.
    One,
}

impl Zoom {
    const ALL: [Self; 3] = [Self::Whole, Self::Near, Self::One];

    /// The name in styles.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Near => "near",
            Self::One => "one",
        }
    }
}

#[component]
pub(super) fn ZoomBar(
    #[prop(into)] zoom: Signal<Zoom>,
    #[prop(into)] on_zoom: Callback<Zoom>,
    #[prop(into)] hidden: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let button = move |(n, of): (usize, Zoom)| {
        let chosen = move || zoom.get() == of;
        view! {
            <button
                class="zoom__button"
                type="button"
                aria-pressed=move || if chosen() { "true" } else { "false" }
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| on_zoom.run(of)
            >
                {move || i18n.words().map.zooms[n]}
            </button>
        }
    };
    view! {
        <div
            class="zoom"
            role="toolbar"
            aria-label=i18n.say(|w| w.map.zoom)
            hidden=hidden
            on:keydown=move |event| {
                move_along(&event);
            }
        >
            {Zoom::ALL.into_iter().enumerate().map(button).collect::<Vec<_>>()}
        </div>
    }
}
