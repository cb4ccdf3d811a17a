//! Who prepares the meetup. The team is open: whoever wants to is in it, with a role or none.

use crate::{
    components::{Avatar, Button, ButtonKind, Line, Rows, at_most, row},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{MAX_TITLE, Member, PersonId, Plan};
use leptos::prelude::*;

#[component]
pub(super) fn Team(room: Room, plan: Signal<Plan>, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let team = Memo::new(move |_| plan.with(|plan| plan.team.clone()));
    Effect::new(move |_| device.want(team.get().into_iter().map(|member| member.person)));
    let is_in = Memo::new(move |_| team.read().iter().any(|member| device.is_me(member.person)));
    let member = move |Member { person, .. }: Member| {
        row(person, move || {
            let role = Memo::new(move |_| {
                plan.with(|plan| plan.member(person).map(|member| member.role.clone()).unwrap_or_default())
            });
            view! { <OneMember room person role writable /> }
        })
    };
    view! {
        <section class="plan__team card" aria-labelledby="team-title">
            <h2 class="card__title" id="team-title" tabindex="-1">{i18n.say(|w| w.plan.team)}</h2>
            <p class="field__hint" hidden=move || !team.read().is_empty()>{i18n.say(|w| w.plan.team_none)}</p>
            <ul class="plan__members">
                <Rows rows=Signal::derive(move || team.get().into_iter().map(member).collect()) />
            </ul>
            <p class="plan__act" hidden=move || is_in.get() || !writable.get()>
                <Button kind=ButtonKind::Strong on_press=move |()| room.join("")>{i18n.say(|w| w.plan.join)}</Button>
            </p>
        </section>
    }
}

#[component]
fn OneMember(room: Room, person: PersonId, role: Memo<String>, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let name = move || name_of(i18n, device, person);
    let initial = Signal::derive(move || device.card(person).map(|card| card.name).unwrap_or_default());
    let is_mine = Memo::new(move |_| device.is_me(person) && writable.get());
    let mine = move || {
        view! {
            <Line
                id="role"
                text=role
                label=i18n.say(|w| w.plan.role.label)
                placeholder=i18n.say(|w| w.plan.role.placeholder)
                check=at_most(i18n, MAX_TITLE)
                writable
                on_say=move |role: String| room.join(&role)
            />
            <Button kind=ButtonKind::Quiet on_press=move |()| room.leave()>{i18n.say(|w| w.plan.leave)}</Button>
        }
    };
    let theirs = move || view! { <span class="plan__role" dir="auto">{move || role.get()}</span> };
    view! {
        <li class="plan__member">
            <Avatar name=initial colour=person.colour() />
            " "
            <span class="plan__name" dir="auto">{name}</span>
            " "
            {move || if is_mine.get() { mine().into_any() } else { theirs().into_any() }}
        </li>
    }
}
