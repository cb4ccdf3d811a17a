//! What the style guide shows: every token with what is measured of it, and every component in each of its states, alive.
//!
//! It exists in development only, and its headings speak English only: nobody reads it but who builds Boucle.

mod answers;
mod colours;
mod loops;
mod parts;
mod scales;
mod theme;
mod tokens;

pub(crate) use answers::Answers;
pub(crate) use colours::Colours;
pub(crate) use loops::Loops;
pub(crate) use parts::Parts;
pub(crate) use scales::Scales;
pub(crate) use theme::ThemeSwitch;

use boucle_sync::presence::Person;
use leptos::prelude::*;

/// Somebody for each colour that people have.
fn everybody() -> Vec<Person> {
    let names = ["Alice", "Bob", "Chloé", "Denis", "Élodie", "Farid", "Gaël", "Hana"];
    (0..).zip(names).map(|(n, name)| Person { person: [n; 16], name: name.to_owned(), colour: n, spot: None }).collect()
}

/// A part of the guide, under its name.
#[component]
fn Part(
    /// The id of its heading.
    id: &'static str,
    title: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="guide__part" aria-labelledby=id>
            <h2 class="guide__title" id=id>{title}</h2>
            {children()}
        </section>
    }
}

/// Something in its states, side by side, with what it is called.
#[component]
fn Shown(
    name: &'static str,
    /// Whether it takes the whole width.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="guide__shown" class:guide__shown--wide=wide>
            <h3 class="guide__name">{name}</h3>
            <div class="guide__states">{children()}</div>
        </div>
    }
}
