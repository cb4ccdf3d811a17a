//! Why a connection ends: a word for whoever is at its other end, and a kind for whoever counts.

use prometheus_client::encoding::{EncodeLabelValue, LabelValueEncoder};
use std::{
    borrow::Cow,
    fmt::{self, Write},
};

/// The kinds there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Why {
    /// The other side left, or is gone.
    Left,
    /// It did not take what was said to it.
    Slow,
    /// Nothing was heard of it for a long time.
    Silent,
    /// It sent what is no message of the protocol.
    Malformed,
    /// It asked for more than a connection, a document or the server takes.
    Limit,
    /// What it sent was refused.
    Refused,
    /// Something failed here.
    Failed,
    /// The server stops.
    Restart,
}

impl EncodeLabelValue for Why {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(match self {
            Self::Left => "left",
            Self::Slow => "slow",
            Self::Silent => "silent",
            Self::Malformed => "malformed",
            Self::Limit => "limit",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Restart => "restart",
        })
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Reason {
    pub(crate) why: Why,
    pub(crate) words: Cow<'static, str>,
}

impl Reason {
    pub(crate) fn new(why: Why, words: impl Into<Cow<'static, str>>) -> Self {
        Self { why, words: words.into() }
    }

    /// There is nobody to tell.
    pub(crate) fn left() -> Self {
        Self::new(Why::Left, "")
    }
}
