//! A question in front of the page: the browser's own dialog, which keeps the keyboard inside and gives it back. One for which
//! nobody pressed leaves the page as it is.

use leptos::{ev, html, leptos_dom::helpers::queue_microtask, prelude::*, text_prop::TextProp};
use std::time::Duration;

/// Shows its question while `open`. `on_close` hears the value of the button that closed it; empty for Escape.
#[component]
pub(crate) fn Dialog(
    /// Begins the ids of its parts.
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(into)] on_close: Callback<String>,
    /// Nobody presses for it: it comes in a turn of its own, and what is behind it can be used meanwhile. To put the whole page out of
    /// reach takes a slow phone longer than anything it does for the question.
    /// What follows a press comes at once: the next key is for it.
    #[prop(optional)]
    by_itself: bool,
    /// What is asked for, then the buttons in a `dialog__actions`. They come with the first question: a page has several
    /// that nobody asks.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let children = StoredValue::new_local(Some(children));
    let was_asked = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            if !was_asked.get_untracked() {
                was_asked.set(true);
            }
            let show = move || {
                if dialog.open() || open.try_get_untracked() != Some(true) {
                    return;
                }
                // Escape leaves the last answer in place.
                dialog.set_return_value("");
                if by_itself {
                    dialog.show();
                } else {
                    // Refused only while the dialog is out of the page or open already.
                    let _ = dialog.show_modal();
                }
            };
            // Behind what draws the question, which takes the focus.
            if by_itself {
                set_timeout(show, Duration::ZERO);
            } else {
                queue_microtask(show);
            }
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let question = move || {
        let children = was_asked.get().then(|| children.try_update_value(Option::take).flatten());
        children.flatten().map(|children| children())
    };
    let answered = move |_: ev::Event| {
        if let Some(dialog) = dialog.get_untracked()
            && open.get_untracked()
        {
            on_close.run(dialog.return_value());
        }
    };
    // The browser does it where the page is out of reach. While an input method composes, Escape is its own.
    let escape = move |event: ev::KeyboardEvent| {
        if by_itself
            && !event.is_composing()
            && event.key() == "Escape"
            && let Some(dialog) = dialog.get_untracked()
        {
            event.prevent_default();
            dialog.close();
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=format!("{id}-title")
            on:keydown=escape
            on:close=answered
        >
            <form class="dialog__body" method="dialog">
                <h2 class="dialog__title" id=format!("{id}-title")>{move || title.get()}</h2>
                {question}
            </form>
        </dialog>
    }
}
