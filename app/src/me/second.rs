//! A code that makes another device one of mine: shown on purpose, for ten minutes.

use crate::{
    components::{Button, Card, Field, Qr},
    i18n::I18n,
    state::Device,
};
use leptos::{either::Either, prelude::*};

#[component]
pub(crate) fn SecondDevice(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let address = RwSignal::new(None::<String>);
    let show = move |()| {
        let origin = window().location().origin().unwrap_or_default();
        address.set(device.code().map(|code| format!("{origin}/me#{code}")));
    };
    let code = move |address: String| {
        let drawn = view! { <Qr text=address.clone() label=Signal::derive(move || i18n.words().me.qr) /> };
        view! {
            <div class="me__code">
                {drawn}
                <p class="field__hint">{i18n.say(|w| w.me.code_what)}</p>
                <Field id="me-code" value=RwSignal::new(address) label=i18n.say(|w| w.me.code_link) readonly=true />
            </div>
        }
    };
    let hide = move |()| address.set(None);
    view! {
        <Card id="me-second" title=i18n.say(|w| w.me.second) class:me__card=true>
            <p>{i18n.say(|w| w.me.second_what)}</p>
            {move || match address.get() {
                Some(address) => Either::Left(view! {
                    {code(address)}
                    <Button on_press=hide>{i18n.say(|w| w.me.hide)}</Button>
                }),
                None => Either::Right(view! {
                    <Button on_press=show>{i18n.say(|w| w.me.show)}</Button>
                }),
            }}
        </Card>
    }
}
