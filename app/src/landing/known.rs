//! The commons and meetups this device knows.

use super::forget::{ForgetDialog, Forgetting};
use crate::{
    address::{Address, CommonsPage, commons_of_carto},
    components::{Button, ButtonKind, EmptyState, Rows, Skeleton, focus_on, row},
    i18n::{Ago, I18n},
    state::{Device, KnownDocument},
};
use boucle_model::Kind;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub(crate) fn Known(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let documents = device.documents();
    let forgetting = RwSignal::new(None::<Forgetting>);
    let ask = move |document: KnownDocument| {
        spawn_local(async move {
            let unsaved = device.unsaved(document.id.clone()).await;
            forgetting.set(Some(Forgetting { document, unsaved }));
        });
    };
    let answer = move |forget: bool| {
        if let Some(Forgetting { document, .. }) = forgetting.get_untracked()
            && forget
        {
            device.forget(&document.id);
            // The button that asked goes with its row.
            focus_on("known-title");
        }
        forgetting.set(None);
    };
    let state = Memo::new(move |_| documents.with(|known| known.as_ref().map(|known| !known.is_empty())));
    view! {
        <section class="known" aria-labelledby="known-title">
            <h2 class="known__title" id="known-title" tabindex="-1">{i18n.say(|w| w.known.title)}</h2>
            // Before the device has answered, the place of what it knows.
            {move || match state.get() {
                None => view! { <Skeleton /> }.into_any(),
                Some(false) => view! {
                    <EmptyState title=i18n.say(|w| w.known.none) text=i18n.say(|w| w.known.none_hint) />
                }
                .into_any(),
                Some(true) => view! { <Documents documents on_forget=ask /> }.into_any(),
            }}
            <ForgetDialog forgetting on_answer=answer />
        </section>
    }
}

#[component]
fn Documents(
    documents: Signal<Option<Vec<KnownDocument>>>,
    #[prop(into)] on_forget: Callback<KnownDocument>,
) -> impl IntoView {
    let known = move |document: KnownDocument| {
        row(format!("{}{} {}", document.id, document.opened, document.title), move || {
            view! { <KnownRow document=document.clone() on_forget /> }
        })
    };
    view! {
        <ul class="meetup-list">
            <Rows rows=Signal::derive(move || documents.get().unwrap_or_default().into_iter().map(known).collect()) />
        </ul>
    }
}

#[component]
fn KnownRow(document: KnownDocument, on_forget: Callback<KnownDocument>) -> impl IntoView {
    let i18n = I18n::from_context();
    // The device has answered, so this is a browser and it has a clock.
    let opened = js_sys::Date::new(&(document.opened as f64).into());
    let now = js_sys::Date::now() as i64;
    let ago = Ago::between(document.opened, now);
    let named = !document.title.trim().is_empty();
    let title = document.title.clone();
    let shown = move || if named { title.clone() } else { i18n.words().known.untitled.to_owned() };
    let address = match document.kind {
        Kind::Commons => format!("/c/{}", document.id),
        Kind::Meetup => format!("/m/{}", document.id),
        Kind::Carto => document
            .id
            .parse()
            .map(|id| Address::Commons(commons_of_carto(id), CommonsPage::Carto).to_string())
            .unwrap_or_default(),
    };
    let kind = document.kind;
    let which = move || match kind {
        Kind::Commons => i18n.words().known.commons,
        Kind::Meetup => i18n.words().known.meetup,
        Kind::Carto => i18n.words().carto.known,
    };
    let title_id = format!("known-{}", document.id);
    let forget_id = format!("forget-{}", document.id);
    let labelled = format!("{forget_id} {title_id}");
    view! {
        <li class="meetup-list__item">
            <a class="meetup-list__link" href=address>
                <span class="meetup-list__title" class:meetup-list__title--none=!named id=title_id dir="auto">
                    {shown}
                </span>
                " "
                <span class="meetup-list__kind">{which}</span>
                " "
                <time class="meetup-list__when" datetime=opened.to_iso_string().as_string()>
                    {move || (i18n.words().known.opened)(ago)}
                </time>
            </a>
            <Button
                kind=ButtonKind::Quiet
                on_press=move |()| on_forget.run(document.clone())
                class:meetup-list__forget=true
                attr:id=forget_id
                attr:aria-labelledby=labelled
            >
                {i18n.say(|w| w.known.forget)}
            </Button>
        </li>
    }
}
