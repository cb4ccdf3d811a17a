//! What a person says of themselves, signed.
//!
//! A statement is a CBOR list of three byte strings: what is said, the public key (32 bytes), and the Ed25519 signature
//! (64) over [`DOMAIN`] and what is said. That is a list again: `[version, name, words, colour]` for a profile, `[version]`
//! for somebody who is forgotten. There is one way to write each: bytes that would be written otherwise are refused, so
//! that nothing can hide in a statement, least of all in one that forgets.

use super::{
    key::{DeviceKey, is_signed, person_of},
    profile::{NotAProfile, Profile},
};
use minicbor::{Decoder, Encoder};

/// Most bytes of a statement.
pub const MAX_STATEMENT: usize = 4 << 10;
/// How far ahead of the clock of whoever verifies a version may be, in milliseconds: a day.
pub const AHEAD: u64 = 24 * 3_600 * 1_000;
/// The last version there is: what JavaScript counts exactly.
pub const MAX_VERSION: u64 = (1 << 53) - 1;

/// What stands before the signed bytes, so that this signature can never be taken for one of another kind.
const DOMAIN: &[u8] = b"boucle directory 1";

/// What somebody says, and who it seems to be. Nothing in it is to be believed before [`Statement::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    version: u64,
    /// None when the person is forgotten.
    profile: Option<Profile>,
    key: [u8; 32],
    signature: [u8; 64],
}

/// A statement that its person has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    person: [u8; 16],
    statement: Statement,
}

/// Why something is not a statement of that person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAStatement {
    #[error("this is not a statement for the directory")]
    Malformed,
    #[error("the key does not belong to this person")]
    AnotherKey,
    #[error("the signature does not fit")]
    WrongSignature,
    #[error("it is dated more than a day ahead of the clock here")]
    FromTheFuture,
    #[error(transparent)]
    NotAProfile(#[from] NotAProfile),
}

impl Statement {
    /// Says who one is. `version` comes from [`next_version`](super::next_version).
    #[must_use]
    pub fn of_profile(key: &DeviceKey, version: u64, profile: Profile) -> Self {
        Self::signed(key, version, Some(profile))
    }

    /// Asks everybody who holds a name of this person to erase it.
    #[must_use]
    pub fn of_forgotten(key: &DeviceKey, version: u64) -> Self {
        Self::signed(key, version, None)
    }

    fn signed(key: &DeviceKey, version: u64, profile: Option<Profile>) -> Self {
        let signature = key.sign(&to_sign(&said(version, profile.as_ref())));
        Self { version, profile, key: key.public(), signature }
    }

    /// The person whose statement this is, if it is one.
    #[must_use]
    pub fn person(&self) -> [u8; 16] {
        person_of(&self.key)
    }

    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::with_capacity(256));
        let written = e.array(3).and_then(|e| {
            e.bytes(&said(self.version, self.profile.as_ref()))?.bytes(&self.key)?.bytes(&self.signature)?;
            Ok(())
        });
        debug_assert!(written.is_ok(), "writing into memory");
        e.into_writer()
    }

    /// Reads a statement.
    ///
    /// # Errors
    /// [`NotAStatement::Malformed`] when the bytes are not what [`Statement::encode`] writes.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotAStatement> {
        let short = bytes.len() <= MAX_STATEMENT;
        let read = short.then(|| read(bytes).ok().flatten()).flatten();
        read.filter(|statement| statement.encode() == bytes).ok_or(NotAStatement::Malformed)
    }

    /// Finds out whether this person said so. `now` is the time in UTC milliseconds; whoever does not trust its own
    /// clock, and asks somebody who looked at theirs, gives `u64::MAX`.
    ///
    /// # Errors
    /// When the person did not, or when it is nothing that anybody may say.
    pub fn verify(self, person: [u8; 16], now: u64) -> Result<Verified, NotAStatement> {
        if self.person() != person {
            return Err(NotAStatement::AnotherKey);
        }
        if self.version > now.saturating_add(AHEAD).min(MAX_VERSION) {
            return Err(NotAStatement::FromTheFuture);
        }
        self.profile.as_ref().map_or(Ok(()), Profile::check)?;
        let said = said(self.version, self.profile.as_ref());
        if !is_signed(&self.key, &to_sign(&said), &self.signature) {
            return Err(NotAStatement::WrongSignature);
        }
        Ok(Verified { person, statement: self })
    }
}

impl Verified {
    #[must_use]
    pub fn person(&self) -> [u8; 16] {
        self.person
    }

    #[must_use]
    pub fn version(&self) -> u64 {
        self.statement.version
    }

    /// Who they say they are; none when they asked to be forgotten.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        self.statement.profile.as_ref()
    }

    #[must_use]
    pub fn is_forgotten(&self) -> bool {
        self.statement.profile.is_none()
    }

    #[must_use]
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    #[must_use]
    pub fn into_statement(self) -> Statement {
        self.statement
    }

    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.statement.encode()
    }
}

fn said(version: u64, profile: Option<&Profile>) -> Vec<u8> {
    let mut e = Encoder::new(Vec::with_capacity(128));
    let written = match profile {
        Some(Profile { name, words, colour }) => e.array(4).and_then(|e| {
            e.u64(version)?.str(name)?.str(words)?.u8(*colour)?;
            Ok(())
        }),
        None => e.array(1).and_then(|e| e.u64(version).map(drop)),
    };
    debug_assert!(written.is_ok(), "writing into memory");
    e.into_writer()
}

fn to_sign(said: &[u8]) -> Vec<u8> {
    [DOMAIN, said].concat()
}

/// What the bytes say, written this way or another; none when they say something else.
fn read(bytes: &[u8]) -> Result<Option<Statement>, minicbor::decode::Error> {
    let mut d = Decoder::new(bytes);
    if d.array()? != Some(3) {
        return Ok(None);
    }
    let (said, key, signature) = (d.bytes()?, d.bytes()?, d.bytes()?);
    let (Ok(key), Ok(signature)) = (key.try_into(), signature.try_into()) else { return Ok(None) };
    let mut d = Decoder::new(said);
    let length = d.array()?;
    let version = d.u64()?;
    let profile = match length {
        Some(4) => Some(Profile { name: d.str()?.into(), words: d.str()?.into(), colour: d.u8()? }),
        Some(1) => None,
        _ => return Ok(None),
    };
    Ok(Some(Statement { version, profile, key, signature }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000_000;

    fn alice() -> DeviceKey {
        DeviceKey::from_secret([1; 32])
    }

    fn profile(name: &str) -> Profile {
        Profile { name: name.into(), words: "J’organise.".into(), colour: 2 }
    }

    fn both() -> [Statement; 2] {
        [Statement::of_profile(&alice(), NOW, profile("Alice")), Statement::of_forgotten(&alice(), NOW)]
    }

    #[test]
    fn a_statement_survives_its_bytes() {
        for statement in both() {
            let again = Statement::decode(&statement.encode()).unwrap();
            assert_eq!(again, statement);
            let verified = again.verify(alice().person(), NOW).unwrap();
            assert_eq!((verified.person(), verified.version()), (alice().person(), NOW));
            assert_eq!(verified.encode(), statement.encode());
        }
        let [named, forgotten] = both().map(|s| s.verify(alice().person(), NOW).unwrap());
        assert_eq!(named.profile().unwrap().name(), "Alice");
        assert!(forgotten.is_forgotten() && forgotten.profile().is_none());
    }

    #[test]
    fn d1_nobody_speaks_for_another() {
        let (bob, [named, forgotten]) = (DeviceKey::from_secret([2; 32]), both());
        for statement in [&named, &forgotten] {
            assert_eq!(statement.clone().verify(bob.person(), NOW), Err(NotAStatement::AnotherKey));
        }
        let relabelled = Statement { key: bob.public(), ..named.clone() };
        assert_eq!(relabelled.verify(bob.person(), NOW), Err(NotAStatement::WrongSignature));
        let renamed = Statement { profile: Some(profile("Alicia")), ..named };
        assert_eq!(renamed.verify(alice().person(), NOW), Err(NotAStatement::WrongSignature));
        let redated = Statement { version: NOW + 1, ..named.clone() };
        assert_eq!(redated.verify(alice().person(), NOW), Err(NotAStatement::WrongSignature));
        let remembered = Statement { profile: named.profile, ..forgotten };
        assert_eq!(remembered.verify(alice().person(), NOW), Err(NotAStatement::WrongSignature));
    }

    #[test]
    fn d2_each_thing_a_statement_cannot_be_has_its_own_refusal() {
        let verify = |version, profile| Statement::signed(&alice(), version, profile).verify(alice().person(), NOW);
        let long =
            |name: usize, words: usize| Some(Profile { name: "é".repeat(name), words: "é".repeat(words), colour: 7 });
        verify(NOW, long(64, 280)).unwrap();
        verify(NOW + AHEAD, None).unwrap();
        assert_eq!(verify(NOW + AHEAD + 1, None), Err(NotAStatement::FromTheFuture));
        assert_eq!(verify(NOW, long(0, 0)), Err(NotAProfile::NoName.into()));
        assert_eq!(verify(NOW, long(65, 0)), Err(NotAProfile::LongName.into()));
        assert_eq!(verify(NOW, long(1, 281)), Err(NotAProfile::LongWords.into()));
        assert_eq!(verify(NOW, Some(profile(" Alice"))), Err(NotAProfile::Untidy.into()));
        assert_eq!(verify(NOW, Some(Profile { colour: 8, ..profile("Alice") })), Err(NotAProfile::NoColour.into()));
        let last = |version| Statement::of_forgotten(&alice(), version).verify(alice().person(), u64::MAX);
        assert!(last(MAX_VERSION).is_ok());
        assert_eq!(last(MAX_VERSION + 1), Err(NotAStatement::FromTheFuture), "no clock goes further");
    }

    #[test]
    fn d2_there_is_one_way_to_write_a_statement_and_nothing_hides_in_it() {
        let [_, forgotten] = both();
        let whole = forgotten.encode();
        let written = |said: &[u8]| {
            let mut e = Encoder::new(Vec::new());
            let signature = alice().sign(&to_sign(said));
            e.array(3).unwrap().bytes(said).unwrap().bytes(&alice().public()).unwrap().bytes(&signature).unwrap();
            e.into_writer()
        };
        assert_eq!(written(&said(NOW, None)), whole);
        let hidden = |extra: &[u8]| written(&[&said(NOW, None), extra].concat());
        let mut longer = Encoder::new(Vec::new());
        longer.array(2).unwrap().u64(NOW).unwrap().str("Alice").unwrap();
        let mut indefinite = Encoder::new(Vec::new());
        indefinite.begin_array().unwrap().u64(NOW).unwrap().end().unwrap();
        for other in [
            hidden(b"\x65Alice"),
            written(&longer.into_writer()),
            written(&indefinite.into_writer()),
            // A number written longer than it need be.
            written(&[0x81, 0x18, 0x05]),
            [&whole, &b"Alice"[..]].concat(),
            whole[..whole.len() - 1].to_vec(),
            Vec::new(),
            vec![0; MAX_STATEMENT + 1],
        ] {
            assert_eq!(Statement::decode(&other), Err(NotAStatement::Malformed), "{other:?}");
        }
    }

    /// What is on the disks and devices of people must be read for ever.
    #[test]
    fn d2_a_statement_is_written_as_it_was_from_the_beginning() {
        let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let [named, forgotten] = both().map(|statement| hex(statement.encode()));
        assert_eq!(
            named,
            concat!(
                "83581f841b000001a3185c500065416c6963656d4ae280996f7267616e6973652e02",
                "58208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c",
                "58400d2d18bd3381a4c596cef8afb7136de598d1bc7e2b0c46f6e940dc188bee21016d529737550f9707bd6e1cc6",
                "0c242e24825e1f7f39f83bf3aefccf823f49dd09"
            )
        );
        assert_eq!(
            forgotten,
            concat!(
                "834a811b000001a3185c500058208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c",
                "58407fec59bf",
                "09c399c9eef1efa5936b8407175c30f0c98aad119f32855acd673cd835cec71a32d8bb1aa5a0f3748feb87dba77c",
                "20a60f52314fab4822a638a80b0f"
            )
        );
    }
}
