//! Proposing a date: a whole day, or hours on the clock of a place.

use crate::{
    components::{Button, ButtonKind, Field, focus_on, focus_stays},
    i18n::I18n,
    state::{Agenda, Room},
};
use boucle_model::{NotAWhen, When};
use leptos::{ev, prelude::*, task::spawn_local};

/// What is wrong with what was typed, and the field where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Day,
    End,
    EndsFirst,
    Zone,
    Past,
    There,
}

impl Wrong {
    const fn field(self) -> &'static str {
        match self {
            Self::Day | Self::Past | Self::There => "date-day",
            Self::End | Self::EndsFirst => "date-to",
            Self::Zone => "date-zone",
        }
    }
}

#[component]
pub(super) fn AddDate(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let agenda = expect_context::<Agenda>();
    let whole_day = RwSignal::new(false);
    let (day, last, from, to) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new("19:00".to_owned()),
        RwSignal::new("22:00".to_owned()),
    );
    let zone = RwSignal::new(String::new());
    // Whose clock this device has is known in a browser only.
    Effect::new(move |_| zone.set(agenda.zone_here()));
    let wrong = RwSignal::new(None::<Wrong>);
    let typed = move |()| wrong.set(None);
    let when = move || {
        let (day, last, from, to) =
            (day.get_untracked(), last.get_untracked(), from.get_untracked(), to.get_untracked());
        if whole_day.get_untracked() {
            return When::read(&day, &last, "");
        }
        // What ends before it begins ends on the next day.
        let next =
            || day.parse::<When>().ok()?.first_day().next_day().map(|day| When::Days { from: day, to: day }.starts());
        let until = if to < from && !to.is_empty() { next().unwrap_or_else(|| day.clone()) } else { day.clone() };
        if day.is_empty() {
            return Err(NotAWhen::NoBeginning);
        }
        if from.is_empty() || to.is_empty() {
            return Err(NotAWhen::NoEnd);
        }
        When::read(&format!("{day}T{from}"), &format!("{until}T{to}"), zone.read_untracked().trim())
    };
    let is_wrong = move |why: Wrong| {
        wrong.set(Some(why));
        focus_on(why.field());
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let when = match when() {
            Ok(when) => when,
            Err(NotAWhen::NoBeginning) => return is_wrong(Wrong::Day),
            Err(NotAWhen::NoEnd) => return is_wrong(Wrong::End),
            Err(NotAWhen::EndsFirst) => return is_wrong(Wrong::EndsFirst),
            Err(NotAWhen::NoZone) => return is_wrong(Wrong::Zone),
        };
        if agenda.is_over(&when) {
            return is_wrong(Wrong::Past);
        }
        let is_there =
            move |when: &When| room.poll().with_untracked(|poll| poll.dates.iter().any(|slot| slot.when == *when));
        if is_there(&when) {
            return is_wrong(Wrong::There);
        }
        let said = day.get_untracked();
        let stays = focus_stays();
        spawn_local(async move {
            let known = match when.zone() {
                Some(zone) if zone != agenda.zone_here() => agenda.knows_zone(zone).await,
                _ => true,
            };
            let next = if !known {
                let _ = wrong.try_set(Some(Wrong::Zone));
                Wrong::Zone.field()
            } else if !is_there(&when) && room.add_date(&when) && day.try_get_untracked().as_ref() == Some(&said) {
                // What was typed while the zone was looked up stays.
                day.set(String::new());
                last.set(String::new());
                "date-day"
            } else {
                return;
            };
            if stays() {
                focus_on(next);
            }
        });
    };
    let error = move |of: &'static [Wrong]| {
        Signal::derive(move || {
            let words = &i18n.words().poll;
            wrong.get().filter(|wrong| of.contains(wrong)).map(|wrong| {
                let said = match wrong {
                    Wrong::Day => words.no_day,
                    Wrong::End => words.no_end,
                    Wrong::EndsFirst => words.ends_first,
                    Wrong::Zone => words.no_zone,
                    Wrong::Past => words.is_past,
                    Wrong::There => words.is_there,
                };
                said.to_owned()
            })
        })
    };
    let hours = move || {
        view! {
            <Field id="date-from" kind="time" value=from label=i18n.say(|w| w.poll.from) on_type=typed />
            <Field
                id="date-to"
                kind="time"
                value=to
                label=i18n.say(|w| w.poll.to)
                error=error(&[Wrong::End, Wrong::EndsFirst])
                on_type=typed
            />
            <Field
                id="date-zone"
                value=zone
                label=i18n.say(|w| w.poll.zone.label)
                hint=i18n.say(|w| w.poll.zone.placeholder)
                error=error(&[Wrong::Zone])
                on_type=typed
            />
        }
    };
    let days = move || {
        view! {
            <Field
                id="date-to"
                kind="date"
                value=last
                label=i18n.say(|w| w.poll.last_day)
                error=error(&[Wrong::End, Wrong::EndsFirst])
                on_type=typed
            />
        }
    };
    view! {
        <form class="poll__add" on:submit=submit hidden=move || !writable.get() aria-labelledby="add-date">
            <h3 class="poll__add-title" id="add-date">{i18n.say(|w| w.poll.add_date)}</h3>
            <label class="poll__whole">
                <input
                    type="checkbox"
                    name="date-whole"
                    prop:checked=whole_day
                    on:change:target=move |event| whole_day.set(event.target().checked())
                />
                " "
                {i18n.say(|w| w.poll.whole_day)}
            </label>
            <div class="poll__fields">
                <Field
                    id="date-day"
                    kind="date"
                    value=day
                    label=i18n.say(|w| w.poll.day)
                    error=error(&[Wrong::Day, Wrong::Past, Wrong::There])
                    on_type=typed
                />
                {move || if whole_day.get() { days().into_any() } else { hours().into_any() }}
            </div>
            <Button kind=ButtonKind::Strong>{i18n.say(|w| w.poll.add)}</Button>
        </form>
    }
}
