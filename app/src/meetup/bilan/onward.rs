//! What a bilan gives to the next meetup: the improvements that were adopted, which of them have arrived there, and the way to
//! bring the others. Where there is no next meetup, it is prepared with them.

mod arrival;

use crate::{
    address::MeetupAddress,
    commons::NextMeetup,
    components::{Button, ButtonKind, Notice, Rows, focus_on, row},
    i18n::I18n,
    meetup::carried::owner_in_words,
    state::{Device, Room, Trouble},
};
use arrival::Arrivals;
use boucle_model::{Edition, Improvement, MeetupId};
use boucle_sync::DocumentId;
use leptos::prelude::*;

const HEADING: &str = "onward-title";

/// A meetup whose loop this bilan opens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Follower {
    id: MeetupId,
    number: u64,
    title: String,
    is_withdrawn: bool,
}

impl Follower {
    /// Those of a meetup, the first edition first.
    fn of(meetup: MeetupId, editions: &[Edition]) -> Vec<Self> {
        let follow = editions.iter().filter(|edition| edition.previous == Some(meetup));
        let follower = |edition: &Edition| Self {
            id: edition.id,
            number: edition.number,
            title: edition.title.trim().to_owned(),
            is_withdrawn: edition.is_withdrawn,
        };
        follow.map(follower).collect()
    }
}

#[component]
pub(super) fn Onward(
    room: Room,
    commons: Room,
    commons_id: DocumentId,
    /// This meetup.
    here: MeetupAddress,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let from = MeetupId::from_bytes(*here.meetup.as_bytes());
    let adopted = Memo::new(move |_| room.board().with(boucle_model::Board::improvements));
    Effect::new(move |_| device.want(adopted.get().into_iter().filter_map(|one| one.owner)));
    let count = Memo::new(move |_| adopted.read().len());
    let followers = Memo::new(move |_| commons.editions().with(|editions| Follower::of(from, editions)));
    let standing = Memo::new(move |_| {
        followers.read().iter().filter(|one| !one.is_withdrawn).map(|one| one.id).collect::<Vec<_>>()
    });
    let withdrawn = Memo::new(move |_| {
        let followers = followers.read();
        followers.last().filter(|_| followers.iter().all(|one| one.is_withdrawn)).cloned()
    });
    // This meetup is on the map, so that a map without any is one that has not come.
    let is_known = Memo::new(move |_| !commons.editions().read().is_empty());
    let preparing = RwSignal::new(false);
    let waits = move |Improvement { card, text, owner, .. }: Improvement| {
        row(format!("{card} {owner:?} {text}"), move || {
            let text = text.clone();
            view! {
                <li class="onward__one">
                    <span class="plan__text" dir="auto">{text}</span>
                    " "
                    <span class="field__hint" dir="auto">{move || owner_in_words(i18n, device, owner)}</span>
                </li>
            }
        })
    };
    let waiting = Signal::derive(move || {
        let nowhere = standing.read().is_empty();
        adopted.get().into_iter().filter(|_| nowhere).map(waits).collect()
    });
    let into = move |id: MeetupId| row(id, move || view! { <Arrivals id from followers adopted here /> });
    // Nothing is opened for a bilan that gives nothing.
    let arrivals = Signal::derive(move || {
        let gives = count.get() > 0;
        standing.get().into_iter().filter(|_| gives).map(into).collect()
    });
    view! {
        <section class="onward card" aria-labelledby=HEADING>
            <h2 class="card__title" id=HEADING tabindex="-1">{i18n.say(|w| w.carried.onward)}</h2>
            <p class="field__hint">
                {move || {
                    let words = &i18n.words().carried;
                    if count.get() == 0 { words.none } else { words.onward_what }
                }}
            </p>
            <ul class="onward__adopted" hidden=move || waiting.read().is_empty()>
                <Rows rows=waiting />
            </ul>
            <Rows rows=arrivals />
            <div class="onward__next" hidden=move || count.get() == 0 || !standing.read().is_empty() || !is_known.get()>
                <Prepare commons withdrawn count preparing />
            </div>
            <NextMeetup id=commons_id room=commons open=preparing after=from given=adopted />
        </section>
    }
}

/// There is no next meetup, or it was taken off the map.
#[component]
fn Prepare(
    commons: Room,
    withdrawn: Memo<Option<Follower>>,
    /// How many improvements it would have from the start.
    count: Memo<usize>,
    preparing: RwSignal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let ready = Signal::derive(move || commons.is_here().get() && !commons.read_only().get());
    // What the commons refuses is said by its own pages, and by this one, which asks something of it.
    let refused = Memo::new(move |_| matches!(*commons.trouble().read(), Some(Trouble::NotMade(_))));
    let put_back = move |id: MeetupId| {
        commons.withdraw_meetup(id, false);
        focus_on(HEADING);
    };
    let what = move || match withdrawn.get() {
        None => view! { <p>{i18n.say(|w| w.carried.no_next)}</p> }.into_any(),
        Some(Follower { id, number, title, .. }) => view! {
            <Notice
                kind="warn"
                strong=move || (i18n.words().carried.withdrawn)(number, &title)
                text=i18n.say(|w| w.carried.withdrawn_what)
            />
            <p>
                <Button disabled=move || !ready.get() on_press=move |()| put_back(id)>
                    {move || (i18n.words().carried.put_back)(number)}
                </Button>
            </p>
        }
        .into_any(),
    };
    view! {
        {what}
        <p>
            <Button kind=ButtonKind::Strong disabled=move || !ready.get() on_press=move |()| preparing.set(true)>
                {move || {
                    let words = &i18n.words().carried;
                    if withdrawn.read().is_some() { words.another.to_owned() } else { (words.prepare)(count.get()) }
                }}
            </Button>
        </p>
        <p class="field__error" role="alert" hidden=move || !refused.get()>
            {move || refused.get().then(|| i18n.words().carried.not_prepared)}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use boucle_model::Phase;

    #[test]
    fn a_bilan_opens_what_follows_its_own_meetup() {
        let id = |n| MeetupId::from_bytes([n; 16]);
        let edition = |n: u8, previous: Option<u8>, is_withdrawn| Edition {
            id: id(n),
            number: n.into(),
            previous: previous.map(id),
            title: " Deux ".into(),
            phase: Phase::CoConstruction,
            by: None,
            at: 0,
            is_withdrawn,
        };
        let editions = [edition(1, None, false), edition(2, Some(1), true), edition(3, Some(2), false)];
        let follower = Follower { id: id(2), number: 2, title: "Deux".into(), is_withdrawn: true };
        assert_eq!(Follower::of(id(1), &editions), [follower]);
        assert_eq!(Follower::of(id(3), &editions), []);
    }
}
