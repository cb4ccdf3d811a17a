//! A document that its address names: its views, or what is said in their place.

use super::{Lost, LostWay};
use crate::{
    app::FirstDraw,
    document::Broken,
    state::{Availability, Room},
};
use boucle_model::Kind;
use boucle_sync::DocumentId;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A room, and what the first page knows of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    pub(super) room: Room,
    /// The server's projection is there to be shown while the device answers.
    pub(super) drawn: bool,
    /// The server looked for it in vain.
    unknown: bool,
}

impl Opened {
    pub(super) fn of(kind: Kind, id: DocumentId) -> Self {
        let (projection, unknown) = expect_context::<FirstDraw>().take(id);
        let room = Room::open(kind, id, projection.as_ref());
        Self { room, drawn: projection.is_some(), unknown }
    }
}

/// What is shown, so that the page is drawn again when this changes and not at each change of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    Document,
    Unknown,
    Broken(String),
    Other,
}

#[component]
pub(super) fn Found(
    opened: Opened,
    lost: LostWay,
    /// The address of this document if it is of another kind.
    #[prop(into)]
    other: Callback<Kind, String>,
    children: ChildrenFn,
) -> impl IntoView {
    let Opened { room, unknown, .. } = opened;
    let availability = room.availability();
    let shown = Memo::new(move |_| match availability.get() {
        // The device may hold a document that has not reached the server yet.
        Availability::Opening if unknown => Shown::Unknown,
        Availability::Opening | Availability::Here | Availability::NotReceived => Shown::Document,
        Availability::Unknown => Shown::Unknown,
        Availability::Broken(reason) => Shown::Broken(reason),
        Availability::Other(_) => Shown::Other,
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Availability::Other(kind) = availability.get() {
            navigate(&other.run(kind), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    move || match shown.get() {
        Shown::Document => children().into_any(),
        Shown::Unknown => view! { <Lost way=lost /> }.into_any(),
        Shown::Broken(reason) => view! { <Broken reason on_download=move |()| room.download() /> }.into_any(),
        Shown::Other => ().into_any(),
    }
}
