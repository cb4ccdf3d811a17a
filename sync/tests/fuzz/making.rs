//! What honest programs make, by chance, and the means to make something else of it.

use automerge::{
    ActorId, AutoCommit, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value,
    marks::{ExpandMark, Mark},
    sync::{self, SyncDoc},
    transaction::{CommitOptions, Transactable},
};
use flate2::{Compression, read::DeflateEncoder};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use sha2::{Digest, Sha256};
use std::io::Read;

pub(crate) const CHANGE: u8 = 1;
pub(crate) const COMPRESSED: u8 = 2;

/// A few people edit one document by chance, and merge now and then. The first knows all in the end.
pub(crate) fn people(chance: &mut StdRng, edits: usize) -> Vec<AutoCommit> {
    let mut people: Vec<_> = (0..3_u8).map(|n| AutoCommit::new().with_actor(ActorId::from([n * 7 + 1; 16]))).collect();
    if chance.random() {
        people[1].set_author(Some(automerge::Author::from(vec![7; 20])));
    }
    for _ in 0..edits {
        let who = chance.random_range(0..people.len());
        if chance.random_ratio(1, 6) {
            let whom = chance.random_range(0..people.len());
            if who != whom {
                let mut other = people[whom].fork();
                people[who].merge(&mut other).unwrap();
            }
        } else {
            for _ in 0..chance.random_range(1..6) {
                edit(&mut people[who], chance);
            }
            let message = chance.random_ratio(1, 4).then(|| "a word on it é".to_owned());
            let mut options = CommitOptions::default().with_time(chance.random_range(-5..1 << 40));
            options.message = message;
            people[who].commit_with(options);
        }
    }
    for other in 1..people.len() {
        let mut other = people[other].fork();
        people[0].merge(&mut other).unwrap();
    }
    people
}

fn objects(doc: &AutoCommit) -> Vec<(ObjId, ObjType)> {
    let mut found = vec![(ROOT, ObjType::Map)];
    let mut at = 0;
    while at < found.len() && found.len() < 40 {
        let (id, kind) = found[at].clone();
        at += 1;
        if kind == ObjType::Text {
            continue;
        }
        let inside: Vec<_> = if kind == ObjType::Map {
            doc.map_range(&id, ..).map(|item| (item.id(), item.value.into_value())).collect()
        } else {
            doc.list_range(&id, ..).map(|item| (item.id(), item.value.into_value())).collect()
        };
        for (id, value) in inside {
            if let Value::Object(kind) = value {
                found.push((id, kind));
            }
        }
    }
    found
}

fn scalar(chance: &mut StdRng) -> ScalarValue {
    match chance.random_range(0..10) {
        0 => ScalarValue::Null,
        1 => chance.random::<bool>().into(),
        2 => ScalarValue::Int(chance.random::<i64>() >> chance.random_range(0..64)),
        3 => ScalarValue::Uint(chance.random::<u64>() >> chance.random_range(0..64)),
        4 => chance.random::<f64>().into(),
        5 => ScalarValue::Timestamp(chance.random::<i32>().into()),
        6 => ScalarValue::counter(chance.random_range(-100..100)),
        7 => ScalarValue::Bytes((0..chance.random_range(0..40)).collect()),
        8 => "".into(),
        _ => ["a", "é", "שלום", "🙂🙂"].choose(chance).copied().unwrap().into(),
    }
}

fn object_type(chance: &mut StdRng) -> ObjType {
    [ObjType::Map, ObjType::List, ObjType::Text].choose(chance).copied().unwrap()
}

fn edit(doc: &mut AutoCommit, chance: &mut StdRng) {
    let (id, kind) = objects(doc).choose(chance).cloned().unwrap();
    let length = doc.length(&id);
    match kind {
        ObjType::Map | ObjType::Table => {
            let key = ["a", "b", "c", "long key é"].choose(chance).copied().unwrap();
            let is_counter =
                matches!(doc.get(&id, key), Ok(Some((Value::Scalar(s), _))) if matches!(*s, ScalarValue::Counter(_)));
            match chance.random_range(0..6) {
                0 => drop(doc.put_object(&id, key, object_type(chance)).unwrap()),
                1 => drop(doc.delete(&id, key)),
                2 if is_counter => doc.increment(&id, key, chance.random_range(-5..5)).unwrap(),
                _ => doc.put(&id, key, scalar(chance)).unwrap(),
            }
        }
        ObjType::List => match chance.random_range(0..6) {
            0 if length > 0 => doc.delete(&id, chance.random_range(0..length)).unwrap(),
            1 if length > 0 => doc.put(&id, chance.random_range(0..length), scalar(chance)).unwrap(),
            2 => drop(doc.insert_object(&id, chance.random_range(0..=length), object_type(chance)).unwrap()),
            _ => doc.insert(&id, chance.random_range(0..=length), scalar(chance)).unwrap(),
        },
        ObjType::Text => edit_text(doc, &id, length, chance),
    }
}

fn edit_text(doc: &mut AutoCommit, id: &ObjId, length: usize, chance: &mut StdRng) {
    let at = chance.random_range(0..=length);
    match chance.random_range(0..8) {
        0 if length > 1 => {
            let (from, to) = (at.min(length - 1), chance.random_range(at.min(length - 1)..=length));
            drop(doc.splice_text(id, from, (to - from).cast_signed(), ""));
        }
        1 if length > 2 => {
            let (from, expand) = (at.min(length - 2), [ExpandMark::Both, ExpandMark::None]);
            let mark = Mark::new("bold".into(), scalar(chance), from, from + 2);
            doc.mark(id, mark, *expand.choose(chance).unwrap()).unwrap();
        }
        2 if length > 2 => doc.unmark(id, "bold", 0, length, ExpandMark::None).unwrap(),
        3 => drop(doc.split_block(id, at)),
        4 => drop(doc.splice_text(id, at, 0, &"a long paste, ".repeat(chance.random_range(1..200)))),
        _ => drop(doc.splice_text(id, at, 0, ["a", "bc", "é", "🙂", "\n"].choose(chance).copied().unwrap())),
    }
}

/// Every way in which the changes of a document are sent: each as it is, and each compressed.
pub(crate) fn changes(doc: &mut AutoCommit) -> Vec<Vec<u8>> {
    let changes = doc.get_changes(&[]);
    changes.into_iter().flat_map(|mut change| [change.raw_bytes().to_vec(), change.bytes().to_vec()]).collect()
}

/// The messages of two people until both have everything.
pub(crate) fn messages(people: &[AutoCommit]) -> Vec<Vec<u8>> {
    let (mut one, mut two) = (people[1].document_clone(), people[2].document_clone());
    let (mut said, mut state_one, mut state_two) = (Vec::new(), sync::State::new(), sync::State::new());
    loop {
        // A relay tells of no abilities, so that nobody speaks the second version with it.
        let plain = |message: sync::Message| sync::Message { flags: None, ..message };
        let from_one = one.generate_sync_message(&mut state_one).map(plain);
        let from_two = two.generate_sync_message(&mut state_two).map(plain);
        if from_one.is_none() && from_two.is_none() {
            return said;
        }
        if let Some(message) = from_one {
            said.push(message.clone().encode());
            two.receive_sync_message(&mut state_two, message).unwrap();
        }
        if let Some(message) = from_two {
            said.push(message.clone().encode());
            one.receive_sync_message(&mut state_one, message).unwrap();
        }
    }
}

trait DocumentClone {
    fn document_clone(&self) -> automerge::Automerge;
}

impl DocumentClone for AutoCommit {
    fn document_clone(&self) -> automerge::Automerge {
        self.clone().document().clone()
    }
}

pub(crate) fn leb(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).unwrap();
        number >>= 7;
        bytes.push(if number == 0 { low } else { low | 0x80 });
        if number == 0 {
            return bytes;
        }
    }
}

/// A chunk around a body, with a checksum that holds.
pub(crate) fn chunk(kind: u8, body: &[u8]) -> Vec<u8> {
    let hashed = if kind == COMPRESSED { CHANGE } else { kind };
    let digest = Sha256::digest([&[hashed][..], &leb(body.len() as u64), body].concat());
    let stored = if kind == COMPRESSED { deflate(body) } else { body.to_vec() };
    [&[0x85, 0x6f, 0x4a, 0x83], &digest[..4], &[kind], &leb(stored.len() as u64), &stored].concat()
}

pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut deflated = Vec::new();
    DeflateEncoder::new(bytes, Compression::best()).read_to_end(&mut deflated).unwrap();
    deflated
}

/// The body of a chunk that is not compressed, and where it begins.
pub(crate) fn body(chunk: &[u8]) -> &[u8] {
    let length = chunk[9..].iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
    &chunk[9 + length..]
}
