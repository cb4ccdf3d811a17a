//! A text into the clipboard. Where the browser withholds that, it says so: the text stands there to be selected.

use super::{Button, ButtonKind};
use crate::i18n::I18n;
use leptos::{prelude::*, task::spawn_local, text_prop::TextProp};

#[component]
pub(crate) fn Copy(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] label: TextProp,
    /// For those who listen, where the label alone does not say what is copied.
    #[prop(optional, into)]
    aloud: Option<TextProp>,
    #[prop(optional)] kind: ButtonKind,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let copied = RwSignal::new(None::<bool>);
    let copy = move |()| {
        let text = text.get_untracked();
        spawn_local(async move {
            let is_copied = crate::browser::page::copy(&text).await;
            let _nobody_looks_any_more = copied.try_set(Some(is_copied));
        });
    };
    let said = move || match copied.get() {
        None => "",
        Some(true) => i18n.words().settings.copied,
        Some(false) => i18n.words().settings.not_copied,
    };
    view! {
        <Button
            kind
            disabled=move || text.read().is_empty()
            on_press=copy
            attr:aria-label=move || aloud.as_ref().map(|aloud| aloud.get().to_string())
        >
            {move || label.get()}
        </Button>
        <p class="field__hint" role="status">{said}</p>
    }
}
