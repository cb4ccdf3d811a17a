//! The page about oneself: name, devices, being forgotten.

use crate::{
    components::DeviceNotices,
    head,
    i18n::I18n,
    me::{Arrival, ForgetMe, ProfileForm, SecondDevice},
    state::Device,
};
use leptos::prelude::*;

#[component]
pub(crate) fn Me() -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    head::follow_title(move || (i18n.words().frame.window)(i18n.words().me.title));
    view! {
        <main class="page page--me" id="main" tabindex="-1">
            <DeviceNotices missing=device.missing() />
            <h1 class="me__title">{i18n.say(|w| w.me.title)}</h1>
            <p class="hero__reader card">{i18n.say(|w| w.start.needs_scripts)}</p>
            <Arrival device />
            <ProfileForm device />
            <SecondDevice device />
            <ForgetMe device />
        </main>
    }
}
