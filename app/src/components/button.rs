//! What is pressed: an act among others, the one act of a view, a way out.

use leptos::prelude::*;

/// How much a button asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    /// An act among others.
    #[default]
    Plain,
    /// The one act of the view.
    Strong,
    /// A way out.
    Quiet,
    /// A drawing in the place of words, which are its `aria-label`.
    Icon,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Strong => "button button--strong",
            Self::Quiet => "button button--quiet",
            Self::Icon => "button button--icon",
        }
    }
}

/// Without `on_press` it answers the form it stands in. Other attributes are given as `attr:…`.
#[component]
pub(crate) fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |_| on_press.into_iter().for_each(|on_press| on_press.run(()));
    view! {
        <button
            class=kind.class()
            type=if on_press.is_some() { "button" } else { "submit" }
            disabled=disabled
            on:click=press
        >
            {children()}
        </button>
    }
}
