//! Where the bilan is: its moments, who leads, and the way on.

use super::{Asking, Given, timer::TimerView};
use crate::{
    components::{Button, ButtonKind, Line, focus_on},
    document::{Conflict, name_of},
    i18n::I18n,
    meetup::number,
    state::Device,
};
use boucle_model::{ALLOWANCE, Moment};
use leptos::prelude::*;

#[component]
pub(super) fn Moments(given: Given, may_write: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Given { room, board, writable, asking, .. } = given;
    let moment = Memo::new(move |_| board.read().moment);
    let facilitator = Memo::new(move |_| board.read().facilitator);
    let i_lead = Memo::new(move |_| facilitator.get().is_some_and(|person| device.is_me(person)));
    // Whoever leads opens the moments; where nobody does, anybody.
    let leads: Signal<bool> =
        Signal::from(Memo::new(move |_| may_write.get() && (i_lead.get() || facilitator.get().is_none())));
    let name = move |moment: Moment| i18n.words().board.moments[moment as usize].0;
    let step = move |step: Moment| {
        let current = move || (moment.get() == step).then_some("step");
        let state = move || if step < moment.get() { "done" } else { "ahead" };
        view! { <li class="moments__moment" aria-current=current data-state=state>{move || name(step)}</li> }
    };
    let led_by = move || {
        let words = &i18n.words().board;
        match facilitator.get() {
            Some(_) if i_lead.get() => words.you_lead.to_owned(),
            facilitator => (words.led_by)(facilitator.map(|person| name_of(i18n, device, person)).as_deref()),
        }
    };
    let lead = move |()| match facilitator.get_untracked() {
        Some(_) if i_lead.get_untracked() => room.lead(false),
        None => room.lead(true),
        Some(_) => asking.set(Some(Asking::TakeOver)),
    };
    let lead_words = move || {
        let words = &i18n.words().board;
        match facilitator.get() {
            Some(_) if i_lead.get() => words.stop_leading,
            None => words.lead,
            Some(_) => words.take_over,
        }
    };
    let on = move || match moment.get().next() {
        Some(Moment::Closed) => i18n.words().board.close.to_owned(),
        Some(next) => (i18n.words().board.go_on)(name(next)),
        None => i18n.words().board.reopen.to_owned(),
    };
    let go_on = move |()| {
        room.open_moment(moment.get_untracked().next().unwrap_or(Moment::Decide));
        focus_on("board-title");
    };
    let before =
        move || Moment::ALL.into_iter().rev().find(|one| *one < moment.get() && moment.get() != Moment::Closed);
    let back = move || before().map(|before| (i18n.words().board.back)(name(before)));
    let go_back = move |()| untrack(before).into_iter().for_each(|before| room.open_moment(before));
    let all = Memo::new(move |_| {
        board.with(|board| std::iter::once(board.moment).chain(board.rivals.clone()).collect::<Vec<_>>())
    });
    let keep = move |n: usize| {
        all.with_untracked(|all| all.get(n).into_iter().for_each(|moment| room.open_moment(*moment)));
        focus_on("board-title");
    };
    let check = Callback::new(move |text: String| {
        let is_right = number(&text).is_some_and(|points| ALLOWANCE.contains(&points));
        (!is_right).then(|| i18n.words().board.wrong_allowance.to_owned())
    });
    view! {
        <ol class="moments" aria-label=i18n.say(|w| w.board.steps)>
            {Moment::ALL.map(step).into_iter().collect::<Vec<_>>()}
        </ol>
        <p class="board__what" role="status">
            <strong>{move || name(moment.get())}</strong>
            ". "
            {move || i18n.words().board.moments[moment.get() as usize].1}
        </p>
        <Conflict
            id="moment"
            heading=move || (i18n.words().board.conflict)(all.read().len())
            choices=Signal::derive(move || all.read().iter().map(|moment| name(*moment).to_owned()).collect())
            writable=may_write
            on_keep=keep
        />
        <div class="board__lead">
            <p dir="auto">{led_by}</p>
            <Button kind=ButtonKind::Quiet on_press=lead attr:hidden=move || !writable.get()>
                {lead_words}
            </Button>
        </div>
        <div class="board__way" hidden=move || !leads.get()>
            <Button kind=ButtonKind::Strong on_press=go_on>{on}</Button>
            <Button kind=ButtonKind::Quiet on_press=go_back attr:hidden=move || before().is_none()>{back}</Button>
        </div>
        <TimerView given leads />
        <div class="board__allowance" hidden=move || moment.get() != Moment::Vote>
            <span class="plan__label" aria-hidden="true">{i18n.say(|w| w.board.allowance.label)}</span>
            <Line
                id="allowance"
                text=Signal::derive(move || board.read().allowance.to_string())
                label=i18n.say(|w| w.board.allowance.label)
                placeholder=i18n.say(|w| w.board.allowance.placeholder)
                check
                writable=leads
                on_say=move |text: String| number(&text).into_iter().for_each(|points| room.allow(points))
            />
        </div>
    }
}
