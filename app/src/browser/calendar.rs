//! Calendars and time zones: a script that is fetched when it is needed, behind the few calls of `app/editor/src/api.ts`.

use crate::i18n::Unread;
use boucle_model::When;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = boucle, js_name = calendar, catch)]
    async fn calendar() -> Result<JsValue, JsValue>;

    /// The script, once it is here.
    #[derive(Debug, Clone)]
    pub type Calendar;

    #[wasm_bindgen(method, js_name = write)]
    fn write_js(this: &Calendar, event: &JsValue) -> String;
    #[wasm_bindgen(method, js_name = read)]
    fn read_js(this: &Calendar, text: &str, from: f64, to: f64) -> JsValue;
    #[wasm_bindgen(method, js_name = span)]
    fn span_js(this: &Calendar, starts: &str, ends: &str, zone: &str) -> JsValue;
    /// Whether this names a time zone.
    #[wasm_bindgen(method, js_name = isZone)]
    pub fn is_zone(this: &Calendar, name: &str) -> bool;
    #[wasm_bindgen(method, js_name = zones)]
    fn zones_js(this: &Calendar) -> Array;
    #[wasm_bindgen(method, js_name = elsewhere)]
    fn elsewhere_js(this: &Calendar, starts: &str, ends: &str, zone: &str, in_zone: &str, language: &str) -> String;
}

/// What an event is, for a calendar file.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    pub uid: String,
    pub title: String,
    pub description: String,
    pub place: String,
    pub url: String,
    pub when: &'a When,
    /// UTC milliseconds.
    pub stamp: i64,
}

/// A time at which somebody is busy, in UTC milliseconds, and with what.
#[derive(Debug, Clone, PartialEq)]
pub struct Busy {
    pub from: f64,
    pub to: f64,
    pub title: String,
}

/// What is wrong in a calendar, and where: the line, 0 where there is none, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongCalendar {
    pub line: u32,
    pub why: Unread,
    pub text: String,
}

/// Fetches the script.
///
/// # Errors
/// When it cannot be fetched.
pub async fn fetch() -> Result<Calendar, JsValue> {
    Ok(calendar().await?.unchecked_into())
}

/// The time zone of this device.
#[must_use]
pub fn zone_here() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok();
    zone.and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".to_owned())
}

/// What the clock on this device shows, as `2027-01-14T19:00`.
#[must_use]
pub fn wall_clock() -> String {
    wall(&js_sys::Date::new_0())
}

/// What the clock on this device shows at a moment (UTC milliseconds); `None` for one that no clock shows.
#[must_use]
pub fn wall_at(moment: i64) -> Option<String> {
    let date = js_sys::Date::new(&(moment as f64).into());
    (!date.get_time().is_nan()).then(|| wall(&date))
}

/// When the clock on this device shows `2027-01-14T19:00`, in UTC milliseconds: the first time if twice.
#[must_use]
pub fn moment_of(wall: &str) -> Option<i64> {
    let moment = js_sys::Date::new(&wall.into()).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit for some hundred thousand years")]
    let whole = moment as i64;
    (!moment.is_nan()).then_some(whole)
}

fn wall(date: &js_sys::Date) -> String {
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", date.get_hours(), date.get_minutes())
}

fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn number(of: &JsValue, name: &str) -> f64 {
    field(of, name).as_f64().unwrap_or_default()
}

fn text(of: &JsValue, name: &str) -> String {
    field(of, name).as_string().unwrap_or_default()
}

impl Calendar {
    /// The file of one event (iCalendar, RFC 5545).
    #[must_use]
    pub fn write(&self, event: &Event<'_>) -> String {
        let object = Object::new();
        let set = |name: &str, value: JsValue| {
            let _plain_object = Reflect::set(&object, &name.into(), &value);
        };
        let here = zone_here();
        set("uid", event.uid.as_str().into());
        set("title", event.title.as_str().into());
        set("description", event.description.as_str().into());
        set("place", event.place.as_str().into());
        set("url", event.url.as_str().into());
        set("starts", event.when.starts().into());
        set("ends", event.when.ends().into());
        set("zone", event.when.zone().unwrap_or(&here).into());
        set("stamp", (event.stamp as f64).into());
        self.write_js(&object)
    }

    /// When a time begins and ends, in UTC milliseconds: whole days as they are here.
    #[must_use]
    pub fn span(&self, when: &When) -> Option<(f64, f64)> {
        let here = zone_here();
        let span = self.span_js(&when.starts(), &when.ends(), when.zone().unwrap_or(&here));
        span.is_object().then(|| (number(&span, "from"), number(&span, "to")))
    }

    /// When the owner of a calendar file is busy between two moments.
    ///
    /// # Errors
    /// When something in it is wrong.
    pub fn read(&self, file: &str, (from, to): (f64, f64)) -> Result<Vec<Busy>, WrongCalendar> {
        let read = self.read_js(file, from, to);
        let unread = field(&read, "unread");
        if unread.is_object() {
            let why = match text(&unread, "wrong").as_str() {
                "unfinished" => Unread::Unfinished,
                "bad-line" => Unread::BadLine,
                "bad-date" => Unread::BadDate,
                "unknown-zone" => Unread::UnknownZone,
                "too-many" => Unread::TooMany,
                _ => Unread::NotACalendar,
            };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a line of a file")]
            let line = number(&unread, "line") as u32;
            return Err(WrongCalendar { line, why, text: text(&unread, "text") });
        }
        let busy: Array = field(&read, "busy").dyn_into().unwrap_or_default();
        let one =
            |busy: JsValue| Busy { from: number(&busy, "from"), to: number(&busy, "to"), title: text(&busy, "title") };
        Ok(busy.iter().map(one).collect())
    }

    /// The names of all time zones.
    #[must_use]
    pub fn zones(&self) -> Vec<String> {
        self.zones_js().iter().filter_map(|zone| zone.as_string()).collect()
    }

    /// The same hours on the clock of this device, in words; `None` where that is the same clock, or for whole days.
    #[must_use]
    pub fn here(&self, when: &When, language: &str) -> Option<String> {
        let here = zone_here();
        let zone = when.zone().filter(|zone| *zone != here)?;
        let said = self.elsewhere_js(&when.starts(), &when.ends(), zone, &here, language);
        // Another name of the same clock says the same.
        let same = self.elsewhere_js(&when.starts(), &when.ends(), zone, zone, language);
        (said != same).then_some(said)
    }
}
