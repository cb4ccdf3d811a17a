//! The addresses of Boucle's pages: what each names, and how it is written. Server and browser read them alike.
//!
//! | address | page |
//! |---|---|
//! | `/` | the landing page |
//! | `/me` | who uses this device |
//! | `/c/{commons}` | the map of a commons |
//! | `/c/{commons}/{vision,community,ideas,strands,carto,journal,settings}` | one of its pages |
//! | `/c/{commons}/m/{meetup}` | one of its meetups: the pad |
//! | `/c/{commons}/m/{meetup}/{phase}`, `…/journal` | one of its phases, its journal |
//! | `/c/{commons}/m/{meetup}/{speakers,poll,call,announcement}` | what prepares it |
//! | `/c/{commons}/m/{meetup}/record` | the record of its bilan |
//! | `/c/{commons}/m/{meetup}/answer/{talk}/{person}` | where somebody who was invited to speak answers |
//! | `/c/{commons}/m/{meetup}/evidence/{id}` | what shows that a card or an outcome of the bilan is so |
//! | `/m/{meetup}`, `/m/{meetup}/…` | the same of a meetup without a commons |
//! | `/styleguide` | all that Boucle is made of, in development |

use boucle_model::{CartoId, PersonId, Phase, RowId};
use boucle_sync::DocumentId;
use std::fmt::{self, Display, Formatter};

const JOURNAL: &str = "journal";
const ANSWER: &str = "answer";
const EVIDENCE: &str = "evidence";

/// The commons of which a document is the Meta-Carto.
#[must_use]
pub fn commons_of_carto(carto: DocumentId) -> DocumentId {
    DocumentId::from_bytes(*CartoId::from_bytes(*carto.as_bytes()).commons().as_bytes())
}

/// What an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    Landing,
    Me,
    Commons(DocumentId, CommonsPage),
    Meetup(MeetupAddress),
    #[cfg(debug_assertions)]
    Styleguide,
    /// It would be that of a commons or a meetup, but cannot be.
    Malformed,
    Nowhere,
}

/// A page of a commons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommonsPage {
    Map,
    Vision,
    Community,
    Ideas,
    /// The long view over all editions.
    Strands,
    Carto,
    Journal,
    Settings,
}

/// A page of a meetup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MeetupPage {
    /// The one of the day itself.
    #[default]
    Pad,
    Phase(Phase),
    /// Who could speak.
    Speakers,
    /// When and where it could be.
    Poll,
    /// What tells the community that it is being prepared.
    Call,
    /// What tells everybody when and where it is.
    Announcement,
    /// Where somebody who was invited to give a talk answers.
    Answer(RowId, PersonId),
    /// What shows that a card or an outcome of the bilan is so.
    Evidence(RowId),
    /// What its bilan leaves: to read, to print and to share.
    Record,
    Journal,
}

/// A meetup, on one of its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetupAddress {
    pub commons: Option<DocumentId>,
    pub meetup: DocumentId,
    pub page: MeetupPage,
}

impl CommonsPage {
    /// Those that have a name in the address.
    pub const NAMED: [Self; 7] =
        [Self::Vision, Self::Community, Self::Ideas, Self::Strands, Self::Carto, Self::Journal, Self::Settings];

    /// The name in addresses and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Vision => "vision",
            Self::Community => "community",
            Self::Ideas => "ideas",
            Self::Strands => "strands",
            Self::Carto => "carto",
            Self::Journal => JOURNAL,
            Self::Settings => "settings",
        }
    }
}

impl MeetupPage {
    /// The page where what belongs to a phase is: the pad is that of the day itself.
    #[must_use]
    pub fn of(phase: Phase) -> Self {
        if phase == Phase::Live { Self::Pad } else { Self::Phase(phase) }
    }

    /// Those that have a name and belong to no phase.
    const NAMED: [Self; 6] = [Self::Speakers, Self::Poll, Self::Call, Self::Announcement, Self::Record, Self::Journal];

    /// The name in addresses, and in what is told of who looks at it.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Pad => None,
            Self::Phase(phase) => Some(phase.name()),
            Self::Speakers => Some("speakers"),
            Self::Poll => Some("poll"),
            Self::Call => Some("call"),
            Self::Announcement => Some("announcement"),
            Self::Answer(..) => Some(ANSWER),
            Self::Evidence(_) => Some(EVIDENCE),
            Self::Record => Some("record"),
            Self::Journal => Some(JOURNAL),
        }
    }

    fn named(name: &str) -> Option<Self> {
        let page = Self::NAMED.into_iter().find(|page| page.name() == Some(name));
        page.or_else(|| Phase::of(name).map(Self::Phase))
    }

    /// What the steps of an address behind the meetup name.
    fn of_steps(steps: &[&str]) -> Option<Self> {
        match steps {
            [] => Some(Self::Pad),
            [name] => Self::named(name),
            [EVIDENCE, id] => Some(Self::Evidence(id.parse().ok()?)),
            [ANSWER, talk, person] => Some(Self::Answer(talk.parse().ok()?, person.parse().ok()?)),
            _ => None,
        }
    }
}

impl Address {
    /// What this path names.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let path = path.trim_end_matches('/');
        let steps: Vec<_> = path.split('/').skip(1).collect();
        let found = match &steps[..] {
            [] => Some(Self::Landing),
            ["me"] => Some(Self::Me),
            #[cfg(debug_assertions)]
            ["styleguide"] => Some(Self::Styleguide),
            ["m", meetup, page @ ..] => Self::meetup(None, meetup, page),
            ["c", commons, "m", meetup, page @ ..] => Self::meetup(Some(commons), meetup, page),
            ["c", commons] => Self::commons(commons, None),
            ["c", commons, place] => Self::commons(commons, Some(place)),
            _ => None,
        };
        found.unwrap_or(Self::Nowhere)
    }

    fn commons(commons: &str, place: Option<&str>) -> Option<Self> {
        let place = match place {
            None => CommonsPage::Map,
            Some(name) => CommonsPage::NAMED.into_iter().find(|place| place.name() == name)?,
        };
        Some(commons.parse().map_or(Self::Malformed, |commons| Self::Commons(commons, place)))
    }

    fn meetup(commons: Option<&str>, meetup: &str, page: &[&str]) -> Option<Self> {
        let page = MeetupPage::of_steps(page)?;
        let (commons, meetup) = (commons.map(str::parse).transpose(), meetup.parse());
        Some(match (commons, meetup) {
            (Ok(commons), Ok(meetup)) => Self::Meetup(MeetupAddress { commons, meetup, page }),
            _ => Self::Malformed,
        })
    }

    /// The documents that its page shows.
    pub fn documents(&self) -> impl Iterator<Item = (boucle_model::Kind, DocumentId)> {
        use boucle_model::Kind;
        let (commons, meetup) = match self {
            Self::Commons(commons, _) => (Some(*commons), None),
            Self::Meetup(address) => (address.commons, Some(address.meetup)),
            _ => (None, None),
        };
        commons.map(|id| (Kind::Commons, id)).into_iter().chain(meetup.map(|id| (Kind::Meetup, id)))
    }
}

impl Display for Address {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Commons(commons, CommonsPage::Map) => write!(f, "/c/{commons}"),
            Self::Commons(commons, place) => write!(f, "/c/{commons}/{}", place.name()),
            Self::Meetup(address) => address.fmt(f),
            Self::Me => f.write_str("/me"),
            #[cfg(debug_assertions)]
            Self::Styleguide => f.write_str("/styleguide"),
            Self::Landing | Self::Malformed | Self::Nowhere => f.write_str("/"),
        }
    }
}

impl Display for MeetupAddress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.commons.map_or(Ok(()), |commons| write!(f, "/c/{commons}"))?;
        write!(f, "/m/{}", self.meetup)?;
        self.page.name().map_or(Ok(()), |name| write!(f, "/{name}"))?;
        match self.page {
            MeetupPage::Answer(talk, person) => write!(f, "/{talk}/{person}"),
            MeetupPage::Evidence(id) => write!(f, "/{id}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> DocumentId {
        DocumentId::from_random([n; 16])
    }

    fn meetup(commons: Option<u8>, page: MeetupPage) -> Address {
        Address::Meetup(MeetupAddress { commons: commons.map(id), meetup: id(2), page })
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let mut addresses = vec![Address::Landing, Address::Me, Address::Commons(id(1), CommonsPage::Map)];
        addresses.extend(CommonsPage::NAMED.map(|place| Address::Commons(id(1), place)));
        for commons in [None, Some(1)] {
            let answer = MeetupPage::Answer(RowId::from_bytes([7; 16]), PersonId::from_bytes([8; 16]));
            let evidence = MeetupPage::Evidence(RowId::from_bytes([9; 16]));
            addresses.extend([MeetupPage::Pad, answer, evidence].map(|page| meetup(commons, page)));
            addresses.extend(MeetupPage::NAMED.map(|page| meetup(commons, page)));
            addresses.extend(Phase::ALL.map(|phase| meetup(commons, MeetupPage::Phase(phase))));
        }
        for address in addresses {
            let path = address.to_string();
            assert_eq!(Address::of(&path), address, "{path}");
            assert_eq!(Address::of(&format!("{}/", path.trim_end_matches('/'))), address, "{path}/");
        }
    }

    #[test]
    fn the_style_guide_has_an_address_in_development_only() {
        let found = Address::of("/styleguide");
        assert_eq!(found != Address::Nowhere, cfg!(debug_assertions));
        #[cfg(debug_assertions)]
        assert_eq!((found, found.to_string().as_str()), (Address::Styleguide, "/styleguide"));
    }

    #[test]
    fn what_names_nothing_is_told_from_what_is_misspelt() {
        let (commons, meetup) = (id(1), id(2));
        for (path, expected) in [
            ("/m/nonsense".to_owned(), Address::Malformed),
            ("/c/nonsense".into(), Address::Malformed),
            ("/c/nonsense/vision".into(), Address::Malformed),
            (format!("/c/{commons}/m/nonsense"), Address::Malformed),
            (format!("/c/nonsense/m/{meetup}"), Address::Malformed),
            ("/m".into(), Address::Nowhere),
            ("/c/".into(), Address::Nowhere),
            ("/elsewhere".into(), Address::Nowhere),
            (format!("/m/{meetup}/elsewhere"), Address::Nowhere),
            (format!("/c/{commons}/elsewhere"), Address::Nowhere),
            (format!("/c/{commons}/m"), Address::Nowhere),
            (format!("/c/{commons}/m/{meetup}/live/more"), Address::Nowhere),
            (format!("/m/{meetup}/answer"), Address::Nowhere),
            (format!("/m/{meetup}/evidence"), Address::Nowhere),
            (format!("/m/{meetup}/evidence/nonsense"), Address::Nowhere),
            (format!("/m/{meetup}/answer/nonsense/{}", "0".repeat(32)), Address::Nowhere),
        ] {
            assert_eq!(Address::of(&path), expected, "{path}");
        }
    }
}
