//! The frame of every page, and what its views find in context.

use crate::{
    components::{Footer, Masthead, NameDialog, Toast, focus_on},
    head,
    i18n::{I18n, Language},
    pages::Page,
    projection::{Initial, Projection},
    state::Device,
};
use boucle_model::{MeetupId, Pin, RowId, Telling};
use boucle_sync::DocumentId;
use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    hooks::use_location,
    path,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// What the server learns from drawing a page. It puts one in context; in the browser there is none.
#[derive(Debug, Clone, Default)]
pub struct Outcome(Arc<AtomicBool>);

impl Outcome {
    /// Whether the page says that nothing is at its address.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn lost(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What the first page is drawn from; the pages after it are drawn from the device.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FirstDraw(StoredValue<Option<Initial>>);

impl FirstDraw {
    /// The server's projection of a document, and whether the server looked for it in vain. Only the first page is told.
    pub(crate) fn take(self, document: DocumentId) -> (Option<Projection>, bool) {
        let id = document.to_string();
        let taken = self.0.try_update_value(|initial| {
            let initial = initial.as_mut()?;
            let found = initial.documents.iter().position(|projection| projection.document == id);
            let unknown = initial.unknown.iter().position(|unknown| *unknown == id);
            unknown.inspect(|n| drop(initial.unknown.swap_remove(*n)));
            Some((found.map(|n| initial.documents.swap_remove(n)), unknown.is_some()))
        });
        taken.flatten().unwrap_or_default()
    }

    /// Where everything on the Meta-Carto stands, where the first page is its own.
    pub(crate) fn places(self) -> Option<Vec<(RowId, Pin)>> {
        self.0.try_update_value(|initial| initial.as_mut()?.places.take()).flatten()
    }

    /// What the meetups of a commons tell, where the first page is that of the long view or of the Meta-Carto.
    pub(crate) fn tellings(self) -> Option<Vec<(MeetupId, Telling)>> {
        self.0.try_update_value(|initial| initial.as_mut()?.tellings.take()).flatten()
    }
}

/// The whole app, in the language and from the values that the server and the browser agree on.
#[component]
pub fn App(language: Language, initial: Initial) -> impl IntoView {
    let i18n = I18n::new(language);
    let device = Device::new();
    provide_context(i18n);
    provide_context(device);
    provide_context(FirstDraw(StoredValue::new(Some(initial))));
    head::follow_language(i18n);
    let naming = RwSignal::new(false);
    let named = move |answer: Option<String>| {
        naming.set(false);
        if let Some(name) = answer {
            device.set_name(&name);
        }
    };
    view! {
        <Router>
            // The router would take the click and leave the focus where it was.
            <a class="skip-link" href="#main" rel="external">{i18n.say(|w| w.frame.skip)}</a>
            <Masthead name=device.name() colour=device.colour() on_name=move |()| naming.set(true) />
            <FocusFollows />
            // Which page an address opens is said once, for the browser and the server (`address`).
            <FlatRoutes fallback=Page>
                <Route path=path!("/") view=Page />
                <Route path=path!("/*address") view=Page />
            </FlatRoutes>
            <Footer />
            <NameDialog id="name" open=naming name=device.name() on_answer=named />
            <Toast
                shown=device.update()
                text=i18n.say(|w| w.frame.update)
                action=i18n.say(|w| w.frame.take_update)
                on_action=move |()| device.take_update()
            />
        </Router>
    }
}

/// Leads keyboard and screen reader to the new page when another address opens in place.
#[component]
fn FocusFollows() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| focus_on("main"));
        }
        now
    });
}
