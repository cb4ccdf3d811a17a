//! The first page: what Boucle is, starting a commons or a meetup, and what this device knows.

use crate::{
    address::{Address, CommonsPage, MeetupAddress, MeetupPage},
    components::DeviceNotices,
    head,
    i18n::I18n,
    landing::{ByLink, Known, Phases, Start, VisitExample},
    state::Device,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub(crate) fn Landing() -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let navigate = use_navigate();
    let lead = navigate.clone();
    let start_commons = move |name: String| {
        let navigate = lead.clone();
        spawn_local(async move {
            let commons = device.start_commons(name).await;
            navigate(&Address::Commons(commons, CommonsPage::Map).to_string(), Default::default());
        });
    };
    let start_meetup = move |title: String| {
        let navigate = navigate.clone();
        spawn_local(async move {
            let meetup = device.start_meetup(title, None, &[]).await;
            let address = MeetupAddress { commons: None, meetup, page: MeetupPage::Pad };
            navigate(&address.to_string(), Default::default());
        });
    };
    head::follow_title(move || i18n.words().landing.title.to_owned());
    view! {
        <main class="page page--landing" id="main" tabindex="-1">
            <DeviceNotices missing=device.missing() />
            <section class="hero">
                <div class="hero__words">
                    <h1 class="hero__title">{i18n.say(|w| w.landing.title)}</h1>
                    <p class="hero__lead">{i18n.say(|w| w.landing.lead)}</p>
                    <VisitExample device />
                </div>
                <div class="hero__starts">
                    <Start id="commons-name" words=Signal::derive(move || &i18n.words().start.commons) strong=true on_start=start_commons />
                    <Start id="title" words=Signal::derive(move || &i18n.words().start.meetup) on_start=start_meetup />
                </div>
                <p class="hero__reader card">{i18n.say(|w| w.start.needs_scripts)}</p>
            </section>
            <Phases />
            <Known device />
            <ByLink />
        </main>
    }
}
