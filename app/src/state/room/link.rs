//! The way to the server: a socket that is opened again whenever it is gone, at a random moment, and at once
//! when the network or the person comes back.

use super::{Trouble, alarm::Alarm, core::Core, replica::TakenIn};
use crate::browser::{
    clock, page, random,
    socket::{Socket, SocketEvent},
};
use automerge::sync;
use boucle_sync::session::{Intent, Poll, Received, Session};
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

/// The first wait is random up to this, and doubles to [`LONGEST`]: a crowd does not come back at one moment, and
/// whoever is looking has everything again within five seconds.
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(2);
/// Where nobody looks, patience costs nothing.
const LONGEST_HIDDEN: Duration = Duration::from_secs(30);
/// A socket that opens and is not answered is given up.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long what was sent may go without a word from the server before the connection is taken for dead: networks are lost
/// without anybody closing a socket. Long enough for a long paste on a slow line.
const SILENCE: Duration = Duration::from_secs(30);
/// A connection that lasts so long, in milliseconds, is no refusal.
const HELD: u64 = 5_000;
/// What comes in is applied once a frame.
const FRAME: Duration = Duration::from_millis(16);

/// The connection, and what waits for it.
pub(super) struct LinkState {
    socket: RefCell<Option<Socket>>,
    attempts: Cell<u32>,
    connected_at: Cell<Option<u64>>,
    next: Alarm,
    handshake: Alarm,
    poll: Alarm,
    frame: Alarm,
    silence: Alarm,
    incoming: RefCell<Vec<sync::Message>>,
    /// The storage of the server last spoken with.
    storage: RefCell<Option<String>>,
}

impl LinkState {
    pub(super) fn new(storage: Option<String>) -> Self {
        Self {
            socket: RefCell::new(None),
            attempts: Cell::new(0),
            connected_at: Cell::new(None),
            next: Alarm::default(),
            handshake: Alarm::default(),
            poll: Alarm::default(),
            frame: Alarm::default(),
            silence: Alarm::default(),
            incoming: RefCell::default(),
            storage: RefCell::new(storage),
        }
    }

    pub(super) fn storage(&self) -> Option<String> {
        self.storage.borrow().clone()
    }

    pub(super) fn send(&self, frame: &[u8]) {
        if let Some(socket) = &*self.socket.borrow() {
            socket.send(frame);
        }
    }
}

impl Core {
    pub(super) fn connect(self: &Rc<Self>) {
        if self.sandbox || self.is_closed() || self.link.socket.borrow().is_some() {
            return;
        }
        let weak = Rc::downgrade(self);
        let socket = Socket::open(Rc::new(move |event| {
            if let Some(core) = weak.upgrade() {
                core.socket_said(event);
            }
        }));
        let refused = socket.is_none();
        *self.link.socket.borrow_mut() = socket;
        if refused {
            return self.connection_lost();
        }
        self.link.handshake.set(HANDSHAKE, self, Self::handshake_took_too_long);
    }

    /// The network is back, or the person: no reason to wait any longer.
    pub(super) fn connect_now(self: &Rc<Self>) {
        self.link.attempts.set(0);
        if !self.session.borrow().is_connected() {
            // A socket that is still trying may be hanging on the network that was.
            *self.link.socket.borrow_mut() = None;
            self.connect();
        }
    }

    pub(super) fn disconnect(self: &Rc<Self>) {
        *self.link.socket.borrow_mut() = None;
        for alarm in [&self.link.next, &self.link.handshake, &self.link.poll, &self.link.frame, &self.link.silence] {
            alarm.clear();
        }
        self.session.borrow_mut().disconnect();
    }

    /// The device has no network: the socket may stay open for minutes, and carries nothing.
    pub(super) fn network_lost(self: &Rc<Self>) {
        if self.link.socket.borrow().is_some() {
            self.connection_lost();
        }
    }

    /// Something was sent, and the server has not said that it has it.
    pub(super) fn waits_for_a_word(self: &Rc<Self>) {
        self.link.silence.set_once(SILENCE, self, Self::network_lost);
    }

    fn handshake_took_too_long(self: &Rc<Self>) {
        if !self.session.borrow().is_connected() {
            self.connection_lost();
        }
    }

    fn connection_lost(self: &Rc<Self>) {
        // Not dropped here: this may run inside the socket's own callback.
        let gone = self.link.socket.borrow_mut().take();
        spawn_local(async move { drop(gone) });
        self.link.handshake.clear();
        self.link.silence.clear();
        self.session.borrow_mut().disconnect();
        self.nobody_is_here();
        // A connection that held was a good one. A server that takes us in and throws us out (its disk is full)
        // must not be asked again at once.
        let held = self.link.connected_at.take().is_some_and(|at| clock::passed() - at > HELD);
        let attempts = if held { 0 } else { self.link.attempts.get() };
        self.link.attempts.set(attempts.saturating_add(1));
        let longest = if page::is_visible() { LONGEST } else { LONGEST_HIDDEN };
        self.link.next.set(wait(attempts, longest, random::fraction()), self, Self::connect);
        self.show_safety();
    }

    fn socket_said(self: &Rc<Self>, event: SocketEvent) {
        if self.is_closed() {
            return;
        }
        match event {
            SocketEvent::Opened => {
                let join = self.session.borrow_mut().connect();
                self.link.send(&join);
            }
            SocketEvent::Closed => self.connection_lost(),
            SocketEvent::Received(frame) => self.received(&frame),
        }
    }

    fn received(self: &Rc<Self>, frame: &[u8]) {
        self.link.silence.clear();
        let received = self.session.borrow_mut().receive(frame, clock::passed());
        match received {
            Ok(Received::Welcome { storage_id }) => self.welcomed(storage_id),
            Ok(Received::Sync { message, .. }) => {
                self.link.incoming.borrow_mut().push(*message);
                self.link.frame.set_once(FRAME, self, Self::apply_incoming);
            }
            Ok(Received::Ephemeral { sender, data, .. }) => self.hear_presence(&sender, &data),
            Ok(Received::Unavailable { .. }) => {
                self.is_unknown();
                self.speak();
            }
            Ok(Received::Error { message }) => {
                leptos::logging::warn!("the server refuses: {message}");
                self.shown.trouble.set(Some(Trouble::Interrupted(message)));
            }
            Ok(Received::Nothing) => {}
            Err(error) => {
                leptos::logging::warn!("the server sent something else: {error}");
                self.connection_lost();
            }
        }
    }

    fn welcomed(self: &Rc<Self>, storage_id: Option<String>) {
        self.link.connected_at.set(Some(clock::passed()));
        self.link.handshake.clear();
        let known = self.link.storage.borrow().clone();
        if storage_id == known {
            self.begin_to_speak();
        } else {
            self.other_storage(storage_id);
        }
    }

    /// The server's storage is not the one we knew: what it has, we know from an earlier time, or not at all.
    fn other_storage(self: &Rc<Self>, storage_id: Option<String>) {
        *self.link.storage.borrow_mut() = storage_id.clone();
        let core = Rc::clone(self);
        spawn_local(async move {
            let state = match core.complete {
                true => core.keeping.sync_state(&core.name, storage_id.as_deref()).await,
                false => None,
            };
            core.device.keep("server", storage_id.as_deref()).await;
            if core.is_closed() {
                return;
            }
            let blank = core.replica.borrow().is_blank();
            let offered = core.shown.is_here();
            let intent = if blank && !offered { Intent::Find } else { Intent::Offer };
            core.session.borrow_mut().open(core.id, intent, state.as_deref());
            core.begin_to_speak();
        });
    }

    fn begin_to_speak(self: &Rc<Self>) {
        self.device.ask_around(false);
        self.speak();
        self.say_hello();
        self.show_safety();
    }

    fn apply_incoming(self: &Rc<Self>) {
        let messages = self.link.incoming.take();
        self.flush();
        if let Some(message) = Session::gather(messages) {
            let TakenIn { seen, chunks, refused } = {
                let (mut replica, mut session) = (self.replica.borrow_mut(), self.session.borrow_mut());
                replica.receive(&mut session, self.id, message, clock::passed())
            };
            // A server that has nothing yet has not said that the meetup exists.
            if !chunks.is_empty() || !self.session.borrow().saved(self.id).is_empty() {
                self.is_here();
            }
            if !chunks.is_empty() {
                self.keeping.keep_soon(self, chunks);
            }
            if refused.is_none() {
                self.keeping.keep_state_soon(self);
            }
            self.show(&seen);
            if seen.replaced || !seen.splices.is_empty() {
                self.show_cursors();
            }
            self.shown.trouble.set(refused.map(|error| Trouble::NotRead(error.to_string())));
        }
        self.speak();
    }

    /// Sends what there is to say, and comes back when there may be more. Nothing is sent that is not being kept.
    pub(super) fn speak(self: &Rc<Self>) {
        self.hand_on();
        loop {
            let poll = self.session.borrow_mut().poll(self.id, self.replica.borrow().doc(), clock::passed());
            match poll {
                Poll::Send(frame) => self.link.send(&frame),
                Poll::At(time) => {
                    let wait = Duration::from_millis(time.saturating_sub(clock::passed()).max(1));
                    return self.link.poll.set(wait, self, Self::speak);
                }
                Poll::Nothing => return,
            }
        }
    }
}

/// How long to wait after so many attempts in vain: any time up to a bound that doubles (full jitter), `chance` of it.
fn wait(attempts: u32, longest: Duration, chance: f64) -> Duration {
    SHORTEST.saturating_mul(1 << attempts.min(10)).min(longest).mul_f64(chance)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, LONGEST_HIDDEN, SHORTEST, wait};
    use std::time::Duration;

    #[test]
    fn a_crowd_comes_back_spread_over_a_bound_that_doubles() {
        assert_eq!(wait(0, LONGEST, 0.0), Duration::ZERO);
        assert_eq!(wait(0, LONGEST, 1.0), SHORTEST);
        assert_eq!(wait(2, LONGEST, 0.5), SHORTEST * 2);
        assert_eq!(wait(u32::MAX, LONGEST, 1.0), LONGEST);
        assert_eq!(wait(u32::MAX, LONGEST_HIDDEN, 1.0), LONGEST_HIDDEN);
        // What is acknowledged at leisure comes a second later, and a slow machine takes one too.
        let late = LONGEST + Duration::from_secs(2);
        assert!(late < Duration::from_secs(5), "whoever looks has everything again within five seconds");
    }
}
