//! Long lists in short turns: three hundred cards are built, and change with the moment, some at a time, so that the page goes on
//! hearing whoever leads.

use boucle_model::{Moment, RowId};
use leptos::prelude::*;
use std::time::Duration;

/// How many cards are built in one turn.
const STEP: usize = 6;
/// So many cards are no long list.
const FEW: usize = 24;
/// In so many turns a long list comes to another moment.
const WAVES: u8 = 48;

/// How many of so many rows are shown. What the server drew is there at once.
pub(super) fn growing(many: Signal<usize>) -> Signal<usize> {
    let is_drawn = cfg!(not(target_family = "wasm"))
        || Owner::current_shared_context().is_some_and(|context| context.get_is_hydrating());
    let shown = RwSignal::new(if is_drawn { usize::MAX } else { STEP });
    Effect::new(move |_| {
        if shown.get() < many.get() {
            let more = move || shown.try_update(|shown| *shown = shown.saturating_add(STEP)).unwrap_or_default();
            set_timeout(more, Duration::ZERO);
        }
    });
    shown.into()
}

/// The moment that each card shows: that of the board, to which a long list comes in waves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turning {
    before: RwSignal<Moment>,
    after: RwSignal<Moment>,
    turned: RwSignal<u8>,
}

impl Turning {
    pub(super) fn new(moment: Memo<Moment>, many: Signal<usize>) -> Self {
        let now = moment.get_untracked();
        let turning = Self { before: RwSignal::new(now), after: RwSignal::new(now), turned: RwSignal::new(WAVES) };
        Effect::new(move |_| {
            let moment = moment.get();
            if turning.after.get_untracked() == moment {
                return;
            }
            let is_short = many.get_untracked() <= FEW;
            turning.before.set(turning.after.get_untracked());
            turning.turned.set(if is_short { WAVES } else { 0 });
            turning.after.set(moment);
        });
        Effect::new(move |_| {
            if turning.turned.get() < WAVES {
                let more = move || turning.turned.try_update(|turned| *turned += 1).unwrap_or_default();
                set_timeout(more, Duration::ZERO);
            }
        });
        turning
    }

    /// The moment that this one shows.
    pub(super) fn of(self, id: RowId) -> Memo<Moment> {
        let wave = id.as_bytes()[0] % WAVES;
        Memo::new(move |_| if wave < self.turned.get() { self.after.get() } else { self.before.get() })
    }
}
