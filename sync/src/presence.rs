//! Who is here now: small messages that nobody keeps, and the list they make up.
//!
//! A presence is a CBOR map, so that any automerge-repo program can read it: `person` (16 bytes),
//! `name`, `colour` (0 to 7), `at` (`hello`, `here` or `bye`), and `anchor` and `head`, two places
//! in the pad: the id of one of its texts, a slash, and an Automerge cursor in that text. In a commons, `in` (16 bytes, a
//! document) and `part` say at what somebody looks who is not
//! on its map, and `quiet` that they only watch. Names travel here and in the directory only, never in a document.

use minicbor::{Decoder, Encoder, data::Type};
use std::collections::BTreeMap;

/// How often a presence is repeated, in milliseconds.
pub const HEARTBEAT: u64 = 15_000;
/// How long a person is shown after the last sign of life, in milliseconds.
pub const EXPIRY: u64 = 35_000;

const MAX_NAME: usize = 64;
const MAX_CURSOR: usize = 200;
const MAX_PART: usize = 32;
/// Sessions remembered at most: a stranger cannot fill the memory of everyone who looks.
const MAX_SESSIONS: usize = 2_000;

/// Why a presence is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// I have just come: tell me who is here.
    Hello,
    Here,
    /// I am leaving.
    Bye,
}

/// Where somebody's caret and the other end of their selection are: places that move with the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    pub anchor: String,
    pub head: String,
}

/// What somebody looks at: a document of the commons, and the part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spot {
    pub document: [u8; 16],
    /// Of at most 32 characters.
    pub part: String,
}

/// One sign of life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    pub person: [u8; 16],
    /// Empty while the person has not given a name.
    pub name: String,
    pub colour: u8,
    pub sign: Sign,
    pub selection: Option<Selection>,
    /// In the presence of a commons.
    pub spot: Option<Spot>,
    /// Only watches: hears who is here, and is shown to nobody.
    pub quiet: bool,
}

/// Why bytes are not a presence. Other programs may send other things on the same channel.
#[derive(Debug, thiserror::Error)]
#[error("not a presence: {0}")]
pub struct NotAPresence(#[from] minicbor::decode::Error);

fn shorten(text: &str, max: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(max).collect()
}

impl Presence {
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let sign = match self.sign {
            Sign::Hello => "hello",
            Sign::Here => "here",
            Sign::Bye => "bye",
        };
        let mut e = Encoder::new(Vec::with_capacity(160));
        let pairs = u64::from(self.selection.is_some()) + u64::from(self.spot.is_some());
        let fields = 4 + 2 * pairs + u64::from(self.quiet);
        let written = e.map(fields).and_then(|e| {
            e.str("at")?.str(sign)?.str("person")?.bytes(&self.person)?;
            e.str("name")?.str(&self.name)?.str("colour")?.u8(self.colour)?;
            if let Some(selection) = &self.selection {
                e.str("anchor")?.str(&selection.anchor)?.str("head")?.str(&selection.head)?;
            }
            if let Some(spot) = &self.spot {
                e.str("in")?.bytes(&spot.document)?.str("part")?.str(&spot.part)?;
            }
            if self.quiet {
                e.str("quiet")?.bool(true)?;
            }
            Ok(())
        });
        debug_assert!(written.is_ok(), "writing into memory");
        e.into_writer()
    }

    /// Reads a presence. Names are cut to 64 characters.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotAPresence> {
        let mut d = Decoder::new(bytes);
        let (mut person, mut name, mut colour, mut sign) = (None, String::new(), 0, None);
        let (mut anchor, mut head) = (None, None);
        let (mut document, mut part, mut quiet) = (None, String::new(), false);
        for _ in 0..d.map()?.unwrap_or(0) {
            match d.str()? {
                "person" => person = <[u8; 16]>::try_from(d.bytes()?).ok(),
                "name" => name = shorten(d.str()?, MAX_NAME),
                "colour" => colour = d.u8()? % 8,
                "at" => {
                    sign = match d.str()? {
                        "hello" => Some(Sign::Hello),
                        "here" => Some(Sign::Here),
                        "bye" => Some(Sign::Bye),
                        _ => None,
                    }
                }
                "quiet" if d.datatype()? == Type::Bool => quiet = d.bool()?,
                "in" if d.datatype()? == Type::Bytes => document = <[u8; 16]>::try_from(d.bytes()?).ok(),
                "part" if d.datatype()? == Type::String => part = shorten(d.str()?, MAX_PART),
                "anchor" if d.datatype()? == Type::String => anchor = Some(shorten(d.str()?, MAX_CURSOR)),
                "head" if d.datatype()? == Type::String => head = Some(shorten(d.str()?, MAX_CURSOR)),
                _ => d.skip()?,
            }
        }
        let missing = || NotAPresence(minicbor::decode::Error::message("no person or no sign"));
        Ok(Self {
            person: person.ok_or_else(missing)?,
            name,
            colour,
            sign: sign.ok_or_else(missing)?,
            selection: anchor.zip(head).map(|(anchor, head)| Selection { anchor, head }),
            spot: document.map(|document| Spot { document, part }),
            quiet,
        })
    }
}

/// A person who is here, however many tabs they have open.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Person {
    pub person: [u8; 16],
    pub name: String,
    pub colour: u8,
    /// What the tab of theirs looks at that gave the newest sign of life.
    pub spot: Option<Spot>,
}

/// A caret to draw: one a tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteCursor {
    /// Different for each tab.
    pub id: String,
    pub name: String,
    pub colour: u8,
    pub selection: Selection,
}

/// What hearing a presence calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// The list or a caret changed.
    pub changed: bool,
    /// Somebody has just come: send our own presence.
    pub greet: bool,
}

/// Everybody else who is here.
#[derive(Debug, Default)]
pub struct Roster {
    sessions: BTreeMap<String, (Presence, u64)>,
}

impl Roster {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a presence of `session` (one a tab) at `now`.
    pub fn hear(&mut self, session: &str, presence: Presence, now: u64) -> Heard {
        if presence.sign == Sign::Bye {
            return Heard { changed: self.sessions.remove(session).is_some(), greet: false };
        }
        let greet = presence.sign == Sign::Hello;
        if presence.quiet {
            return Heard { changed: self.sessions.remove(session).is_some(), greet };
        }
        let shown = |p: &Presence| (p.person, p.name.clone(), p.colour, p.selection.clone(), p.spot.clone());
        if let Some(entry) = self.sessions.get_mut(session) {
            let changed = shown(&entry.0) != shown(&presence);
            *entry = (presence, now);
            return Heard { changed, greet };
        }
        let changed = self.sessions.len() < MAX_SESSIONS;
        if changed {
            self.sessions.insert(session.into(), (presence, now));
        }
        Heard { changed, greet }
    }

    /// Forgets whoever gave no sign of life for [`EXPIRY`]; says whether anybody was forgotten.
    pub fn expire(&mut self, now: u64) -> bool {
        let before = self.sessions.len();
        self.sessions.retain(|_, (_, seen)| now.saturating_sub(*seen) < EXPIRY);
        self.sessions.len() != before
    }

    /// Forgets everybody: the connection is gone, and with it the right to say who is here.
    pub fn clear(&mut self) {
        self.sessions.clear();
    }

    /// Each person once, `me` left out, by name.
    #[must_use]
    pub fn people(&self, me: [u8; 16]) -> Vec<Person> {
        let mut newest: BTreeMap<[u8; 16], (&Presence, u64)> = BTreeMap::new();
        for (presence, seen) in self.sessions.values().filter(|(p, _)| p.person != me) {
            let entry = newest.entry(presence.person).or_insert((presence, *seen));
            if *seen > entry.1 {
                *entry = (presence, *seen);
            }
        }
        let mut people: Vec<_> = newest
            .into_values()
            .map(|(p, _)| Person { person: p.person, name: p.name.clone(), colour: p.colour, spot: p.spot.clone() })
            .collect();
        people.sort_by_key(|p| (p.name.to_lowercase(), p.person));
        people
    }

    /// The carets of everybody else's tabs, `me` left out.
    #[must_use]
    pub fn cursors(&self, me: [u8; 16]) -> Vec<RemoteCursor> {
        self.sessions
            .iter()
            .filter(|(_, (p, _))| p.person != me)
            .filter_map(|(id, (p, _))| {
                let selection = p.selection.clone()?;
                Some(RemoteCursor { id: id.clone(), name: p.name.clone(), colour: p.colour, selection })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presence(person: u8, name: &str, sign: Sign) -> Presence {
        let selection = Some(Selection { anchor: "1@aa".into(), head: "2@aa".into() });
        Presence { person: [person; 16], name: name.into(), colour: 3, sign, selection, spot: None, quiet: false }
    }

    #[test]
    fn a_presence_survives_its_bytes() {
        for sign in [Sign::Hello, Sign::Here, Sign::Bye] {
            let p = presence(1, "Chloé", sign);
            assert_eq!(Presence::decode(&p.encode()).unwrap(), p);
        }
        let spot = Some(Spot { document: [7; 16], part: "before".into() });
        let elsewhere = Presence { spot, ..presence(1, "Bob", Sign::Here) };
        assert_eq!(Presence::decode(&elsewhere.encode()).unwrap(), elsewhere);
        let quiet = Presence { quiet: true, ..presence(1, "", Sign::Hello) };
        assert_eq!(Presence::decode(&quiet.encode()).unwrap(), quiet);
        let silent = Presence { selection: None, ..presence(1, "", Sign::Here) };
        assert_eq!(Presence::decode(&silent.encode()).unwrap(), silent);
    }

    #[test]
    fn other_programs_may_say_other_things() {
        for bytes in [&b""[..], &[0xa0], &[0xff; 9], b"hello"] {
            assert!(Presence::decode(bytes).is_err());
        }
        let long = Presence { name: "é".repeat(500), ..presence(1, "", Sign::Here) };
        assert_eq!(Presence::decode(&long.encode()).unwrap().name.chars().count(), MAX_NAME);
    }

    #[test]
    fn two_tabs_are_one_person_with_two_carets() {
        let mut roster = Roster::new();
        roster.hear("tab 1", presence(1, "Alice", Sign::Hello), 0);
        roster.hear("tab 2", presence(1, "Alice", Sign::Here), 10);
        roster.hear("tab 3", presence(2, "Bob", Sign::Here), 10);
        assert_eq!(roster.people([9; 16]).iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Alice", "Bob"]);
        assert_eq!(roster.people([2; 16]).len(), 1, "I am not in my own list");
        assert_eq!(roster.cursors([9; 16]).len(), 3);
        assert_eq!(roster.cursors([1; 16]).len(), 1, "my own carets are not drawn for me");
    }

    #[test]
    fn somebody_is_where_their_newest_sign_of_life_says() {
        let at = |part: &str| Presence {
            spot: Some(Spot { document: [7; 16], part: part.into() }),
            ..presence(1, "Alice", Sign::Here)
        };
        let mut roster = Roster::new();
        assert!(roster.hear("tab 1", at("before"), 0).changed);
        assert!(roster.hear("tab 2", at("pad"), 10).changed);
        assert!(!roster.hear("tab 1", at("before"), 5).changed);
        let parts =
            |roster: &Roster| roster.people([9; 16]).into_iter().map(|p| p.spot.unwrap().part).collect::<Vec<_>>();
        assert_eq!(parts(&roster), ["pad"], "one person for two tabs");
        assert!(roster.hear("tab 1", at("after"), 20).changed);
        assert_eq!(parts(&roster), ["after"]);
    }

    #[test]
    fn who_only_watches_is_greeted_and_shown_to_nobody() {
        let mut roster = Roster::new();
        let watching = |sign| Presence { quiet: true, ..presence(1, "", sign) };
        assert_eq!(roster.hear("a", watching(Sign::Hello), 0), Heard { changed: false, greet: true });
        assert!(roster.people([9; 16]).is_empty());
        assert!(roster.hear("a", presence(1, "Chloé", Sign::Here), 1).changed, "until they say who they are");
        assert_eq!(roster.people([9; 16]).len(), 1);
        assert!(roster.hear("a", watching(Sign::Here), 2).changed, "or no longer do");
        assert!(roster.people([9; 16]).is_empty());
    }

    #[test]
    fn silence_and_goodbye_both_end_a_presence() {
        let mut roster = Roster::new();
        assert_eq!(
            roster.hear("a", presence(1, "Alice", Sign::Hello), 0),
            Heard { changed: true, greet: true },
            "a newcomer is told who is here"
        );
        assert!(!roster.hear("a", presence(1, "Alice", Sign::Here), 5_000).changed, "a heartbeat is not news");
        roster.hear("b", presence(2, "Bob", Sign::Here), 5_000);
        assert!(roster.hear("b", presence(2, "Bob", Sign::Bye), 6_000).changed);
        assert!(!roster.expire(5_000 + EXPIRY - 1));
        assert!(roster.expire(5_000 + EXPIRY));
        assert!(roster.people([9; 16]).is_empty());
    }
}
