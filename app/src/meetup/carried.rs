//! What was carried into a meetup from the bilan of the one before: each improvement, where it comes from, who sees to it, and
//! what becomes of it. It opens the co-construction, and is looked at first in the bilan.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Line, Rows, at_most, focus_on, row},
    document::{Conflict, name_of},
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{Carried, Fate, Improvement, MAX_REMARK, MeetupId, PersonId, Phase, RowId, Title};
use boucle_sync::DocumentId;
use leptos::prelude::*;

/// The heading of the section that has the list: where the focus goes when what had it is gone.
pub(super) const HEADING: &str = "carried-title";

/// Of these improvements, those that never came.
pub(super) fn missing(adopted: Vec<Improvement>, carried: &[Carried], given_back: &[Carried]) -> Vec<Improvement> {
    let came = |one: &Improvement| carried.iter().chain(given_back).any(|carried| carried.id == one.card);
    adopted.into_iter().filter(|one| !came(one)).collect()
}

#[component]
pub(super) fn CarriedList(
    room: Room,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
    /// Whether what is here can be given back to where it came from.
    #[prop(optional)]
    returns: bool,
) -> impl IntoView {
    let device = expect_context::<Device>();
    let carried = room.carried();
    Effect::new(move |_| device.want(carried.get().into_iter().filter_map(|one| one.owner)));
    let ids = Memo::new(move |_| carried.read().iter().map(|one| one.id).collect::<Vec<_>>());
    let one = move |id: RowId| row(id, move || view! { <One id room writable at returns /> });
    view! {
        <ul class="carried__list">
            <Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) />
        </ul>
    }
}

#[component]
fn One(id: RowId, room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>, returns: bool) -> impl IntoView {
    let i18n = I18n::from_context();
    let carried = room.carried();
    let one = Memo::new(move |_| carried.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let said = Memo::new(move |_| title_of(&one.read(), |one| &one.text));
    let note = Memo::new(move |_| title_of(&one.read(), |one| &one.note));
    let text = Memo::new(move |_| said.read().text.clone());
    let (texts, notes) = (Memo::new(move |_| said.with(Title::all)), Memo::new(move |_| note.with(Title::all)));
    let keep_text = move |n: usize| {
        texts.with_untracked(|all| all.get(n).into_iter().for_each(|text| room.say_carried(id, text)));
        focus_on(HEADING);
    };
    let keep_note = move |n: usize| {
        notes.with_untracked(|all| all.get(n).into_iter().for_each(|note| room.explain(id, note)));
        focus_on(HEADING);
    };
    let hand_back = move |()| {
        room.hand_back(id, true);
        focus_on(HEADING);
    };
    let give_back = returns.then(|| {
        view! {
            <p class="carried__return" hidden=move || !writable.get()>
                <Button
                    kind=ButtonKind::Quiet
                    on_press=hand_back
                    attr:aria-label=move || (i18n.words().carried.give_back_of)(&text.read())
                >
                    {i18n.say(|w| w.carried.give_back)}
                </Button>
            </p>
        }
    });
    let heading = format!("carried-{id}");
    let labelled = heading.clone();
    view! {
        <li class="carried__one" aria-labelledby=labelled>
            <h3 class="carried__text" id=heading tabindex="-1" dir="auto">{move || text.get()}</h3>
            <Conflict
                id=format!("carried-text-{id}")
                heading=move || (i18n.words().plan.conflict)(texts.read().len())
                choices=texts
                writable
                on_keep=keep_text
            />
            <Origin one text at />
            <Owner id one text room writable />
            <Fates id one text room writable />
            <Line
                id=format!("carried-note-{id}")
                text=Signal::derive(move || note.read().text.clone())
                label=move || (i18n.words().carried.note_of)(&text.read())
                placeholder=i18n.say(|w| w.carried.note)
                check=at_most(i18n, MAX_REMARK)
                writable
                lines=true
                on_say=move |note: String| room.explain(id, &note)
            />
            <Conflict
                id=format!("carried-note-{id}")
                heading=move || (i18n.words().plan.conflict)(notes.read().len())
                choices=notes
                writable
                on_keep=keep_note
            />
            {give_back}
        </li>
    }
}

fn title_of(one: &Option<Carried>, of: fn(&Carried) -> &Title) -> Title {
    one.as_ref().map(of).cloned().unwrap_or_default()
}

/// What it answers, and the way back to its card.
#[component]
fn Origin(one: Memo<Option<Carried>>, text: Memo<String>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let words = move |of: fn(&Carried) -> &String, say: fn(&str) -> String| {
        one.with(|one| one.as_ref().map(of).filter(|words| !words.is_empty()).map(|words| say(words)))
    };
    let group = move || words(|one| &one.group, i18n.words().carried.group);
    let problem = move || words(|one| &one.problem, i18n.words().carried.problem);
    let card = Memo::new(move |_| {
        let (id, from) = one.with(|one| one.as_ref().and_then(|one| Some((one.id, one.from?))))?;
        Some(format!("{}#card-{id}", bilan_of(at.get()?, from)))
    });
    view! {
        <p class="carried__origin">
            <span dir="auto" hidden=move || problem().is_none()>{problem}</span>
            " "
            <span dir="auto" hidden=move || group().is_none()>{group}</span>
            " "
            <a
                href=move || card.get()
                hidden=move || card.read().is_none()
                aria-label=move || (i18n.words().carried.card_of)(&text.read())
            >
                {i18n.say(|w| w.carried.card)}
            </a>
        </p>
    }
}

/// Where the bilan of another meetup of the same commons is.
pub(super) fn bilan_of(at: MeetupAddress, meetup: MeetupId) -> MeetupAddress {
    MeetupAddress { meetup: DocumentId::from_bytes(*meetup.as_bytes()), page: MeetupPage::Phase(Phase::Bilan), ..at }
}

/// Who sees to it.
#[component]
fn Owner(
    id: RowId,
    one: Memo<Option<Carried>>,
    text: Memo<String>,
    room: Room,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let owner = Memo::new(move |_| one.with(|one| one.as_ref().and_then(|one| one.owner)));
    let is_mine = Memo::new(move |_| owner.get().is_some_and(|owner| device.is_me(owner)));
    let who = move || owner_in_words(i18n, device, owner.get());
    let aloud = move || {
        let words = &i18n.words().carried;
        (if is_mine.get() { words.leave_of } else { words.take_on_of })(&text.read())
    };
    view! {
        <p class="carried__owner">
            <span class="field__hint" dir="auto">{who}</span>
            " "
            <Button
                on_press=move |()| room.see_to(id, !is_mine.get_untracked())
                attr:hidden=move || !writable.get()
                attr:aria-label=aloud
            >
                {move || {
                    let words = &i18n.words().carried;
                    if is_mine.get() { words.leave } else { words.take_on }
                }}
            </Button>
        </p>
    }
}

pub(super) fn owner_in_words(i18n: I18n, device: Device, owner: Option<PersonId>) -> String {
    let Some(owner) = owner else { return i18n.words().carried.no_owner.to_owned() };
    let name = if device.is_me(owner) { i18n.words().people.you.to_owned() } else { name_of(i18n, device, owner) };
    (i18n.words().carried.owner)(&name)
}

/// What becomes of it. Where nobody may write, it is read.
#[component]
fn Fates(
    id: RowId,
    one: Memo<Option<Carried>>,
    text: Memo<String>,
    room: Room,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let fate = Memo::new(move |_| one.with(|one| one.as_ref().map(|one| one.fate).unwrap_or_default()));
    let all = Memo::new(move |_| {
        let rivals = one.with(|one| one.as_ref().map(|one| one.rivals.clone()).unwrap_or_default());
        std::iter::once(fate.get()).chain(rivals).collect::<Vec<_>>()
    });
    let name = move |fate: &Fate| i18n.words().carried.fates[*fate as usize].to_owned();
    let button = move |one: Fate| {
        view! {
            <Button
                on_press=move |()| room.turn_out(id, one)
                attr:aria-pressed=move || if fate.get() == one { "true" } else { "false" }
                attr:data-fate=one.name()
                class:votes__vote=true
            >
                {move || name(&one)}
            </Button>
        }
    };
    let keep = move |n: usize| {
        all.with_untracked(|all| all.get(n).into_iter().for_each(|fate| room.turn_out(id, *fate)));
        focus_on(HEADING);
    };
    view! {
        <p class="carried__fate" data-fate=move || fate.get().name() hidden=move || writable.get()>
            {move || (i18n.words().carried.fate)(&name(&fate.get()))}
        </p>
        <div
            class="carried__fates"
            role="group"
            aria-label=move || (i18n.words().carried.fate_of)(&text.read())
            hidden=move || !writable.get()
        >
            {Fate::ALL.map(button).into_iter().collect::<Vec<_>>()}
        </div>
        <Conflict
            id=format!("carried-fate-{id}")
            heading=move || (i18n.words().plan.conflict)(all.read().len())
            choices=Signal::derive(move || all.read().iter().map(name).collect())
            writable
            on_keep=keep
        />
    }
}

#[cfg(test)]
mod tests {
    use super::missing;
    use boucle_model::{Carried, Fate, Improvement, RowId, Title};

    #[test]
    fn m49_what_came_or_was_given_back_is_not_missing() {
        let id = |n| RowId::from_bytes([n; 16]);
        let adopted = |n| Improvement {
            card: id(n),
            text: String::new(),
            group: String::new(),
            problem: String::new(),
            owner: None,
        };
        let carried = |n| Carried {
            id: id(n),
            text: Title::default(),
            from: None,
            group: String::new(),
            problem: String::new(),
            owner: None,
            fate: Fate::Open,
            rivals: Vec::new(),
            note: Title::default(),
        };
        let left = missing(vec![adopted(1), adopted(2), adopted(3)], &[carried(1)], &[carried(3)]);
        assert_eq!(left, [adopted(2)]);
    }
}
