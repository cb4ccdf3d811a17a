//! Where evidence opens: a text as it stood with the passage in it, whatever became of it since.

use super::{Kind, Quote};
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{EmptyState, focus_on},
    i18n::{I18n, Words},
    state::{Device, Room},
};
use boucle_model::{Evidence, Phase, RowId, Stands, Text};
use leptos::{either::Either, prelude::*};
use std::ops::Range;

/// What evidence is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum About {
    Card(String),
    Intention(String),
    /// It is no longer there, or not here yet.
    Gone,
}

#[component]
pub(crate) fn EvidencePage(
    id: RowId,
    room: Room,
    /// Whether the replica has answered.
    open: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let all = room.evidence();
    let evidence = Memo::new(move |_| all.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let back = move || bilan(at.get(), "");
    let inside = move || match evidence.get() {
        Some(evidence) => Either::Left(view! { <Shown evidence room open at /> }),
        None => Either::Right({
            let words = move || i18n.words().evidence.missing;
            view! { <EmptyState title=move || words().0 text=move || words().1 /> }
        }),
    };
    view! {
        <div class="plan bilan evidence">
            <section class="card" aria-labelledby="evidence-title">
                <h2 class="card__title" id="evidence-title">
                    {move || {
                        let kind = evidence.with(|evidence| evidence.as_ref().map_or(Kind::Passage, Kind::of));
                        i18n.words().evidence.titles[kind as usize]
                    }}
                </h2>
                {inside}
            </section>
            <p class="page__more"><a href=back>{i18n.say(|w| w.evidence.back)}</a></p>
        </div>
    }
}

#[component]
fn Shown(evidence: Evidence, room: Room, open: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Evidence { about, by, .. } = evidence;
    Effect::new(move |_| device.want(by));
    let of = Memo::new(move |_| {
        let card = room.board().with(|board| board.card(about).map(|card| About::Card(card.text.text.clone())));
        let intention = || {
            let plan = room.plan();
            let plan = plan.read();
            plan.intentions.iter().find(|one| one.id == about).map(|one| About::Intention(one.text.text.clone()))
        };
        card.or_else(intention).unwrap_or(About::Gone)
    });
    let name = move || match by {
        Some(by) if device.is_me(by) => i18n.words().people.you.to_owned(),
        by => {
            by.and_then(|by| device.card(by)).map_or_else(|| i18n.words().evidence.someone.to_owned(), |card| card.name)
        }
    };
    let author = move || {
        let (words, name) = (&i18n.words().evidence, name());
        match of.get() {
            About::Card(_) => (words.about_card)(&name),
            About::Intention(_) => (words.about_intention)(&name),
            About::Gone => (words.about_gone)(&name),
        }
    };
    let subject = move || {
        let (place, said) = match of.get() {
            About::Card(said) => (format!("#card-{about}"), said),
            About::Intention(said) => (format!("#review-{about}"), said),
            About::Gone => return None,
        };
        let there = move || bilan(at.get(), &place);
        Some(view! { <a class="evidence__subject" dir="auto" href=there>{said}</a> })
    };
    let is_passage = Kind::of(&evidence) == Kind::Passage;
    let passage = is_passage.then(|| view! { <Passage evidence=evidence.clone() room open at /> });
    let quote = (!is_passage).then(|| view! { <Quote evidence /> });
    view! {
        <p class="evidence__about">{author} " " {subject}</p>
        {passage}
        {quote}
    }
}

/// A passage in its text as it stood; where that has not come, what was cited of it.
#[component]
fn Passage(evidence: Evidence, room: Room, open: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let evidence = StoredValue::new(evidence);
    // How it stood does not change any more, once it is known.
    let then = Memo::new(move |known: Option<&Option<(Text, String, Range<usize>)>>| match known {
        Some(Some(known)) => Some(known.clone()),
        _ => evidence.with_value(|evidence| room.as_it_stood(evidence)),
    });
    let stands = Memo::new(move |_| evidence.with_value(|evidence| room.stands(evidence)));
    let state = move || {
        let words = &i18n.words().evidence;
        open.get().then(|| match stands.get() {
            Some(Stands::Same(..)) => words.same,
            Some(Stands::Changed(..)) => words.changed,
            Some(Stands::Deleted) => words.deleted,
            Some(Stands::Unknown) | None => words.unknown,
        })
    };
    let kind = move || match stands.get() {
        Some(Stands::Same(..)) => "same",
        Some(Stands::Changed(..)) => "changed",
        Some(Stands::Deleted) => "deleted",
        Some(Stands::Unknown) | None => "unknown",
    };
    let which = Memo::new(move |_| then.with(|then| then.as_ref().map(|(text, ..)| *text)).unwrap_or(Text::Pad));
    let title = move |words: &'static Words| words.text_of(which.get()).title;
    let now = move || at.get().map(|at| MeetupAddress { page: page_of(which.get()), ..at }.to_string());
    // It is what one comes for, once it is there: behind the page, which takes the focus first, and not from under the hands
    // of whoever has gone on meanwhile.
    Effect::new(move |_| {
        if then.read().is_some() {
            request_animation_frame(|| request_animation_frame(go_to_passage));
        }
    });
    let quote = move || evidence.with_value(|evidence| evidence.clone());
    let inside = move || match then.get() {
        Some((_, words, range)) => {
            let [before, passage, after] = parts(&words, &range);
            Either::Left(view! {
                <p class="evidence__stood" id="stood">
                    {move || (i18n.words().evidence.stood_in)(title(i18n.words()))}
                </p>
                <div class="evidence__text" role="group" aria-labelledby="stood" dir="auto">
                    {before}
                    <mark class="evidence__passage" id="passage" tabindex="-1">{passage}</mark>
                    {after}
                </div>
            })
        }
        None => Either::Right(view! { <Quote evidence=quote() /> }),
    };
    view! {
        <p class="evidence__state" role="status" data-stands=kind>{state}</p>
        {inside}
        <p class="evidence__now"><a class="button" href=now>{i18n.say(|w| w.evidence.now)}</a></p>
    }
}

fn go_to_passage() {
    let is_free = document().active_element().is_none_or(|at| at.id() == "main" || at.tag_name() == "BODY");
    if is_free {
        focus_on("passage");
    }
}

/// What stands before a passage, the passage, and what stands behind it.
fn parts(text: &str, range: &Range<usize>) -> [String; 3] {
    let units: Vec<u16> = text.encode_utf16().collect();
    let end = range.end.min(units.len());
    let start = range.start.min(end);
    [&units[..start], &units[start..end], &units[end..]].map(String::from_utf16_lossy)
}

/// Where a text is written.
const fn page_of(text: Text) -> MeetupPage {
    match text {
        Text::Pad | Text::Vision | Text::Legend => MeetupPage::Pad,
        Text::Notes => MeetupPage::Phase(Phase::CoConstruction),
        Text::Call => MeetupPage::Call,
        Text::Announcement => MeetupPage::Announcement,
        Text::Bilan => MeetupPage::Phase(Phase::Bilan),
    }
}

/// The bilan of a meetup, at a place in it.
fn bilan(at: Option<MeetupAddress>, place: &str) -> Option<String> {
    let page = MeetupPage::Phase(Phase::Bilan);
    at.map(|at| format!("{}{place}", MeetupAddress { page, ..at }))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_passage_is_marked_where_it_was() {
        assert_eq!(parts("Le 🙂 son au fond", &(3..9)), ["Le ", "🙂 son", " au fond"]);
        assert_eq!(parts("court", &(2..90)), ["co", "urt", ""]);
        assert_eq!(parts("court", &(80..90)), ["court", "", ""]);
    }
}
