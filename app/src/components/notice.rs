//! What a page says before anything else.

use super::{Rows, row};
use crate::{
    i18n::{I18n, Words},
    state::Missing,
};
use leptos::{prelude::*, text_prop::TextProp};

/// One notice: what is so, then what it means.
#[component]
pub(crate) fn Notice(
    kind: &'static str,
    #[prop(into)] strong: TextProp,
    #[prop(into)] text: TextProp,
) -> impl IntoView {
    view! {
        <div class="notice" data-kind=kind role="status">
            <p class="notice__text"><strong>{move || strong.get()}</strong>" "{move || text.get()}</p>
        </div>
    }
}

/// Says plainly what this browser withholds.
#[component]
pub(crate) fn DeviceNotices(missing: Signal<Vec<Missing>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let notice = move |missing: Missing| {
        row(missing as u8, move || {
            let said = move || said(missing, i18n.words());
            view! {
                <Notice
                    kind=if missing == Missing::SecureContext { "info" } else { "warn" }
                    strong=move || said().0
                    text=move || said().1
                />
            }
        })
    };
    view! { <Rows rows=Signal::derive(move || missing.get().into_iter().map(notice).collect()) /> }
}

fn said(missing: Missing, words: &'static Words) -> (&'static str, &'static str) {
    match missing {
        Missing::Storage => words.notices.no_storage,
        Missing::SecureContext => words.notices.not_secure,
        Missing::Change => words.notices.left_out,
    }
}
