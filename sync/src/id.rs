//! The names on the wire: documents and peers. They carry no meaning beyond being different.

use std::{fmt, str::FromStr, sync::Arc};

/// A document's name: 16 bytes, written as base58check (the form automerge-repo uses).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId([u8; 16]);

impl DocumentId {
    /// Makes an id of 16 random bytes; the version bits of a UUID v4 are set, because older
    /// automerge-repo clients refuse ids that are not valid UUIDs.
    #[must_use]
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }

    /// Takes the 16 bytes as they are, as they stand in a store.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bs58::encode(self.0).with_check().into_string())
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentId({self})")
    }
}

/// A document's id as messages write it. Writing it takes a checksum, which is two hashes: whoever speaks often of a
/// document keeps its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentName(Box<str>);

impl DocumentName {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<DocumentId> for DocumentName {
    fn from(id: DocumentId) -> Self {
        Self(id.to_string().into())
    }
}

/// Why a text is not a document id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a document id is 16 bytes in base58check, and this is not: {0:?}")]
pub struct NotADocumentId(pub String);

impl FromStr for DocumentId {
    type Err = NotADocumentId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotADocumentId(text.chars().take(64).collect());
        // 16 bytes and 4 of checksum are at most 28 characters: longer texts are refused before any work.
        if text.len() > 32 {
            return Err(refuse());
        }
        let bytes = bs58::decode(text).with_check(None).into_vec().map_err(|_invalid| refuse())?;
        bytes.try_into().map(Self).map_err(|_wrong_length| refuse())
    }
}

/// A peer's name on one connection: whatever it called itself in `join` or `peer`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerId(Arc<str>);

impl PeerId {
    /// Longest name accepted, in bytes.
    pub const MAX: usize = 128;

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for PeerId {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for PeerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PeerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PeerId({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_id_survives_its_text() {
        let id = DocumentId::from_random([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.as_bytes()[6] >> 4, 4, "a version 4 UUID");
    }

    #[test]
    fn a_mistyped_document_id_is_refused() {
        let mut text = DocumentId::from_random([7; 16]).to_string();
        let last = text.pop().unwrap();
        text.push(if last == 'a' { 'b' } else { 'a' });
        for wrong in [text.as_str(), "", "hello", "0OIl", &"1".repeat(2_000_000)] {
            assert!(wrong.parse::<DocumentId>().is_err(), "{}", &wrong[..wrong.len().min(20)]);
        }
    }
}
