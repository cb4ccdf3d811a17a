//! A code that makes another device one of mine: shown on purpose, for ten minutes.

use super::qr;
use crate::{i18n::I18n, state::Device};
use leptos::{either::Either, prelude::*};

#[component]
pub(crate) fn SecondDevice(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let address = RwSignal::new(None::<String>);
    let show = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        address.set(device.code().map(|code| format!("{origin}/me#{code}")));
    };
    let code = move |address: String| {
        let drawn = qr::path(&address).map(|(width, path)| {
            view! {
                <svg class="qr" viewBox=format!("0 0 {width} {width}") role="img" aria-label=i18n.say(|w| w.me.qr)>
                    <path class="qr__ground" d=format!("M0 0h{width}v{width}h-{width}z")></path>
                    <path class="qr__dark" d=path></path>
                </svg>
            }
        });
        view! {
            <div class="me__code">
                {drawn}
                <p class="field__hint">{i18n.say(|w| w.me.code_what)}</p>
                <div class="field">
                    <label class="field__label" for="me-code">{i18n.say(|w| w.me.code_link)}</label>
                    <input class="field__input" id="me-code" readonly prop:value=address />
                </div>
            </div>
        }
    };
    let hide = move |_| address.set(None);
    view! {
        <section class="me__card card" aria-labelledby="me-second">
            <h2 class="card__title" id="me-second">{i18n.say(|w| w.me.second)}</h2>
            <p>{i18n.say(|w| w.me.second_what)}</p>
            {move || match address.get() {
                Some(address) => Either::Left(view! {
                    {code(address)}
                    <button class="button" type="button" on:click=hide>{i18n.say(|w| w.me.hide)}</button>
                }),
                None => Either::Right(view! {
                    <button class="button" type="button" on:click=show>{i18n.say(|w| w.me.show)}</button>
                }),
            }}
        </section>
    }
}
