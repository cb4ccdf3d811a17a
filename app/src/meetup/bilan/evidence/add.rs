//! Adding evidence: a passage of the pad, an address, or what somebody said elsewhere.

use super::Kind;
use crate::{
    components::{Button, Field, at_most, focus_on},
    i18n::I18n,
    markdown::is_on_the_web,
    state::{Reading, Room},
};
use boucle_model::{MAX_REMARK, RowId, Text};
use leptos::{either::EitherOf3, ev, html, prelude::*};
use std::ops::Range;

#[component]
pub(super) fn Add(
    about: RowId,
    name: Signal<String>,
    /// Of what opens it.
    id: String,
    room: Room,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let is_open = RwSignal::new(false);
    // What was typed stays while another kind is looked at, or nothing is.
    let was_open = RwSignal::new(false);
    let toggle = move |open: bool| {
        is_open.set(open);
        if open {
            was_open.set(true);
        }
    };
    let opener = StoredValue::new(id.clone());
    let done = Callback::new(move |()| {
        is_open.set(false);
        opener.with_value(|id| focus_on(id));
    });
    view! {
        <details
            class="proofs__add"
            hidden=move || !writable.get()
            prop:open=is_open
            on:toggle:target=move |event| toggle(event.target().open())
        >
            <summary id=id aria-label=move || (i18n.words().evidence.add_to)(&name.read())>
                {i18n.say(|w| w.evidence.add)}
            </summary>
            {move || was_open.get().then(|| view! { <Ways about room is_open on_done=done /> })}
        </details>
    }
}

/// The three ways.
#[component]
fn Ways(about: RowId, room: Room, is_open: RwSignal<bool>, on_done: Callback<()>) -> impl IntoView {
    let i18n = I18n::from_context();
    let chosen = RwSignal::new(Kind::Passage);
    let (address, shows, message) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let way = move |kind: Kind| {
        view! {
            <Button
                on_press=move |()| chosen.set(kind)
                attr:aria-pressed=move || if chosen.get() == kind { "true" } else { "false" }
                class:votes__vote=true
            >
                {move || i18n.words().evidence.ways[kind as usize]}
            </Button>
        }
    };
    let form = move || match chosen.get() {
        Kind::Passage => EitherOf3::A(view! { <Cite about room is_open on_done /> }),
        Kind::Address => EitherOf3::B(view! { <Link about room address shows on_done /> }),
        Kind::Message => EitherOf3::C(view! { <Message about room message on_done /> }),
    };
    view! {
        <div class="votes proofs__ways" role="group" aria-label=i18n.say(|w| w.evidence.which)>
            {Kind::ALL.map(way).into_iter().collect::<Vec<_>>()}
        </div>
        {form}
    }
}

/// A passage of the pad, selected in its text as it was when one began to read it.
#[component]
fn Cite(about: RowId, room: Room, is_open: RwSignal<bool>, on_done: Callback<()>) -> impl IntoView {
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

/// An address, and what is found there.
#[component]
fn Link(
    about: RowId,
    room: Room,
    address: RwSignal<String>,
    shows: RwSignal<String>,
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let is_wrong = RwSignal::new(false);
    let check = at_most(i18n, MAX_REMARK);
    let long = Memo::new(move |_| check.run(address.read().trim().to_owned()));
    let long_words = Memo::new(move |_| check.run(shows.read().trim().to_owned()));
    let (address_id, shows_id) = (format!("link-{about}"), format!("shows-{about}"));
    let ids = StoredValue::new([address_id.clone(), shows_id.clone()]);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (to, words) = (address.get_untracked().trim().to_owned(), shows.get_untracked().trim().to_owned());
        is_wrong.set(!is_on_the_web(&to));
        if is_wrong.get_untracked() || long.read_untracked().is_some() {
            ids.with_value(|[address, _]| focus_on(address));
        } else if long_words.read_untracked().is_some() {
            ids.with_value(|[_, shows]| focus_on(shows));
        } else if room.point_to(about, &to, &words) {
            address.set(String::new());
            shows.set(String::new());
            on_done.run(());
        }
    };
    let error = move || {
        let wrong = is_wrong.get().then(|| i18n.words().evidence.wrong_address.to_owned());
        wrong.or_else(|| long.get())
    };
    view! {
        <form class="proofs__form" on:submit=submit>
            <Field
                id=address_id
                value=address
                label=i18n.say(|w| w.evidence.address.label)
                hint=i18n.say(|w| w.evidence.address.placeholder)
                error=Signal::derive(error)
                inputmode="url"
                on_type=move |()| is_wrong.set(false)
            />
            <Field
                id=shows_id
                value=shows
                label=i18n.say(|w| w.evidence.shows.label)
                hint=i18n.say(|w| w.evidence.shows.placeholder)
                error=Signal::derive(move || long_words.get())
            />
            <Button>{i18n.say(|w| w.evidence.save)}</Button>
        </form>
    }
}

/// What somebody said elsewhere.
#[component]
fn Message(about: RowId, room: Room, message: RwSignal<String>, on_done: Callback<()>) -> impl IntoView {
    let i18n = I18n::from_context();
    let is_missing = RwSignal::new(false);
    let check = at_most(i18n, MAX_REMARK);
    let long = Memo::new(move |_| check.run(message.read().trim().to_owned()));
    let id = format!("message-{about}");
    let focus = StoredValue::new(id.clone());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let words = message.get_untracked().trim().to_owned();
        is_missing.set(words.is_empty());
        if words.is_empty() || long.read_untracked().is_some() {
            focus.with_value(|id| focus_on(id));
        } else if room.report(about, &words) {
            message.set(String::new());
            on_done.run(());
        }
    };
    let error = move || {
        let missing = is_missing.get().then(|| i18n.words().evidence.no_message.to_owned());
        missing.or_else(|| long.get())
    };
    view! {
        <form class="proofs__form" on:submit=submit>
            <Field
                id=id
                value=message
                label=i18n.say(|w| w.evidence.message.label)
                hint=i18n.say(|w| w.evidence.message.placeholder)
                error=Signal::derive(error)
                rows=3
                on_type=move |()| is_missing.set(false)
            />
            <Button>{i18n.say(|w| w.evidence.save)}</Button>
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
