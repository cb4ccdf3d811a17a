//! One pass: readers join, edits warm the server up, edits are counted, and what is under way arrives.

use crate::{
    arguments::Answering,
    figures::{Figures, quantile},
    process::{Kind, Server, Usage},
    reader::Reader,
    tally::{Phase, Tally},
    typer::Typer,
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
    pub(crate) readers: usize,
    pub(crate) answering: Answering,
    /// Edits a second.
    pub(crate) rate: f64,
    pub(crate) seconds: Duration,
}

/// Puts this load on the server and says what it came to. Edits that did not arrive are no error here.
pub(crate) async fn measure(server: &Server, load: Load) -> anyhow::Result<Figures> {
    let tally = Rc::new(Tally::new(load.readers));
    let mut people = JoinSet::new();
    let document = DocumentId::from_random(rand::random());
    let typer = Typer::arrive(server.kind, server.address, document, Rc::clone(&tally)).await?;
    people.spawn_local(typer.write(load.rate));

    let empty = server.usage()?;
    join(server, load, document, &tally, &mut people).await?;
    tally.enter(Phase::Warm);
    sleep(WARM).await;

    let (client_before, before, begin) = (Usage::of_this_process()?, server.usage()?, Instant::now());
    tally.enter(Phase::Measure);
    sleep(load.seconds).await;
    tally.enter(Phase::Drain);
    let client = Usage::of_this_process()?.cpu.saturating_sub(client_before.cpu).as_secs_f64();
    let measured = begin.elapsed().as_secs_f64();
    drain(&tally, load).await;
    let after = server.usage()?;

    let (latencies, saved) = (tally.latencies(), tally.times_to_disk());
    let (frame, edits_per_frame) = tally.frame();
    let cpu = after.cpu.saturating_sub(before.cpu).as_secs_f64();
    Ok(Figures {
        server: server.kind.name(),
        readers: load.readers,
        answering: load.answering,
        edits: tally.edits(),
        delivered: tally.delivered(),
        failure: ended(&mut people),
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

type People = JoinSet<anyhow::Result<()>>;

/// Lets the readers in by bursts, each when the one before has the document.
async fn join(
    server: &Server,
    load: Load,
    document: DocumentId,
    tally: &Rc<Tally>,
    people: &mut People,
) -> anyhow::Result<()> {
    let (joined, mut joining) = mpsc::unbounded_channel();
    for first in (0..load.readers).step_by(BURST) {
        let burst = first..(first + BURST).min(load.readers);
        let size = burst.len();
        for number in burst {
            let reader =
                Reader { number, server: server.kind, address: server.address, document, answering: load.answering };
            people.spawn_local(reader.follow(Rc::clone(tally), joined.clone()));
        }
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

/// Waits until everything has arrived, or has had time to. The answers that readers still owe are part of the cost.
async fn drain(tally: &Tally, load: Load) {
    let begin = Instant::now();
    while begin.elapsed() < DRAIN && (tally.delivered() < tally.edits() * load.readers || !tally.all_saved()) {
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
