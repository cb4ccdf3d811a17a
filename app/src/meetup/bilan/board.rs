//! The board of the bilan: one view for each of its moments.

mod asked;
mod card;
mod choose;
mod columns;
mod decide;
mod gather;
mod heaps;
mod moments;
mod news;
mod points;
mod timer;
mod turn;
mod voice;
mod write;

use crate::{
    address::MeetupAddress,
    components::{Avatar, Button, focus_soon},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use asked::Questions;
use boucle_model::{Board, Card, Moment, PersonId, RowId, Side, alike};
use columns::Columns;
use gather::Gather;
use heaps::Heaps;
use leptos::prelude::*;
use moments::Moments;
use news::{Likes, News, settled};
use std::{collections::BTreeMap, sync::Arc};
use turn::{Stage, Turning};
use voice::Voice;

/// What every part of the board is given.
#[derive(Debug, Clone, Copy)]
struct Given {
    room: Room,
    /// Where in the meetup one is.
    at: Memo<Option<MeetupAddress>>,
    board: Signal<Board>,
    moment: Signal<Moment>,
    /// Each card by its id. Whoever shows one hears of that one by the news.
    cards: Memo<Cards>,
    news: News,
    /// Their ids, those that were added first first.
    order: Memo<Vec<RowId>>,
    /// How many points whoever votes here has left.
    left: Signal<i64>,
    /// The view that is shown.
    stage: Stage,
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
    /// What is typed of a new card of each side: it stays when another moment opens.
    typed: [RwSignal<String>; 3],
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

/// Cards by their ids. One that is the same as before is the same one.
type Cards = BTreeMap<RowId, Arc<Card>>;

impl Given {
    /// What a card says; empty for one that is gone.
    fn text(self, id: RowId) -> String {
        self.news.text(id)
    }

    /// The cards of a group, those that were added first first.
    fn of_group(self, group: RowId) -> Vec<RowId> {
        let is_in = |cards: &Cards, id: &RowId| cards.get(id).is_some_and(|card| card.group == Some(group));
        self.cards.with(|cards| self.order.read().iter().copied().filter(|id| is_in(cards, id)).collect())
    }

    /// Puts a card to another, and tells that it is there.
    fn put_together(self, id: RowId, other: RowId) {
        let (card, with) = untrack(|| (self.text(id), self.text(other)));
        self.room.put_card_to(id, other);
        focus_soon(format!("card-{id}"));
        let i18n = I18n::from_context();
        self.told.set(untrack(|| (i18n.words().board.is_with)(&card, &with)));
    }
}

fn cards(board: Signal<Board>) -> Memo<Cards> {
    Memo::new(move |before: Option<&Cards>| {
        let known = |card: &Card| before.and_then(|before| before.get(&card.id)).filter(|known| ***known == *card);
        board.with(|board| {
            let one = |card: &Card| (card.id, known(card).cloned().unwrap_or_else(|| Arc::new(card.clone())));
            board.cards.iter().map(one).collect()
        })
    })
}

/// Of each card an earlier one that may say the same. Votes do not change that, nor does the clock.
fn likes(cards: Memo<Cards>, order: Memo<Vec<RowId>>) -> Memo<Likes> {
    Memo::new(move |_| {
        cards.with(|cards| {
            let cards: Vec<&Card> = order.read().iter().filter_map(|id| cards.get(id).map(|card| &**card)).collect();
            alike(&cards).into_iter().map(|(card, other)| (card.id, other.id)).collect()
        })
    })
}

#[component]
pub(super) fn BoardView(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let board = room.board();
    let of_board = Memo::new(move |_| board.read().moment);
    let moment = settled(of_board);
    let may_write = writable;
    let writable = Signal::from(Memo::new(move |_| may_write.get() && moment.get() != Moment::Closed));
    let (cards, voice) = (cards(board), RwSignal::new(None));
    let order = Memo::new(move |_| board.with(|board| board.cards.iter().map(|card| card.id).collect::<Vec<_>>()));
    let many = Signal::derive(move || cards.read().len());
    // Built anew where the view is another, and not with each moment.
    let view =
        Memo::new(move |_| if board.read().hides_cards() { Moment::Gather } else { of_board.get().min(Moment::Group) });
    let stage = Stage::new(view, many);
    let turning = Turning::new(stage.moment(of_board, view), many);
    let tally = Memo::new(move |_| {
        let by = voice.get().or_else(|| device.me());
        board.with(|board| board.tally(by))
    });
    let given = Given {
        room,
        at,
        board,
        moment,
        cards,
        order,
        news: News::new(cards, likes(cards, order), tally, turning),
        left: settled(Memo::new(move |_| tally.read().left)),
        stage,
        writable,
        voice,
        asking: RwSignal::new(None),
        dragged: RwSignal::new(None),
        told: RwSignal::new(String::new()),
        typed: Side::ALL.map(|_| RwSignal::new(String::new())),
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
    let inside = move || match given.stage.shown() {
        Moment::Gather => view! { <Gather given /> }.into_any(),
        Moment::Reveal => view! { <Columns given /> }.into_any(),
        _ => view! { <Heaps given /> }.into_any(),
    };
    view! {
        <section class="board card" aria-labelledby="board-title" data-moment=move || moment.get().name()>
            <h2 class="card__title" id="board-title" tabindex="-1">{i18n.say(|w| w.board.title)}</h2>
            <Moments given may_write />
            <Voice given />
            <div class="board__view" hidden=move || given.stage.is_leaving()>{inside}</div>
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
