//! What was done in a document, by whom and when, in words; and the way back to any of it.

use crate::{
    browser::clock,
    components::{Avatar, Button, ButtonKind, Confirm, Prose, Rows, row},
    i18n::{I18n, Words},
    state::{Device, Room, Then},
};
use automerge::ChangeHash;
use boucle_model::{
    Cell, Choice, Datum, Edition, Idea, Kind, Marks, Moment, Own, PersonId, Plan, Poll, RowId, Rows, Seat, Status,
    Talks, Text, Vote,
    journal::{Act, Entry},
};
use leptos::{either::Either, prelude::*};

/// How many of the latest entries are shown at first, and how many more each time.
const PAGE: usize = 50;

#[component]
pub(crate) fn Journal(kind: Kind, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let all = room.journal();
    let entries = Memo::new(move |_| all.get());
    let most = RwSignal::new(PAGE);
    let shown = move || entries.with(|all| all.iter().rev().take(most.get()).cloned().collect::<Vec<_>>());
    let more = Memo::new(move |_| entries.read().len().saturating_sub(most.get()));
    let looking = RwSignal::new(None::<(ChangeHash, Then)>);
    let asking = RwSignal::new(None::<ChangeHash>);
    let answered = move |restore: bool| {
        if let Some(change) = asking.get_untracked()
            && restore
        {
            room.restore(change);
            looking.set(None);
        }
        asking.set(None);
    };
    let look = move |change| {
        let now = looking.with_untracked(|looking| looking.as_ref().map(|(of, _)| *of));
        looking.set(if now == Some(change) { None } else { room.then(change).map(|then| (change, then)) });
    };
    let told = move |entry: Entry| {
        let change = entry.change;
        let then = Memo::new(move |_| {
            looking.with(|looking| looking.as_ref().filter(|(of, _)| *of == change).map(|(_, then)| then.clone()))
        });
        let was = move || {
            then.get().map(|then| {
                let (title, text) = (then.title, then.text);
                let empty = text.trim().is_empty();
                let text = Memo::new(move |_| text.clone());
                view! {
                    <div class="journal__then">
                        <p class="journal__title" dir="auto">{title}</p>
                        {if empty {
                            Either::Left(view! { <p>{move || i18n.words().text_of(kind.text()).empty}</p> })
                        } else {
                            Either::Right(view! { <div class="prose"><Prose markdown=text /></div> })
                        }}
                        <Button
                            disabled=move || !writable.get()
                            on_press=move |()| asking.set(Some(change))
                        >
                            {i18n.say(|w| w.journal.restore)}
                        </Button>
                    </div>
                }
            })
        };
        view! {
            <li class="journal__entry">
                <Told entry room />
                <Button
                    kind=ButtonKind::Quiet
                    on_press=move |()| look(change)
                    class:journal__look=true
                    attr:aria-expanded=move || if then.read().is_some() { "true" } else { "false" }
                >
                    {i18n.say(|w| w.journal.look)}
                </Button>
                {was}
            </li>
        }
    };
    let entry = move |entry: Entry| row(format!("{} {:?}", entry.change, entry.what), move || told(entry.clone()));
    view! {
        <section class="journal card" aria-labelledby="journal-title">
            <h2 class="card__title" class:visually-hidden=kind == Kind::Commons id="journal-title">{i18n.say(|w| w.journal.title)}</h2>
            <p class="field__hint">{i18n.say(|w| w.journal.what)}</p>
            <ol class="journal__entries">
                <Rows rows=Signal::derive(move || shown().into_iter().map(entry).collect()) />
            </ol>
            <p hidden=move || !entries.read().is_empty()>{i18n.say(|w| w.journal.none)}</p>
            <Button on_press=move |()| most.update(|most| *most += PAGE) attr:hidden=move || more.get() == 0>
                {i18n.say(|w| w.journal.earlier)}
            </Button>
            <Confirm
                id="restore"
                open=Signal::derive(move || asking.read().is_some())
                title=i18n.say(|w| w.journal.ask)
                yes=i18n.say(|w| w.journal.restore)
                no=i18n.say(|w| w.map.cancel)
                on_answer=answered
            >
                <p>{i18n.say(|w| w.journal.safe)}</p>
            </Confirm>
        </section>
    }
}

/// One entry: who, what, when.
#[component]
pub(crate) fn Told(entry: Entry, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Entry { by, at, what, .. } = entry;
    let about = match &what {
        Act::Put { cell: Cell::Mark(_, mark), .. } => Some(mark.by),
        _ => None,
    };
    device.want(by.into_iter().chain(about));
    let name = move || by.map_or_else(|| i18n.words().journal.someone.to_owned(), |by| name_of(i18n, device, by));
    let initial = Signal::derive(move || by.and_then(|by| device.card(by)).map(|card| card.name).unwrap_or_default());
    let colour = by.map_or(0, |by| by.colour());
    // Who was meant by a stand-in is known once they have answered.
    let of = move |person: PersonId| {
        let person = room.talks().with(|talks| talks.meant_by(person));
        (Some(person) != by).then(|| name_of(i18n, device, person))
    };
    let said = move || {
        let (editions, ideas, plan) = (room.editions(), room.ideas(), room.plan());
        let (poll, talks) = (room.poll(), room.talks());
        let (editions, ideas, plan) = (editions.read(), ideas.read(), plan.read());
        let (poll, talks) = (poll.read(), talks.read());
        let document = Document { editions: &editions, ideas: &ideas, poll: &poll, talks: &talks, plan: &plan };
        act(&what, &document, &of, i18n.words())
    };
    // The journal is read in a browser only, which has a clock.
    let iso = clock::iso(at);
    let when = move || clock::said(at, "medium", i18n.language().code());
    view! {
        <Avatar name=initial colour />
        <p class="journal__said">
            <strong dir="auto">{name}</strong>
            " "
            <span dir="auto">{said}</span>
            " "
            <time class="journal__when" datetime=iso>{when}</time>
        </p>
    }
}

pub(crate) fn name_of(i18n: I18n, device: Device, person: PersonId) -> String {
    match device.card(person) {
        Some(card) => card.name,
        None if device.is_me(person) => i18n.words().journal.you.to_owned(),
        None => i18n.words().journal.someone.to_owned(),
    }
}

/// What acts speak of by its id.
struct Document<'a> {
    editions: &'a [Edition],
    ideas: &'a [Idea],
    poll: &'a Poll,
    talks: &'a Talks,
    plan: &'a Plan,
}

impl Document<'_> {
    fn idea(&self, id: Option<[u8; 16]>) -> String {
        let found = id.map(RowId::from_bytes).and_then(|id| self.ideas.iter().find_map(|idea| idea.says(id)));
        found.unwrap_or_default().to_owned()
    }

    /// A date or a venue of the poll, as it stands in the document.
    fn option(&self, id: Option<[u8; 16]>) -> String {
        let Some(id) = id.map(RowId::from_bytes) else { return String::new() };
        let date = self.poll.slot(id).map(|slot| slot.when.to_string());
        let venue = || self.poll.venue(id).map(|venue| venue.name.text.clone());
        let off = || self.poll.taken_off.iter().find(|off| off.id == id).map(|off| off.says.clone());
        date.or_else(venue).or_else(off).unwrap_or_default()
    }

    fn intention(&self, id: Option<[u8; 16]>) -> &str {
        let found = id.map(RowId::from_bytes).and_then(|id| self.plan.intentions.iter().find(|one| one.id == id));
        found.map(|one| one.text.text.as_str()).unwrap_or_default()
    }

    fn talk(&self, id: Option<[u8; 16]>) -> &str {
        let Some(id) = id.map(RowId::from_bytes) else { return "" };
        let off = || self.talks.taken_away.iter().find(|off| off.id == id);
        self.talks.get(id).or_else(off).map(|talk| talk.subject.text.as_str()).unwrap_or_default()
    }
}

/// What was done, in a sentence that goes on from a name. `of` names whom it is about, when that is another.
fn act(what: &Act, document: &Document<'_>, of: &dyn Fn(PersonId) -> Option<String>, words: &Words) -> String {
    let edition = |meetup| {
        let number = document.editions.iter().find(|edition| edition.id == meetup).map_or(0, |edition| edition.number);
        (words.map.edition)(number)
    };
    let journal = &words.journal;
    match what {
        Act::Named(title) => (journal.named)(title),
        Act::Wrote { text: Text::Notes, added, removed } => (journal.noted)(*added, *removed),
        Act::Wrote { text: Text::Call, added, removed } => (journal.called)(*added, *removed),
        Act::Wrote { text: Text::Announcement, added, removed } => (journal.announced)(*added, *removed),
        Act::Wrote { text: Text::Bilan, added, removed } => (journal.bilan)(*added, *removed),
        Act::Wrote { text: Text::Legend, added, removed } => (words.carto.told.wrote)(*added, *removed),
        Act::Wrote { text: Text::Pad | Text::Vision, added, removed } => (journal.wrote)(*added, *removed),
        Act::Put { cell: Cell::Own(Own::Theme), value } => (journal.theme)(text_in(value)),
        Act::Put { cell: Cell::Own(Own::Problem), value } => (journal.problem)(text_in(value)),
        Act::Put { cell: Cell::Mark(Marks::Team, _), value: Some(role) } => (journal.joined)(role.text()),
        Act::Put { cell: Cell::Mark(Marks::Team, _), value: None } => journal.left.to_owned(),
        Act::Put { cell: Cell::Own(Own::Seats), value } => (journal.seats)(value.as_ref().and_then(Datum::whole)),
        Act::Put { cell: Cell::Mark(Marks::Attendance, _), value } => {
            (journal.seat)(Seat::of(text_in(value))).to_owned()
        }
        Act::Put { cell: Cell::Own(Own::Chosen), value } => match text_in(value).parse::<Choice>() {
            Ok(choice) => {
                let option = |id: Option<RowId>| document.option(id.map(|id| *id.as_bytes()));
                let date = option(choice.date).parse().map(|when| (words.poll.when)(&when)).unwrap_or_default();
                let both = [date, option(choice.venue)];
                (journal.closed)(&both.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", "))
            }
            Err(_) => journal.opened.to_owned(),
        },
        Act::Put { cell: Cell::Own(Own::Listing), value } => (journal.listed)(text_in(value)),
        Act::Put { cell: Cell::Own(Own::Step(step)), value } => (journal.step)(*step, value.as_ref().map(Datum::text)),
        Act::Put { cell: Cell::Mark(Marks::Speakers, mark), value } => {
            let status = Status::of(text_in(value));
            if status.is_none() && value.is_some() {
                return journal.answered.to_owned();
            }
            (journal.status)(status, of(mark.by).as_deref(), document.talk(mark.of))
        }
        Act::Put { cell: Cell::Mark(Marks::Ballots, mark), value } => {
            let vote = Vote::of(text_in(value)).and_then(|vote| Vote::ALL.iter().position(|known| *known == vote));
            (journal.voted)(vote, of(mark.by).as_deref(), &document.option(mark.of))
        }
        Act::Put { cell: Cell::Own(Own::Moment), value } => {
            (journal.moment)(Moment::of(text_in(value)).unwrap_or_default())
        }
        Act::Put { cell: Cell::Own(Own::Facilitator), value } => {
            let name = text_in(value).parse().ok().map(of);
            (journal.led)(name.as_ref().map(Option::as_deref))
        }
        Act::Put { cell: Cell::Own(Own::Timer), .. } => journal.timed.to_owned(),
        Act::Put { cell: Cell::Own(Own::Allowance), value } => (journal.allowed)(whole_in(value)),
        Act::Put { cell: Cell::Own(Own::Came), value } => (journal.came)(value.as_ref().and_then(Datum::whole)),
        Act::Put { cell: Cell::Mark(Marks::Points, mark), value } => {
            (journal.gave_points)(whole_in(value), of(mark.by).as_deref())
        }
        Act::Put { cell: Cell::Mark(Marks::Ratings, mark), value } => {
            let rating = value.as_ref().and_then(Datum::whole);
            (journal.rated)(rating, of(mark.by).as_deref(), document.intention(mark.of))
        }
        // That cards wait is shown while they do.
        Act::Put { cell: Cell::Mark(Marks::Waiting, _), .. } => String::new(),
        Act::TookIn(votes) => (journal.took_in)(*votes),
        Act::Row { of: Rows::Talks, deed, name, .. } => (journal.talk)(*deed, name),
        Act::Row { of: Rows::Dates, deed, name, .. } => (journal.date)(*deed, name),
        Act::Row { of: Rows::Venues, deed, name, .. } => (journal.venue)(*deed, name),
        Act::Row { of: Rows::Cards, deed, name, .. } => (journal.card)(*deed, name),
        Act::Row { of: Rows::Groups, deed, name, .. } => (journal.group)(*deed, name),
        Act::Row { of: Rows::Happenings, deed, name, .. } => (journal.happening)(*deed, name),
        Act::Row { of: Rows::Evidence, deed, name, .. } => (journal.evidence)(*deed, name),
        Act::Row { of: Rows::Carried, deed, name, .. } => (journal.carried)(*deed, name),
        Act::Row { of: Rows::Nodes, deed, name, .. } => (words.carto.told.node)(*deed, name),
        Act::Row { of: Rows::Links, deed, name, .. } => (words.carto.told.link)(*deed, name),
        Act::Row { of: Rows::Types, deed, name, .. } => (words.carto.told.of_type)(*deed, name),
        Act::Row { of: Rows::Views, deed, name, .. } => (words.carto.told.view)(*deed, name),
        Act::Row { of: Rows::Waymarks, .. } => words.carto.told.marked.to_owned(),
        // What is put into a row is told with it.
        Act::Put { cell: Cell::Row(..), .. } => String::new(),
        Act::Row { of: Rows::Intentions, deed, name, .. } => (journal.intention)(*deed, name),
        Act::Row { of: Rows::Ideas, deed, name, .. } => (journal.idea)(*deed, name),
        Act::Row { of: Rows::Adopted, deed, name, .. } => (journal.adopted)(*deed, name),
        Act::Row { of: Rows::Remarks, deed, name, .. } => (journal.remark)(*deed, name),
        Act::Put { cell: Cell::Mark(Marks::Supports, mark), value } => {
            let said = if value.is_some() { journal.supported } else { journal.supported_no_more };
            said(&document.idea(mark.of))
        }
        Act::Moved(phase) => (journal.moved)(words.landing.phases[*phase as usize].0),
        Act::Added { meetup, title } => (journal.added)(&edition(*meetup), title),
        Act::Withdrew { meetup, withdrawn: true } => (journal.withdrew)(&edition(*meetup)),
        Act::Withdrew { meetup, withdrawn: false } => (journal.put_back)(&edition(*meetup)),
        Act::Renamed { meetup, title } => (journal.renamed)(&edition(*meetup), title),
        Act::Reached { meetup, phase } => (journal.reached)(&edition(*meetup), words.landing.phases[*phase as usize].0),
    }
}

fn whole_in(value: &Option<Datum>) -> i64 {
    value.as_ref().and_then(Datum::whole).unwrap_or(0)
}

fn text_in(value: &Option<Datum>) -> &str {
    value.as_ref().map_or("", Datum::text)
}
