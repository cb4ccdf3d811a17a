//! Improvements in the meetup that they are carried into: which have arrived, what becomes of them, and the act that brings
//! the others. Its document is opened beside that of the bilan.

use super::Follower;
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Rows, focus_on, row},
    i18n::I18n,
    meetup::carried::missing,
    state::{Availability, Room, Safety},
};
use boucle_model::{Fate, Improvement, Kind, MeetupId, Phase, RowId};
use boucle_sync::DocumentId;
use leptos::prelude::*;

/// Whether anything can be brought into a meetup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// It is being asked for.
    Opening,
    Open,
    /// It has reached neither this device nor the server.
    NotReceived,
    /// It cannot be read or written here.
    Closed,
}

impl Door {
    fn of(availability: &Availability, read_only: bool) -> Self {
        match availability {
            Availability::Opening => Self::Opening,
            _ if read_only => Self::Closed,
            Availability::Here | Availability::NotReceived => Self::Open,
            Availability::Unknown => Self::NotReceived,
            Availability::Broken(_) | Availability::Other(_) => Self::Closed,
        }
    }
}

/// Where one improvement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    NotKnown,
    NotYet,
    There(Fate),
    GivenBack,
}

#[component]
pub(super) fn Arrivals(
    /// The meetup that they are carried into, and the one whose bilan they leave.
    id: MeetupId,
    from: MeetupId,
    followers: Memo<Vec<Follower>>,
    adopted: Memo<Vec<Improvement>>,
    here: MeetupAddress,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let meetup = DocumentId::from_bytes(*id.as_bytes());
    let there = Room::beside(Kind::Meetup, meetup);
    let named = Memo::new(move |_| {
        let followers = followers.read();
        followers.iter().find(|one| one.id == id).map(|one| (one.number, one.title.clone())).unwrap_or_default()
    });
    let number = Memo::new(move |_| named.read().0);
    let door = Memo::new(move |_| Door::of(&there.availability().read(), there.read_only().get()));
    let missing = Memo::new(move |_| {
        let (carried, given_back) = (there.carried(), there.given_back());
        let adopted = if door.get() == Door::Open { adopted.get() } else { Vec::new() };
        missing(adopted, &carried.read(), &given_back.read())
    });
    let refused = RwSignal::new(false);
    let heading = format!("into-{id}");
    let (labelled, at_heading) = (heading.clone(), heading.clone());
    let bring = {
        let heading = heading.clone();
        move |()| {
            let brought = missing.with_untracked(|missing| there.bring(from, missing));
            refused.set(!brought);
            if brought {
                focus_on(&heading);
            }
        }
    };
    let take_back = move |()| {
        there.undo();
        focus_on(&heading);
    };
    let said = move || {
        let words = &i18n.words().carried;
        match door.get() {
            Door::Opening => i18n.words().safety.opening.to_owned(),
            Door::NotReceived => words.not_received.to_owned(),
            Door::Closed => words.closed.to_owned(),
            Door::Open if refused.get() => words.not_brought.to_owned(),
            Door::Open if !missing.read().is_empty() => String::new(),
            Door::Open => {
                let all_there = (words.all_there)(number.get());
                let waits = matches!(there.safety().get(), Safety::Device(_) | Safety::Unsaved(_));
                if waits { format!("{all_there} {}", words.on_device) } else { all_there }
            }
        }
    };
    let ids = Memo::new(move |_| adopted.read().iter().map(|one| one.card).collect::<Vec<_>>());
    let one = move |card: RowId| row(card, move || view! { <One card adopted there door /> });
    let page = MeetupPage::Phase(Phase::CoConstruction);
    let href = MeetupAddress { meetup, page, ..here }.to_string();
    view! {
        <section class="onward__into" aria-labelledby=labelled>
            <h3 class="onward__name" id=at_heading tabindex="-1" dir="auto">
                {move || named.with(|(number, title)| (i18n.words().carried.into)(*number, title))}
            </h3>
            <ul class="onward__adopted">
                <Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) />
            </ul>
            <p class="onward__said" role="status">{said}</p>
            <p class="onward__acts">
                <Button kind=ButtonKind::Strong on_press=bring attr:hidden=move || missing.read().is_empty()>
                    {move || (i18n.words().carried.bring)(missing.read().len(), number.get())}
                </Button>
                <Button kind=ButtonKind::Quiet on_press=take_back attr:hidden=move || !there.can_undo().get()>
                    {i18n.say(|w| w.carried.take_back)}
                </Button>
                <a class="button" href=href>{move || (i18n.words().carried.see)(number.get())}</a>
            </p>
        </section>
    }
}

/// One improvement, and where it is.
#[component]
fn One(card: RowId, adopted: Memo<Vec<Improvement>>, there: Room, door: Memo<Door>) -> impl IntoView {
    let i18n = I18n::from_context();
    let text = Memo::new(move |_| {
        let adopted = adopted.read();
        adopted.iter().find(|one| one.card == card).map(|one| one.text.clone()).unwrap_or_default()
    });
    let arrival = Memo::new(move |_| {
        let (carried, given_back) = (there.carried(), there.given_back());
        let fate = carried.read().iter().find(|one| one.id == card).map(|one| one.fate);
        match fate {
            Some(fate) => Arrival::There(fate),
            None if given_back.read().iter().any(|one| one.id == card) => Arrival::GivenBack,
            None if door.get() == Door::Open => Arrival::NotYet,
            None => Arrival::NotKnown,
        }
    });
    let state = move || match arrival.get() {
        Arrival::NotKnown => "",
        Arrival::NotYet => "not-yet",
        Arrival::There(fate) => fate.name(),
        Arrival::GivenBack => "given-back",
    };
    let said = move || {
        let words = &i18n.words().carried;
        match arrival.get() {
            Arrival::NotKnown => "",
            Arrival::NotYet => words.not_yet,
            Arrival::There(fate) => words.there[fate as usize],
            Arrival::GivenBack => words.came_back,
        }
    };
    view! {
        <li class="onward__one" data-state=state>
            <span class="plan__text" dir="auto">{move || text.get()}</span>
            " "
            <span class="onward__state" hidden=move || arrival.get() == Arrival::NotKnown>{said}</span>
            " "
            <Button
                on_press=move |()| there.hand_back(card, false)
                attr:hidden=move || arrival.get() != Arrival::GivenBack || door.get() != Door::Open
                attr:aria-label=move || (i18n.words().carried.again_of)(&text.read())
            >
                {i18n.say(|w| w.carried.again)}
            </Button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_brought_into_what_cannot_be_written() {
        let broken = Availability::Broken(String::new());
        assert_eq!(Door::of(&Availability::Opening, false), Door::Opening);
        assert_eq!(Door::of(&Availability::Here, false), Door::Open);
        assert_eq!(Door::of(&Availability::Here, true), Door::Closed, "a newer version wrote it");
        // Offline, where it is not on this device, it can be written all the same.
        assert_eq!(Door::of(&Availability::NotReceived, false), Door::Open);
        assert_eq!(Door::of(&Availability::Unknown, false), Door::NotReceived);
        assert_eq!(Door::of(&broken, false), Door::Closed);
    }
}
