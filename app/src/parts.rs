//! The parts of the app that come as modules of their own: whoever opens a page brings its views, and no others.
//!
//! The build takes the module apart along the functions below (docs/decisions/0023-pages-come-apart.md). On the server there
//! is one program, and every part is here.

#![allow(unsafe_code, reason = "`wasm_split` writes the imports between the modules")]

use crate::{
    address::{Address, CommonsPage, MeetupAddress, MeetupPage},
    commons, document,
    i18n::I18n,
    meetup, pages,
    state::Room,
};
use boucle_model::{Kind, PersonId, Phase, RowId, Text};
use boucle_sync::DocumentId;
use futures::FutureExt;
use leptos::{prelude::*, task::spawn_local};
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

#[wasm_bindgen]
extern "C" {
    /// Says that something did not come; resolves when it should be asked for again (`app/editor/src/refusal.ts`).
    #[wasm_bindgen(js_namespace = boucle, js_name = refused)]
    async fn refused();
}

/// One module of views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Landing,
    Me,
    Map,
    Community,
    Ideas,
    Strands,
    Carto,
    Journal,
    Plan,
    Poll,
    Speakers,
    Tell,
    Bilan,
    Record,
}

/// Those that are here, a bit each.
static HERE: AtomicU32 = AtomicU32::new(0);

/// What a part shows, once it is here.
type Views = Result<AnyView, SplitLoaderError>;

impl Part {
    /// What a page at this address is made of, beside what every page needs.
    pub(crate) const fn of(address: &Address) -> Option<Self> {
        match address {
            Address::Landing => Some(Self::Landing),
            Address::Me => Some(Self::Me),
            Address::Commons(_, page) => Self::of_commons(*page),
            Address::Meetup(at) => Self::of_meetup(at.page),
            #[cfg(debug_assertions)]
            Address::Styleguide => None,
            Address::Malformed | Address::Nowhere => None,
        }
    }

    const fn of_commons(page: CommonsPage) -> Option<Self> {
        match page {
            CommonsPage::Map => Some(Self::Map),
            CommonsPage::Community | CommonsPage::Settings => Some(Self::Community),
            CommonsPage::Ideas => Some(Self::Ideas),
            CommonsPage::Strands => Some(Self::Strands),
            CommonsPage::Journal => Some(Self::Journal),
            CommonsPage::Carto => Some(Self::Carto),
            CommonsPage::Vision => None,
        }
    }

    const fn of_meetup(page: MeetupPage) -> Option<Self> {
        match page {
            MeetupPage::Pad | MeetupPage::Phase(Phase::Live) => None,
            MeetupPage::Phase(Phase::Bilan) => Some(Self::Bilan),
            MeetupPage::Evidence(_) | MeetupPage::Record => Some(Self::Record),
            MeetupPage::Phase(_) => Some(Self::Plan),
            MeetupPage::Poll => Some(Self::Poll),
            MeetupPage::Speakers | MeetupPage::Answer(..) => Some(Self::Speakers),
            MeetupPage::Call | MeetupPage::Announcement => Some(Self::Tell),
            MeetupPage::Journal => Some(Self::Journal),
        }
    }

    /// The name of its module: that of the function below which it is taken out for.
    const fn name(self) -> &'static str {
        match self {
            Self::Landing => "landing",
            Self::Me => "me",
            Self::Map => "map",
            Self::Community => "community",
            Self::Ideas => "ideas",
            Self::Strands => "strands",
            Self::Carto => "carto",
            Self::Journal => "journal",
            Self::Plan => "plan",
            Self::Poll => "poll",
            Self::Speakers => "speakers",
            Self::Tell => "tell",
            Self::Bilan => "bilan",
            Self::Record => "record",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }

    fn is_here(self) -> bool {
        cfg!(not(target_family = "wasm")) || HERE.load(Ordering::Relaxed) & self.bit() != 0
    }

    /// Brings it, and asks again for as long as it does not come.
    pub(crate) async fn bring(self) {
        while self.try_to_bring().await.is_err() {
            refused().await;
        }
        HERE.fetch_or(self.bit(), Ordering::Relaxed);
    }

    async fn try_to_bring(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Landing => bring_landing().await,
            Self::Me => bring_me().await,
            Self::Map => bring_map().await,
            Self::Community => bring_community().await,
            Self::Ideas => bring_ideas().await,
            Self::Strands => bring_strands().await,
            Self::Carto => bring_carto().await,
            Self::Journal => bring_journal().await,
            Self::Plan => bring_plan().await,
            Self::Poll => bring_poll().await,
            Self::Speakers => bring_speakers().await,
            Self::Tell => bring_tell().await,
            Self::Bilan => bring_bilan().await,
            Self::Record => bring_record().await,
        }
    }
}

/// The name of the module that a page at this address needs beside the main one, if it needs any.
#[must_use]
pub fn part_of(address: &Address) -> Option<&'static str> {
    Part::of(address).map(Part::name)
}

/// Shows views of a part: at once where it is here, and when it has come where it is not.
pub(crate) fn shown<V>(part: Part, views: impl Fn() -> V + Send + 'static) -> AnyView
where
    V: Future<Output = Views>,
{
    let built = move || views().now_or_never().and_then(Result::ok).into_any();
    if part.is_here() {
        return built();
    }
    let i18n = I18n::from_context();
    let here = RwSignal::new(false);
    spawn_local(async move {
        part.bring().await;
        // The page may have been left meanwhile.
        let _gone = here.try_set(true);
    });
    let waiting = move || view! { <p class="page__coming" role="status">{i18n.say(|w| w.safety.opening)}</p> };
    (move || if here.get() { built() } else { waiting().into_any() }).into_any()
}

/// What every page of a meetup is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) room: Room,
    /// The commons in which one looks at it.
    pub(crate) commons: Option<Room>,
    /// Whether the replica has answered.
    pub(crate) open: Signal<bool>,
    pub(crate) writable: Signal<bool>,
    /// Whether the server's projection is there to be shown until then.
    pub(crate) drawn: bool,
    /// Where in it one is.
    pub(crate) at: Memo<Option<MeetupAddress>>,
}

#[wasm_split(landing, fallible, preload(bring_landing))]
pub(crate) fn landing() -> Views {
    Ok(view! { <pages::Landing /> }.into_any())
}

#[wasm_split(me, fallible, preload(bring_me))]
pub(crate) fn me() -> Views {
    Ok(view! { <pages::Me /> }.into_any())
}

#[wasm_split(map, fallible, preload(bring_map))]
pub(crate) fn map(id: DocumentId, room: Room, writable: Signal<bool>, known: Signal<bool>) -> Views {
    Ok(view! { <commons::MapPage id room writable known /> }.into_any())
}

/// The people of a commons, and where its settings are said.
#[wasm_split(community, fallible, preload(bring_community))]
pub(crate) fn community(is_settings: bool, id: DocumentId, room: Room) -> Views {
    Ok(match is_settings {
        true => view! { <commons::Settings id room /> }.into_any(),
        false => view! { <commons::Community id room /> }.into_any(),
    })
}

#[wasm_split(ideas, fallible, preload(bring_ideas))]
pub(crate) fn ideas(id: DocumentId, room: Room, writable: Signal<bool>, known: Signal<bool>) -> Views {
    Ok(view! { <commons::IdeaBox id room writable known /> }.into_any())
}

/// The long view over all editions.
#[wasm_split(strands, fallible, preload(bring_strands))]
pub(crate) fn strands(id: DocumentId, room: Room, known: Signal<bool>) -> Views {
    Ok(view! { <commons::StrandsPage id room known /> }.into_any())
}

/// The map of ideas and people.
#[wasm_split(carto, fallible, preload(bring_carto))]
pub(crate) fn carto(id: DocumentId, room: Room, known: Signal<bool>) -> Views {
    Ok(view! { <commons::CartoPage id room known /> }.into_any())
}

#[wasm_split(journal, fallible, preload(bring_journal))]
pub(crate) fn journal(kind: Kind, room: Room, writable: Signal<bool>) -> Views {
    Ok(view! { <document::Journal kind room writable /> }.into_any())
}

/// The phases of a meetup but the day itself and the bilan.
#[wasm_split(plan, fallible, preload(bring_plan))]
pub(crate) fn plan(phase: Phase, given: Given) -> Views {
    let Given { room, commons, open, writable, drawn, at } = given;
    Ok(match phase {
        Phase::CoConstruction => view! { <meetup::CoConstruction room commons open writable drawn at /> }.into_any(),
        Phase::Before => view! {
            <div class="plan">
                <meetup::PhasePage phase room writable at />
                <meetup::Coming room writable at />
            </div>
        }
        .into_any(),
        phase => view! { <meetup::PhasePage phase room writable at /> }.into_any(),
    })
}

#[wasm_split(poll, fallible, preload(bring_poll))]
pub(crate) fn poll(given: Given) -> Views {
    let Given { room, writable, at, .. } = given;
    Ok(view! { <meetup::PollPage room writable at /> }.into_any())
}

/// Who could speak, and where somebody who was invited answers.
#[wasm_split(speakers, fallible, preload(bring_speakers))]
pub(crate) fn speakers(answer: Option<(RowId, PersonId)>, given: Given) -> Views {
    let Given { room, writable, at, .. } = given;
    Ok(match answer {
        Some((talk, person)) => view! { <meetup::AnswerPage talk person room writable at /> }.into_any(),
        None => view! { <meetup::SpeakersPage room writable at /> }.into_any(),
    })
}

/// The texts that tell others of a meetup.
#[wasm_split(tell, fallible, preload(bring_tell))]
pub(crate) fn tell(text: Text, given: Given) -> Views {
    let Given { room, commons, open, writable, drawn, at } = given;
    Ok(view! { <meetup::TellPage text room commons open writable drawn at /> }.into_any())
}

/// Where stock is taken.
#[wasm_split(bilan, fallible, preload(bring_bilan))]
pub(crate) fn bilan(given: Given) -> Views {
    let Given { room, commons, open, writable, drawn, at } = given;
    Ok(view! { <meetup::BilanPage room commons open writable drawn at /> }.into_any())
}

/// What a bilan leaves; or one thing that shows that it is so.
#[wasm_split(record, fallible, preload(bring_record))]
pub(crate) fn record(evidence: Option<RowId>, given: Given) -> Views {
    let Given { room, open, writable, at, .. } = given;
    Ok(match evidence {
        Some(id) => view! { <meetup::EvidencePage id room open at /> }.into_any(),
        None => view! { <meetup::RecordPage room open writable at /> }.into_any(),
    })
}
