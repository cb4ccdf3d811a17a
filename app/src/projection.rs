//! What the server puts into a page, and what the browser draws first: the same, so that hydration fits.

use serde::{Deserialize, Serialize};

/// A meetup without its history, as a public page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Projection {
    /// The document's id, as it stands in the address.
    pub document: String,
    pub title: String,
    /// The phase it is in, by its name ([`boucle_model::Phase::name`]).
    #[serde(default)]
    pub phase: String,
    /// The pad, in Markdown.
    pub pad: String,
}

/// Everything a page is first drawn from. The server hands it to the app; the browser reads it from the
/// page's `<script type="application/json" id="initial">`; the offline shell has the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initial {
    /// The meetup of this address; `None` on other pages, offline, and where the server knows none.
    pub meetup: Option<Projection>,
    /// The server looked for the meetup of this address, and has none.
    pub unknown: bool,
}
