//! Citing a passage of the pad, which is selected in its text.

use crate::{
    components::{Button, focus_on},
    i18n::I18n,
    state::{Reading, Room},
};
use boucle_model::{RowId, Text};
use leptos::{ev, html, prelude::*};
use std::ops::Range;

/// The pad as it was when one began to read it, in which a passage is selected.
#[component]
pub(super) fn Cite(about: RowId, room: Room, is_open: RwSignal<bool>, on_done: Callback<()>) -> impl IntoView {
    let i18n = I18n::from_context();
    let reading = RwSignal::new(None::<Reading>);
    let read = move || reading.set(room.reading(Text::Pad));
    Effect::new(move |_| {
        if is_open.get() {
            untrack(read);
        }
    });
    let words =
        Memo::new(move |_| reading.with(|read| read.as_ref().map(|read| read.words.clone())).unwrap_or_default());
    let has_moved_on =
        Memo::new(move |_| reading.with(|read| read.as_ref().is_some_and(|read| room.has_moved_on(read))));
    let is_missing = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    let id = format!("cite-{about}");
    let focus = StoredValue::new(id.clone());
    // It is a field that takes no words: in one that is read-only, no browser shows where the keyboard is.
    let unwritten = move |_| {
        if let Some(field) = field.get_untracked() {
            field.set_value(&words.get_untracked());
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let range = field.get_untracked().map(|field| {
            let end = |unit: Result<Option<u32>, _>| unit.ok().flatten().unwrap_or(0) as usize;
            end(field.selection_start())..end(field.selection_end())
        });
        let is_cited = reading.with_untracked(|read| {
            let (read, range) = (read.as_ref()?, range?);
            let range = written(&read.words, &range);
            Some(!range.is_empty() && room.cite(about, read, range))
        });
        is_missing.set(is_cited != Some(true));
        if is_cited == Some(true) {
            on_done.run(());
        } else {
            focus.with_value(|id| focus_on(id));
        }
    };
    let described = format!("{id}-hint {id}-error");
    let (label_for, hint, error) = (id.clone(), format!("{id}-hint"), format!("{id}-error"));
    view! {
        <p class="plan__none" hidden=move || !words.read().trim().is_empty()>{i18n.say(|w| w.evidence.no_pad)}</p>
        <form class="proofs__form" on:submit=submit hidden=move || words.read().trim().is_empty()>
            <div class="field">
                <label class="field__label" for=label_for>{i18n.say(|w| w.evidence.pad.label)}</label>
                <p class="field__hint" id=hint>{i18n.say(|w| w.evidence.pad.placeholder)}</p>
                <textarea
                    class="field__input proofs__pad"
                    id=id
                    rows="8"
                    dir="auto"
                    inputmode="none"
                    spellcheck="false"
                    autocomplete="off"
                    aria-readonly="true"
                    aria-describedby=described
                    aria-invalid=move || is_missing.get().then_some("true")
                    node_ref=field
                    prop:value=move || words.get()
                    on:beforeinput=move |event: ev::InputEvent| event.prevent_default()
                    on:input=unwritten
                    on:select=move |_| is_missing.set(false)
                ></textarea>
                <p class="field__error" id=error role="alert" hidden=move || !is_missing.get()>
                    {i18n.say(|w| w.evidence.nothing)}
                </p>
            </div>
            <div class="proofs__moved" role="status">
                <p hidden=move || !has_moved_on.get()>{i18n.say(|w| w.evidence.moved_on)}</p>
            </div>
            <p class="proofs__acts">
                <Button>{i18n.say(|w| w.evidence.cite)}</Button>
                " "
                <Button
                    on_press=move |()| {
                        read();
                        focus.with_value(|id| focus_on(id));
                    }
                    attr:hidden=move || !has_moved_on.get()
                >
                    {i18n.say(|w| w.evidence.read_again)}
                </Button>
            </p>
        </form>
    }
}

/// Where a selection is in a text, from where it is in a field (UTF-16 units): a field shows each line break as one unit, also
/// those that are two in the text.
fn written(text: &str, shown: &Range<usize>) -> Range<usize> {
    let at = |shown: usize| {
        let (mut units, mut passed) = (0, 0);
        let mut chars = text.chars().peekable();
        while passed < shown {
            let Some(c) = chars.next() else { break };
            let is_folded = c == '\r' && chars.peek() == Some(&'\n');
            units += c.len_utf16();
            passed += if is_folded { 0 } else { c.len_utf16() };
        }
        units
    };
    at(shown.start)..at(shown.end)
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_selection_is_found_in_the_text_whatever_its_line_breaks_are() {
        assert_eq!(written("un\ndeux", &(3..7)), 3..7);
        assert_eq!(written("un\r\ndeux\rtrois", &(3..7)), 4..8);
        assert_eq!(written("un\r\ndeux\rtrois", &(8..13)), 9..14);
        assert_eq!(written("🙂\r\né", &(3..4)), 4..5, "in UTF-16 units");
        assert_eq!(written("court", &(2..90)), 2..5);
    }
}
