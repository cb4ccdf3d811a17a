//! Being forgotten: asked first, with what goes and what stays.

use crate::{
    components::{Button, Card, Confirm},
    i18n::I18n,
    state::Device,
};
use leptos::prelude::*;

#[component]
pub(crate) fn ForgetMe(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let asking = RwSignal::new(false);
    let done = RwSignal::new(false);
    let answered = move |forget: bool| {
        asking.set(false);
        if forget {
            device.forget_me();
            done.set(true);
        }
    };
    let state = move || match (done.get(), device.is_said().get()) {
        (false, _) => "",
        (true, true) => i18n.words().me.forgotten,
        (true, false) => i18n.words().me.forgotten_waits,
    };
    view! {
        <Card id="me-forget" title=i18n.say(|w| w.me.forget) class:me__card=true>
            <p>{i18n.say(|w| w.me.forget_what)}</p>
            <div class="me__row">
                <Button on_press=move |()| asking.set(true)>{i18n.say(|w| w.me.forget_button)}</Button>
                <p class="field__hint" role="status">{state}</p>
            </div>
            <Confirm
                id="forget-me"
                open=asking
                title=i18n.say(|w| w.me.forget_ask)
                yes=i18n.say(|w| w.me.forget_button)
                no=i18n.say(|w| w.me.stay)
                takes_away=true
                on_answer=answered
            >
                <p>{i18n.say(|w| w.me.forget_goes)}</p>
                <p>{i18n.say(|w| w.me.forget_stays)}</p>
            </Confirm>
        </Card>
    }
}
