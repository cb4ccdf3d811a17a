//! What is counted of the directory. Nobody's name is in it.

use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder},
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};
use std::fmt::{self, Write};

/// Counters that the directory turns, and whoever asks for numbers reads. Copies count together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    pub(super) rows: Gauge,
    refused: Family<Label, Counter>,
}

/// Why a statement was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Why {
    Malformed,
    /// It is not that person's.
    Forged,
    Old,
    Full,
    TooFast,
    Failed,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Label {
    why: Why,
}

impl Numbers {
    pub(crate) fn register(&self, registry: &mut Registry) {
        registry.register("people", "Rows of the directory", self.rows.clone());
        registry.register(
            "people_refused",
            "Statements that the directory did not take, and why",
            self.refused.clone(),
        );
    }

    pub(super) fn refused(&self, why: Why) {
        self.refused.get_or_create(&Label { why }).inc();
    }
}

impl EncodeLabelValue for Why {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(match self {
            Self::Malformed => "malformed",
            Self::Forged => "forged",
            Self::Old => "old",
            Self::Full => "full",
            Self::TooFast => "limit",
            Self::Failed => "failed",
        })
    }
}
