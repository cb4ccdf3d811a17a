//! The question before a device forgets a document: it says what would be lost.

use crate::{components::Confirm, i18n::I18n, state::KnownDocument};
use leptos::{either::Either, prelude::*};

/// What is about to be forgotten, and how many changes of it exist on this device only, when that can be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forgetting {
    pub(crate) document: KnownDocument,
    pub(crate) unsaved: Option<usize>,
}

#[component]
pub(crate) fn ForgetDialog(
    #[prop(into)] forgetting: Signal<Option<Forgetting>>,
    #[prop(into)] on_answer: Callback<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let which = move || {
        forgetting.with(|f| f.as_ref().map(|f| f.document.title.trim().to_owned())).map(|title| {
            let title = if title.is_empty() { i18n.words().title.untitled.to_owned() } else { title };
            (i18n.words().known.forget_which)(&title)
        })
    };
    let unsaved = Memo::new(move |_| forgetting.with(|f| f.as_ref().map_or(Some(0), |f| f.unsaved)));
    let loses = |words: Signal<String>| Either::Right(view! { <p><strong>{words}</strong></p> });
    let loss = move || match unsaved.get() {
        Some(0) => Either::Left(view! { <p>{i18n.say(|w| w.known.forget_safe)}</p> }),
        Some(n) => loses(Signal::derive(move || (i18n.words().known.forget_loses)(n))),
        None => loses(Signal::derive(move || i18n.words().known.forget_unknown.to_owned())),
    };
    view! {
        <Confirm
            id="forget"
            open=Signal::derive(move || forgetting.read().is_some())
            title=i18n.say(|w| w.known.forget_title)
            yes=i18n.say(|w| w.known.forget)
            no=i18n.say(|w| w.known.keep)
            takes_away=move || unsaved.get() != Some(0)
            on_answer
        >
            <p>{which}</p>
            {loss}
        </Confirm>
    }
}
