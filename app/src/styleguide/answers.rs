//! The components that open and answer: menu, dialog, confirm, toast.

use super::{Part, Shown};
use crate::{
    components::{Action, Button, ButtonKind, Confirm, Menu, NameDialog, Toast},
    i18n::I18n,
};
use leptos::prelude::*;

#[component]
pub(crate) fn Answers() -> impl IntoView {
    let i18n = I18n::from_context();
    let said = RwSignal::new("Nothing was chosen yet.".to_owned());
    let (asking, losing, naming, toasting) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let name = RwSignal::new(None::<String>);
    let actions = move || {
        let action = |label, words: &'static str| Action {
            label,
            on_choose: Callback::new(move |()| said.set(format!("Chosen: {words}."))),
        };
        vec![
            action(i18n.say(|w| w.journal.restore).into(), "the first"),
            action(i18n.say(|w| w.safety.download).into(), "the second"),
            Action { label: i18n.say(|w| w.known.forget).into(), on_choose: Callback::new(move |()| losing.set(true)) },
        ]
    };
    let heard = move |asking: RwSignal<bool>, yes: bool| {
        asking.set(false);
        said.set(if yes { "It was a yes." } else { "It was a no." }.to_owned());
    };
    let named = move |answer: Option<String>| {
        naming.set(false);
        said.set(answer.as_ref().map_or_else(|| "Put off.".to_owned(), |name| format!("Called {name:?}.")));
        name.set(answer);
    };
    view! {
        <Part id="answers" title="What opens and answers">
            <p class="guide__said" role="status">{said}</p>
            <Shown name="Menus: the last action asks first">
                <Menu id="guide-menu" label="Plain" actions=actions() />
                <Menu id="guide-menu-quiet" label="Quiet" kind=ButtonKind::Quiet actions=actions() />
                <Menu id="guide-menu-icon" label="More" kind=ButtonKind::Icon at_end=true actions=actions() />
            </Shown>
            <Shown name="Confirm: yes is strong, unless it takes something away">
                <Button on_press=move |()| asking.set(true)>"Loses nothing"</Button>
                <Button on_press=move |()| losing.set(true)>"Takes something away"</Button>
            </Shown>
            <Shown name="Dialog">
                <Button on_press=move |()| naming.set(true)>{i18n.say(|w| w.frame.your_name)}</Button>
            </Shown>
            <Shown name="Toast">
                <Button on_press=move |()| toasting.set(true)>"Let it come"</Button>
            </Shown>
            <Confirm
                id="guide-confirm"
                open=asking
                title=move || (i18n.words().trail.ask)(i18n.words().landing.phases[1].0)
                yes=move || (i18n.words().trail.move_to)(i18n.words().landing.phases[1].0)
                no=i18n.say(|w| w.trail.stay)
                on_answer=move |yes| heard(asking, yes)
            >
                <p>{move || (i18n.words().trail.what)(i18n.words().landing.phases[1].1)}</p>
            </Confirm>
            <Confirm
                id="guide-lose"
                open=losing
                title=i18n.say(|w| w.known.forget_title)
                yes=i18n.say(|w| w.known.forget)
                no=i18n.say(|w| w.known.keep)
                takes_away=true
                on_answer=move |yes| heard(losing, yes)
            >
                <p><strong>{move || (i18n.words().known.forget_loses)(3)}</strong></p>
            </Confirm>
            <NameDialog
                id="guide-name"
                open=naming
                name=name.into()
                on_answer=named
            />
            <Toast
                shown=toasting
                text=i18n.say(|w| w.frame.update)
                action=i18n.say(|w| w.frame.take_update)
                on_action=move |()| toasting.set(false)
            />
        </Part>
    }
}
