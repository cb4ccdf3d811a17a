//! Whoever looks after one map while somebody watches it: one task, however many they are.
//!
//! It hears when something of the map was written, reads that again, lets what is new find its place, and shows what came of
//! it. It ends when nobody watches any more.

use super::{
    Watches,
    said::{Said, carto_of},
    sheet::Sheet,
    step,
};
use boucle_app::i18n::Language;
use boucle_sync::DocumentId;
use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{
    sync::watch::Sender,
    time::{Instant, MissedTickBehavior, interval, sleep, sleep_until},
};

/// What is written in so short a time is shown together; a map that takes longer to draw is drawn less often.
const GATHER: Duration = Duration::from_millis(60);
const REST: Duration = Duration::from_millis(400);
/// What meetups tell follows more slowly: their pads are written all the time, and most of it is not on the map.
const SLOW: Duration = Duration::from_secs(2);
/// When it is looked again at what people are called.
const NAMES: Duration = Duration::from_secs(30);

/// A map as it is shown at one moment, in each language.
#[derive(Debug)]
pub(super) struct Frame {
    sheets: [Sheet; Language::ALL.len()],
    wholes: [OnceLock<String>; Language::ALL.len()],
    /// From which sheet of before a step leads here, and the step.
    steps: [Option<(String, String)>; Language::ALL.len()],
}

/// The frames of one map; none before the first.
pub(super) type Frames = Sender<Option<Arc<Frame>>>;

impl Frame {
    fn new(sheets: [Sheet; Language::ALL.len()], before: Option<&Self>) -> Self {
        let mut steps = [const { None }; Language::ALL.len()];
        for ((old, new), step) in before.iter().flat_map(|before| &before.sheets).zip(&sheets).zip(&mut steps) {
            *step = Some((old.at.clone(), step::between(old, new)));
        }
        Self { sheets, wholes: Default::default(), steps }
    }

    pub(super) fn sheet(&self, language: Language) -> &Sheet {
        &self.sheets[language as usize]
    }

    /// What tells it to somebody who has this already: the step from there, or all of it. Nothing, to who has it.
    pub(super) fn told_to(&self, language: Language, has: Option<&str>) -> Option<&str> {
        let n = language as usize;
        if has == Some(&*self.sheets[n].at) {
            return None;
        }
        let step = self.steps[n].as_ref().filter(|(from, _)| has == Some(&**from)).map(|(_, step)| step);
        Some(step.unwrap_or_else(|| self.wholes[n].get_or_init(|| step::whole(&self.sheets[n]))))
    }

    fn shows_the_same(&self, other: &Self) -> bool {
        self.sheets.iter().zip(&other.sheets).all(|(one, other)| one.at == other.at)
    }
}

/// Takes the map out of the table, also where the task ends in a way that nobody foresaw.
struct Leaving(Arc<Watches>, DocumentId, Arc<Frames>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.is_gone(self.1, &self.2);
    }
}

/// Follows one map until nobody watches it.
pub(super) async fn run(watches: Arc<Watches>, commons: DocumentId, frames: Arc<Frames>) {
    let _leaving = Leaving(Arc::clone(&watches), commons, Arc::clone(&frames));
    // From now on nothing is missed: what was written before is read below.
    let mut ear = watches.written.listen();
    ear.listen_to([commons, carto_of(commons)].into());
    let Some(mut said) = begin(&watches, commons, &frames).await else { return };
    ear.listen_to(said.documents());
    let mut slow: BTreeSet<_> = said.documents();
    let mut slow_at = Some(Instant::now());
    let mut names = interval(NAMES);
    names.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut written = [commons, carto_of(commons)].into();
    let mut shown: Option<Arc<Frame>> = None;
    loop {
        let begun = Instant::now();
        match Arc::make_mut(&mut said).read_again(&*watches.projections, &watches.directory, &written).await {
            Ok(()) => {
                ear.listen_to(said.documents());
                if let Some(frame) = drawn(&watches, &said, shown.as_deref()).await {
                    shown = Some(Arc::clone(&frame));
                    frames.send_replace(Some(frame));
                }
            }
            Err(error) => {
                tracing::error!(%error, %commons, "a map that is watched cannot be read; it stays as it was for a moment");
                slow.append(&mut written);
                slow_at = Some(Instant::now() + SLOW);
            }
        }
        let rest = begun.elapsed().clamp(GATHER, REST);
        written = loop {
            tokio::select! {
                () = frames.closed() => if watches.leaves(commons, &frames) { return },
                () = ear.hears() => {
                    sleep(rest).await;
                    let (quick, others) = ear.take().into_iter().partition(|id| *id == commons || *id == carto_of(commons));
                    let others: BTreeSet<_> = others;
                    if !others.is_empty() {
                        slow.extend(others);
                        slow_at.get_or_insert(Instant::now() + SLOW);
                    }
                    let quick: BTreeSet<_> = quick;
                    if !quick.is_empty() {
                        break quick;
                    }
                }
                () = until(slow_at) => {
                    slow_at = None;
                    break std::mem::take(&mut slow);
                }
                _ = names.tick() => break BTreeSet::new(),
            }
        };
    }
}

/// Reads the map until that succeeds; none when there is no such commons, or nobody waits for it any more.
async fn begin(watches: &Arc<Watches>, commons: DocumentId, frames: &Arc<Frames>) -> Option<Arc<Said>> {
    loop {
        match Said::read(&*watches.projections, &watches.directory, commons).await {
            Ok(said) => return said.map(Arc::new),
            Err(error) => tracing::error!(%error, %commons, "a map cannot be read for those who watch it"),
        }
        tokio::select! {
            () = frames.closed() => if watches.leaves(commons, frames) { return None },
            () = sleep(SLOW) => {}
        }
    }
}

/// The map as it is now; none where it shows what it showed.
async fn drawn(watches: &Watches, said: &Arc<Said>, before: Option<&Frame>) -> Option<Arc<Frame>> {
    let [one, other] = Language::ALL;
    let sheets = [watches.draw(said, one).await?, watches.draw(said, other).await?];
    let frame = Frame::new(sheets, before);
    before.is_none_or(|before| !frame.shows_the_same(before)).then(|| Arc::new(frame))
}

async fn until(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}
