//! The time of day, time passed, and timers that end when they are dropped.

use std::time::Duration;
use wasm_bindgen::{JsCast, closure::Closure};

/// UTC milliseconds.
#[must_use]
pub fn utc() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit for some hundred thousand years")]
    let now = js_sys::Date::now() as i64;
    now
}

/// The hour and the minute of a moment (UTC milliseconds) on the clock of this device.
#[must_use]
pub fn hour_here(at: i64) -> (u32, u32) {
    #[expect(clippy::cast_precision_loss, reason = "a moment that JavaScript can say")]
    let time = js_sys::Date::new(&(at as f64).into());
    (time.get_hours(), time.get_minutes())
}

/// A moment (UTC milliseconds) on the clock of this device, in words: its day, `long` or `medium`, and its hour.
#[must_use]
pub fn said(at: i64, day: &str, language: &str) -> String {
    let how = js_sys::Object::new();
    for (part, style) in [("dateStyle", day), ("timeStyle", "short")] {
        let _plain_object = js_sys::Reflect::set(&how, &part.into(), &style.into());
    }
    #[expect(clippy::cast_precision_loss, reason = "a moment that JavaScript can say")]
    let time = js_sys::Date::new(&(at as f64).into());
    String::from(time.to_locale_string(language, &how))
}

/// The same as machines read it (ISO 8601); `None` for one that no clock shows.
#[must_use]
pub fn iso(at: i64) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "a moment that JavaScript can say")]
    let time = js_sys::Date::new(&(at as f64).into());
    (!time.get_time().is_nan()).then(|| String::from(time.to_iso_string()))
}

/// Milliseconds since some moment, never going back.
#[must_use]
pub fn passed() -> u64 {
    let now = web_sys::window().and_then(|w| w.performance()).map_or_else(js_sys::Date::now, |p| p.now());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and small")]
    let now = now as u64;
    now
}

/// Runs something once, later; not at all when it is dropped before.
#[derive(Debug)]
pub struct Timer {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    #[must_use]
    pub fn after(delay: Duration, run: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(run);
        let millis = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
        let id = web_sys::window()
            .and_then(|window| {
                window
                    .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), millis)
                    .ok()
            })
            .unwrap_or_default();
        Self { id, _callback: callback }
    }
}

/// Returns after a while.
pub async fn sleep(delay: Duration) {
    let (tell, told) = futures::channel::oneshot::channel();
    let _timer = Timer::after(delay, move || {
        let _nobody_waits_any_more = tell.send(());
    });
    let _told = told.await;
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
