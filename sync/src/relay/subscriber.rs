//! What the relay remembers of one reader of one document.

use automerge::ChangeHash;

/// How long a reader may stay behind what was sent to it before it is caught up, in milliseconds.
const PATIENCE: u64 = 5_000;
/// Where the doubling of that time ends, for readers that never say what they have.
const MOST_PATIENCE: u64 = 300_000;

#[derive(Debug)]
pub(super) struct Subscriber {
    /// The heads it last told.
    pub(super) told: Vec<ChangeHash>,
    /// When it was last heard, or answered by itself.
    at: u64,
    patience: u64,
    asked_at: Option<u64>,
}

impl Subscriber {
    pub(super) fn new(now: u64) -> Self {
        Self { told: Vec::new(), at: now, patience: PATIENCE, asked_at: None }
    }

    /// Takes in its heads; says whether they are news.
    pub(super) fn hears(&mut self, heads: &[ChangeHash], now: u64) -> bool {
        let news = self.told != heads;
        if news {
            self.told = heads.to_vec();
            self.told.sort_unstable();
            self.patience = PATIENCE;
            self.at = now;
        }
        news
    }

    pub(super) fn was_answered(&mut self, now: u64) {
        self.at = now;
    }

    /// Whether it has had time to say that it has `heads`, the last of which were said to all at `said_at`, and has not.
    /// Each time, it is given twice as long.
    pub(super) fn is_behind(&self, heads: &[ChangeHash], said_at: u64, now: u64) -> bool {
        self.told != heads && now.saturating_sub(self.at.max(said_at)) >= self.patience
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
