//! Improvements carried from one meetup to the next, in English.

use super::some;
use crate::i18n::words::CarriedWords;

pub(super) const CARRIED: CarriedWords = CarriedWords {
    group: |name| format!("Group: {name}"),
    problem: |text| format!("Problem: {text}"),
    card: "Its card in the bilan",
    card_of: |text| format!("Its card in the bilan: {text}"),
    owner: |name| format!("Who sees to it: {name}"),
    no_owner: "Nobody sees to it yet.",
    take_on: "I see to it",
    take_on_of: |text| format!("I see to it: {text}"),
    leave: "Leave it to others",
    leave_of: |text| format!("Leave it to others: {text}"),
    fates: ["Not said yet", "Under way", "Done", "Dropped"],
    fate_of: |text| format!("What becomes of it: {text}"),
    fate: |fate| format!("What becomes of it: {fate}"),
    note: "Why, or how…",
    note_of: |text| format!("Why, or how: {text}"),
    give_back: "Give it back to the bilan before",
    give_back_of: |text| format!("Give it back to the bilan before: {text}"),
    given_back: |n| format!("{} given back to the bilan before", some(n, "improvement", "improvements")),
    bring_back: "Bring it here again",
    bring_back_of: |text| format!("Bring it here again: {text}"),
    missing: |n| {
        let are = if n == 1 { "is" } else { "are" };
        format!("{} adopted in the bilan before {are} not here yet:", some(n, "improvement", "improvements"))
    },
    bring_here: |n| if n == 1 { "Bring it here".into() } else { "Bring them here".into() },
    not_brought: "They could not be brought. Nothing has changed, and all of it is still in the bilan before. You can try again.",
    kept: "What we wanted to improve",
    kept_what: "To look at before judging the rest: what became of each improvement from the bilan before, and why.",
    said: |said, all| format!("It is said of {said} out of {all} what became of them."),
    onward: "What opens the next meetup",
    onward_what: "The improvements that were adopted become the introduction of the next co-construction.",
    none: "No improvement is adopted yet. Those that will be can open the next meetup.",
    into: |number, title| {
        if title.is_empty() { format!("In meetup {number}") } else { format!("In meetup {number}, “{title}”") }
    },
    see: |number| format!("See the co-construction of meetup {number}"),
    bring: |n, number| {
        if n == 1 {
            format!("Bring the improvement into meetup {number}")
        } else {
            format!("Bring the {n} improvements into meetup {number}")
        }
    },
    take_back: "Take back what was just brought",
    all_there: |number| format!("All that was adopted has arrived in meetup {number}."),
    on_device: "It is on this device for now, and leaves as soon as there is a network.",
    not_yet: "not there yet",
    came_back: "given back to this bilan",
    again: "Bring it again",
    again_of: |text| format!("Bring it again: {text}"),
    there: ["arrived", "under way", "done", "dropped"],
    not_received: "This meetup is neither on this device nor on the server yet: it is awaited from whoever prepared it. The improvements stay here, nothing is lost.",
    closed: "This meetup cannot be changed on this device. The improvements stay here: they can be brought from another device, or with a newer version of Boucle.",
    no_next: "The next meetup does not exist yet.",
    prepare: |n| {
        if n == 1 { "Prepare the next meetup with it".into() } else { "Prepare the next meetup with them".into() }
    },
    not_prepared: "That could not be done. The map has not changed, and the improvements stay here. You can try again.",
    from_start: |n| {
        format!(
            "It will open with {}.",
            some(n, "improvement adopted in this bilan", "improvements adopted in this bilan")
        )
    },
    withdrawn: |number, title| {
        if title.is_empty() {
            format!("Meetup {number} was taken off the map.")
        } else {
            format!("Meetup {number}, “{title}”, was taken off the map.")
        }
    },
    withdrawn_what: "Nothing is lost: what is written in it is still at its address, and the improvements stay here. It can be put back on the map, or another can be prepared.",
    put_back: |number| format!("Put meetup {number} back on the map"),
    another: "Prepare another",
};
