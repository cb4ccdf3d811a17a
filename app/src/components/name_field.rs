//! The field for the name or the title of something, which says when it is too long and keeps what was typed.

use super::Field;
use crate::i18n::I18n;
use boucle_model::MAX_TITLE;
use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(crate) fn NameField(
    id: &'static str,
    name: RwSignal<String>,
    #[prop(into)] label: TextProp,
    #[prop(into)] hint: TextProp,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let length = Memo::new(move |_| name.read().trim().chars().count());
    let error = move || (length.get() > MAX_TITLE).then(|| (i18n.words().title.too_long)(length.get(), MAX_TITLE));
    view! { <Field id value=name label hint error /> }
}
