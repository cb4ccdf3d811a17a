//! Somebody in a pad of Yjs, who reads and may type: as much of its protocol as that takes, and no document.
//!
//! Source: y-protocols' `sync` and `awareness` (version 1 updates), and Hocuspocus' frame around them. A letter is one
//! insertion behind the writer's own last one; its place in their count (the clock) tells which edit it is.

use crate::{
    marker::Marker,
    process::Kind,
    reader::PRESENCE,
    socket::Socket,
    tally::{Phase, Tally},
};
use anyhow::{Context, bail};
use boucle_sync::DocumentId;
use std::{net::SocketAddr, rc::Rc, time::Duration};
use tokio::{
    sync::mpsc,
    time::{Instant, interval_at, sleep, sleep_until, timeout},
};

const SYNC: u8 = 0;
const AWARENESS: u8 = 1;
const AUTHENTICATION: u8 = 2;
const STEP_1: u8 = 0;
const STEP_2: u8 = 1;
const UPDATE: u8 = 2;
/// The shared text that everyone writes in.
const ROOT: &str = "content";
/// How long a server may take to take a long pad in.
const GIVING: Duration = Duration::from_secs(60);
/// What the first who comes is called; the next is one more.
const FIRST: u64 = 0x5000_0000;

/// One person, connected.
pub(crate) struct Participant {
    socket: Socket,
    number: usize,
    /// Among the readers, for one who counts as such.
    reader: Option<usize>,
    /// Hocuspocus begins each message with the document's name.
    name: Option<String>,
    presence: bool,
    /// Letters typed so far, and signs of life given.
    typed: u64,
    said: u64,
    /// Bytes of messages that came.
    received: usize,
    tally: Rc<Tally>,
}

impl Participant {
    /// Connects, and waits until the server has said all it holds.
    pub(crate) async fn arrive(
        server: Kind,
        address: SocketAddr,
        document: DocumentId,
        (number, reader, presence): (usize, Option<usize>, bool),
        tally: Rc<Tally>,
    ) -> anyhow::Result<Self> {
        let socket = Socket::open(address, &server.path(document)).await?;
        let name = (server == Kind::Hocuspocus).then(|| document.to_string());
        let mut me = Self { socket, number, reader, name, presence, typed: 0, said: 0, received: 0, tally };
        if me.name.is_some() {
            let mut body = vec![AUTHENTICATION, 0];
            put_text(&mut body, "anyone");
            put_text(&mut body, "4.7.0");
            me.send(&body).await?;
        }
        // "I have nothing": an empty state vector.
        me.send(&[SYNC, STEP_1, 1, 0]).await?;
        while !me.hear().await? {}
        Ok(me)
    }

    /// Reads, says that it is there when it is to, and types while edits are wanted when it is given a rate; until it is
    /// aborted or something goes wrong.
    pub(crate) async fn stay(
        mut self,
        typing: Option<(f64, Duration)>,
        joined: mpsc::UnboundedSender<()>,
    ) -> anyhow::Result<()> {
        let _heard = joined.send(());
        let (rate, offset) = typing.unwrap_or((1.0, Duration::ZERO));
        let mut beat = interval_at(Instant::now() + offset, Duration::from_secs_f64(1.0 / rate));
        let mut present_at = Instant::now() + PRESENCE.mul_f64(self.number as f64 % 1e3 / 1e3);
        loop {
            tokio::select! {
                due = beat.tick(), if typing.is_some() => {
                    if matches!(self.tally.phase(), Phase::Warm | Phase::Measure) {
                        self.edit(due.elapsed()).await?;
                    }
                }
                () = sleep_until(present_at), if self.presence => {
                    present_at += PRESENCE;
                    self.say_hello().await?;
                }
                heard = self.hear() => { heard?; }
            }
        }
    }

    async fn edit(&mut self, late: Duration) -> anyhow::Result<()> {
        let marker = self.tally.mark(self.reader, late);
        let clock = self.typed;
        self.typed += 1;
        self.tally.made_elsewhere(FIRST + self.number as u64, clock, marker);
        let update = letter(FIRST + self.number as u64, clock);
        let mut body = vec![SYNC, UPDATE];
        put(&mut body, update.len() as u64);
        body.extend(update);
        self.send(&body).await
    }

    async fn say_hello(&mut self) -> anyhow::Result<()> {
        self.said += 1;
        let user = format!(
            "{{\"user\":{{\"name\":\"User {}\",\"color\":\"#30bced\",\"colorLight\":\"#30bced33\"}}}}",
            self.number
        );
        let mut update = vec![1];
        put(&mut update, FIRST + self.number as u64);
        put(&mut update, self.said);
        put_text(&mut update, &user);
        let mut body = vec![AWARENESS];
        put(&mut body, update.len() as u64);
        body.extend(update);
        self.send(&body).await
    }

    async fn send(&mut self, body: &[u8]) -> anyhow::Result<()> {
        let mut message = Vec::with_capacity(body.len() + 40);
        if let Some(name) = &self.name {
            put_text(&mut message, name);
        }
        message.extend_from_slice(body);
        self.socket.send(message).await
    }

    /// Hears one message. True when it was the server's answer to "I have nothing".
    async fn hear(&mut self) -> anyhow::Result<bool> {
        let message = self.socket.next().await?;
        self.received += message.len();
        let mut rest = &message[..];
        if self.name.is_some() {
            take_bytes(&mut rest)?;
        }
        match (take(&mut rest)?, rest.first()) {
            (0, Some(&STEP_1)) => {
                // The server asks what we have: nothing that it lacks, an empty update.
                self.send(&[SYNC, STEP_2, 2, 0, 0]).await?;
                Ok(false)
            }
            (0, Some(&how @ (STEP_2 | UPDATE))) => {
                take(&mut rest)?;
                if let Some(reader) = self.reader {
                    let letters = letters(take_bytes(&mut rest)?)?;
                    let marks = letters.iter().filter_map(|(who, clock)| self.tally.mark_of(*who, *clock));
                    let marks: Vec<Marker> = marks.collect();
                    self.tally.arrived(reader, marks.into_iter(), message.len());
                }
                Ok(how == STEP_2)
            }
            _ => Ok(false),
        }
    }
}

/// Gives the server a whole pad, and waits until it has taken it in. Some keep it only while somebody is there: the
/// giver is.
pub(crate) async fn give(
    server: Kind,
    address: SocketAddr,
    document: DocumentId,
    update: &[u8],
) -> anyhow::Result<Participant> {
    let tally = Rc::new(Tally::new(0));
    let mut giver = Participant::arrive(server, address, document, (0, None, false), tally).await?;
    let mut body = vec![SYNC, UPDATE];
    put(&mut body, update.len() as u64);
    body.extend_from_slice(update);
    giver.send(&body).await?;
    let taken = async {
        while open(server, address, document, 0).await? < update.len() / 2 {
            sleep(Duration::from_millis(200)).await;
        }
        anyhow::Ok(())
    };
    timeout(GIVING, taken).await.context("the server did not take the pad in")??;
    Ok(giver)
}

/// Opens a pad and leaves. Returns the bytes that came.
pub(crate) async fn open(
    server: Kind,
    address: SocketAddr,
    document: DocumentId,
    number: usize,
) -> anyhow::Result<usize> {
    let tally = Rc::new(Tally::new(0));
    let opener = Participant::arrive(server, address, document, (number, None, false), tally).await?;
    Ok(opener.received)
}

/// What a letter at this place in somebody's count is, so that a wrong one is noticed.
fn letter_at(clock: u64) -> u8 {
    b'a' + (clock % 26) as u8
}

/// An update of one letter: one structure of one client.
fn letter(who: u64, clock: u64) -> Vec<u8> {
    const TEXT: u8 = 4;
    const BEHIND: u8 = 0x80;
    let mut update = vec![1, 1];
    put(&mut update, who);
    put(&mut update, clock);
    if clock == 0 {
        update.extend([TEXT, 1]);
        put_text(&mut update, ROOT);
    } else {
        update.push(BEHIND | TEXT);
        put(&mut update, who);
        put(&mut update, clock - 1);
    }
    update.extend([1, letter_at(clock), 0]);
    update
}

/// Every letter in an update: who typed it, and its place in their count.
fn letters(update: &[u8]) -> anyhow::Result<Vec<(u64, u64)>> {
    let mut rest = update;
    let mut found = Vec::new();
    for _ in 0..take(&mut rest)? {
        let structures = take(&mut rest)?;
        let who = take(&mut rest)?;
        let mut clock = take(&mut rest)?;
        for _ in 0..structures {
            let (&info, others) = rest.split_first().context("a message ends too soon")?;
            rest = others;
            let kind = info & 0x1f;
            // Collected or skipped: a length and nothing else.
            if kind == 0 || kind == 10 {
                clock += take(&mut rest)?;
                continue;
            }
            for side in [0x80, 0x40] {
                if info & side != 0 {
                    take(&mut rest)?;
                    take(&mut rest)?;
                }
            }
            if info & 0xc0 == 0 {
                if take(&mut rest)? == 1 {
                    take_bytes(&mut rest)?;
                } else {
                    take(&mut rest)?;
                    take(&mut rest)?;
                }
                if info & 0x20 != 0 {
                    take_bytes(&mut rest)?;
                }
            }
            match kind {
                1 => clock += take(&mut rest)?,
                4 => {
                    for byte in take_bytes(&mut rest)? {
                        if *byte != letter_at(clock) {
                            bail!("a letter came that nobody typed");
                        }
                        found.push((who, clock));
                        clock += 1;
                    }
                }
                other => bail!("content of kind {other}, which nobody made"),
            }
        }
    }
    Ok(found)
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        out.push(number as u8 & 127 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn take(rest: &mut &[u8]) -> anyhow::Result<u64> {
    let mut number = 0_u64;
    for shift in (0..63).step_by(7) {
        let (first, others) = rest.split_first().context("a message ends too soon")?;
        *rest = others;
        number |= u64::from(first & 127) << shift;
        if first & 128 == 0 {
            return Ok(number);
        }
    }
    bail!("a number is too long")
}

fn take_bytes<'a>(rest: &mut &'a [u8]) -> anyhow::Result<&'a [u8]> {
    let length = usize::try_from(take(rest)?)?;
    let (taken, others) = rest.split_at_checked(length).context("a message ends too soon")?;
    *rest = others;
    Ok(taken)
}
