//! How what people wrote apart comes together.

#![allow(dead_code, reason = "no test needs all of it")]

use automerge::Automerge;

/// Both receive what the other has.
pub(crate) fn exchange(a: &mut Automerge, b: &mut Automerge) {
    a.merge(b).unwrap();
    b.merge(a).unwrap();
}

/// Everyone receives everything, each in an order of their own.
pub(crate) fn everyone_receives_everything(docs: &mut [Automerge]) {
    let all: Vec<_> = docs.iter().map(Automerge::fork).collect();
    for (n, doc) in docs.iter_mut().enumerate() {
        for k in 0..all.len() {
            doc.merge(&mut all[(k + n) % all.len()].fork()).unwrap();
        }
    }
}
