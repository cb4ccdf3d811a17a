//! Where one is in the example: said plainly, with the ways on.

use crate::{
    address::{Address, CommonsPage},
    components::Button,
    i18n::I18n,
    state::Device,
};
use boucle_sync::DocumentId;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub(super) fn Sandbox(id: DocumentId) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let name = id.to_string();
    let here = Memo::new(move |_| device.is_sandbox(&name));
    let failed = RwSignal::new(false);
    let navigate = use_navigate();
    let reset = Callback::new(move |()| {
        let navigate = navigate.clone();
        failed.set(false);
        spawn_local(async move {
            match device.reset_example(untrack(|| i18n.language())).await {
                Ok(commons) => navigate(&Address::Commons(commons, CommonsPage::Map).to_string(), Default::default()),
                Err(_none) => failed.set(true),
            }
        });
    });
    let banner = move || {
        view! {
            <aside class="sandbox" aria-label=i18n.say(|w| w.example.title)>
                <p><strong>{i18n.say(|w| w.example.title)}</strong> " " {i18n.say(|w| w.example.here)}</p>
                <p class="field__error" role="alert" hidden=move || !failed.get()>
                    {i18n.say(|w| w.example.no_network)}
                </p>
                <p class="sandbox__actions">
                    <Button on_press=reset>{i18n.say(|w| w.example.reset)}</Button>
                    " "
                    <a class="button" href="/">{i18n.say(|w| w.example.leave)}</a>
                </p>
            </aside>
        }
    };
    move || here.get().then(banner)
}
