//! The texts that many hands write at once: each document has one that is its own, and may have others.

use crate::{Kind, field};
use serde::{Deserialize, Serialize};

/// A text that everybody may write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Text {
    /// Of a commons: why it is there.
    Vision,
    /// Of a meetup: what is written on the day.
    #[default]
    Pad,
    /// Of a meetup: what its team notes when it meets.
    Notes,
    /// Of a meetup: what tells the community that it is being prepared.
    Call,
    /// Of a meetup: what tells everybody when and where it is.
    Announcement,
    /// Of a meetup: what is written together when stock is taken.
    Bilan,
    /// Of the Meta-Carto: what it is about and how it is read.
    Legend,
}

impl Text {
    pub const ALL: [Self; 7] =
        [Self::Vision, Self::Pad, Self::Notes, Self::Call, Self::Announcement, Self::Bilan, Self::Legend];

    /// The kind of documents that have it.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Vision => Kind::Commons,
            Self::Legend => Kind::Carto,
            Self::Pad | Self::Notes | Self::Call | Self::Announcement | Self::Bilan => Kind::Meetup,
        }
    }

    /// The schema that has it.
    #[must_use]
    pub const fn schema(self) -> u64 {
        match self {
            Self::Vision | Self::Pad | Self::Legend => 1,
            Self::Notes => 3,
            Self::Call | Self::Announcement => 4,
            Self::Bilan => 5,
        }
    }

    /// The name in documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vision => field::VISION,
            Self::Pad => field::PAD,
            Self::Notes => field::NOTES,
            Self::Call => field::CALL,
            Self::Announcement => field::ANNOUNCEMENT,
            Self::Bilan => field::BILAN,
            Self::Legend => field::LEGEND,
        }
    }

    /// Those of a kind of documents, its own first.
    pub fn of(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |text| text.kind() == kind)
    }
}
