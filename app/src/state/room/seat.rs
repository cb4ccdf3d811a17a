//! Coming to a meetup: what a person says of it, and the seat that their replica takes once the server has that.

use super::{
    Availability, Room, Safety,
    core::{Attendance as Here, Core},
};
use boucle_model::{Answer, Attendance, Kind, count_seats, read_attendance};
use leptos::prelude::*;
use std::rc::Rc;

impl Room {
    /// Who comes to a meetup.
    #[must_use]
    pub fn attendance(&self) -> Signal<Attendance> {
        self.shown.attendance.signal()
    }

    /// Says whether I come.
    pub fn answer(&self, answer: Answer) {
        if let Some(me) = self.me() {
            let command = self.attendance().with_untracked(|attendance| attendance.answer(me, answer));
            self.give(command);
        }
    }

    /// Says how many seats there are; `None` for room for all.
    pub fn count_seats(&self, seats: Option<i64>) {
        self.give(count_seats(seats));
    }
}

impl Core {
    /// Takes the seat that I asked for, or joins the list, once the server has that I asked; takes one when my turn comes.
    pub(super) fn settle_seat(self: &Rc<Self>) {
        let is_asked = self.kind() == Kind::Meetup && self.attendance == Here::Here;
        if !is_asked || !self.shown.availability.is(&Availability::Here) || self.safety() != Safety::Server {
            return;
        }
        let command = {
            let replica = self.replica.borrow();
            self.device.person().and_then(|me| read_attendance(replica.doc()).settle(me))
        };
        if let Some(command) = command {
            self.note(&command);
        }
    }
}
