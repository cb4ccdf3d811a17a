//! Adding evidence: a passage of the pad, an address, or what somebody said elsewhere.

use super::{Kind, cite::Cite};
use crate::{
    components::{Button, Field, at_most, focus_on},
    i18n::I18n,
    markdown::is_on_the_web,
    state::Room,
};
use boucle_model::{MAX_REMARK, RowId};
use leptos::{either::EitherOf3, ev, prelude::*};

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
