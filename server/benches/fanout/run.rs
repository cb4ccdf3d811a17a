//! One pass: readers join, edits warm the server up, edits are counted, and what is under way arrives.

use crate::{
    arguments::{Answering, Scene},
    figures::{Figures, quantile},
    process::{Kind, Server, Usage},
    reader::Reader,
    tally::{Phase, Tally},
    typer::{Place, Typer},
    yjs::Participant,
};
use anyhow::{Context, anyhow, bail};
use boucle_sync::{DocumentId, session::LEISURE};
use std::{rc::Rc, time::Duration};
use tokio::{
    sync::mpsc,
    task::{JoinError, JoinSet},
    time::{Instant, sleep, timeout},
};

/// Readers that arrive at once.
const BURST: usize = 50;
/// How long one burst may take to have the document.
const JOIN: Duration = Duration::from_secs(60);
const WARM: Duration = Duration::from_secs(2);
/// How long the last edits may take to arrive.
const DRAIN: Duration = Duration::from_secs(15);
const GLANCE: Duration = Duration::from_millis(20);

/// What one pass asks of a server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    pub(crate) scene: Scene,
    pub(crate) readers: usize,
    pub(crate) answering: Answering,
    /// Edits a second, of each who types.
    pub(crate) rate: f64,
    pub(crate) seconds: Duration,
}

type People = JoinSet<anyhow::Result<()>>;

/// A pass under way.
struct Pass<'a> {
    server: &'a Server,
    load: Load,
    document: DocumentId,
    tally: Rc<Tally>,
    people: People,
}

/// Puts this load on the server and says what it came to. Edits that did not arrive are no error here.
pub(crate) async fn measure(server: &Server, load: Load) -> anyhow::Result<Figures> {
    let tally = Rc::new(Tally::new(load.readers));
    let document = DocumentId::from_random(rand::random());
    server.kind.announce(server.address, document)?;
    let mut pass = Pass { server, load, document, tally: Rc::clone(&tally), people: JoinSet::new() };
    // Where everyone types, the first of the readers begins the document.
    if load.scene != Scene::All {
        pass.typist().await?;
    }
    let empty = server.usage()?;
    pass.join().await?;
    tally.enter(Phase::Warm);
    sleep(WARM).await;

    let (client_before, before, begin) = (Usage::of_this_process()?, server.usage()?, Instant::now());
    tally.enter(Phase::Measure);
    sleep(load.seconds).await;
    tally.enter(Phase::Drain);
    let client = Usage::of_this_process()?.cpu.saturating_sub(client_before.cpu).as_secs_f64();
    let measured = begin.elapsed().as_secs_f64();
    drain(&tally).await;
    let after = server.usage()?;

    let (latencies, saved) = (tally.latencies(), tally.times_to_disk());
    let (frame, edits_per_frame) = tally.frame();
    let cpu = after.cpu.saturating_sub(before.cpu).as_secs_f64();
    Ok(Figures {
        server: server.kind.name(),
        scene: load.scene,
        readers: load.readers,
        answering: load.answering,
        edits: tally.edits(),
        delivered: tally.delivered(),
        expected: tally.expected(),
        failure: ended(&mut pass.people),
        cpu: cpu * 1e6 / tally.delivered().max(1) as f64,
        p50: quantile(&latencies, 0.5),
        p99: quantile(&latencies, 0.99),
        saved: (server.kind == Kind::Relay).then(|| (quantile(&saved, 0.5), quantile(&saved, 0.95))),
        memory: after.memory as f64,
        memory_per_reader: after.memory.saturating_sub(empty.memory) as f64 / load.readers.max(1) as f64,
        frame,
        edits_per_frame,
        client: client / measured,
        lag: tally.lag().as_secs_f64() * 1e3,
    })
}

impl Pass<'_> {
    /// The one who types for all, and is no reader. In a scene without edits, the one who made the document.
    async fn typist(&mut self) -> anyhow::Result<()> {
        let Pass { server, load, document, .. } = *self;
        let tally = Rc::clone(&self.tally);
        let rate = (load.scene != Scene::Idle).then_some(load.rate);
        if server.kind.speaks_yjs() {
            let who = (load.readers, None, false);
            let typist = Participant::arrive(server.kind, server.address, document, who, tally).await?;
            let (joined, _nobody_waits) = mpsc::unbounded_channel();
            self.people.spawn_local(typist.stay(rate.map(|rate| (rate, Duration::ZERO)), joined));
        } else {
            let typist = Typer::begin(self.place(0, None), 1, tally).await?;
            self.people.spawn_local(typist.write(rate, Duration::ZERO));
        }
        Ok(())
    }

    fn place(&self, line: usize, reader: Option<usize>) -> Place {
        let Pass { server, document, .. } = *self;
        Place { server: server.kind, address: server.address, document, line, reader }
    }

    /// Lets the readers in by bursts, each when the one before has the document.
    async fn join(&mut self) -> anyhow::Result<()> {
        let (joined, mut joining) = mpsc::unbounded_channel();
        let mut first = 0;
        while first < self.load.readers {
            // The first of those who all type makes the document for the others.
            let size = if self.load.scene == Scene::All && first == 0 { 1 } else { BURST };
            let burst = first..(first + size).min(self.load.readers);
            first = burst.end;
            let size = burst.len();
            for number in burst {
                self.let_in(number, joined.clone());
            }
            let people = &mut self.people;
            let all = async {
                for _ in 0..size {
                    tokio::select! {
                        _ = joining.recv() => {}
                        Some(ended) = people.join_next() => bail!("while readers joined: {}", reason(ended)),
                    }
                }
                Ok(())
            };
            timeout(JOIN, all).await.context("the readers could not all join")??;
        }
        Ok(())
    }

    fn let_in(&mut self, number: usize, joined: mpsc::UnboundedSender<()>) {
        let Pass { server, load, document, .. } = *self;
        let tally = Rc::clone(&self.tally);
        // Those who all type do it one after the other, not at the same moment.
        let turn = Duration::from_secs_f64(number as f64 / load.readers.max(1) as f64 / load.rate);
        let typing = (load.scene == Scene::All).then_some((load.rate, turn));
        let presence = load.scene == Scene::Presence;
        if server.kind.speaks_yjs() {
            let (kind, address, who) = (server.kind, server.address, (number, Some(number), presence));
            self.people.spawn_local(async move {
                Participant::arrive(kind, address, document, who, tally).await?.stay(typing, joined).await
            });
        } else if let Some((rate, turn)) = typing {
            let place = self.place(number, Some(number));
            self.people.spawn_local(async move {
                let typer = match number {
                    0 => Typer::begin(place, load.readers, tally).await?,
                    _ => Typer::join(place, load.readers, tally).await?,
                };
                let _heard = joined.send(());
                typer.write(Some(rate), turn).await
            });
        } else {
            let (address, answering) = (server.address, load.answering);
            let reader = Reader { number, server: server.kind, address, document, answering, presence };
            self.people.spawn_local(reader.follow(tally, joined));
        }
    }
}

/// Waits until everything has arrived, or has had time to. The answers that readers still owe are part of the cost.
async fn drain(tally: &Tally) {
    let begin = Instant::now();
    while begin.elapsed() < DRAIN && (tally.delivered() < tally.expected() || !tally.all_saved()) {
        sleep(GLANCE).await;
    }
    sleep(Duration::from_millis(LEISURE) + GLANCE).await;
}

/// Nobody leaves before the end: whoever has, met something.
fn ended(people: &mut People) -> Option<String> {
    let reasons: Vec<_> = std::iter::from_fn(|| people.try_join_next()).map(reason).collect();
    let first = reasons.first()?;
    Some(format!("{} clients ended early, the first because {first}", reasons.len()))
}

fn reason(ended: Result<anyhow::Result<()>, JoinError>) -> anyhow::Error {
    match ended {
        Ok(Ok(())) => anyhow!("a client left"),
        Ok(Err(error)) => error,
        Err(error) => error.into(),
    }
}
