//! Which kinds of documents there are, and what of each is the same constant bytes everywhere.

use crate::{Text, field, pad::Pad};
use automerge::{Automerge, ChangeHash};
use serde::{Deserialize, Serialize};

/// What a document is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Commons,
    #[default]
    Meetup,
    /// The Meta-Carto of a commons.
    Carto,
}

/// A change that is the same bytes on every replica. The first of a kind begins a document; each later one raises its
/// schema by one, and depends on the one before and on nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Constant {
    pub bytes: &'static [u8],
    pub hash: ChangeHash,
}

const COMMONS: [Constant; 2] = [
    Constant {
        bytes: include_bytes!("genesis/commons-1.change"),
        hash: ChangeHash(*include_bytes!("genesis/commons-1.hash")),
    },
    Constant {
        bytes: include_bytes!("genesis/commons-2.change"),
        hash: ChangeHash(*include_bytes!("genesis/commons-2.hash")),
    },
];

const MEETUP: [Constant; 5] = [
    Constant {
        bytes: include_bytes!("genesis/meetup-1.change"),
        hash: ChangeHash(*include_bytes!("genesis/meetup-1.hash")),
    },
    Constant {
        bytes: include_bytes!("genesis/meetup-2.change"),
        hash: ChangeHash(*include_bytes!("genesis/meetup-2.hash")),
    },
    Constant {
        bytes: include_bytes!("genesis/meetup-3.change"),
        hash: ChangeHash(*include_bytes!("genesis/meetup-3.hash")),
    },
    Constant {
        bytes: include_bytes!("genesis/meetup-4.change"),
        hash: ChangeHash(*include_bytes!("genesis/meetup-4.hash")),
    },
    Constant {
        bytes: include_bytes!("genesis/meetup-5.change"),
        hash: ChangeHash(*include_bytes!("genesis/meetup-5.hash")),
    },
];

const CARTO: [Constant; 1] = [Constant {
    bytes: include_bytes!("genesis/carto-1.change"),
    hash: ChangeHash(*include_bytes!("genesis/carto-1.hash")),
}];

impl Kind {
    pub const ALL: [Self; 3] = [Self::Commons, Self::Meetup, Self::Carto];

    /// What a document is that was taken for one of this kind: this, unless it has the text of another and not of this.
    #[must_use]
    pub fn found(self, doc: &Automerge) -> Self {
        let has = |kind: &Self| Pad::stands_in(doc, kind.text());
        if has(&self) { self } else { Self::ALL.into_iter().find(has).unwrap_or(self) }
    }

    /// The constant changes of this kind, the first one first.
    #[must_use]
    pub const fn constants(self) -> &'static [Constant] {
        match self {
            Self::Commons => &COMMONS,
            Self::Meetup => &MEETUP,
            Self::Carto => &CARTO,
        }
    }

    /// The newest schema this version can write.
    #[must_use]
    pub const fn schema(self) -> u64 {
        self.constants().len() as u64
    }

    /// The field of its title.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Commons => field::NAME,
            Self::Meetup | Self::Carto => field::TITLE,
        }
    }

    /// The text that is its own: a document of this kind has it from the first.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Commons => Text::Vision,
            Self::Meetup => Text::Pad,
            Self::Carto => Text::Legend,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;
    use crate::genesis;
    use automerge::ActorId;

    #[test]
    fn a_document_is_what_it_was_begun_as_whatever_it_was_taken_for() {
        for kind in Kind::ALL {
            let doc = genesis::new(kind, ActorId::random());
            assert!(Kind::ALL.iter().all(|taken| taken.found(&doc) == kind));
            let empty = genesis::empty(ActorId::random());
            assert_eq!(kind.found(&empty), kind, "nobody began it");
        }
        let mut both = genesis::new(Kind::Meetup, ActorId::random());
        both.merge(&mut genesis::new(Kind::Commons, ActorId::random())).unwrap();
        assert!(
            [Kind::Commons, Kind::Meetup].iter().all(|kind| kind.found(&both) == *kind),
            "nobody makes it into another"
        );
        assert_ne!(Kind::Carto.found(&both), Kind::Carto, "it is no third");
    }
}
