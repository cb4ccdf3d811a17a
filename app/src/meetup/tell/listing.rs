//! Announcing the meetup on meetup.com: what its form asks for, in its order, and a place for the address that results.

use crate::{
    components::{Copy, Line, at_most},
    i18n::I18n,
    markdown,
    state::Room,
};
use boucle_model::{MAX_TITLE, Text, When};
use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(super) fn Listing(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let when = Memo::new(move |_| room.poll().with(|poll| Some(poll.slot(poll.chosen?.date?)?.when.clone())));
    let text = room.text(Text::Announcement);
    let venue = move || {
        room.poll().with(|poll| {
            let venue = poll.venue(poll.chosen?.venue?)?;
            let said = [venue.name.text.clone(), venue.address.clone()];
            Some(said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", "))
        })
    };
    let value = move |n: usize| {
        let when = when.get();
        let said = match n {
            0 => Some(room.title().read().text.clone()),
            1 => {
                when.map(|when| (i18n.words().poll.when)(&When::Days { from: when.first_day(), to: when.first_day() }))
            }
            2 => when.and_then(|when| when.hours().map(|(from, _)| format!("{:02}:{:02}", from.hour(), from.minute()))),
            3 => when.and_then(|when| match when {
                When::Hours { from, to, .. } => Some((i18n.words().tell.duration)((to - from).whole_minutes())),
                When::Days { .. } => None,
            }),
            4 => Some(markdown::plain(&text.read())).filter(|text| !text.trim().is_empty()),
            5 => venue(),
            _ => room.attendance().read().seats.map(|seats| seats.to_string()),
        };
        said.unwrap_or_default()
    };
    let field = move |n: usize| {
        let label = move || i18n.words().tell.fields[n];
        let said = Memo::new(move |_| value(n));
        let aloud = TextProp::from(move || (i18n.words().tell.copy_field)(label()));
        view! {
            <div class="tell__field">
                <dt class="plan__label">{label}</dt>
                <dd class="tell__value" dir="auto">{move || if said.read().is_empty() { "–".to_owned() } else { said.get() }}</dd>
                <dd class="tell__copy"><Copy text=said label=i18n.say(|w| w.tell.copy_short) aloud /></dd>
            </div>
        }
    };
    let listing = Memo::new(move |_| room.steps().read().listing.clone());
    let check = Callback::new(move |address: String| {
        let is_wrong = !address.is_empty() && !markdown::is_on_the_web(&address);
        let wrong = is_wrong.then(|| i18n.words().tell.wrong_address.to_owned());
        wrong.or_else(|| at_most(i18n, MAX_TITLE).run(address))
    });
    // What another program wrote there is no link of ours.
    let href = move || Some(listing.get()).filter(|address| markdown::is_on_the_web(address));
    view! {
        <section class="card" aria-labelledby="listing-title">
            <h2 class="card__title" id="listing-title" tabindex="-1">{i18n.say(|w| w.tell.listing)}</h2>
            <p class="field__hint">{i18n.say(|w| w.tell.listing_what)}</p>
            <dl class="tell__fields">{(0..7).map(field).collect::<Vec<_>>()}</dl>
            <div class="plan__line">
                <p class="plan__label" aria-hidden="true">{i18n.say(|w| w.tell.address.label)}</p>
                <Line
                    id="listing"
                    text=listing
                    label=i18n.say(|w| w.tell.address.label)
                    placeholder=i18n.say(|w| w.tell.address.placeholder)
                    check
                    writable
                    on_say=move |address: String| room.list_at(&address)
                />
            </div>
            <p hidden=move || href().is_none()>
                <a href=href rel="noopener nofollow ugc">{i18n.say(|w| w.tell.open)}</a>
            </p>
        </section>
    }
}
