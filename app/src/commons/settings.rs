//! Passing a commons on, and what this device keeps of it.

use crate::{
    address::{Address, CommonsPage},
    components::{Button, ButtonKind, Card, Copy, Field, Qr},
    i18n::I18n,
    landing::{ForgetDialog, Forgetting},
    state::{Device, Room},
};
use boucle_sync::DocumentId;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub(crate) fn Settings(id: DocumentId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    // Where this page is served from is known in a browser only.
    let address = RwSignal::new(String::new());
    Effect::new(move |_| {
        let origin = window().location().origin().unwrap_or_default();
        address.set(format!("{origin}{}", Address::Commons(id, CommonsPage::Map)));
    });
    let code = move || {
        let text = address.get();
        (!text.is_empty()).then(|| view! { <Qr text label=Signal::derive(move || i18n.words().settings.qr) /> })
    };
    view! {
        <Card id="settings-share" title=i18n.say(|w| w.settings.share) class:settings__part=true>
            <p>{i18n.say(|w| w.settings.share_what)}</p>
            <Field id="settings-address" value=address label=i18n.say(|w| w.settings.address) readonly=true />
            <div class="settings__row">
                <Copy text=address label=i18n.say(|w| w.settings.copy) kind=ButtonKind::Strong />
            </div>
            {code}
        </Card>
        <Kept id room />
    }
}

#[component]
fn Kept(id: DocumentId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let forgetting = RwSignal::new(None::<Forgetting>);
    let ask = move |()| {
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
        <Card id="settings-device" title=i18n.say(|w| w.settings.device) class:settings__part=true>
            <p>{i18n.say(|w| w.settings.device_what)}</p>
            <div class="settings__row">
                <Button on_press=move |()| room.download()>{i18n.say(|w| w.settings.download)}</Button>
                <Button on_press=ask>{i18n.say(|w| w.settings.forget)}</Button>
            </div>
            <ForgetDialog forgetting on_answer=answered />
        </Card>
    }
}
