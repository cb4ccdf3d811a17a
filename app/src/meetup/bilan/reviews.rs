//! Each intention beside what came of it: how far people think that it was met, what was agreed on, and what was learnt.

use super::evidence::Proofs;
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, Line, Rows, at_most, focus_on, row},
    document::Conflict,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{MAX_REMARK, Outcome, Phase, Review, RowId, Title};
use leptos::prelude::*;

/// From not at all to fully.
const RATINGS: [i64; 5] = [1, 2, 3, 4, 5];

#[component]
pub(super) fn Reviews(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let plan = room.plan();
    let ids = Memo::new(move |_| plan.with(|plan| plan.intentions.iter().map(|one| one.id).collect::<Vec<_>>()));
    let one = move |id: RowId| row(id, move || view! { <One id room writable at /> });
    let there = move || {
        let page = MeetupPage::Phase(Phase::CoConstruction);
        at.get().map(|at| MeetupAddress { page, ..at }.to_string())
    };
    view! {
        <section class="card" aria-labelledby="reviews-title">
            <h2 class="card__title" id="reviews-title" tabindex="-1">{i18n.say(|w| w.stock.reviews)}</h2>
            <p class="field__hint">{i18n.say(|w| w.stock.reviews_what)}</p>
            <ol class="bilan__reviews">
                <Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) />
            </ol>
            <p class="plan__none" hidden=move || !ids.read().is_empty()>
                {i18n.say(|w| w.stock.no_intentions)} " " <a href=there>{i18n.say(|w| w.stock.to_intentions)}</a>
            </p>
        </section>
    }
}

#[component]
fn One(id: RowId, room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let (plan, reviews) = (room.plan(), room.reviews());
    let intention = Memo::new(move |_| {
        plan.with(|plan| plan.intentions.iter().find(|one| one.id == id).map(|one| one.text.text.clone()))
            .unwrap_or_default()
    });
    let review = Memo::new(move |_| reviews.with(|all| all.iter().find(|review| review.intention == id).cloned()));
    let lesson = Memo::new(move |_| {
        review.with(|review| review.as_ref().map(|review| review.lesson.clone())).unwrap_or_default()
    });
    let lessons = Memo::new(move |_| lesson.with(Title::all));
    let keep_lesson = move |n: usize| {
        lessons.with_untracked(|all| all.get(n).into_iter().for_each(|text| room.learn(id, text)));
        focus_on("reviews-title");
    };
    let title = format!("review-{id}");
    let labelled = title.clone();
    view! {
        <li class="bilan__review" aria-labelledby=labelled>
            <h3 class="bilan__intention" id=title tabindex="-1" dir="auto">{move || intention.get()}</h3>
            <Ratings id intention review room writable />
            <Outcomes id intention review room writable />
            <Line
                id=format!("lesson-{id}")
                text=Signal::derive(move || lesson.read().text.clone())
                label=move || (i18n.words().stock.lesson_of)(&intention.read())
                placeholder=i18n.say(|w| w.stock.lesson)
                check=at_most(i18n, MAX_REMARK)
                writable
                lines=true
                on_say=move |text: String| room.learn(id, &text)
            />
            <Conflict
                id=format!("lesson-{id}")
                heading=move || (i18n.words().plan.conflict)(lessons.read().len())
                choices=lessons
                writable
                on_keep=keep_lesson
            />
            <Proofs about=id name=Signal::derive(move || intention.get()) room writable at />
        </li>
    }
}

/// What I think, and how everybody's ratings are spread.
#[component]
fn Ratings(
    id: RowId,
    intention: Memo<String>,
    review: Memo<Option<Review>>,
    room: Room,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let mine = Memo::new(move |_| {
        review.with(|review| {
            let all = review.as_ref()?.ratings.iter();
            all.copied().find(|(person, _)| device.is_me(*person)).map(|(_, rating)| rating)
        })
    });
    let spread = Memo::new(move |_| review.with(|review| review.as_ref().map(Review::spread)).unwrap_or_default());
    let most = Memo::new(move |_| spread.get().into_iter().max().unwrap_or(0).max(1));
    let button = move |rating: i64| {
        let place = usize::try_from(rating - 1).unwrap_or(0);
        let is_mine = move || mine.get() == Some(rating);
        view! {
            <Button
                disabled=move || !writable.get()
                on_press=move |()| room.rate(id, (mine.get_untracked() != Some(rating)).then_some(rating))
                attr:aria-pressed=move || if is_mine() { "true" } else { "false" }
                attr:aria-label=move || (i18n.words().stock.rating)(rating)
                class:bilan__rating=true
            >
                <span class="bilan__figure">{rating}</span>
                // How many gave it, as a column: the words below say the same.
                <svg class="bilan__column" viewBox="0 0 10 24" preserveAspectRatio="none" aria-hidden="true">
                    <rect
                        width="10"
                        height=move || (spread.get()[place] * 24 / most.get()).to_string()
                        y=move || (24 - spread.get()[place] * 24 / most.get()).to_string()
                    />
                </svg>
            </Button>
        }
    };
    view! {
        <div class="bilan__ratings" role="group" aria-label=move || (i18n.words().stock.ratings_of)(&intention.read())>
            {RATINGS.map(button).into_iter().collect::<Vec<_>>()}
        </div>
        <p class="field__hint">{move || (i18n.words().stock.spread)(spread.get())}</p>
    }
}

/// What was agreed on.
#[component]
fn Outcomes(
    id: RowId,
    intention: Memo<String>,
    review: Memo<Option<Review>>,
    room: Room,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let outcome = Memo::new(move |_| review.with(|review| review.as_ref().and_then(|review| review.outcome)));
    let all = Memo::new(move |_| {
        let rivals = review.with(|review| review.as_ref().map(|review| review.rivals.clone())).unwrap_or_default();
        outcome.get().into_iter().chain(rivals).collect::<Vec<_>>()
    });
    let name = move |outcome: &Outcome| i18n.words().stock.outcomes[*outcome as usize].to_owned();
    let button = move |one: Outcome| {
        let is_so = move || outcome.get() == Some(one);
        view! {
            <Button
                disabled=move || !writable.get()
                on_press=move |()| room.agree(id, (outcome.get_untracked() != Some(one)).then_some(one))
                attr:aria-pressed=move || if is_so() { "true" } else { "false" }
                attr:data-outcome=one.name()
                class:votes__vote=true
            >
                {move || name(&one)}
            </Button>
        }
    };
    let keep = move |n: usize| {
        all.with_untracked(|all| all.get(n).into_iter().for_each(|outcome| room.agree(id, Some(*outcome))));
        focus_on("reviews-title");
    };
    view! {
        <div class="votes" role="group" aria-label=move || (i18n.words().stock.outcome_of)(&intention.read())>
            {Outcome::ALL.map(button).into_iter().collect::<Vec<_>>()}
        </div>
        <Conflict
            id=format!("outcome-{id}")
            heading=move || (i18n.words().plan.conflict)(all.read().len())
            choices=Signal::derive(move || all.read().iter().map(name).collect())
            writable
            on_keep=keep
        />
    }
}
