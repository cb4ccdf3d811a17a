//! Back in time: a slider along what came about in the loop, from the first meetup to today. The map follows it.
//!
//! What one sees of the past stays as it is while others go on: what they do is said, and shown to whoever comes back to today.

use crate::{
    browser::clock,
    components::{Button, ButtonKind, focus_on},
    i18n::{I18n, Involved},
    state::{Device, Room},
};
use boucle_model::{Edition, Flow, Milestone, Passed, Turn, flows_then, standing};
use boucle_sync::DocumentId;
use leptos::prelude::*;
use std::time::Duration;

/// The id of what is opened, and of the slider in it.
const PANEL: &str = "map-past";
const SLIDER: &str = "past-slider";
/// How long each moment stays where they follow each other by themselves.
const PACE: Duration = Duration::from_millis(1_400);

/// Where in time one looks at the map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past {
    commons: DocumentId,
    room: Room,
    device: Device,
    /// What came about, the earliest first; `None` while nobody goes back in time.
    history: RwSignal<Option<Vec<Milestone>>>,
    /// With which of it one looks; behind the last of it is today.
    at: RwSignal<usize>,
    /// Something has come about since.
    meanwhile: RwSignal<bool>,
    reading: RwSignal<bool>,
    looking: Memo<Option<Milestone>>,
    /// The meetups as they stood then, also those that were off the map.
    editions: Memo<Option<Vec<Edition>>>,
}

impl Past {
    pub(super) fn new(commons: DocumentId, room: Room) -> Self {
        let device = expect_context::<Device>();
        let history = RwSignal::new(None::<Vec<Milestone>>);
        let at = RwSignal::new(0);
        let looking = Memo::new(move |_| history.with(|all| all.as_ref()?.get(at.get()).cloned()));
        let editions = Memo::new(move |_| looking.with(|one| one.as_ref().map(|one| room.map_at(&one.heads))));
        let (meanwhile, reading) = (RwSignal::new(false), RwSignal::new(false));
        let past = Self { commons, room, device, history, at, meanwhile, reading, looking, editions };
        Effect::new(move |before: Option<()>| {
            room.editions().track();
            if before.is_some() && past.is_open() {
                if past.looking.read_untracked().is_some() { past.meanwhile.set(true) } else { past.recall() }
            }
        });
        Effect::new(move |before: Option<()>| {
            device.annals().track();
            if before.is_some() && past.is_open() {
                past.recall();
            }
        });
        on_cleanup(move || {
            if past.is_open() {
                past.device.stop_reading();
            }
        });
        past
    }

    /// Whether one looks at another time than today.
    pub(super) fn is_looking(self) -> Signal<bool> {
        Signal::derive(move || self.looking.read().is_some())
    }

    /// The meetups that stood on the map then; `None` today.
    pub(super) fn editions(self) -> Option<Vec<Edition>> {
        self.editions.with(|editions| editions.as_ref().map(|editions| standing(editions).cloned().collect()))
    }

    /// What had been carried from one to another by then; `None` today.
    pub(super) fn flows(self) -> Option<Vec<Flow>> {
        let at = self.at.get();
        self.history.with(|all| all.as_ref()?.get(..=at).map(flows_then))
    }

    fn is_open(self) -> bool {
        self.history.try_with_untracked(Option::is_some).unwrap_or(false)
    }

    fn today(self) -> usize {
        self.history.with(|all| all.as_ref().map_or(0, Vec::len))
    }

    fn toggle(self) {
        if self.is_open() {
            self.device.stop_reading();
            self.history.set(None);
            self.meanwhile.set(false);
            return;
        }
        self.recall();
        let editions = self.room.editions();
        let meetups = editions.with_untracked(|editions| standing(editions).map(|edition| edition.id).collect());
        self.device.gather_annals(self.commons, meetups, self.reading);
        request_animation_frame(|| focus_on(SLIDER));
    }

    /// Learns anew what came about, and stays with what one looks at.
    fn recall(self) {
        let all = self.room.milestones(&self.device.annals().read_untracked());
        let at = self.looking.with_untracked(|one| one.as_ref().map_or(all.len(), |one| found_again(one, &all)));
        self.history.set(Some(all));
        self.at.set(at);
    }

    fn go(self, to: usize) {
        let today = untrack(|| self.today());
        self.at.set(to.min(today));
        if to >= today && self.meanwhile.get_untracked() {
            self.meanwhile.set(false);
            self.history.update(|all| {
                if let Some(all) = all {
                    *all = self.room.milestones(&self.device.annals().read_untracked());
                    self.at.set(all.len());
                }
            });
        }
    }

    /// When that was, and what came about.
    fn said(self, i18n: I18n) -> Option<(i64, String)> {
        let words = i18n.words();
        let number_of = |id, all: &[Edition]| all.iter().find(|edition| edition.id == id).map(|edition| edition.number);
        self.looking.with(|one| {
            let one = one.as_ref()?;
            let then = self.editions.get().unwrap_or_default();
            let edition = then.iter().find(|edition| edition.id == one.meetup);
            let name = |edition: &Edition| (words.past.meetup)(edition.number, edition.title.trim());
            let meetup = edition.map_or_else(|| words.map.untitled.to_owned(), name);
            let (from, phase) = match &one.what {
                Passed::Turned(Turn::Carried { from: Some(from), .. }) => (number_of(*from, &then), ""),
                Passed::Reached(phase) => (None, words.landing.phases[*phase as usize].0),
                _ => (None, ""),
            };
            Some((one.at, (words.past.what)(&one.what, &Involved { meetup: &meetup, from, phase })))
        })
    }
}

/// The place of what one looks at among all that is known now: where it is another by now, of what came last until then.
fn found_again(one: &Milestone, all: &[Milestone]) -> usize {
    let is_it = |other: &Milestone| (other.at, other.meetup, &other.what) == (one.at, one.meetup, &one.what);
    let until_then = || all.partition_point(|other| other.at <= one.at).saturating_sub(1);
    all.iter().position(is_it).unwrap_or_else(until_then)
}

/// What opens and closes it.
#[component]
pub(super) fn BackInTime(past: Past, #[prop(into)] hidden: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let is_here = past.room.is_here();
    view! {
        <Button
            kind=ButtonKind::Quiet
            disabled=move || !is_here.get()
            on_press=move |()| past.toggle()
            attr:aria-expanded=move || if past.history.read().is_some() { "true" } else { "false" }
            attr:aria-controls=PANEL
            attr:hidden=move || hidden.get()
        >
            {i18n.say(|w| w.past.open)}
        </Button>
    }
}

#[component]
pub(super) fn PastPanel(past: Past) -> impl IntoView {
    let is_open = Memo::new(move |_| past.history.read().is_some());
    move || is_open.get().then(|| view! { <Along past /> })
}

#[component]
fn Along(past: Past) -> impl IntoView {
    let i18n = I18n::from_context();
    let said = Memo::new(move |_| past.said(i18n));
    let when = move |at| clock::said(at, "long", i18n.language().code());
    let whole = move || match said.get() {
        Some((at, what)) => (i18n.words().past.moment)(&when(at), &what),
        None => (i18n.words().past.moment)(i18n.words().past.today, i18n.words().past.now),
    };
    // Whoever moves along the slider hears its own words; of the buttons they are said here.
    let aloud = RwSignal::new(String::new());
    let plays = RwSignal::new(false);
    play(past, plays);
    let step = move |to: usize| {
        plays.set(false);
        past.go(to);
        aloud.set(untrack(whole));
    };
    let today = Memo::new(move |_| past.today());
    let is_today = Memo::new(move |_| past.looking.read().is_none());
    let unread = Memo::new(move |_| {
        let (known, editions) = (past.device.annals(), past.room.editions());
        let is_unread = |edition: &&Edition| !known.read().contains_key(&edition.id);
        let numbers = || editions.with(|all| standing(all).filter(is_unread).map(|one| one.number).collect::<Vec<_>>());
        if past.reading.get() { Vec::new() } else { numbers() }
    });
    let moment = move || match said.get() {
        Some((at, what)) => view! {
            <time class="past__when" datetime=clock::iso(at)>{move || when(at)}</time>
            " "
            <span class="past__what" dir="auto">{what}</span>
        }
        .into_any(),
        None => view! {
            <strong class="past__when">{i18n.say(|w| w.past.today)}</strong>
            " "
            <span class="past__what">{i18n.say(|w| w.past.now)}</span>
        }
        .into_any(),
    };
    let slide = move |event| {
        if let Ok(to) = event_target_value(&event).parse() {
            plays.set(false);
            past.go(to);
        }
    };
    let turn = move || {
        // From today one begins at the beginning.
        if !plays.get_untracked() && is_today.get_untracked() {
            past.go(0);
        }
        plays.update(|plays| *plays = !*plays);
    };
    let value = move || {
        // What it can be comes before what it is.
        today.track();
        past.at.get().to_string()
    };
    let state = move || if past.reading.get() { i18n.words().past.reading } else { "" };
    let meanwhile = move || if past.meanwhile.get() { i18n.words().past.meanwhile } else { "" };
    view! {
        <div class="past" id=PANEL role="group" aria-labelledby="past-title">
            <h3 class="past__title" id="past-title">{i18n.say(|w| w.past.title)}</h3>
            <p class="past__moment">{moment}</p>
            <div class="past__along">
                <button
                    class="button button--icon"
                    type="button"
                    aria-label=i18n.say(|w| w.past.earlier)
                    aria-disabled=move || (past.at.get() == 0).then_some("true")
                    on:click=move |_| step(past.at.get_untracked().saturating_sub(1))
                >
                    <span aria-hidden="true">"‹"</span>
                </button>
                <input
                    class="past__slider"
                    id=SLIDER
                    type="range"
                    min="0"
                    max=move || today.get().to_string()
                    step="1"
                    prop:value=value
                    aria-label=i18n.say(|w| w.past.slider)
                    aria-valuetext=whole
                    on:input=slide
                />
                <button
                    class="button button--icon"
                    type="button"
                    aria-label=i18n.say(|w| w.past.later)
                    aria-disabled=move || is_today.get().then_some("true")
                    on:click=move |_| step(past.at.get_untracked() + 1)
                >
                    <span aria-hidden="true">"›"</span>
                </button>
                <button class="button past__play" type="button" on:click=move |_| turn()>
                    {move || if plays.get() { i18n.words().past.pause } else { i18n.words().past.play }}
                </button>
                <button
                    class="button past__today"
                    type="button"
                    aria-disabled=move || is_today.get().then_some("true")
                    on:click=move |_| step(usize::MAX)
                >
                    {i18n.say(|w| w.past.today)}
                </button>
            </div>
            <p class="visually-hidden" role="status">{move || aloud.get()}</p>
            <div class="past__looking notice" data-kind="info" role="status" hidden=move || is_today.get()>
                <p class="notice__text">
                    <strong>{i18n.say(|w| w.past.looking.0)}</strong>
                    " "
                    {i18n.say(|w| w.past.looking.1)}
                </p>
            </div>
            <p class="past__meanwhile" role="status">{meanwhile}</p>
            <p class="past__state" role="status">{state}</p>
            <p class="past__unread" role="status" hidden=move || unread.read().is_empty()>
                {move || (i18n.words().past.unread)(&unread.read())}
            </p>
        </div>
    }
}

/// Goes on by itself until today.
fn play(past: Past, plays: RwSignal<bool>) {
    Effect::new(move |_| {
        if !plays.get() {
            return;
        }
        if past.looking.read().is_none() {
            plays.set(false);
            return;
        }
        let next = past.at.get() + 1;
        let waiting = set_timeout_with_handle(move || past.go(next), PACE).ok();
        on_cleanup(move || waiting.into_iter().for_each(|waiting| waiting.clear()));
    });
}

#[cfg(test)]
mod tests {
    use super::found_again;
    use boucle_model::{MeetupId, Milestone, Passed, Phase};

    fn milestone(at: i64, phase: Phase) -> Milestone {
        Milestone { at, meetup: MeetupId::from_bytes([1; 16]), what: Passed::Reached(phase), heads: Vec::new() }
    }

    #[test]
    fn e109_what_one_looks_at_is_found_again_when_more_is_known() {
        let [begun, live, bilan] =
            [(1, Phase::Before), (3, Phase::Live), (5, Phase::Bilan)].map(|(at, p)| milestone(at, p));
        let earlier = milestone(2, Phase::After);
        let all = [begun.clone(), earlier, live.clone(), bilan];
        assert_eq!((found_again(&begun, &all), found_again(&live, &all)), (0, 2));
        // It is told otherwise by now: what had come about by then is shown.
        assert_eq!(found_again(&milestone(4, Phase::Live), &all), 2);
        assert_eq!(found_again(&milestone(0, Phase::Live), &all), 0);
        assert_eq!(found_again(&live, &[]), 0);
    }
}
