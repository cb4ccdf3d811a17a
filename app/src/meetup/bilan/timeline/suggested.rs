//! What the history of the pad says of the day and the timeline does not: each can be added, or all at once.

use super::clock::Clock;
use crate::{
    components::{Button, Rows, focus_on, row},
    i18n::I18n,
    state::Room,
};
use boucle_model::{Happening, Opening};
use leptos::prelude::*;

/// How many are shown at first, and how many more each time.
const SHOWN: usize = 8;

#[component]
pub(super) fn Suggested(
    clock: Clock,
    room: Room,
    openings: Memo<Vec<Opening>>,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let happenings = room.happenings();
    let all = Memo::new(move |_| openings.with(|openings| happenings.with(|told| untold(openings, told))));
    let most = RwSignal::new(SHOWN);
    let more = Memo::new(move |_| all.read().len().saturating_sub(most.get()));
    let shown = move || all.read().iter().take(most.get()).cloned().collect::<Vec<_>>();
    // The button that was pressed goes: the keyboard goes on where there is something left to press.
    let go_on = move || {
        request_animation_frame(move || {
            let next = all.try_with_untracked(|all| all.first().map(|one| format!("take-up-{}", one.id))).flatten();
            focus_on(next.as_deref().unwrap_or("timeline-title"));
        });
    };
    let take_up = move |which: Vec<Opening>| {
        if room.add_openings(&which) {
            go_on();
        }
    };
    let one = move |opening: Opening| {
        row(format!("{} {}", opening.id, opening.words), move || {
            let (opening, hour) = (StoredValue::new(opening.clone()), opening.hour);
            let words = move || opening.with_value(|opening| opening.words.clone());
            view! {
                <li class="timeline__suggestion">
                    <span class="timeline__when">{move || clock.time(hour)}</span>
                    " "
                    <span class="timeline__words" dir="auto">{words()}</span>
                    " "
                    <Button
                        on_press=move |()| take_up(vec![opening.get_value()])
                        attr:id=format!("take-up-{}", opening.with_value(|opening| opening.id))
                        attr:aria-label=move || (i18n.words().timeline.take_up_one)(&words())
                    >
                        {i18n.say(|w| w.timeline.take_up)}
                    </Button>
                </li>
            }
        })
    };
    view! {
        <div
            class="timeline__suggested"
            role="group"
            aria-labelledby="suggested-title"
            hidden=move || !writable.get() || all.read().is_empty()
        >
            <h3 class="timeline__part" id="suggested-title">{i18n.say(|w| w.timeline.pad)}</h3>
            <p class="field__hint">{i18n.say(|w| w.timeline.pad_what)}</p>
            <ul class="timeline__suggestions">
                <Rows rows=Signal::derive(move || shown().into_iter().map(one).collect()) />
            </ul>
            <p class="timeline__acts">
                <Button on_press=move |()| most.update(|most| *most += SHOWN) attr:hidden=move || more.get() == 0>
                    {move || (i18n.words().timeline.more)(more.get().min(SHOWN))}
                </Button>
                " "
                <Button on_press=move |()| take_up(all.get_untracked())>
                    {move || (i18n.words().timeline.take_up_all)(all.read().len())}
                </Button>
            </p>
        </div>
    }
}

/// What is not on the timeline yet: neither as it was added from the pad, nor in the same words by hand.
fn untold(openings: &[Opening], told: &[Happening]) -> Vec<Opening> {
    let by_hand = |happening: &&Happening| openings.iter().all(|opening| opening.id != happening.id);
    let by_hand: Vec<_> = told.iter().filter(by_hand).map(|happening| happening.text.text.trim()).collect();
    let is_told = |opening: &Opening| told.iter().any(|happening| happening.id == opening.id);
    let is_untold = |opening: &&Opening| !is_told(opening) && !by_hand.contains(&opening.words.trim());
    openings.iter().filter(is_untold).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::untold;
    use boucle_model::{Happening, Opening, RowId, Title};

    #[test]
    fn what_is_told_already_is_not_suggested() {
        let id = |n: u8| RowId::from_bytes([n; 16]);
        let opening = |n: u8, words: &str| Opening { id: id(n), hour: 1_000, words: words.to_owned() };
        let happening = |n: u8, words: &str| {
            let text = Title { text: words.to_owned(), rivals: Vec::new() };
            Happening { id: id(n), hour: 9_000, rivals: Vec::new(), text, by: None }
        };
        let openings = [opening(1, "Accueil"), opening(2, "Questions"), opening(3, "Questions"), opening(4, "Fin")];
        let ids = |told: &[Happening]| untold(&openings, told).into_iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(ids(&[]), [1, 2, 3, 4].map(id));
        // Said in other words since, and at another hour.
        assert_eq!(ids(&[happening(1, "L’accueil")]), [2, 3, 4].map(id));
        // Another of the same words stays.
        assert_eq!(ids(&[happening(2, "Questions")]), [1, 3, 4].map(id));
        // By hand.
        assert_eq!(ids(&[happening(9, "Fin ")]), [1, 2, 3].map(id));
    }
}
