//! People as discs that stand close: an ornament beside their number.

use super::{Avatar, Rows, row};
use crate::document::person_key;
use boucle_sync::presence::Person;
use leptos::prelude::*;

/// Of so many people the first ones.
#[component]
pub(crate) fn Faces(#[prop(into)] people: Signal<Vec<Person>>, most: usize) -> impl IntoView {
    let face = |person: Person| {
        row(person_key(&person), move || view! { <Avatar name=person.name.clone() colour=person.colour /> })
    };
    view! { <Rows rows=Signal::derive(move || people.get().into_iter().take(most).map(face).collect()) /> }
}
