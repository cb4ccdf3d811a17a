//! One thing that a room does later, once, unless the room is closed before.

use super::core::Core;
use crate::browser::clock::Timer;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
    time::Duration,
};

/// Set, it acts after its delay and is free again; set again before, it begins anew; cleared or dropped, it never acts.
#[derive(Default)]
pub(super) struct Alarm(Rc<RefCell<Option<Timer>>>);

impl Alarm {
    pub(super) fn is_set(&self) -> bool {
        self.0.borrow().is_some()
    }

    pub(super) fn clear(&self) {
        self.0.take();
    }

    pub(super) fn set(&self, delay: Duration, core: &Rc<Core>, act: fn(&Rc<Core>)) {
        let (core, own) = (Rc::downgrade(core), Rc::downgrade(&self.0));
        let timer = Timer::after(delay, move || {
            // Free before it acts, so that acting can set it; dropped last, because this closure is the timer's own.
            let ended = own.upgrade().and_then(|own| own.take());
            if let Some(core) = Weak::upgrade(&core).filter(|core| !core.is_closed()) {
                act(&core);
            }
            drop(ended);
        });
        self.0.replace(Some(timer));
    }

    /// Sets it where nothing waits for it already: many calls, one act.
    pub(super) fn set_once(&self, delay: Duration, core: &Rc<Core>, act: fn(&Rc<Core>)) {
        if !self.is_set() {
            self.set(delay, core, act);
        }
    }
}
