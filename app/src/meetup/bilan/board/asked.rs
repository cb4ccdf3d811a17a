//! What is asked in front of the board: one dialog of each kind for all cards.

use super::{
    Asking, Given,
    choose::{Choose, Options},
};
use crate::{components::Confirm, document::name_of, i18n::I18n, state::Device};
use boucle_model::{Decision, RowId, Side};
use leptos::prelude::*;

#[component]
pub(super) fn Questions(given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Given { room, board, asking, .. } = given;
    let of = move |pick: fn(Asking) -> Option<RowId>| Memo::new(move |_| asking.get().and_then(pick));
    let with = of(|asked| if let Asking::With(id) = asked { Some(id) } else { None });
    let problem = of(|asked| if let Asking::Problem(id) = asked { Some(id) } else { None });
    let again = of(|asked| if let Asking::Again(id) = asked { Some(id) } else { None });
    let early = of(|asked| if let Asking::Early(id) = asked { Some(id) } else { None });
    let text = move |id: Memo<Option<RowId>>| id.get().map(|id| given.text(id)).unwrap_or_default();

    let others = Memo::new(move |_| {
        let Some(id) = with.get() else { return Options::new() };
        board.with(|board| {
            let mine = board.card(id).and_then(|card| card.group);
            let apart = board.cards.iter().filter(|card| card.id != id && (mine.is_none() || card.group != mine));
            let mut groups = Vec::new();
            apart
                .filter_map(|card| {
                    let Some(group) = card.group else { return Some((card.id.to_string(), card.text.text.clone())) };
                    // A group is one choice: by its name, or by its first card.
                    let is_first = !groups.contains(&group);
                    groups.push(group);
                    let name = board.group(group).map(|group| group.name.text.clone()).filter(|name| !name.is_empty());
                    is_first.then(|| (card.id.to_string(), name.unwrap_or_else(|| card.text.text.clone())))
                })
                .collect()
        })
    });
    let problems = Memo::new(move |_| {
        if problem.get().is_none() {
            return Options::new();
        }
        let board = board.read();
        let all = board.cards.iter().filter(|card| card.side == Side::Problem);
        all.map(|card| (card.id.to_string(), card.text.text.clone())).collect()
    });
    let carried = Memo::new(move |_| {
        let carried = room.carried();
        let carried = carried.read();
        carried.iter().map(|one| (one.id.to_string(), one.text.text.clone())).collect::<Options>()
    });
    let put_with = move |answer: Option<Option<String>>| {
        if let (Some(id), Some(Some(other))) = (with.get_untracked(), answer)
            && let Ok(other) = other.parse()
        {
            given.put_together(id, other);
        }
        asking.set(None);
    };
    let answer_problem = move |answer: Option<Option<String>>| {
        if let (Some(id), Some(answer)) = (problem.get_untracked(), answer) {
            room.answer_problem(id, answer.and_then(|id| id.parse().ok()));
        }
        asking.set(None);
    };
    let is_again = move |answer: Option<Option<String>>| {
        if let (Some(id), Some(answer)) = (again.get_untracked(), answer) {
            room.is_again(id, answer.and_then(|id| id.parse().ok()));
        }
        asking.set(None);
    };
    let adopt = move |yes: bool| {
        if let Some(id) = early.get_untracked().filter(|_| yes) {
            room.decide(id, Some(Decision::AdoptedEarly));
        }
        asking.set(None);
    };
    let take_over = move |yes: bool| {
        if yes {
            room.lead(true);
        }
        asking.set(None);
    };
    let facilitator = move || board.read().facilitator.map(|person| name_of(i18n, device, person)).unwrap_or_default();
    view! {
        <Choose
            id="put-with"
            open=Signal::derive(move || with.read().is_some())
            title=move || (i18n.words().board.put_with_title)(&text(with))
            options=others
            on_choose=put_with
        />
        <Choose
            id="problem-of"
            open=Signal::derive(move || problem.read().is_some())
            title=move || (i18n.words().board.choose_problem_title)(&text(problem))
            options=problems
            none=i18n.say(|w| w.board.no_problem)
            on_choose=answer_problem
        />
        <Choose
            id="again-of"
            open=Signal::derive(move || again.read().is_some())
            title=move || (i18n.words().board.again_title)(&text(again))
            options=carried
            none=i18n.say(|w| w.board.not_again)
            on_choose=is_again
        />
        <Confirm
            id="early"
            open=Signal::derive(move || early.read().is_some())
            title=i18n.say(|w| w.board.ask_early)
            yes=i18n.say(|w| w.board.adopt_early)
            no=i18n.say(|w| w.map.cancel)
            on_answer=adopt
        >
            <p>{i18n.say(|w| w.board.ask_early_what)}</p>
        </Confirm>
        <Confirm
            id="take-over"
            open=Signal::derive(move || asking.get() == Some(Asking::TakeOver))
            title=move || (i18n.words().board.ask_take_over)(&facilitator())
            yes=i18n.say(|w| w.board.take_over)
            no=i18n.say(|w| w.map.cancel)
            on_answer=take_over
        >
            <p>{i18n.say(|w| w.board.take_over_what)}</p>
        </Confirm>
    }
}
