//! The first page: what Boucle is, starting a meetup, and the meetups this device knows.

use crate::{
    components::DeviceNotices,
    head,
    i18n::I18n,
    landing::{Known, Phases, Start},
    state::Device,
};
use leptos::prelude::*;

#[component]
pub(crate) fn Landing() -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    head::follow_title(move || i18n.words().landing.title.to_owned());
    view! {
        <main class="page page--landing" id="main" tabindex="-1">
            <DeviceNotices missing=device.missing() />
            <section class="hero">
                <div class="hero__words">
                    <h1 class="hero__title">{i18n.say(|w| w.landing.title)}</h1>
                    <p class="hero__lead">{i18n.say(|w| w.landing.lead)}</p>
                </div>
                <Start device />
                <p class="hero__reader card">{i18n.say(|w| w.start.needs_scripts)}</p>
            </section>
            <Phases />
            <Known device />
        </main>
    }
}
