//! Dates as this device knows them: on its own clock, beside its owner's calendar, and for the calendar of whoever wants to
//! come. Nothing of a calendar that is read here is kept, or leaves the device.

use crate::{
    browser::{
        calendar::{self, Busy, Calendar, Event, WrongCalendar},
        clock, page,
    },
    i18n::Language,
};
use boucle_model::When;
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;

/// A handle on the calendar script, once it is here, and on what was read with it.
#[derive(Debug, Clone, Copy)]
pub struct Agenda {
    script: StoredValue<Option<SendWrapper<Calendar>>>,
    is_here: RwSignal<bool>,
    is_missing: RwSignal<bool>,
    busy: RwSignal<Option<Vec<Busy>>>,
}

impl Agenda {
    #[must_use]
    pub fn new() -> Self {
        Self {
            script: StoredValue::new(None),
            is_here: RwSignal::new(false),
            is_missing: RwSignal::new(false),
            busy: RwSignal::new(None),
        }
    }

    /// Has the script ready as soon as hours are on another clock than that of this device.
    pub fn follow(&self, dates: impl Fn() -> Vec<When> + 'static) {
        let agenda = *self;
        Effect::new(move |_| {
            let here = calendar::zone_here();
            if !agenda.is_here.get() && dates().iter().filter_map(When::zone).any(|zone| zone != here) {
                spawn_local(async move { drop(agenda.fetch().await) });
            }
        });
    }

    /// The script; `None` when it cannot be fetched, which is shown.
    async fn fetch(self) -> Option<Calendar> {
        if let Some(script) = self.script.try_with_value(|script| script.as_deref().cloned()).flatten() {
            return Some(script);
        }
        let fetched = calendar::fetch().await;
        let _nobody_looks_any_more = self.is_missing.try_set(fetched.is_err());
        let script = fetched.ok()?;
        if self.script.try_set_value(Some(SendWrapper::new(script.clone()))).is_none() {
            self.is_here.set(true);
        }
        Some(script)
    }

    /// Whether the script was needed and could not be fetched.
    #[must_use]
    pub fn is_missing(&self) -> Signal<bool> {
        self.is_missing.into()
    }

    /// The zone of this device.
    #[must_use]
    pub fn zone_here(&self) -> String {
        calendar::zone_here()
    }

    /// Whether a date is over on the clock of this device.
    #[must_use]
    pub fn is_over(&self, when: &When) -> bool {
        when.is_over(&calendar::wall_clock())
    }

    /// Whether this names a time zone; also when nobody can say.
    pub async fn knows_zone(self, name: &str) -> bool {
        self.fetch().await.is_none_or(|script| script.is_zone(name))
    }

    fn with<T>(&self, act: impl FnOnce(&Calendar) -> T) -> Option<T> {
        self.is_here.track();
        self.script.with_value(|script| script.as_deref().map(act))
    }

    /// The same hours on the clock of this device, in words; `None` where that is the same clock.
    #[must_use]
    pub fn here(&self, when: &When, language: Language) -> Option<String> {
        self.with(|script| script.here(when, language.code())).flatten()
    }

    /// Reads a calendar file, and tells how often its owner is busy on these dates.
    ///
    /// # Errors
    /// When it cannot be read. What was read before stays. `None` when the script cannot be fetched.
    pub async fn read(self, file: &str, dates: Vec<When>) -> Result<usize, Option<WrongCalendar>> {
        let script = self.fetch().await.ok_or(None)?;
        let spans: Vec<_> = dates.iter().filter_map(|when| script.span(when)).collect();
        let from = spans.iter().map(|(from, _)| *from).fold(f64::INFINITY, f64::min);
        let to = spans.iter().map(|(_, to)| *to).fold(f64::NEG_INFINITY, f64::max);
        // Without a date there is nothing to compare with: the file is read all the same, so that what is wrong is said.
        let within = if from < to { (from, to) } else { (0.0, 0.0) };
        let busy = script.read(file, within).map_err(Some)?;
        let during =
            busy.iter().filter(|busy| spans.iter().any(|(from, to)| busy.from < *to && busy.to > *from)).count();
        let _nobody_looks_any_more = self.busy.try_set(Some(busy));
        Ok(during)
    }

    /// With what the owner of the calendar is busy on a date; `None` while no calendar was read.
    #[must_use]
    pub fn busy(&self, when: &When) -> Option<Vec<String>> {
        let busy = self.busy.get()?;
        let (from, to) = self.with(|script| script.span(when)).flatten()?;
        let during = busy.into_iter().filter(|busy| busy.from < to && busy.to > from);
        Some(during.map(|busy| busy.title).collect())
    }

    pub fn forget(&self) {
        self.busy.set(None);
    }

    /// Gives the person the calendar file of an event, under this name.
    pub fn download(&self, name: &str, invite: Invite, when: When) {
        let (agenda, name) = (*self, format!("{name}.ics"));
        spawn_local(async move {
            let Some(script) = agenda.fetch().await else { return };
            let Invite { uid, title, description, place, url } = invite;
            let event = Event { uid, title, description, place, url, when: &when, stamp: clock::utc() };
            page::download(&name, script.write(&event).as_bytes());
        });
    }
}

impl Default for Agenda {
    fn default() -> Self {
        Self::new()
    }
}

/// What a calendar is told of a meetup.
#[derive(Debug, Clone)]
pub struct Invite {
    /// The same for the same meetup, whenever it is written.
    pub uid: String,
    pub title: String,
    pub description: String,
    pub place: String,
    /// Where the meetup is.
    pub url: String,
}
