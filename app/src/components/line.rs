//! A text that is changed where it stands: leaving it says it, and so does Enter where it is one line; Escape takes back what
//! was typed, and what is wrong stays in the field.

use crate::{head::one_line, i18n::I18n};
use leptos::{either::Either, ev, html, prelude::*, text_prop::TextProp};

/// What is wrong with a line, if anything is.
pub(crate) type Check = Callback<String, Option<String>>;

/// That it has at most so many characters.
pub(crate) fn at_most(i18n: I18n, most: usize) -> Check {
    Callback::new(move |text: String| {
        let length = text.chars().count();
        (length > most).then(|| (i18n.words().plan.too_long)(length, most))
    })
}

/// What is typed and not yet said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    typed: RwSignal<Option<String>>,
    text: Memo<String>,
    shown: Memo<String>,
    wrong: Memo<Option<String>>,
    on_say: Callback<String>,
    /// How a text stands in the document.
    tidy: fn(&str) -> String,
}

impl Draft {
    /// Of one line.
    pub(crate) fn of(text: Memo<String>, check: Check, on_say: Callback<String>) -> Self {
        Self::tidied(text, check, on_say, one_line)
    }

    fn tidied(text: Memo<String>, check: Check, on_say: Callback<String>, tidy: fn(&str) -> String) -> Self {
        let typed = RwSignal::new(None::<String>);
        let shown = Memo::new(move |_| typed.get().unwrap_or_else(|| text.get()));
        let wrong = Memo::new(move |_| typed.get().and_then(|typed| check.run(tidy(&typed))));
        let draft = Self { typed, text, shown, wrong, on_say, tidy };
        // What goes away under the keyboard, as when a finger chooses something else or somebody takes it away, says it too.
        on_cleanup(move || {
            draft.say();
        });
        draft
    }

    /// The text as it stands in the field.
    pub(crate) fn shown(self) -> String {
        self.shown.get()
    }

    /// What is wrong with it, if anything is.
    pub(crate) fn wrong(self) -> Option<String> {
        self.wrong.get()
    }

    /// Says what was typed, and tells whether it could be said.
    fn say(self) -> bool {
        // What it says may be gone, and this with it, while the keyboard was here.
        let Some(wrong) = self.wrong.try_get_untracked() else { return true };
        if wrong.is_some() {
            return false;
        }
        if let Some(typed) = self.typed.try_get_untracked().flatten() {
            let typed = (self.tidy)(&typed);
            if self.text.try_get_untracked().is_some_and(|text| text != typed) {
                self.on_say.try_run(typed);
            }
            self.typed.try_set(None);
        }
        true
    }
}

/// The field of such a line. Its height follows the copy of its text (`data-value`) that stands around it.
#[component]
pub(crate) fn LineField(
    draft: Draft,
    class: &'static str,
    #[prop(into)] label: TextProp,
    #[prop(into)] placeholder: TextProp,
    /// The id of where is said what is wrong.
    error: String,
    /// Whether it can have several lines: then Enter begins another.
    #[prop(optional)]
    lines: bool,
) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let leave = move || {
        if let Some(field) = field.get_untracked() {
            // Refused only for an element that is no longer in the page.
            let _ = field.blur();
        }
    };
    let keydown = move |event: ev::KeyboardEvent| {
        // While an input method composes, Enter and Escape are its own.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" if !lines => {
                event.prevent_default();
                if draft.say() {
                    leave();
                }
            }
            "Escape" => {
                draft.typed.set(None);
                leave();
            }
            _ => {}
        }
    };
    view! {
        <textarea
            class=class
            rows="1"
            dir="auto"
            spellcheck="true"
            enterkeyhint=(!lines).then_some("done")
            aria-label=move || label.get()
            aria-describedby=error
            aria-invalid=move || draft.wrong().map(|_| "true")
            placeholder=move || placeholder.get()
            node_ref=field
            prop:value=move || draft.shown()
            on:input:target=move |event| draft.typed.set(Some(event.target().value()))
            on:keydown=keydown
            on:blur=move |_| {
                draft.say();
            }
        ></textarea>
    }
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// A line among others, with what is wrong with it below. Where nobody may write, it is read.
#[component]
pub(crate) fn Line(
    /// Begins the ids of its parts.
    #[prop(into)]
    id: String,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] label: TextProp,
    #[prop(into)] placeholder: TextProp,
    check: Check,
    writable: Signal<bool>,
    #[prop(into)] on_say: Callback<String>,
    /// Whether it can have several lines.
    #[prop(optional)]
    lines: bool,
) -> impl IntoView {
    let text = Memo::new(move |_| text.get());
    // The field is built when one may begin to write, and never again under the hands of who writes in it.
    let writable = Memo::new(move |_| writable.get());
    let draft = Draft::tidied(text, check, on_say, if lines { trimmed } else { one_line });
    let error = format!("{id}-error");
    let described = error.clone();
    let (aloud, empty) = (label.clone(), placeholder.clone());
    let inside = move || {
        if writable.get() {
            let (label, placeholder, error) = (label.clone(), placeholder.clone(), described.clone());
            Either::Left(view! { <LineField draft class="line__field" label placeholder error lines /> })
        } else {
            let empty = empty.clone();
            Either::Right(move || if text.read().is_empty() { empty.get().to_string() } else { text.get() })
        }
    };
    view! {
        <div class="line">
            <div
                class="line__text"
                dir="auto"
                role=move || (!writable.get()).then_some("group")
                aria-label=move || (!writable.get()).then(|| aloud.get().to_string())
                data-value=move || writable.get().then(|| draft.shown())
            >
                {inside}
            </div>
            <p class="field__error" id=error role="alert" hidden=move || draft.wrong().is_none()>
                {move || draft.wrong()}
            </p>
        </div>
    }
}
