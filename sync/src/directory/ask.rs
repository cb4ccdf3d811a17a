//! What a device asks of a directory, and what it is answered.
//!
//! A device says which version it has of whom, and learns what is newer: names, and who is forgotten. It also learns of
//! whom it has something newer, so that a directory that was restored from an old backup is told again what it lacks.
//! Everything is CBOR, as in the rest of the protocol.

use super::statement::Statement;
use minicbor::{Decoder, Encoder, decode::Error};

/// People asked about at once, at most.
pub const MAX_ASKED: usize = 1_000;
/// Most characters of the words in a refusal: they are shown to somebody.
const MAX_SHOWN: usize = 500;

/// Why bytes are not what they should be.
#[derive(Debug, thiserror::Error)]
#[error("not understood: {0}")]
pub struct NotUnderstood(#[from] Error);

/// Whom a device asks about, with the version that it has; 0 for none. At most [`MAX_ASKED`] at once: a list of pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    pub known: Vec<([u8; 16], u64)>,
}

/// What the directory knows better: a map of two lists, `said` (statements as byte strings) and `lacking` (people).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Statements newer than what the device has.
    pub said: Vec<Statement>,
    /// People of whom the device has something newer than the directory.
    pub lacking: Vec<[u8; 16]>,
}

/// The answer to a statement that is older than what is there: a map of `message` and `said`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Why, for people to read.
    pub message: String,
    pub there: Statement,
}

impl Ask {
    /// Answers from the rows of a directory.
    pub fn answer(&self, mut row: impl FnMut([u8; 16]) -> Option<Statement>) -> Answer {
        let mut answer = Answer::default();
        for &(person, known) in &self.known {
            let there = row(person);
            let version = there.as_ref().map_or(0, Statement::version);
            if version < known {
                answer.lacking.push(person);
            } else if version > known {
                answer.said.extend(there);
            }
        }
        answer
    }

    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::with_capacity(8 + 28 * self.known.len()));
        let written = e.array(self.known.len() as u64).and_then(|e| {
            self.known.iter().try_for_each(|(person, version)| e.array(2)?.bytes(person)?.u64(*version).map(drop))
        });
        debug_assert!(written.is_ok(), "writing into memory");
        e.into_writer()
    }

    /// # Errors
    /// When the bytes are something else, or ask about too many.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotUnderstood> {
        let mut d = Decoder::new(bytes);
        let mut known = Vec::new();
        for _ in 0..length(d.array()?)? {
            if d.array()? != Some(2) {
                return Err(Error::message("not a person and a version").into());
            }
            known.push((person(&mut d)?, d.u64()?));
        }
        Ok(Self { known })
    }
}

impl Answer {
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::with_capacity(32 + 256 * self.said.len() + 17 * self.lacking.len()));
        let written = e.map(2).and_then(|e| {
            e.str("said")?.array(self.said.len() as u64)?;
            self.said.iter().try_for_each(|statement| e.bytes(&statement.encode()).map(drop))?;
            e.str("lacking")?.array(self.lacking.len() as u64)?;
            self.lacking.iter().try_for_each(|person| e.bytes(person).map(drop))
        });
        debug_assert!(written.is_ok(), "writing into memory");
        e.into_writer()
    }

    /// Reads an answer. A statement that cannot be read, perhaps because it is of a later kind, is passed over.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotUnderstood> {
        let mut d = Decoder::new(bytes);
        let mut answer = Self::default();
        for _ in 0..d.map()?.unwrap_or(0) {
            match d.str()? {
                "said" => {
                    for _ in 0..length(d.array()?)? {
                        answer.said.extend(Statement::decode(d.bytes()?));
                    }
                }
                "lacking" => {
                    for _ in 0..length(d.array()?)? {
                        answer.lacking.push(person(&mut d)?);
                    }
                }
                _ => d.skip()?,
            }
        }
        Ok(answer)
    }
}

impl Outdated {
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::with_capacity(512));
        let written = e.map(2).and_then(|e| {
            e.str("message")?.str(&self.message)?.str("said")?.bytes(&self.there.encode())?;
            Ok(())
        });
        debug_assert!(written.is_ok(), "writing into memory");
        e.into_writer()
    }

    /// # Errors
    /// When the bytes are something else.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotUnderstood> {
        let mut d = Decoder::new(bytes);
        let (mut message, mut there) = (String::new(), None);
        for _ in 0..d.map()?.unwrap_or(0) {
            match d.str()? {
                "message" => message = d.str()?.chars().take(MAX_SHOWN).collect(),
                "said" => there = Statement::decode(d.bytes()?).ok(),
                _ => d.skip()?,
            }
        }
        let there = there.ok_or_else(|| Error::message("no statement"))?;
        Ok(Self { message, there })
    }
}

/// The length of a list, when it is no longer than one may be.
fn length(claimed: Option<u64>) -> Result<u64, NotUnderstood> {
    let fits = claimed.filter(|length| *length <= MAX_ASKED as u64);
    fits.ok_or_else(|| Error::message("a list of unknown length, or too long").into())
}

fn person(d: &mut Decoder<'_>) -> Result<[u8; 16], NotUnderstood> {
    d.bytes()?.try_into().map_err(|_length| Error::message("a person is 16 bytes").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{DeviceKey, Profile};

    fn said(secret: u8, version: u64) -> Statement {
        let profile = Profile::new("Bob", "Je prends des notes.", 1).unwrap();
        Statement::of_profile(&DeviceKey::from_secret([secret; 32]), version, profile)
    }

    #[test]
    fn questions_and_answers_survive_their_bytes() {
        let ask = Ask { known: (0..MAX_ASKED).map(|n| ([n.to_le_bytes()[0]; 16], n as u64)).collect() };
        assert_eq!(Ask::decode(&ask.encode()).unwrap(), ask);
        for answer in [Answer::default(), Answer { said: vec![said(1, 5), said(2, 6)], lacking: vec![[9; 16]] }] {
            assert_eq!(Answer::decode(&answer.encode()).unwrap(), answer);
        }
        let outdated = Outdated { message: "what is there is newer".into(), there: said(1, 5) };
        assert_eq!(Outdated::decode(&outdated.encode()).unwrap(), outdated);
    }

    #[test]
    fn what_is_no_question_is_refused() {
        let long = Ask { known: vec![([1; 16], 0); MAX_ASKED + 1] };
        for bytes in [&long.encode()[..], b"", b"\x9f\xff", b"\x81\x01", b"\x81\x82\x41\x01\x00", b"\x9b\xff"] {
            assert!(Ask::decode(bytes).is_err(), "{bytes:?}");
        }
        for bytes in [&b""[..], b"\x80", b"\xa1\x64said\x9b\xff\xff\xff\xff\xff\xff\xff\xff"] {
            assert!(Answer::decode(bytes).is_err() && Outdated::decode(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn d5_an_answer_says_what_is_newer_here_and_what_is_newer_there() {
        let rows = [said(1, 5), said(2, 5), said(3, 5)];
        let [alice, bob, chloe] = [0, 1, 2].map(|n| rows[n].person());
        let known = vec![(alice, 4), (bob, 5), (chloe, 6), ([7; 16], 1), ([8; 16], 0)];
        let answer = Ask { known }.answer(|person| rows.iter().find(|statement| statement.person() == person).cloned());
        assert_eq!(answer, Answer { said: vec![rows[0].clone()], lacking: vec![chloe, [7; 16]] });
    }

    #[test]
    fn what_comes_later_does_not_hide_what_can_be_read() {
        let mut e = Encoder::new(Vec::new());
        e.map(2).unwrap().str("news").unwrap().u8(1).unwrap();
        e.str("said")
            .unwrap()
            .array(2)
            .unwrap()
            .bytes(b"of a later kind")
            .unwrap()
            .bytes(&said(1, 5).encode())
            .unwrap();
        let answer = Answer::decode(&e.into_writer()).unwrap();
        assert_eq!(answer, Answer { said: vec![said(1, 5)], lacking: Vec::new() });
    }
}
