//! A state in one line: the colour, the shape of the dot and the words say the same.

use leptos::{prelude::*, text_prop::TextProp};

/// How safe something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChipState {
    Connecting,
    Server,
    Sending,
    Device,
    Unsaved,
    ReadOnly,
}

impl ChipState {
    /// The name in styles.
    const fn name(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Server => "server",
            Self::Sending => "sending",
            Self::Device => "device",
            Self::Unsaved => "unsaved",
            Self::ReadOnly => "readonly",
        }
    }
}

/// It changes often, and is not read aloud each time: who uses it says what is news.
#[component]
pub(crate) fn Chip(
    #[prop(into)] state: Signal<ChipState>,
    #[prop(into)] text: TextProp,
    /// The words of what can be done about it, while something can.
    #[prop(optional, into)]
    action: Signal<Option<&'static str>>,
    #[prop(optional, into)] on_action: Option<Callback<()>>,
) -> impl IntoView {
    let act = move |_| on_action.into_iter().for_each(|on_action| on_action.run(()));
    let button = move |words| {
        view! { <button class="chip__action" type="button" on:click=act>{words}</button> }
    };
    view! {
        <div class="chip" data-state=move || state.get().name() role="status" aria-live="off">
            <span class="chip__dot" aria-hidden="true"></span>
            <span class="chip__text">{move || text.get()}</span>
            {move || action.get().map(button)}
        </div>
    }
}
