//! What a meetup was in numbers: who said that they would come, who came, and how much was written by how many.

use crate::{components::Line, i18n::I18n, meetup::number, state::Room};
use boucle_model::{
    CAME, Seat, Text,
    journal::{Act, Entry},
};
use leptos::{prelude::*, text_prop::TextProp};
use std::collections::BTreeSet;

#[component]
pub(super) fn Numbers(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let (attendance, board, journal) = (room.attendance(), room.board(), room.journal());
    let text = room.text(Text::Pad);
    let pad = Memo::new(move |_| text.get());
    let registered = Memo::new(move |_| attendance.with(|attendance| attendance.with(Seat::Taken).count()));
    let written = Memo::new(move |_| pad.with(|pad| pad.split_whitespace().count()));
    // Read from the changes, which a page that no script woke does not have; and only when the pad is another, because there are
    // many while stock is taken.
    let here = room.is_here();
    let voices = Memo::new(move |_| {
        pad.with(|_pad| ());
        if here.get() { voices(&journal.get_untracked()) } else { 0 }
    });
    let check = Callback::new(move |text: String| {
        let is_right = text.is_empty() || number(&text).is_some_and(|came| CAME.contains(&came));
        (!is_right).then(|| i18n.words().stock.wrong_came.to_owned())
    });
    view! {
        <section class="card" aria-labelledby="numbers-title">
            <h2 class="card__title" id="numbers-title">{i18n.say(|w| w.stock.numbers)}</h2>
            <dl class="bilan__numbers">
                <Number label=i18n.say(|w| w.stock.registered) value=Signal::derive(move || registered.get()) />
                <div class="bilan__number">
                    <dt class="bilan__label">{i18n.say(|w| w.stock.came.label)}</dt>
                    <dd class="bilan__count">
                        <Line
                            id="came"
                            text=Signal::derive(move || board.read().came.map(|came| came.to_string()).unwrap_or_default())
                            label=i18n.say(|w| w.stock.came.label)
                            placeholder=i18n.say(|w| w.stock.came.placeholder)
                            check
                            writable
                            on_say=move |text: String| room.count_came(number(&text))
                        />
                    </dd>
                </div>
                <Number label=i18n.say(|w| w.stock.written) value=Signal::derive(move || written.get()) />
                <Number label=i18n.say(|w| w.stock.voices) value=Signal::derive(move || voices.get()) />
            </dl>
        </section>
    }
}

/// How many people have written in the pad.
pub(in crate::meetup) fn voices(journal: &[Entry]) -> usize {
    let wrote = |act: &Act| matches!(act, Act::Wrote { text: Text::Pad, .. });
    let people = journal.iter().filter(|entry| wrote(&entry.what)).filter_map(|entry| entry.by);
    people.collect::<BTreeSet<_>>().len()
}

/// One number; nothing for none.
#[component]
fn Number(#[prop(into)] label: TextProp, value: Signal<usize>) -> impl IntoView {
    view! {
        <div class="bilan__number" hidden=move || value.get() == 0>
            <dt class="bilan__label">{move || label.get()}</dt>
            <dd class="bilan__count">{move || value.get()}</dd>
        </div>
    }
}
