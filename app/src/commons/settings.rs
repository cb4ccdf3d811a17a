//! Passing a commons on, and what this device keeps of it.

use crate::{
    address::{Address, CommonsPage},
    components::Qr,
    i18n::I18n,
    landing::{ForgetDialog, Forgetting},
    state::{Device, Room},
};
use boucle_sync::DocumentId;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub(super) fn Settings(id: DocumentId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    // Where this page is served from is known in a browser only.
    let address = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let origin = window().location().origin().unwrap_or_default();
        address.set(Some(format!("{origin}{}", Address::Commons(id, CommonsPage::Map))));
    });
    let code = move || {
        address.get().map(|address| {
            view! { <Qr text=address label=Signal::derive(move || i18n.words().settings.qr) /> }
        })
    };
    view! {
        <section class="settings__part card" aria-labelledby="settings-share">
            <h2 class="card__title" id="settings-share">{i18n.say(|w| w.settings.share)}</h2>
            <p>{i18n.say(|w| w.settings.share_what)}</p>
            <div class="field">
                <label class="field__label" for="settings-address">{i18n.say(|w| w.settings.address)}</label>
                <input
                    class="field__input"
                    id="settings-address"
                    readonly
                    prop:value=move || address.get().unwrap_or_default()
                />
            </div>
            <Copy address />
            {code}
        </section>
        <Kept id room />
    }
}

/// The address, into the clipboard; where the browser withholds that, the field is there to copy from.
#[component]
fn Copy(address: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let Some(text) = address.get_untracked() else { return };
        spawn_local(async move { copied.set(Some(crate::browser::page::copy(&text).await)) });
    };
    let said = move || match copied.get() {
        None => "",
        Some(true) => i18n.words().settings.copied,
        Some(false) => i18n.words().settings.not_copied,
    };
    view! {
        <div class="settings__row">
            <button class="button button--strong" type="button" disabled=move || address.read().is_none() on:click=copy>
                {i18n.say(|w| w.settings.copy)}
            </button>
            <p class="field__hint" role="status">{said}</p>
        </div>
    }
}

#[component]
fn Kept(id: DocumentId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let forgetting = RwSignal::new(None::<Forgetting>);
    let ask = move |_| {
        spawn_local(async move {
            let unsaved = device.unsaved(id.to_string()).await;
            let known = device.documents().get_untracked().unwrap_or_default();
            let document = known.into_iter().find(|known| known.id == id.to_string());
            forgetting.set(document.map(|document| Forgetting { document, unsaved }));
        });
    };
    let navigate = use_navigate();
    let answered = move |forget: bool| {
        forgetting.set(None);
        if forget {
            // Left first: a room that is open would keep what it closes with.
            navigate("/", Default::default());
            spawn_local(async move { device.forget(&id.to_string()) });
        }
    };
    view! {
        <section class="settings__part card" aria-labelledby="settings-device">
            <h2 class="card__title" id="settings-device">{i18n.say(|w| w.settings.device)}</h2>
            <p>{i18n.say(|w| w.settings.device_what)}</p>
            <div class="settings__row">
                <button class="button" type="button" on:click=move |_| room.download()>
                    {i18n.say(|w| w.settings.download)}
                </button>
                <button class="button" type="button" on:click=ask>{i18n.say(|w| w.settings.forget)}</button>
            </div>
            <ForgetDialog forgetting on_answer=answered />
        </section>
    }
}
