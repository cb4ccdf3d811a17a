//! What each card hears of. A board has hundreds of cards, and most of what changes in it is of one.
//!
//! Whoever reads a memo is asked anew each time that something has changed of which it is made, even where it turns out the
//! same: a vote would ask some thirty things of each card. What stands here is told only where it is something else.

use super::{Cards, turn::Turning};
use boucle_model::{Card, Moment, RowId, Tally};
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// Of each card an earlier one that may say the same.
pub(super) type Likes = BTreeMap<RowId, RowId>;

/// The points of a card or a group: those of whoever votes here, and those of everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) mine: i64,
    pub(super) on: i64,
}

/// What is told of a card, or of a group, which has points and a moment only.
#[derive(Debug, Clone)]
struct Told {
    card: ArcRwSignal<Option<Arc<Card>>>,
    like: ArcRwSignal<Option<RowId>>,
    count: ArcRwSignal<Count>,
    moment: ArcRwSignal<Moment>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct News {
    told: StoredValue<BTreeMap<RowId, Told>>,
    cards: Memo<Cards>,
    likes: RwSignal<Likes>,
    tally: Memo<Tally>,
    turning: Turning,
}

/// What this says, told only where it is something else.
pub(super) fn settled<T>(source: Memo<T>) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let told = RwSignal::new(source.get_untracked());
    Effect::new(move |_| {
        let now = source.get();
        if told.with_untracked(|shown| *shown != now) {
            told.set(now);
        }
    });
    told.into()
}

fn tell<T: PartialEq + Send + Sync + 'static>(told: &ArcRwSignal<T>, now: T) {
    if told.with_untracked(|shown| *shown != now) {
        told.set(now);
    }
}

fn count(tally: &Tally, id: RowId) -> Count {
    let of = |points: &BTreeMap<RowId, i64>| points.get(&id).copied().unwrap_or(0);
    Count { mine: of(&tally.mine), on: of(&tally.on) }
}

impl News {
    /// `likes` are sought while cards are put together.
    pub(super) fn new(cards: Memo<Cards>, likes: Memo<Likes>, tally: Memo<Tally>, turning: Turning) -> Self {
        let news =
            Self { told: StoredValue::new(BTreeMap::new()), cards, likes: RwSignal::new(Likes::new()), tally, turning };
        Effect::new(move |_| {
            cards.with(|cards| news.tell_all(|id, told| tell(&told.card, cards.get(&id).cloned())));
        });
        Effect::new(move |_| tally.with(|tally| news.tell_all(|id, told| tell(&told.count, count(tally, id)))));
        Effect::new(move |_| {
            if turning.goes_to() == Moment::Group {
                let likes = likes.get();
                news.tell_all(|id, told| tell(&told.like, likes.get(&id).copied()));
                news.likes.set(likes);
            }
        });
        Effect::new(move |_| {
            turning.follow();
            news.tell_all(|id, told| tell(&told.moment, turning.now(id)));
        });
        news
    }

    fn tell_all(self, tell: impl Fn(RowId, &Told)) {
        self.told.with_value(|all| all.iter().for_each(|(id, told)| tell(*id, told)));
    }

    fn told(self, id: RowId) -> Told {
        let begin = || Told {
            card: ArcRwSignal::new(self.cards.with_untracked(|cards| cards.get(&id).cloned())),
            like: ArcRwSignal::new(self.likes.with_untracked(|likes| likes.get(&id).copied())),
            count: ArcRwSignal::new(self.tally.with_untracked(|tally| count(tally, id))),
            moment: ArcRwSignal::new(self.turning.now(id)),
        };
        let known = self.told.with_value(|all| all.get(&id).cloned());
        known.unwrap_or_else(|| {
            let told = begin();
            self.told.update_value(|all| drop(all.insert(id, told.clone())));
            told
        })
    }

    /// The card; nothing for one that is gone.
    pub(super) fn card(self, id: RowId) -> Signal<Option<Arc<Card>>> {
        RwSignal::from(self.told(id).card).into()
    }

    /// An earlier card that may say the same as this one.
    pub(super) fn like(self, id: RowId) -> Signal<Option<RowId>> {
        RwSignal::from(self.told(id).like).into()
    }

    /// The points of a card or a group.
    pub(super) fn count(self, id: RowId) -> Signal<Count> {
        RwSignal::from(self.told(id).count).into()
    }

    /// The moment that a card or a group shows.
    pub(super) fn moment(self, id: RowId) -> Signal<Moment> {
        RwSignal::from(self.told(id).moment).into()
    }

    /// What a card says; empty for one that is gone.
    pub(super) fn text(self, id: RowId) -> String {
        self.told(id).card.with(|card| card.as_ref().map(|card| card.text.text.clone())).unwrap_or_default()
    }
}
