//! What the relay remembers of one reader of one document.

use crate::PeerId;
use automerge::ChangeHash;

/// How long a reader may stay behind what was sent to it before it is caught up, in milliseconds.
const PATIENCE: u64 = 5_000;
/// Where the doubling of that time ends, for readers that never say what they have.
const MOST_PATIENCE: u64 = 300_000;

#[derive(Debug)]
pub(super) struct Subscriber {
    pub(super) peer: PeerId,
    /// The heads it last told.
    pub(super) told: Vec<ChangeHash>,
    sent_at: u64,
    patience: u64,
    asked_at: Option<u64>,
}

impl Subscriber {
    pub(super) fn new(peer: PeerId, now: u64) -> Self {
        Self { peer, told: Vec::new(), sent_at: now, patience: PATIENCE, asked_at: None }
    }

    /// Takes in its heads; says whether they are news.
    pub(super) fn hears(&mut self, heads: &[ChangeHash], now: u64) -> bool {
        let news = self.told != heads;
        if news {
            self.told = heads.to_vec();
            self.told.sort_unstable();
            self.patience = PATIENCE;
            self.sent_at = now;
        }
        news
    }

    pub(super) fn sent(&mut self, now: u64) {
        self.sent_at = now;
    }

    /// Whether it has had time to say that it has `heads`, and has not. Each time, it is given twice as long.
    pub(super) fn is_behind(&self, heads: &[ChangeHash], now: u64) -> bool {
        self.told != heads && now.saturating_sub(self.sent_at) >= self.patience
    }

    /// Whether to ask it again for what it has and we lack: not more often than it may answer.
    pub(super) fn may_ask(&mut self, now: u64) -> bool {
        let may = self.asked_at.is_none_or(|at| now.saturating_sub(at) >= PATIENCE);
        if may {
            self.asked_at = Some(now);
        }
        may
    }

    pub(super) fn was_caught_up(&mut self) {
        self.patience = (self.patience * 2).min(MOST_PATIENCE);
    }
}
