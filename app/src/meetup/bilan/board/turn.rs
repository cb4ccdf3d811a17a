//! Long lists in short turns: three hundred cards are built, and change with the moment, some at a time, so that the page goes on
//! hearing whoever leads.

use boucle_model::{Moment, RowId};
use leptos::prelude::*;
use std::time::Duration;

/// How many cards are built in one turn.
const STEP: usize = 4;
/// How many in the first, in which the view around them is built too.
const FIRST: usize = 1;
/// How many of each list are taken down in one.
const DOWN: usize = 8;
/// So many cards are no long list.
const FEW: usize = 24;
/// In so many turns a long list comes to another moment.
const WAVES: u8 = 64;

/// How many of so many rows are shown. What the server drew is there at once.
fn growing(many: Signal<usize>) -> Signal<usize> {
    let is_drawn = cfg!(not(target_family = "wasm"))
        || Owner::current_shared_context().is_some_and(|context| context.get_is_hydrating());
    let shown = RwSignal::new(if is_drawn { usize::MAX } else { FIRST });
    Effect::new(move |_| {
        if shown.get() < many.get() {
            let more = move || shown.try_update(|shown| *shown = shown.saturating_add(STEP)).unwrap_or_default();
            set_timeout(more, Duration::ZERO);
        }
    });
    shown.into()
}

/// Which of its views the board shows: another one once the cards of the one before are taken down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stage {
    shown: RwSignal<Moment>,
    /// How many rows of each of its lists are left.
    left: RwSignal<usize>,
}

impl Stage {
    pub(super) fn new(view: Memo<Moment>, many: Signal<usize>) -> Self {
        let stage = Self { shown: RwSignal::new(view.get_untracked()), left: RwSignal::new(usize::MAX) };
        Effect::new(move |_| {
            let view = view.get();
            let is_wanted = stage.shown.get() == view;
            let left = stage.left.get();
            if is_wanted && left == usize::MAX {
                return;
            }
            let many = many.get_untracked();
            if is_wanted || left == 0 || many <= FEW {
                // The view before is taken down by then, and does not come back whole.
                stage.shown.set(view);
                stage.left.set(usize::MAX);
            } else {
                let fewer = left.min(many).saturating_sub(DOWN);
                let take_down = move || {
                    let _nobody_looks_any_more = stage.left.try_set(fewer);
                };
                set_timeout(take_down, Duration::ZERO);
            }
        });
        stage
    }

    pub(super) fn shown(self) -> Moment {
        self.shown.get()
    }

    /// The moment of the board, once its view is shown.
    pub(super) fn moment(self, moment: Memo<Moment>, view: Memo<Moment>) -> Memo<Moment> {
        Memo::new(move |before: Option<&Moment>| match before {
            Some(before) if view.get() != self.shown.get() => *before,
            _ => moment.get(),
        })
    }

    /// Whether the view is being taken down: it is looked at no more.
    pub(super) fn is_leaving(self) -> bool {
        self.left.get() != usize::MAX
    }

    /// How many rows a list shows, of so many.
    pub(super) fn growing(self, many: Signal<usize>) -> Signal<usize> {
        let shown = growing(many);
        Signal::derive(move || shown.get().min(self.left.get()))
    }
}

/// How a board comes to another moment: a long list in waves.
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
    pub(super) fn now(self, id: RowId) -> Moment {
        let is_turned = id.as_bytes()[0] % WAVES < self.turned.get_untracked();
        if is_turned { self.after.get_untracked() } else { self.before.get_untracked() }
    }

    /// The moment to which all of them come.
    pub(super) fn goes_to(self) -> Moment {
        self.after.get()
    }

    /// Hears of each wave.
    pub(super) fn follow(self) {
        self.turned.track();
        self.after.track();
    }
}
