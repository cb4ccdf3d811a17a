//! The question about a name: kind, and never a condition.

use super::{Button, ButtonKind, Dialog, Field};
use crate::i18n::I18n;
use leptos::prelude::*;

/// Longest name, in characters: what presence carries.
const MAX_NAME: u16 = 64;

/// Asks for a name while `open`. The answer is `None` when it is put off.
#[component]
pub(crate) fn NameDialog(
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    name: Signal<Option<String>>,
    #[prop(into)] on_answer: Callback<Option<String>>,
    /// As for the dialog.
    #[prop(optional)]
    by_itself: bool,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            typed.set(name.get_untracked().unwrap_or_default());
        }
    });
    let closed = move |answer: String| {
        on_answer.run((answer == "save").then(|| typed.read_untracked().trim().to_owned()));
    };
    view! {
        <Dialog id open by_itself title=i18n.say(|w| w.name.title) on_close=closed>
            <p>{i18n.say(|w| w.name.why)}</p>
            <Field
                id=format!("{id}-field")
                value=typed
                label=i18n.say(|w| w.name.label)
                max=MAX_NAME
                autocomplete="nickname"
            />
            <p><a href="/me">{i18n.say(|w| w.me.link)}</a></p>
            <div class="dialog__actions">
                <Button kind=ButtonKind::Strong attr:value="save">{i18n.say(|w| w.name.save)}</Button>
                <Button kind=ButtonKind::Quiet attr:value="later">{i18n.say(|w| w.name.later)}</Button>
            </div>
        </Dialog>
    }
}
