//! The five phases of a meetup. A phase is a place, not a lock.

use serde::{Deserialize, Serialize};

/// One of the five moments of a meetup, in their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// A team forms in the open: its intentions, speakers, a date and a place.
    #[default]
    CoConstruction,
    /// Speakers and community get to know each other.
    Before,
    /// The day itself.
    Live,
    /// The exchanges go on, shared or private.
    After,
    /// What was intended beside what happened.
    Bilan,
}

impl Phase {
    pub const ALL: [Self; 5] = [Self::CoConstruction, Self::Before, Self::Live, Self::After, Self::Bilan];

    /// The name in documents, addresses and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CoConstruction => "co-construction",
            Self::Before => "before",
            Self::Live => "live",
            Self::After => "after",
            Self::Bilan => "bilan",
        }
    }

    /// The phase of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Phase;
    use serde::{
        Deserialize,
        de::value::{Error, StrDeserializer},
    };

    #[test]
    fn a_phase_has_one_name_everywhere() {
        for phase in Phase::ALL {
            assert_eq!(Phase::of(phase.name()), Some(phase));
            let read: Result<_, Error> = Phase::deserialize(StrDeserializer::new(phase.name()));
            assert_eq!(read, Ok(phase));
        }
    }
}
