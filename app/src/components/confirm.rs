//! What is asked before something is done: what will happen, what is safe, and two answers.

use super::{Button, ButtonKind, Dialog};
use leptos::{prelude::*, text_prop::TextProp};

/// The strong answer stands first and loses nothing: it is yes, unless that takes something away.
#[component]
pub(crate) fn Confirm(
    /// Begins the ids of its parts.
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    /// The question.
    #[prop(into)]
    title: TextProp,
    #[prop(into)] yes: TextProp,
    #[prop(into)] no: TextProp,
    #[prop(optional, into)] takes_away: Signal<bool>,
    /// Hears whether it was a yes; Escape is none.
    #[prop(into)]
    on_answer: Callback<bool>,
    /// What will happen, and what is safe.
    children: Children,
) -> impl IntoView {
    // The buttons stay where they are and change their words, so that neither is taken from under a finger or the focus.
    let answer = move |kind: ButtonKind| {
        let is_strong = kind == ButtonKind::Strong;
        let is_yes = move || is_strong != takes_away.get();
        let (yes, no) = (yes.clone(), no.clone());
        view! {
            <Button kind attr:value=move || if is_yes() { "yes" } else { "no" } attr:autofocus=is_strong>
                {move || if is_yes() { yes.get() } else { no.get() }}
            </Button>
        }
    };
    view! {
        <Dialog id open title on_close=move |answer: String| on_answer.run(answer == "yes")>
            {children()}
            <div class="dialog__actions">
                {answer(ButtonKind::Strong)}
                {answer(ButtonKind::Quiet)}
            </div>
        </Dialog>
    }
}
