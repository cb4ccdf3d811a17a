//! A question in front of the page: the browser's own dialog, which keeps the keyboard inside and gives it back.

use leptos::{ev, html, prelude::*, text_prop::TextProp};

/// Shows its question while `open`. `on_close` hears the value of the button that closed it; empty for Escape.
#[component]
pub(crate) fn Dialog(
    /// Begins the ids of its parts.
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(into)] on_close: Callback<String>,
    /// What is asked for, then the buttons in a `dialog__actions`.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Escape leaves the last answer in place.
            dialog.set_return_value("");
            // Refused only while the dialog is out of the page or open already.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let answered = move |_: ev::Event| {
        if let Some(dialog) = dialog.get_untracked()
            && open.get_untracked()
        {
            on_close.run(dialog.return_value());
        }
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby=format!("{id}-title") on:close=answered>
            <form class="dialog__body" method="dialog">
                <h2 class="dialog__title" id=format!("{id}-title")>{move || title.get()}</h2>
                {children()}
            </form>
        </dialog>
    }
}
