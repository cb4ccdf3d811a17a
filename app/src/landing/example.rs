//! The way into the example.

use crate::{
    address::{Address, CommonsPage},
    components::Button,
    i18n::I18n,
    state::{Device, NoExample},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub(crate) fn VisitExample(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let (ready, waiting, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<NoExample>));
    Effect::new(move |_| ready.set(true));
    let navigate = use_navigate();
    let visit = move |()| {
        let navigate = navigate.clone();
        waiting.set(true);
        failed.set(None);
        spawn_local(async move {
            match device.visit_example(untrack(|| i18n.language())).await {
                Ok(commons) => navigate(&Address::Commons(commons, CommonsPage::Map).to_string(), Default::default()),
                Err(why) => failed.set(Some(why)),
            }
            waiting.set(false);
        });
    };
    let why = move || {
        failed.get().map(|why| match why {
            NoExample::NoNetwork => i18n.words().example.no_network,
            NoExample::NoStorage => i18n.words().example.no_storage,
        })
    };
    view! {
        <div class="example">
            <Button disabled=move || !ready.get() || waiting.get() on_press=visit>
                {i18n.say(|w| w.example.visit)}
            </Button>
            <p class="field__hint">{i18n.say(|w| w.example.what)}</p>
            <p class="field__error" role="alert" hidden=move || why().is_none()>{why}</p>
        </div>
    }
}
