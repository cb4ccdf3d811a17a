//! The question about a name: kind, and never a condition.

use super::Dialog;
use crate::i18n::I18n;
use leptos::{html, prelude::*};

/// Longest name, in characters: what presence carries.
const MAX_NAME: &str = "64";

/// Asks for a name while `open`. The answer is `None` when it is put off.
#[component]
pub(crate) fn NameDialog(
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    name: Signal<Option<String>>,
    #[prop(into)] on_answer: Callback<Option<String>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get()
            && open.get()
        {
            field.set_value(&name.get_untracked().unwrap_or_default());
        }
    });
    let closed = move |answer: String| {
        let given = field.get_untracked().map(|field| field.value().trim().to_owned());
        on_answer.run(given.filter(|_| answer == "save"));
    };
    view! {
        <Dialog id open on_close=closed>
            <form class="dialog__body" method="dialog">
                <h2 class="dialog__title" id=format!("{id}-title")>{i18n.say(|w| w.name.title)}</h2>
                <p>{i18n.say(|w| w.name.why)}</p>
                <div class="field">
                    <label class="field__label" for=format!("{id}-field")>{i18n.say(|w| w.name.label)}</label>
                    <input
                        class="field__input"
                        id=format!("{id}-field")
                        name="name"
                        autocomplete="nickname"
                        maxlength=MAX_NAME
                        dir="auto"
                        node_ref=field
                    />
                </div>
                <p><a href="/me">{i18n.say(|w| w.me.link)}</a></p>
                <div class="dialog__actions">
                    <button class="button button--strong" value="save">{i18n.say(|w| w.name.save)}</button>
                    <button class="button button--quiet" value="later">{i18n.say(|w| w.name.later)}</button>
                </div>
            </form>
        </Dialog>
    }
}
