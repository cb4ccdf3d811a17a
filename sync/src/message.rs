//! The automerge-repo websocket protocol, version "1": one CBOR map in each binary frame.
//!
//! Source: the `@automerge/automerge-repo` 2.5 network protocol and its websocket adapter. What other
//! encoders do in practice is accepted: numbers as floats, `undefined` for absent fields, byte
//! strings under tag 64, maps of indefinite length, unknown fields and unknown message types.

use crate::{DocumentId, DocumentName, PeerId};
use bytes::Bytes;
use minicbor::{Decoder, Encoder, data::Type};
use smallvec::SmallVec;

/// The protocol version both ends must share.
pub const PROTOCOL_VERSION: &str = "1";

/// Most bytes of the names that peers give to sessions, storages and versions: each is kept while the peer is here.
pub const MAX_NAME: usize = 256;
/// Most characters of what an error says: it is shown to somebody.
const MAX_WORDS: usize = 2_000;
/// Versions of the protocol that are listened to.
const MAX_VERSIONS: usize = 16;

/// Whether a message on a document asks for it or offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncKind {
    /// The sender does not have the document; an unknown one is answered `doc-unavailable`.
    Request,
    /// The sender has the document; an unknown one may be created.
    Sync,
}

/// What a peer says of its storage. A peer with a storage id keeps its sync state, and others may keep theirs about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeerMetadata {
    pub storage_id: Option<String>,
    pub is_ephemeral: bool,
}

/// A message as it stands in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Join {
        sender: PeerId,
        metadata: PeerMetadata,
        versions: Vec<String>,
    },
    Peer {
        sender: PeerId,
        target: PeerId,
        metadata: PeerMetadata,
        version: String,
    },
    Sync {
        kind: SyncKind,
        sender: PeerId,
        target: PeerId,
        document: DocumentId,
        data: Bytes,
    },
    Ephemeral {
        sender: PeerId,
        target: PeerId,
        document: DocumentId,
        count: u64,
        session: String,
        data: Bytes,
    },
    Unavailable {
        sender: PeerId,
        target: PeerId,
        document: DocumentId,
    },
    Error {
        message: String,
    },
    Leave {
        sender: PeerId,
    },
    /// A type this version has no use for (`remote-heads-changed` and what comes later): ignored, not an error.
    Other,
}

/// Why a frame is not a message.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    #[error("the frame is not a CBOR map of the automerge-repo protocol: {0}")]
    Cbor(#[from] minicbor::decode::Error),
    #[error("the message has no field {0:?}")]
    Missing(&'static str),
    #[error("the name of a peer may have {max} bytes", max = PeerId::MAX)]
    LongPeerId,
    #[error("the field {0:?} may have {MAX_NAME} bytes")]
    Long(&'static str),
    #[error(transparent)]
    Document(#[from] crate::id::NotADocumentId),
}

#[derive(Default)]
struct Fields<'a> {
    kind: Option<&'a str>,
    sender: Option<&'a str>,
    target: Option<&'a str>,
    document: Option<&'a str>,
    data: Option<&'a [u8]>,
    count: Option<u64>,
    session: Option<&'a str>,
    message: Option<&'a str>,
    version: Option<&'a str>,
    versions: Vec<String>,
    metadata: PeerMetadata,
}

/// Calls `each` with every key of a map, definite or not.
fn map<'a>(
    d: &mut Decoder<'a>,
    mut each: impl FnMut(&mut Decoder<'a>, &'a str) -> Result<(), minicbor::decode::Error>,
) -> Result<(), minicbor::decode::Error> {
    let mut left = d.map()?;
    loop {
        match &mut left {
            Some(0) => return Ok(()),
            Some(n) => *n -= 1,
            None if d.datatype()? == Type::Break => {
                d.set_position(d.position() + 1);
                return Ok(());
            }
            None => {}
        }
        let key = d.str()?;
        each(d, key)?;
    }
}

/// `None` for `null` and `undefined`, which JavaScript encoders write for a field that is not there.
fn optional<'a, T>(
    d: &mut Decoder<'a>,
    read: impl FnOnce(&mut Decoder<'a>) -> Result<T, minicbor::decode::Error>,
) -> Result<Option<T>, minicbor::decode::Error> {
    match d.datatype()? {
        Type::Null | Type::Undefined => d.skip().map(|()| None),
        _ => read(d).map(Some),
    }
}

fn number(d: &mut Decoder<'_>) -> Result<u64, minicbor::decode::Error> {
    match d.datatype()? {
        Type::F16 | Type::F32 | Type::F64 => {
            let float = d.f64()?;
            if float >= 0.0 && float.fract() == 0.0 && float < 9.1e15 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "checked on the line above"
                )]
                Ok(float as u64)
            } else {
                Err(minicbor::decode::Error::message("not a whole number"))
            }
        }
        _ => d.u64(),
    }
}

fn byte_string<'a>(d: &mut Decoder<'a>) -> Result<&'a [u8], minicbor::decode::Error> {
    if d.datatype()? == Type::Tag {
        d.tag()?;
    }
    d.bytes()
}

fn metadata(d: &mut Decoder<'_>) -> Result<PeerMetadata, minicbor::decode::Error> {
    let mut found = PeerMetadata::default();
    map(d, |d, key| {
        match key {
            "storageId" => found.storage_id = optional(d, |d| d.str().map(str::to_owned))?,
            "isEphemeral" => found.is_ephemeral = optional(d, Decoder::bool)?.unwrap_or(false),
            _ => d.skip()?,
        }
        Ok(())
    })?;
    Ok(found)
}

fn texts(d: &mut Decoder<'_>) -> Result<Vec<String>, minicbor::decode::Error> {
    let mut texts = Vec::new();
    // All are read, so that what follows is read as what it is.
    for text in d.array_iter::<&str>()? {
        let text = text?;
        if texts.len() < MAX_VERSIONS {
            texts.push(text.to_owned());
        }
    }
    Ok(texts)
}

impl Message {
    /// Reads a frame. The payload is copied out, so that a small message never keeps a large frame alive.
    ///
    /// # Errors
    /// When the frame is not a CBOR map, or a field that its type needs is missing or malformed.
    pub fn decode(frame: &[u8]) -> Result<Self, MessageError> {
        Self::decode_knowing(frame, |_| None)
    }

    /// Reads a frame like [`Message::decode`]. `known` may know the documents that it names by their text, which spares
    /// reading and verifying it each time.
    ///
    /// # Errors
    /// As [`Message::decode`].
    pub fn decode_knowing(frame: &[u8], known: impl Fn(&str) -> Option<DocumentId>) -> Result<Self, MessageError> {
        let mut f = Fields::default();
        let mut d = Decoder::new(frame);
        map(&mut d, |d, key| {
            match key {
                "type" => f.kind = Some(d.str()?),
                "senderId" => f.sender = optional(d, |d| d.str())?,
                "targetId" => f.target = optional(d, |d| d.str())?,
                "documentId" => f.document = optional(d, |d| d.str())?,
                "data" => f.data = optional(d, byte_string)?,
                "count" => f.count = optional(d, number)?,
                "sessionId" => f.session = optional(d, |d| d.str())?,
                "message" => f.message = optional(d, |d| d.str())?,
                "selectedProtocolVersion" => f.version = optional(d, |d| d.str())?,
                "supportedProtocolVersions" => f.versions = optional(d, texts)?.unwrap_or_default(),
                "peerMetadata" => f.metadata = optional(d, metadata)?.unwrap_or_default(),
                _ => d.skip()?,
            }
            Ok(())
        })?;
        f.into_message(known)
    }

    /// Writes the frame of this message.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Join { sender, metadata, versions } => {
                let mut e = open(4, "join", Some(sender));
                write_metadata(&mut e, metadata);
                key(&mut e, "supportedProtocolVersions");
                ok(e.array(versions.len() as u64));
                for version in versions {
                    ok(e.str(version));
                }
                e.into_writer()
            }
            Self::Peer { sender, target, metadata, version } => {
                let mut e = open(5, "peer", Some(sender));
                write_metadata(&mut e, metadata);
                text(&mut e, "selectedProtocolVersion", version);
                text(&mut e, "targetId", target.as_str());
                e.into_writer()
            }
            Self::Sync { kind, sender, target, document, data } => {
                SharedFrame::sync(*kind, sender, &(*document).into(), data).to(target).to_vec()
            }
            Self::Ephemeral { sender, target, document, count, session, data } => {
                SharedFrame::ephemeral(sender, &(*document).into(), *count, session, data).to(target).to_vec()
            }
            Self::Unavailable { sender, target, document } => {
                SharedFrame::unavailable(sender, &(*document).into()).to(target).to_vec()
            }
            Self::Error { message } => {
                let mut e = open(2, "error", None);
                text(&mut e, "message", message);
                e.into_writer()
            }
            Self::Leave { sender } => open(2, "leave", Some(sender)).into_writer(),
            Self::Other => open(1, "other", None).into_writer(),
        }
    }
}

impl Fields<'_> {
    fn into_message(self, known: impl Fn(&str) -> Option<DocumentId>) -> Result<Message, MessageError> {
        let kind = self.kind.ok_or(MessageError::Missing("type"))?;
        let sender = || peer(self.sender, "senderId");
        // Clients ignore the target, and some leave it out: an empty name stands for "you".
        let target = || peer(Some(self.target.unwrap_or_default()), "targetId");
        let document = || {
            let text = self.document.ok_or(MessageError::Missing("documentId"))?;
            known(text).map_or_else(|| Ok::<_, MessageError>(text.parse()?), Ok)
        };
        for (field, name) in [
            ("sessionId", self.session),
            ("storageId", self.metadata.storage_id.as_deref()),
            ("selectedProtocolVersion", self.version),
        ] {
            if name.is_some_and(|name| name.len() > MAX_NAME) {
                return Err(MessageError::Long(field));
            }
        }
        if self.versions.iter().any(|version| version.len() > MAX_NAME) {
            return Err(MessageError::Long("supportedProtocolVersions"));
        }
        let data = || self.data.map(Bytes::copy_from_slice).ok_or(MessageError::Missing("data"));
        Ok(match kind {
            "join" => Message::Join { sender: sender()?, metadata: self.metadata, versions: self.versions },
            "peer" => Message::Peer {
                sender: sender()?,
                target: target()?,
                metadata: self.metadata,
                version: self.version.unwrap_or(PROTOCOL_VERSION).into(),
            },
            "sync" | "request" => Message::Sync {
                kind: if kind == "sync" { SyncKind::Sync } else { SyncKind::Request },
                sender: sender()?,
                target: target()?,
                document: document()?,
                data: data()?,
            },
            "ephemeral" => Message::Ephemeral {
                sender: sender()?,
                target: target()?,
                document: document()?,
                count: self.count.ok_or(MessageError::Missing("count"))?,
                session: self.session.ok_or(MessageError::Missing("sessionId"))?.into(),
                data: data()?,
            },
            "doc-unavailable" => Message::Unavailable { sender: sender()?, target: target()?, document: document()? },
            "error" => Message::Error { message: self.message.unwrap_or_default().chars().take(MAX_WORDS).collect() },
            "leave" => Message::Leave { sender: sender()? },
            _ => Message::Other,
        })
    }
}

fn peer(name: Option<&str>, field: &'static str) -> Result<PeerId, MessageError> {
    let name = name.ok_or(MessageError::Missing(field))?;
    if name.len() > PeerId::MAX { Err(MessageError::LongPeerId) } else { Ok(name.into()) }
}

/// A frame for many readers: everything but the reader's own name, encoded once.
///
/// `targetId` is the last field of the map, so that one reader costs one copy of the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedFrame(Bytes);

/// A reader's name, as it ends the frames that are shared. A name of usual length lies where the address lies: it is
/// read for each reader of each frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(SmallVec<[u8; 48]>);

impl From<&PeerId> for Address {
    fn from(name: &PeerId) -> Self {
        let mut e = Encoder::new(Vec::with_capacity(name.as_str().len() + 9));
        ok(e.str(name.as_str()));
        Self(e.into_writer().into_iter().collect())
    }
}

impl SharedFrame {
    #[must_use]
    pub fn sync(kind: SyncKind, sender: &PeerId, document: &DocumentName, data: &[u8]) -> Self {
        let kind = match kind {
            SyncKind::Sync => "sync",
            SyncKind::Request => "request",
        };
        let mut e = open(5, kind, Some(sender));
        text(&mut e, "documentId", document.as_str());
        key(&mut e, "data");
        ok(e.bytes(data));
        Self::open_ended(e)
    }

    /// `sender` stays the first sender's name when a relay passes the message on.
    #[must_use]
    pub fn ephemeral(sender: &PeerId, document: &DocumentName, count: u64, session: &str, data: &[u8]) -> Self {
        let mut e = open(7, "ephemeral", Some(sender));
        text(&mut e, "documentId", document.as_str());
        key(&mut e, "count");
        ok(e.u64(count));
        text(&mut e, "sessionId", session);
        key(&mut e, "data");
        ok(e.bytes(data));
        Self::open_ended(e)
    }

    #[must_use]
    pub fn unavailable(sender: &PeerId, document: &DocumentName) -> Self {
        let mut e = open(4, "doc-unavailable", Some(sender));
        text(&mut e, "documentId", document.as_str());
        Self::open_ended(e)
    }

    fn open_ended(mut e: Enc) -> Self {
        key(&mut e, "targetId");
        Self(e.into_writer().into())
    }

    /// Bytes without the reader's name.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a frame is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The frame for one reader.
    #[must_use]
    pub fn to(&self, target: &PeerId) -> Bytes {
        let address = Address::from(target);
        let (shared, end) = self.parts(&address);
        [&shared[..], end].concat().into()
    }

    /// The frame for one reader: what it shares with all, and its end.
    #[must_use]
    pub fn parts<'a>(&'a self, target: &'a Address) -> (&'a Bytes, &'a [u8]) {
        (&self.0, &target.0)
    }
}

type Enc = Encoder<Vec<u8>>;

/// Writing into memory cannot fail: the error type is `Infallible`, which the encoder wraps.
fn ok<T>(written: Result<T, minicbor::encode::Error<std::convert::Infallible>>) {
    debug_assert!(written.is_ok(), "writing into memory");
}

fn open(fields: u64, kind: &str, sender: Option<&PeerId>) -> Enc {
    let mut e = Encoder::new(Vec::with_capacity(256));
    ok(e.map(fields));
    text(&mut e, "type", kind);
    if let Some(sender) = sender {
        text(&mut e, "senderId", sender.as_str());
    }
    e
}

fn key(e: &mut Enc, name: &str) {
    ok(e.str(name));
}

fn text(e: &mut Enc, name: &str, value: &str) {
    key(e, name);
    ok(e.str(value));
}

fn write_metadata(e: &mut Enc, metadata: &PeerMetadata) {
    key(e, "peerMetadata");
    ok(e.map(if metadata.storage_id.is_some() { 2 } else { 1 }));
    if let Some(id) = &metadata.storage_id {
        text(e, "storageId", id);
    }
    key(e, "isEphemeral");
    ok(e.bool(metadata.is_ephemeral));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alice() -> PeerId {
        "alice".into()
    }

    fn document() -> DocumentId {
        DocumentId::from_random([3; 16])
    }

    #[test]
    fn every_message_survives_its_frame() {
        let metadata = PeerMetadata { storage_id: Some("disk".into()), is_ephemeral: false };
        let relay = PeerId::from("relay");
        let data = Bytes::from_static(&[1, 2, 3]);
        for message in [
            Message::Join { sender: alice(), metadata: metadata.clone(), versions: vec!["1".into()] },
            Message::Peer { sender: relay.clone(), target: alice(), metadata, version: "1".into() },
            Message::Sync {
                kind: SyncKind::Request,
                sender: alice(),
                target: relay.clone(),
                document: document(),
                data: data.clone(),
            },
            Message::Ephemeral {
                sender: alice(),
                target: relay.clone(),
                document: document(),
                count: 7,
                session: "s".into(),
                data,
            },
            Message::Unavailable { sender: relay, target: alice(), document: document() },
            Message::Error { message: "no".into() },
            Message::Leave { sender: alice() },
        ] {
            assert_eq!(Message::decode(&message.encode()).unwrap(), message);
        }
    }

    #[test]
    fn a_javascript_encoder_is_understood() {
        // cbor-x: indefinite map, a float count, undefined for an absent field, a tagged byte string.
        let mut e = Encoder::new(Vec::new());
        e.begin_map().unwrap();
        for (name, value) in [("type", "ephemeral"), ("senderId", "alice"), ("targetId", "relay"), ("sessionId", "s")] {
            e.str(name).unwrap().str(value).unwrap();
        }
        e.str("documentId").unwrap().str(&document().to_string()).unwrap();
        e.str("count").unwrap().f64(12.0).unwrap();
        e.str("later").unwrap().undefined().unwrap();
        e.str("data").unwrap().tag(minicbor::data::Tag::new(64)).unwrap().bytes(&[9]).unwrap();
        e.end().unwrap();
        let Message::Ephemeral { count, data, .. } = Message::decode(&e.into_writer()).unwrap() else { panic!() };
        assert_eq!((count, &*data), (12, &[9_u8][..]));
    }

    #[test]
    fn an_unknown_type_is_ignored_and_a_malformed_frame_is_an_error() {
        let mut e = Encoder::new(Vec::new());
        e.map(1).unwrap().str("type").unwrap().str("remote-heads-changed").unwrap();
        assert_eq!(Message::decode(&e.into_writer()).unwrap(), Message::Other);
        let whole = Message::Leave { sender: alice() }.encode();
        for frame in [&b""[..], b"hello", &[0xff], &[0xbf], &whole[..whole.len() - 2]] {
            assert!(Message::decode(frame).is_err(), "{frame:?}");
        }
    }

    fn hello(name: &str, versions: usize) -> Vec<u8> {
        let mut e = Encoder::new(Vec::new());
        e.map(4).unwrap().str("type").unwrap().str("join").unwrap();
        e.str("supportedProtocolVersions").unwrap().array(versions as u64).unwrap();
        for _ in 0..versions {
            e.str("1").unwrap();
        }
        e.str("peerMetadata").unwrap().map(1).unwrap().str("storageId").unwrap().str(name).unwrap();
        e.str("senderId").unwrap().str("alice").unwrap();
        e.into_writer()
    }

    #[test]
    fn names_that_are_kept_are_short_and_words_that_are_shown_too() {
        let long = "x".repeat(MAX_NAME + 1);
        assert!(Message::decode(&hello(&long[1..], 1)).is_ok());
        assert!(matches!(Message::decode(&hello(&long, 1)), Err(MessageError::Long("storageId"))));
        let (sender, target, data) = (alice(), alice(), Bytes::new());
        let frame = Message::Ephemeral { sender, target, document: document(), count: 1, session: long.clone(), data };
        assert!(matches!(Message::decode(&frame.encode()), Err(MessageError::Long("sessionId"))));
        let frame = Message::Join { sender: alice(), metadata: PeerMetadata::default(), versions: vec![long] };
        assert!(matches!(Message::decode(&frame.encode()), Err(MessageError::Long("supportedProtocolVersions"))));
        let Ok(Message::Error { message }) = Message::decode(&Message::Error { message: "é".repeat(9_999) }.encode())
        else {
            panic!()
        };
        assert_eq!(message.chars().count(), MAX_WORDS);
    }

    #[test]
    fn more_versions_than_are_listened_to_do_not_hide_what_follows() {
        let Ok(Message::Join { sender, versions, metadata }) = Message::decode(&hello("disk", 40)) else { panic!() };
        assert_eq!((sender, versions.len(), metadata.storage_id.as_deref()), (alice(), MAX_VERSIONS, Some("disk")));
    }

    #[test]
    fn what_is_nested_deeply_or_claims_to_be_long_costs_no_more_than_its_bytes() {
        for inside in [&[0x9f][..], &[0x81], &[0xbf, 0x60], &[0x9f, 0x81], &[0xc0], &[0x9a, 0xff, 0xff, 0xff, 0xff]] {
            let bomb = [&b"\xa1\x61x"[..], &inside.repeat((1 << 20) / inside.len())].concat();
            assert!(Message::decode(&bomb).is_err());
            assert!(crate::presence::Presence::decode(&bomb).is_err());
        }
        for claim in [&b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff"[..], b"\xa1\x7b\xff\xff\xff\xff\xff\xff\xff\xff"] {
            assert!(Message::decode(claim).is_err());
            assert!(crate::presence::Presence::decode(claim).is_err());
        }
    }

    #[test]
    fn a_shared_frame_is_the_frame_of_each_reader() {
        let shared = SharedFrame::sync(SyncKind::Sync, &"relay".into(), &document().into(), &[5; 40]);
        for name in ["bob", "chloé"] {
            let Message::Sync { target, data, .. } = Message::decode(&shared.to(&name.into())).unwrap() else {
                panic!()
            };
            assert_eq!((target.as_str(), data.len()), (name, 40));
        }
    }
}
