//! Being forgotten: asked first, with what goes and what stays.

use crate::{components::Dialog, i18n::I18n, state::Device};
use leptos::prelude::*;

#[component]
pub(crate) fn ForgetMe(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let asking = RwSignal::new(false);
    let done = RwSignal::new(false);
    let answered = move |answer: String| {
        asking.set(false);
        if answer == "forget" {
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
        <section class="me__card card" aria-labelledby="me-forget">
            <h2 class="card__title" id="me-forget">{i18n.say(|w| w.me.forget)}</h2>
            <p>{i18n.say(|w| w.me.forget_what)}</p>
            <div class="me__row">
                <button class="button" type="button" on:click=move |_| asking.set(true)>
                    {i18n.say(|w| w.me.forget_button)}
                </button>
                <p class="field__hint" role="status">{state}</p>
            </div>
            <Dialog id="forget-me" open=asking on_close=answered>
                <form class="dialog__body" method="dialog">
                    <h2 class="dialog__title" id="forget-me-title">{i18n.say(|w| w.me.forget_ask)}</h2>
                    <p>{i18n.say(|w| w.me.forget_goes)}</p>
                    <p>{i18n.say(|w| w.me.forget_stays)}</p>
                    <div class="dialog__actions">
                        <button class="button button--strong" value="" autofocus>{i18n.say(|w| w.me.stay)}</button>
                        <button class="button button--quiet" value="forget">{i18n.say(|w| w.me.forget_button)}</button>
                    </div>
                </form>
            </Dialog>
        </section>
    }
}
