//! The task of one document.

mod compaction;

use super::{
    Letter, Relay,
    rate::Rate,
    reason::{Reason, Why},
    seat::{Door, Seat, Vitals},
    wire,
};
use crate::storage::{Cursor, StorageError};
use boucle_sync::{
    DocumentId,
    message::SyncKind,
    relay::{Effect, Event, Grant, Link, RelayDocument, Word},
};
use bytes::Bytes;
use futures::future::{BoxFuture, OptionFuture};
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval},
};

/// Letters that may wait for one document before those who write them wait too.
const LETTERS: usize = 1_024;
/// Readers that are written to before others have their turn.
const TURN: usize = 256;
/// Bytes from which on a frame is shared by those who wait for it, and not copied for each.
const LARGE: usize = 16 << 10;
/// Whole documents of one name that are built at the same time.
const BUILDERS: usize = 2;
const TICK: Duration = Duration::from_secs(1);
/// What a message counts for beside its bytes, where it is counted who sends the most.
const MESSAGE: u64 = 1_000;

type Append = BoxFuture<'static, Result<Cursor, StorageError>>;

/// What work away from the document came to.
enum Done {
    Event(Event),
    NoSnapshot,
    Nothing,
}

/// One document, awake.
pub(super) struct Task {
    relay: Arc<Relay>,
    id: DocumentId,
    document: RelayDocument,
    readers: BTreeMap<Link, Arc<Seat>>,
    /// What others see of the document, and how far it had come when they were last told.
    vitals: Arc<Vitals>,
    durable_len: usize,
    /// Messages that may still come, and bytes of them.
    messages: Rate,
    bytes: Rate,
    /// When the oldest change came that waits for the disk, and the oldest of those that are on their way to it.
    edited_at: Option<Instant>,
    appending_since: Option<Instant>,
    /// What is being said to one reader; kept, so that each costs no room of its own.
    spoken: Vec<u8>,
    append: Option<Append>,
    /// Work away from the document: building what strangers sent, making snapshots. Each ends in an event.
    work: JoinSet<Done>,
    compacting: bool,
    /// The shortest tail for which a snapshot is tried. Doubled by a failure, so that a document that cannot be
    /// saved is not built over and over.
    compact_from: usize,
    /// When something last happened here, and when something was last written.
    quiet_since: Instant,
    written_at: Instant,
}

impl Task {
    pub(super) fn spawn(relay: Arc<Relay>, id: DocumentId) -> Door {
        let (sender, letters) = mpsc::channel(LETTERS);
        let vitals = Arc::new(Vitals::default());
        tokio::spawn(run(relay, id, letters, Arc::clone(&vitals)));
        Door::new(sender, vitals)
    }

    /// Handles an event. A panic ends the task: what is on disk is read anew by the next one.
    async fn handle(&mut self, event: Event) -> bool {
        let now = self.relay.now();
        let staged = self.document.staged();
        match &event {
            Event::Appended => {
                let since = self.appending_since.take();
                since.iter().for_each(|since| self.relay.metrics.acknowledged.observe(since.elapsed().as_secs_f64()));
            }
            Event::AppendFailed { .. } => (self.appending_since, self.edited_at) = (None, None),
            Event::Compacted { .. } => self.vitals.has_snapshot(),
            _ => {}
        }
        let effects = catch_unwind(AssertUnwindSafe(|| self.document.handle(event, now)));
        let Ok(effects) = effects else {
            tracing::error!(document = %self.id, "a message made the document's task panic; it starts again from the store");
            let reason = "an internal error on this document; connect again, nothing saved is lost";
            self.readers.values().for_each(|seat| seat.wire.end(Reason::new(Why::Failed, reason)));
            return false;
        };
        if self.document.durable() != self.durable_len {
            self.durable_len = self.document.durable();
            self.written_at = Instant::now();
            self.vitals.lately.has(self.document.durable_heads().into_iter().map(|head| head.0));
        }
        self.vitals.note(self.document.orphans(), self.document.tail_len(), now);
        if self.document.staged() > staged {
            self.edited_at.get_or_insert_with(Instant::now);
        }
        for effect in effects {
            self.perform(effect).await;
        }
        true
    }

    async fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send { to, words } => self.say(&to, &words).await,
            Effect::Append(chunks) => {
                let (storage, id) = (Arc::clone(&self.relay.storage), self.id);
                self.appending_since = self.edited_at.take();
                self.append = Some(Box::pin(async move { storage.append(id, chunks).await }));
            }
            Effect::Refuse { link, reason } => {
                tracing::info!(document = %self.id, link = link.0, %reason, "refused");
                if let Some(seat) = self.readers.get(&link) {
                    seat.wire.end(Reason::new(Why::Refused, reason));
                }
            }
            Effect::Build { link, bytes } => {
                let seat = self.readers.get(&link).cloned();
                if self.work.len() >= BUILDERS {
                    if let Some(seat) = seat {
                        seat.wire.end(Reason::new(Why::Limit, "too many whole documents at once; connect again"));
                    }
                    return;
                }
                let builder = Arc::clone(&self.relay.builder);
                self.work.spawn(async move {
                    match builder.split(bytes).await {
                        Ok(chunks) => Done::Event(Event::Built { link, chunks }),
                        Err(failure) => {
                            if let Some(seat) = seat {
                                let words = format!("the document you sent cannot be read: {failure}");
                                seat.wire.end(Reason::new(Why::Refused, words));
                            }
                            Done::Nothing
                        }
                    }
                });
            }
        }
    }

    /// Says these words to each of these readers, who come in order: one write each, of bytes that were encoded once.
    async fn say(&mut self, to: &[Link], words: &[Word]) {
        let Self { readers, spoken, relay, .. } = self;
        let (mut deliveries, mut left_out) = (0, 0);
        let mut seats = readers.values().peekable();
        for (said, link) in to.iter().enumerate() {
            if said % TURN == TURN - 1 {
                tokio::task::yield_now().await;
            }
            while seats.next_if(|seat| seat.link < *link).is_some() {}
            let Some(seat) = seats.next_if(|seat| seat.link == *link) else { continue };
            spoken.clear();
            for word in words {
                let frame = match word {
                    Word::Lasting(frame) => frame,
                    Word::Again(frame) if !seat.wire.is_behind() => frame,
                    Word::Passing { from, frame } if from != link && !seat.wire.is_behind() => frame,
                    Word::Passing { from, .. } if from == link => continue,
                    Word::Again(_) | Word::Passing { .. } => {
                        left_out += 1;
                        continue;
                    }
                };
                deliveries += 1;
                let (shared, end) = frame.parts(&seat.address);
                wire::put_header(spoken, shared.len() + end.len());
                if shared.len() < LARGE {
                    spoken.extend_from_slice(shared);
                    spoken.extend_from_slice(end);
                } else {
                    let [before, end] = [Bytes::copy_from_slice(spoken), Bytes::copy_from_slice(end)];
                    seat.wire.write_parts([before, shared.clone(), end]);
                    spoken.clear();
                }
            }
            if !spoken.is_empty() {
                seat.wire.write(spoken);
            }
        }
        relay.metrics.deliveries.inc_by(deliveries);
        relay.metrics.left_out.inc_by(left_out);
    }

    async fn receive(&mut self, letter: Letter) -> bool {
        match letter {
            Letter::Event { event, seat } => {
                if let Some(words) = self.too_much(&event, &seat) {
                    seat.wire.end(Reason::new(Why::Limit, words));
                    return true;
                }
                let seat = Arc::clone(self.readers.entry(seat.link).or_insert(seat));
                // A letter may come after the word that its connection is gone, and bring changes all the same.
                self.handle(event).await && (!seat.wire.has_ended() || self.left(seat.link).await)
            }
            Letter::Left { link } => self.left(link).await,
        }
    }

    /// Why this is more than the document takes, if it is, and if it comes from somebody who sends more than most: the
    /// others do not pay for those who flood it.
    fn too_much(&mut self, event: &Event, seat: &Seat) -> Option<&'static str> {
        let Event::Sync { data, .. } = event else { return None };
        let now = std::time::Instant::now();
        seat.spend(data.len() as u64 + MESSAGE);
        if self.messages.take(1, now) && self.bytes.take(data.len(), now) {
            return None;
        }
        let spent: u64 = self.readers.values().map(|seat| seat.spent()).sum();
        if seat.spent() * (self.readers.len() as u64) < spent {
            return None;
        }
        Some("more comes for this document than the server takes; your device keeps your work and tries again")
    }

    async fn left(&mut self, link: Link) -> bool {
        self.readers.remove(&link);
        self.handle(Event::Left { link }).await
    }

    /// Looks at what readers have acknowledged since the last time, then at who is behind.
    async fn tick(&mut self) -> bool {
        self.compact_when_due();
        let nothing = Grant { write: false, create: false };
        let told: Vec<_> =
            self.readers.values().filter_map(|seat| seat.take_aside().map(|data| (seat.link, data))).collect();
        for (link, data) in told {
            if !self.handle(Event::Sync { link, kind: SyncKind::Sync, data, grant: nothing }).await {
                return false;
            }
        }
        self.handle(Event::Tick).await
    }

    /// The moment when something that was held back is to be said.
    async fn due(at: Option<std::time::Instant>) {
        match at {
            Some(at) => tokio::time::sleep_until(at.into()).await,
            None => std::future::pending().await,
        }
    }
}

async fn run(relay: Arc<Relay>, id: DocumentId, mut letters: mpsc::Receiver<Letter>, vitals: Arc<Vitals>) {
    let loaded = match relay.storage.load(id).await {
        Ok(loaded) => loaded,
        Err(error) => {
            tracing::error!(document = %id, %error, "the document cannot be loaded");
            letters.close();
            while let Some(letter) = letters.recv().await {
                if let Letter::Event { seat, .. } = letter {
                    let words =
                        "the store cannot read this document now; your device keeps your work and will try again";
                    seat.wire.end(Reason::new(Why::Failed, words));
                }
            }
            relay.is_gone(id);
            return;
        }
    };
    let (document, unfit) = RelayDocument::open(relay.me.clone(), id, loaded.stored);
    for damage in loaded.damage.into_iter().chain(unfit.iter().map(ToString::to_string)) {
        tracing::error!(document = %id, %damage, "the stored log is damaged; what can be read is served");
    }
    let (limits, now) = (relay.limits, std::time::Instant::now());
    let mut task = Task {
        relay,
        id,
        document,
        readers: BTreeMap::new(),
        vitals,
        durable_len: 0,
        messages: Rate::new(limits.document_messages.at_once, limits.document_messages.a_second, now),
        bytes: Rate::new(limits.document_bytes.at_once, limits.document_bytes.a_second, now),
        edited_at: None,
        appending_since: None,
        spoken: Vec::new(),
        append: None,
        work: JoinSet::new(),
        compacting: false,
        compact_from: 0,
        quiet_since: Instant::now(),
        written_at: Instant::now(),
    };
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let due = task.document.due().map(|at| task.relay.instant(at));
        let append: OptionFuture<_> = task.append.as_mut().into();
        let goes_on = tokio::select! {
            Some(done) = append => {
                task.append = None;
                task.handle(match done {
                    Ok(_) => {
                        task.relay.written.tell(id);
                        Event::Appended
                    }
                    Err(error) => Event::AppendFailed { reason: error.to_string() },
                })
                .await
            }
            Some(letter) = letters.recv() => {
                task.quiet_since = Instant::now();
                task.receive(letter).await
            }
            () = Task::due(due) => task.handle(Event::Due).await,
            Some(done) = task.work.join_next() => match done {
                Ok(Done::Event(event)) => {
                    if let Event::Compacted { .. } = event {
                        task.compacting = false;
                        task.compact_from = 0;
                    }
                    task.handle(event).await
                }
                Ok(Done::NoSnapshot) => {
                    task.compacting = false;
                    task.compact_from = 2 * task.document.tail_len();
                    true
                }
                Ok(Done::Nothing) => true,
                Err(error) => {
                    tracing::error!(document = %id, %error, "work beside the document ended badly");
                    task.compacting = false;
                    task.compact_from = 2 * task.document.tail_len();
                    true
                }
            },
            _ = tick.tick() => task.tick().await,
        };
        let idle = task.document.is_idle() && task.append.is_none() && task.work.is_empty();
        let sleeps =
            idle && task.quiet_since.elapsed() >= task.relay.limits.idle && task.relay.put_to_sleep(id, &letters);
        if sleeps || !goes_on {
            break;
        }
    }
    // Whoever wrote between the table and here: the letter goes round to the next task.
    letters.close();
    task.relay.is_gone(id);
    while let Some(letter) = letters.recv().await {
        let relay = Arc::clone(&task.relay);
        tokio::spawn(async move { relay.deliver(id, &relay.door(id), letter).await });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        building::Builder,
        config::{Allowance, Limits},
        quarantine::Quarantine,
        relay::wire::Wire,
        storage::Memory,
        worker::Bounds,
    };
    use boucle_sync::{PeerId, message::Address};
    use std::{
        net::{TcpListener, TcpStream},
        sync::Mutex,
    };

    /// A relay within these limits, and somebody who is connected to it.
    fn relay(limits: Limits) -> (Arc<Relay>, Arc<Wire>, TcpStream) {
        let builder = Builder::new("/nowhere".into(), Bounds::default(), Quarantine::Memory(Mutex::default()));
        let relay = Relay::new(Arc::new(Memory::default()), "store".into(), builder, limits);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let far = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (near, _) = listener.accept().unwrap();
        near.set_nonblocking(true).unwrap();
        (relay, Arc::new(Wire::new(near).unwrap()), far)
    }

    fn says_nothing(link: Link) -> Event {
        let (heads, need, have, changes) = (Vec::new(), Vec::new(), Vec::new(), automerge::sync::ChunkList::empty());
        let version = automerge::sync::MessageVersion::V1;
        let message = automerge::sync::Message { heads, need, have, changes, flags: None, version };
        Event::Sync { link, kind: SyncKind::Sync, data: message.encode().into(), grant: Grant::ALL }
    }

    #[tokio::test]
    async fn more_than_a_document_takes_is_refused_with_a_word_that_says_so() {
        let limits = Limits { document_messages: Allowance { at_once: 3, a_second: 0 }, ..Limits::default() };
        let (relay, wire, _far) = relay(limits);
        let seat = Seat::new(Link(7), Arc::clone(&wire), Address::from(&PeerId::from("mallory")));
        let id = DocumentId::from_random([1; 16]);
        let door = relay.door(id);
        for _ in 0..3 {
            relay.deliver(id, &door, Letter::Event { event: says_nothing(seat.link), seat: Arc::clone(&seat) }).await;
        }
        tokio::task::yield_now().await;
        assert!(!wire.has_ended());
        relay.deliver(id, &door, Letter::Event { event: says_nothing(seat.link), seat }).await;
        let reason = wire.ended().await;
        assert!(reason.why == Why::Limit && reason.words.contains("for this document"), "{reason:?}");
    }

    /// Found by running the tests many times: a letter that was on its way when the runtime ended was handed to one task
    /// after the other for ever, since none is begun any more, and the process did not end.
    #[test]
    fn a_letter_that_is_on_its_way_when_all_ends_does_not_hold_the_end_up() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (relay, ..) = runtime.block_on(async { relay(Limits::default()) });
        let (begun, begins) = std::sync::mpsc::channel();
        let (ended, ends) = std::sync::mpsc::channel::<()>();
        runtime.spawn(async move {
            let _ended = ended;
            let id = DocumentId::from_random([1; 16]);
            let door = Door::new(mpsc::channel(1).0, Arc::default());
            begun.send(()).unwrap();
            // The runtime begins to end meanwhile, and waits for this poll.
            std::thread::sleep(Duration::from_millis(300));
            relay.deliver(id, &door, Letter::Left { link: Link(7) }).await;
        });
        begins.recv().unwrap();
        runtime.shutdown_background();
        let ended = ends.recv_timeout(Duration::from_secs(10));
        assert_eq!(ended, Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
    }

    #[tokio::test]
    async fn those_who_send_little_do_not_pay_for_who_floods_a_document() {
        let limits = Limits { document_messages: Allowance { at_once: 8, a_second: 0 }, ..Limits::default() };
        let (relay, flooding, _far) = relay(limits);
        let id = DocumentId::from_random([1; 16]);
        let door = relay.door(id);
        let (_, quiet, _far) = self::relay(limits);
        let mallory = Seat::new(Link(7), Arc::clone(&flooding), Address::from(&PeerId::from("mallory")));
        let alice = Seat::new(Link(8), Arc::clone(&quiet), Address::from(&PeerId::from("alice")));
        let says = async |seat: &Arc<Seat>| {
            let letter = Letter::Event { event: says_nothing(seat.link), seat: Arc::clone(seat) };
            relay.deliver(id, &door, letter).await;
        };
        says(&alice).await;
        for _ in 0..8 {
            says(&mallory).await;
        }
        says(&alice).await;
        says(&mallory).await;
        assert_eq!(flooding.ended().await.why, Why::Limit);
        assert!(!quiet.has_ended(), "she has sent two messages");
    }

    /// A letter that goes round to another task may come after the word that its connection is gone.
    #[tokio::test]
    async fn a_connection_that_has_ended_is_not_read_for_however_late_its_letter_comes() {
        let limits = Limits { idle: Duration::ZERO, ..Limits::default() };
        let (relay, wire, _far) = relay(limits);
        wire.end(Reason::left());
        let seat = Seat::new(Link(7), Arc::clone(&wire), Address::from(&PeerId::from("alice")));
        let (id, link) = (DocumentId::from_random([1; 16]), seat.link);
        let door = relay.door(id);
        relay.deliver(id, &door, Letter::Left { link }).await;
        relay.deliver(id, &door, Letter::Event { event: says_nothing(link), seat }).await;
        let asleep = tokio::time::timeout(Duration::from_secs(10), door.letters.closed()).await;
        assert!(asleep.is_ok(), "the document stays awake for somebody who has gone");
        assert_eq!(Arc::strong_count(&wire), 1, "and keeps the socket open");
    }
}
