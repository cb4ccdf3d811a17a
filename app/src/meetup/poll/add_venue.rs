//! Proposing a venue: its name, and what is known of it.

use super::option::wrong_capacity;
use crate::{
    components::{Button, ButtonKind, Field, at_most, focus_on},
    head::one_line,
    i18n::I18n,
    meetup::number,
    state::Room,
};
use boucle_model::MAX_TITLE;
use leptos::{ev, prelude::*};

#[component]
pub(super) fn AddVenue(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let (name, address, capacity) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let lacks_name = RwSignal::new(false);
    let check = at_most(i18n, MAX_TITLE);
    let name_error = Memo::new(move |_| {
        let missing = lacks_name.get().then(|| i18n.words().poll.no_name.to_owned());
        missing.or_else(|| check.run(one_line(&name.read())))
    });
    let address_error = Memo::new(move |_| check.run(one_line(&address.read())));
    let capacity_error =
        Memo::new(move |_| wrong_capacity(capacity.read().trim()).then(|| i18n.words().poll.wrong_capacity.to_owned()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = name.with_untracked(|name| one_line(name));
        if said.is_empty() {
            lacks_name.set(true);
            return focus_on("venue-name");
        }
        for (error, field) in
            [(name_error, "venue-name"), (address_error, "venue-address"), (capacity_error, "venue-capacity")]
        {
            if error.read_untracked().is_some() {
                return focus_on(field);
            }
        }
        let address_said = address.with_untracked(|address| one_line(address));
        if room.add_venue(&said, &address_said, number(&capacity.read_untracked())) {
            [name, address, capacity].iter().for_each(|field| field.set(String::new()));
            focus_on("venue-name");
        }
    };
    view! {
        <form class="poll__add" on:submit=submit hidden=move || !writable.get() aria-labelledby="add-venue">
            <h3 class="poll__add-title" id="add-venue">{i18n.say(|w| w.poll.add_venue)}</h3>
            <div class="poll__fields">
                <Field
                    id="venue-name"
                    value=name
                    label=i18n.say(|w| w.poll.venue_name.label)
                    error=Signal::derive(move || name_error.get())
                    on_type=move |()| lacks_name.set(false)
                />
                <Field
                    id="venue-address"
                    value=address
                    label=i18n.say(|w| w.poll.venue_address.label)
                    error=Signal::derive(move || address_error.get())
                />
                <Field
                    id="venue-capacity"
                    value=capacity
                    inputmode="numeric"
                    label=i18n.say(|w| w.poll.venue_capacity.label)
                    error=Signal::derive(move || capacity_error.get())
                />
            </div>
            <Button kind=ButtonKind::Strong>{i18n.say(|w| w.poll.add)}</Button>
        </form>
    }
}
