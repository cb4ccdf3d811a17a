//! The record of a bilan: all that it leaves on one page, which can be read without scripts, printed and taken along.

mod draw;
mod said;
mod share;
mod standing;
mod tell;
#[cfg(test)]
mod tests;
mod write;

pub(super) use standing::ToRecord;

use super::bilan::voices;
use crate::{
    address::{MeetupAddress, MeetupPage},
    browser::clock,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{PersonId, Phase, Text};
use draw::Sections;
use leptos::prelude::*;
use said::Record;
use share::Share;
use standing::{Standing, standing};
use tell::{Sources, Teller};

const HOUR: i64 = 60 * 60 * 1_000;

#[component]
pub(crate) fn RecordPage(
    room: Room,
    /// Whether the replica has answered.
    open: Signal<bool>,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let wrote = {
        let pad = room.text(Text::Pad);
        Memo::new(move |_| pad.with(|pad| pad.split_whitespace().count()))
    };
    // Read from the changes, which a page that no script woke does not have.
    let spoke = {
        let journal = room.journal();
        Memo::new(move |_| voices(&journal.get()))
    };
    let text = {
        let bilan = room.text(Text::Bilan);
        Memo::new(move |_| bilan.get())
    };
    let (plan, poll, attendance, board) = (room.plan(), room.poll(), room.attendance(), room.board());
    let (reviews, happenings, evidence, carried) = (room.reviews(), room.happenings(), room.evidence(), room.carried());
    let title = room.title();
    let name = move |person: PersonId| {
        let person = room.talks().with(|talks| talks.meant_by(person));
        device.card(person).map(|card| card.name).filter(|name| !name.is_empty())
    };
    // The clock of whoever reads is known in a browser only.
    let has_clock = RwSignal::new(false);
    Effect::new(move |_| has_clock.set(true));
    let hour = move |at: i64| {
        let words = &i18n.words().record;
        if has_clock.get() {
            let (hour, minute) = clock::hour_here(at);
            return (words.hour)(hour, minute);
        }
        let part = |length: i64, of: i64| u32::try_from(at.rem_euclid(of * length) / length).unwrap_or(0);
        (words.utc)(&(words.hour)(part(HOUR, 24), part(HOUR / 60, 60)))
    };
    let with_sources = move |tell: &mut dyn FnMut(&Sources<'_>)| {
        let (title, plan, poll, attendance, board) =
            (title.read(), plan.read(), poll.read(), attendance.read(), board.read());
        let (reviews, happenings, evidence, carried) =
            (reviews.read(), happenings.read(), evidence.read(), carried.read());
        tell(&Sources {
            title: &title.text,
            plan: &plan,
            poll: &poll,
            attendance: &attendance,
            board: &board,
            reviews: &reviews,
            happenings: &happenings,
            evidence: &evidence,
            carried: &carried,
            bilan: &text.read(),
            written: wrote.get(),
            voices: spoke.get(),
        });
    };
    Effect::new(move |_| {
        with_sources(&mut |of| {
            let owners = of.carried.iter().filter_map(|one| one.owner);
            device.want(tell::took_part(of).into_iter().chain(owners));
        });
    });
    let record = Memo::new(move |_| {
        let mut record = Record::default();
        let teller = Teller { words: i18n.words(), name: &name, hour: &hour };
        with_sources(&mut |of| record = tell::record(of, &teller));
        record
    });
    let table = Memo::new(move |_| {
        board.with(|board| evidence.with(|evidence| board.table(&i18n.words().record.table, evidence, name)))
    });
    let back = move || at.get().map(|at| MeetupAddress { page: MeetupPage::Phase(Phase::Bilan), ..at }.to_string());
    let facts = move || {
        let fact = |(label, value): (&'static str, String)| {
            view! {
                <div class="record__fact">
                    <dt class="plan__label">{label}</dt>
                    <dd dir="auto">{value}</dd>
                </div>
            }
        };
        record.get().facts.into_iter().map(fact).collect::<Vec<_>>()
    };
    view! {
        <div class="plan record">
            <section class="record__head card" aria-labelledby="record-title">
                <p class="record__back"><a href=back>{i18n.say(|w| w.record.back)}</a></p>
                <h2 class="card__title" id="record-title" tabindex="-1">{i18n.say(|w| w.record.title)}</h2>
                <Standing room writable heading="record-title" />
                <dl class="record__facts" hidden=move || record.read().facts.is_empty()>{facts}</dl>
            </section>
            <Sections record />
            <Share record standing=standing(room, i18n) table open />
        </div>
    }
}
