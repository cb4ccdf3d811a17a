//! What the gate lets through, and what it does not.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "fuzz/making.rs"]
mod making;

use automerge::AutoCommit;
use automerge::{
    ChangeHash,
    sync::{BloomFilter, Have, Message, MessageVersion},
};
use boucle_sync::gate::{self, Chunk};
use making::{CHANGE, COMPRESSED, body, changes, chunk, deflate, leb, messages, people};
use rand::{SeedableRng, rngs::StdRng};

/// A change that is put together by hand: `put(ROOT, "k", null)`, until something is changed about it.
#[derive(Clone)]
struct Made {
    deps: Vec<[u8; 32]>,
    actor: Vec<u8>,
    seq: u64,
    start: u64,
    message: Vec<u8>,
    others: Vec<Vec<u8>>,
    columns: Vec<(u32, Vec<u8>)>,
    behind: Vec<u8>,
}

const ONE: u8 = 0x7f; // a single value, as the column says it

fn made() -> Made {
    Made {
        deps: Vec::new(),
        actor: vec![1; 16],
        seq: 1,
        start: 1,
        message: Vec::new(),
        others: Vec::new(),
        columns: vec![
            (21, vec![ONE, 1, b'k']),
            (52, vec![1]),
            (66, vec![ONE, 1]),
            (86, vec![ONE, 0]),
            (112, vec![ONE, 0]),
        ],
        behind: Vec::new(),
    }
}

fn listed(bytes: &[u8]) -> Vec<u8> {
    [&leb(bytes.len() as u64), bytes].concat()
}

fn columns(columns: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let list = columns.iter().flat_map(|(number, bytes)| [leb((*number).into()), leb(bytes.len() as u64)].concat());
    leb(columns.len() as u64).into_iter().chain(list).collect()
}

fn data(columns: &[(u32, Vec<u8>)]) -> Vec<u8> {
    columns.iter().flat_map(|(_, bytes)| bytes.clone()).collect()
}

impl Made {
    fn with(mut self, number: u32, bytes: &[u8]) -> Self {
        self.columns.retain(|(known, _)| *known != number);
        self.columns.push((number, bytes.to_vec()));
        self.columns.sort_by_key(|(number, _)| *number);
        self
    }

    fn without_empty(mut self) -> Self {
        self.columns.retain(|(_, bytes)| !bytes.is_empty());
        self
    }

    fn body(&self) -> Vec<u8> {
        let mut body = leb(self.deps.len() as u64);
        body.extend(self.deps.concat());
        body.extend(listed(&self.actor));
        body.extend([leb(self.seq), leb(self.start), vec![0], listed(&self.message)].concat());
        body.extend(leb(self.others.len() as u64));
        self.others.iter().for_each(|other| body.extend(listed(other)));
        body.extend([columns(&self.columns), data(&self.columns), self.behind.clone()].concat());
        body
    }

    fn says(&self) -> String {
        gate::change(&chunk(CHANGE, &self.body())).map_or_else(|error| error.to_string(), |_| "passes".into())
    }
}

/// The most memory this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// 2^60, as a column says that a value comes so often.
fn endless() -> Vec<u8> {
    [&[0x80; 8][..], &[0x10]].concat()
}

#[test]
fn b10_each_thing_a_change_cannot_be_has_its_own_refusal() {
    assert_eq!(made().says(), "passes");
    assert_eq!(made().with(320 + 5, &[1, 2, 3]).says(), "passes", "columns of later versions");
    assert_eq!(Made { behind: vec![9, 9], ..made() }.says(), "passes", "and what they put behind them");
    let second = Made { deps: vec![[5; 32]], seq: 2, start: 3, ..made() };
    let list = second.clone().with(1, &[ONE, 0]).with(2, &[ONE, 1]).with(21, &[]).with(52, &[0, 1]);
    let element = list.clone().with(17, &[ONE, 0]).with(19, &[ONE, 2]);
    assert_eq!(element.says(), "passes");
    assert_eq!(list.clone().with(19, &[ONE, 0]).says(), "passes", "at the beginning of a list");
    let cases: Vec<(Made, &str)> = vec![
        (Made { seq: 2, ..made() }, "the first change"),
        (Made { start: 2, ..made() }, "the first change"),
        (Made { seq: 1 << 40, ..second.clone() }, "the sequence number"),
        (Made { start: 0, ..second.clone() }, "the first operation's number"),
        (Made { start: u32::MAX.into(), ..second.clone() }, "the first operation's number"),
        (Made { start: 1 << 60, ..second.clone() }, "the first operation's number"),
        (Made { deps: vec![[6; 32], [5; 32]], ..second.clone() }, "the order of the dependencies"),
        (Made { actor: vec![1; 300], ..made() }, "the bytes of an actor come to more than 256"),
        (Made { others: vec![vec![1; 300]], ..made() }, "the bytes of an actor come to more than 256"),
        (Made { others: vec![vec![2; 16]], ..made() }, "one is not spoken of"),
        (Made { others: vec![vec![1; 16]], ..made() }, "the order of the actors"),
        (Made { message: vec![0xff], ..made() }, "the message"),
        (Made { message: vec![b'a'; 70_000], ..made() }, "the bytes of the message come to more than 65536"),
        (Made { behind: vec![1, 2, 7, 7], ..second }, "the author"),
        (made().with(66, &[]).with(66 + 8, &[ONE, 1]).without_empty(), "deflated inside a change"),
        (made().with(66, &[ONE, 8]), "its action is not known"),
        (made().with(66, &[0, 1]), "its action is not known"),
        (made().with(66, &[1, 1]), "the column of the actions"),
        (made().with(66, &[ONE, 0x81, 0]), "the column of the actions"),
        (made().with(66, &[ONE, 5]), "it adds what is not a number"),
        (made().with(86, &[]), "it has no value"),
        (made().with(86, &[ONE, 0x36]), "a value"),
        (made().with(86, &[ONE, 0x16]).with(87, &[0xff]), "a value"),
        (made().with(86, &[ONE, 0x25]).with(87, &[0, 0]), "a value"),
        (made().with(86, &[ONE, 0x23]).with(87, &[0x80, 0]), "a value"),
        (made().with(86, &[ONE, 0x10]).with(87, &[0]), "a value"),
        (made().with(86, &[ONE, 0]).with(87, &[0]), "belong to nothing"),
        (made().with(112, &[]), "its predecessors are not told"),
        (made().with(112, &[ONE, 1]), "its predecessors are not there"),
        (made().with(112, &[ONE, 1]).with(113, &[ONE, 0]).with(115, &[ONE, 1]), "does not come before it"),
        (made().with(112, &[ONE, 1]).with(113, &[ONE, 4]).with(115, &[ONE, 1]), "its actor is not in the list"),
        (made().with(21, &[ONE, 1, 0xff]), "the column of the keys"),
        (made().with(21, &[]), "its key is not one"),
        (made().with(21, &[0x7e, 1, b'k', 1, b'l']), "the column of the keys"),
        (made().with(52, &[0, 1]), "it inserts under a key"),
        (made().with(52, &[0, 0, 1]), "the column of the insertions"),
        (made().with(165, &[ONE, 1, b'm']), "a mark's name without a mark"),
        (made().with(66, &[ONE, 7]), "a mark that is not inserted"),
        (made().with(1, &[ONE, 0]), "its object is half told"),
        (made().with(1, &[ONE, 0]).with(2, &[ONE, 0]), "its object does not come before it"),
        (made().with(1, &[ONE, 0]).with(2, &[ONE, 1]), "its object does not come before it"),
        (made().with(21, &[]).with(19, &[ONE, 0]).with(52, &[0, 1]), "its object is not of such keys"),
        (element.clone().with(66, &[ONE, 3]), "it inserts nothing"),
        (element.clone().with(19, &[ONE, 3]), "does not come before it"),
        (element.with(19, &[ONE, 1]), "does not come before it, in its object"),
        (list.with(19, &[ONE, 0]).with(52, &[1]), "it writes to the beginning of a list"),
    ];
    for (number, (case, expected)) in cases.into_iter().enumerate() {
        let said = case.says();
        assert!(said.contains(expected) && said.starts_with("change "), "case {number}: {said:?}, not {expected:?}");
    }
    let mut unordered = made();
    unordered.columns.swap(0, 1);
    assert!(unordered.says().contains("the order of the columns"));
    let short = made().body();
    assert!(gate::change(&chunk(CHANGE, &short[..short.len() - 1])).is_err());
}

#[test]
fn b11_rows_that_are_claimed_and_not_there_cost_nothing() {
    let before = peak();
    let long = |value: &[u8]| [&endless()[..], value].concat();
    for number in [1, 2, 17, 66, 86, 112, 113] {
        assert_ne!(made().with(number, &long(&[0])).says(), "passes", "column {number}");
        assert_ne!(made().with(number, &[&[0][..], &endless()].concat()).says(), "passes", "nulls in column {number}");
    }
    for number in [19, 115] {
        assert_ne!(made().with(number, &long(&[1])).says(), "passes", "column {number}");
    }
    for number in [21, 165] {
        assert_ne!(made().with(number, &long(&[1, b'k'])).says(), "passes", "column {number}");
    }
    for number in [52, 148] {
        assert_ne!(made().with(number, &endless()).says(), "passes", "column {number}");
    }
    // All columns agree on a million and one.
    let rows = [0x81, 0x80, 0xc0, 0x00];
    let long = |value: &[u8]| [&rows[..], value].concat();
    let many = made().with(21, &long(&[1, b'k'])).with(52, &[0x81, 0x80, 0x40]).with(66, &long(&[1]));
    let many = many.with(86, &long(&[0])).with(112, &long(&[0]));
    assert!(many.says().contains("the operations of a change come to more than 1048576"), "{}", many.says());
    let group = made().with(112, &[ONE, 0xff, 0xff, 0xff, 0x7f]);
    assert!(group.says().contains("the predecessors come to more than"), "{}", group.says());
    assert!(peak() - before < 32 << 10, "{} KiB", peak() - before);
}

/// The body of a document without actors, changes and operations, but for these columns.
fn document(of_changes: &[(u32, Vec<u8>)], of_ops: &[(u32, Vec<u8>)]) -> Vec<u8> {
    [vec![1, 1, 7, 0], columns(of_changes), columns(of_ops), data(of_changes), data(of_ops)].concat()
}

fn refused(bytes: &[u8]) -> String {
    gate::chunk(bytes).map_or_else(|error| error.to_string(), |chunk| format!("{chunk:?}"))
}

#[test]
fn b12_a_document_is_weighed_and_its_columns_inflate_to_a_bound() {
    let before = peak();
    assert!(refused(&chunk(0, &document(&[], &[]))).starts_with("Document"));
    // A change that inflates to 200 MB, and columns that do.
    let zeros = deflate(&vec![0; 200 << 20]);
    let made_of_zeros = peak() - before;
    let bomb = [&chunk(COMPRESSED, &[])[..9], &leb(zeros.len() as u64), &zeros].concat();
    assert!(refused(&bomb).contains("larger than"), "{}", refused(&bomb));
    for number in [33, 66, 320 + 5] {
        let bomb = chunk(0, &document(&[], &[(number | 8, zeros.clone())]));
        assert!(refused(&bomb).contains("the inflated bytes of a document come to more than"), "{}", refused(&bomb));
    }
    let several: Vec<_> = (0..6).map(|n| ((20 + n) << 4 | 13, deflate(&vec![0; 12 << 20]))).collect();
    assert!(refused(&chunk(0, &document(&several, &[]))).contains("the inflated bytes"), "nor together");
    for number in [1, 33] {
        let rows = [(number, [&endless()[..], &[0]].concat())];
        let (of_changes, of_ops) = if number == 1 { (&rows[..], &[][..]) } else { (&[][..], &rows[..]) };
        let said = refused(&chunk(0, &document(of_changes, of_ops)));
        assert!(said.contains("the column of the actors"), "{said}");
    }
    let many = [(33, vec![0x80, 0x80, 0x80, 0x10, 0])]; // 32 M operations in five bytes
    let said = refused(&chunk(0, &document(&[], &many)));
    assert!(said.contains("the operations of a document come to more than 16777216"), "{said}");
    let unequal = [(33, vec![ONE, 0]), (35, vec![ONE, 1]), (66, vec![2, 1])];
    assert!(refused(&chunk(0, &document(&[], &unequal))).contains("columns of unequal length"));
    let stranger = [(33, vec![ONE, 1])];
    assert!(refused(&chunk(0, &document(&[], &stranger))).contains("numbers that cannot be"));
    // Making the bombs took 200 MiB; looking at them takes less than the bound again.
    assert!(peak() - before - made_of_zeros < 160 << 10, "{} KiB", peak() - before);
}

#[test]
fn b12_what_stands_behind_a_document_is_looked_at_too() {
    let mut doc = AutoCommit::load(&people(&mut StdRng::seed_from_u64(3), 20)[0].save()).unwrap();
    let (saved, good) = (doc.save(), chunk(CHANGE, &made().body()));
    assert!(refused(&[&saved[..], &good].concat()).starts_with("Document"));
    let bad = chunk(CHANGE, &made().with(66, &[ONE, 8]).body());
    assert!(refused(&[&saved[..], &bad].concat()).contains("its action is not known"));
    assert!(refused(&[&saved[..], &saved].concat()).contains("a document where a change was expected"));
    assert_eq!(body(&good), made().body());
    assert!(gate::change(&saved).is_err());
}

#[test]
fn b13_a_sync_message_asks_for_no_more_than_anybody_has_reason_to() {
    let hash =
        |n: usize| ChangeHash(std::array::from_fn(|at| u8::try_from(n >> (8 * (31 - at).min(7)) & 0xff).unwrap()));
    let many: Vec<_> = (0..20_000).map(hash).collect();
    let message = |heads: usize, need: usize, have: Vec<Have>| {
        let (heads, need) = (many[..heads].to_vec(), many[..need].to_vec());
        let (changes, version) = (Vec::<Vec<u8>>::new().into(), MessageVersion::V1);
        Message { heads, need, have, changes, flags: None, version }.encode()
    };
    let knows = |n: usize| Have { last_sync: many[..n].to_vec(), bloom: BloomFilter::from_hashes(many[..n].iter()) };
    assert!(gate::message(&message(9_000, 9_000, vec![knows(3_000)])).is_ok());
    for (bytes, expected) in [
        (message(20_000, 0, vec![]), "the heads of a sync message come to more than"),
        (message(0, 20_000, vec![]), "the needs of a sync message come to more than"),
        (message(0, 0, vec![knows(20_000)]), "the heads of common knowledge come to more than"),
        (message(0, 0, vec![knows(1); 20]), "the points of common knowledge come to more than"),
        (vec![0x42, 0xff, 0xff, 0xff, 0xff, 0x0f], "the heads of a sync message"),
        (vec![0x42, 0, 0, 0, 0xff, 0xff, 0xff, 0x0f], "the list of changes"),
        ([&[0x42, 0, 0, 0, 200, 1][..], &[0; 200]].concat(), "the list of changes"),
        (vec![0x41, 0, 0, 0, 0], "the sync message"),
        (vec![], "the sync message"),
    ] {
        let said = gate::message(&bytes).unwrap_err().to_string();
        assert!(said.contains(expected), "{said:?}, not {expected:?}");
    }
}

#[test]
fn b13_a_bloom_filter_with_sizes_that_cannot_be_is_refused() {
    let with = |bloom: &[u8]| [&[0x42, 0, 0, 1, 0][..], &listed(bloom), &[0]].concat();
    let billion = leb(0xffff_ffff);
    for good in [vec![], vec![0, 10, 7], vec![1, 10, 7, 0, 0]] {
        assert!(gate::message(&with(&good)).is_ok(), "{good:?}");
    }
    for bad in [
        vec![1],
        vec![1, 0, 7],
        vec![1, 10, 0, 0, 0],
        vec![1, 10, 7, 0],
        vec![1, 10, 7, 0, 0, 0],
        [&[1, 10], &billion[..], &[0, 0]].concat(),
        [&billion[..], &billion, &[7, 0]].concat(),
        [&billion[..], &[0, 7]].concat(),
    ] {
        assert_eq!(gate::message(&with(&bad)).unwrap_err().to_string(), "a Bloom filter cannot be read", "{bad:?}");
    }
}

#[test]
fn b9_whatever_automerge_makes_passes() {
    for seed in 0..60 {
        let mut chance = StdRng::seed_from_u64(seed);
        let mut people = people(&mut chance, 40);
        for bytes in changes(&mut people[0]) {
            gate::change(&bytes).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        }
        for message in messages(&people) {
            let message = gate::message(&message).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            for bytes in message.changes.iter() {
                gate::chunk(bytes).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            }
        }
        let (changes, saved) = (people[0].get_changes(&[]).len() as u64, people[0].save());
        let loaded =
            AutoCommit::load(&saved).unwrap().get_changes(&[]).into_iter().map(|change| change.raw_bytes().to_vec());
        loaded.for_each(|bytes| drop(gate::change(&bytes).unwrap()));
        for bytes in [&saved, &people[0].save_nocompress()] {
            let Chunk::Document(weight) = gate::chunk(bytes).unwrap_or_else(|error| panic!("seed {seed}: {error}"))
            else {
                panic!()
            };
            assert_eq!(weight.changes, changes);
        }
    }
}
