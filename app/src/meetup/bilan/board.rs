//! The board of the bilan: one view for each of its moments.

mod asked;
mod card;
mod choose;
mod columns;
mod decide;
mod gather;
mod heaps;
mod moments;
mod points;
mod timer;
mod voice;
mod write;

use crate::{
    address::MeetupAddress,
    components::{Avatar, Button},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use asked::Questions;
use boucle_model::{Board, Card, Moment, PersonId, RowId};
use columns::Columns;
use gather::Gather;
use heaps::Heaps;
use leptos::prelude::*;
use moments::Moments;
use voice::Voice;

/// What every part of the board is given.
#[derive(Debug, Clone, Copy)]
struct Given {
    room: Room,
    /// Where in the meetup one is.
    at: Memo<Option<MeetupAddress>>,
    board: Signal<Board>,
    /// Whether the board can be changed: it is not closed.
    writable: Signal<bool>,
    /// In whose name one writes and votes; `None` for one's own.
    voice: RwSignal<Option<PersonId>>,
    /// What is asked in front of the board.
    asking: RwSignal<Option<Asking>>,
    /// The card that is being dragged.
    dragged: RwSignal<Option<RowId>>,
    /// What is told to those who do not see it.
    told: RwSignal<String>,
}

/// What is asked in front of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    /// With which card this one is put.
    With(RowId),
    /// Which problem it answers.
    Problem(RowId),
    /// Which improvement of an earlier meetup it is again.
    Again(RowId),
    /// Whether it is adopted before anybody has voted.
    Early(RowId),
    /// Whether one leads in the place of somebody else.
    TakeOver,
}

impl Given {
    /// What a card says; empty for one that is gone.
    fn text(self, id: RowId) -> String {
        self.board.with(|board| board.card(id).map(|card| card.text.text.clone())).unwrap_or_default()
    }

    fn card(self, id: RowId) -> Memo<Option<Card>> {
        Memo::new(move |_| self.board.with(|board| board.card(id).cloned()))
    }

    /// Puts a card to another, and tells that it is there.
    fn put_together(self, id: RowId, other: RowId) {
        let (card, with) = untrack(|| (self.text(id), self.text(other)));
        self.room.put_card_to(id, other);
        let i18n = I18n::from_context();
        self.told.set(untrack(|| (i18n.words().board.is_with)(&card, &with)));
    }
}

#[component]
pub(super) fn BoardView(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let board = room.board();
    let moment = Memo::new(move |_| board.read().moment);
    let may_write = writable;
    let writable = Signal::from(Memo::new(move |_| may_write.get() && moment.get() != Moment::Closed));
    let given = Given {
        room,
        at,
        board,
        writable,
        voice: RwSignal::new(None),
        asking: RwSignal::new(None),
        dragged: RwSignal::new(None),
        told: RwSignal::new(String::new()),
    };
    let people = Memo::new(move |_| {
        let board = board.read();
        let authors = board.cards.iter().chain(&board.taken_away).flat_map(|card| [card.by, card.owner]).flatten();
        let others = board.waiting.iter().chain(&board.beyond).map(|(person, _)| *person);
        let mut people: Vec<_> = authors.chain(others).chain(board.facilitator).collect();
        people.sort_unstable();
        people.dedup();
        people
    });
    Effect::new(move |_| device.want(people.get()));
    let inside = move || match moment.get() {
        Moment::Gather => view! { <Gather given /> }.into_any(),
        Moment::Reveal => view! { <Columns given /> }.into_any(),
        Moment::Group | Moment::Vote | Moment::Decide | Moment::Closed => view! { <Heaps moment given /> }.into_any(),
    };
    view! {
        <section class="board card" aria-labelledby="board-title" data-moment=move || moment.get().name()>
            <h2 class="card__title" id="board-title" tabindex="-1">{i18n.say(|w| w.board.title)}</h2>
            <Moments given may_write />
            <Voice given />
            {inside}
            <Questions given />
            <p class="visually-hidden" role="status">{move || given.told.get()}</p>
        </section>
    }
}

/// A person's name, with their disc.
#[component]
fn By(person: Memo<Option<PersonId>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let initial = Signal::derive(move || {
        person.get().and_then(|person| device.card(person)).map(|card| card.name).unwrap_or_default()
    });
    let colour = Signal::derive(move || person.get().map_or(0, |person| person.colour()));
    let name = move || {
        person.get().map(|person| match device.is_me(person) {
            true => i18n.words().people.you.to_owned(),
            false => name_of(i18n, device, person),
        })
    };
    view! {
        <p class="board__by">
            <Avatar name=initial colour />
            " "
            <span dir="auto">{move || name().map(|name| (i18n.words().board.by)(&name))}</span>
        </p>
    }
}

/// A button that says by its state whether something is so.
#[component]
fn Choice(
    #[prop(into)] chosen: Signal<bool>,
    writable: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <Button
            disabled=move || !writable.get()
            on_press
            attr:aria-pressed=move || if chosen.get() { "true" } else { "false" }
            class:votes__vote=true
        >
            {children()}
        </Button>
    }
}
