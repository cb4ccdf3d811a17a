//! What was written here and this browser does not keep. It lives as long as the page, wherever in Boucle the person
//! walks meanwhile, and the page is not left without a question while something of it exists nowhere else.

use super::KnownDocument;

/// A meetup that the page holds because the browser refuses to, or has not answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unkept {
    pub(crate) document: KnownDocument,
    /// Its changes or whole documents, as Automerge writes them.
    pub(crate) chunks: Vec<Vec<u8>>,
    /// What the server is known to have of it, as the session writes it.
    pub(crate) state: Option<Vec<u8>>,
    /// Changes that are on no server either.
    pub(crate) unsaved: usize,
}

/// What a room that opens is given of its meetup.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Lent {
    pub(crate) chunks: Vec<Vec<u8>>,
    pub(crate) state: Option<Vec<u8>>,
    pub(crate) tickets: Vec<Ticket>,
}

/// Stands for what one room gave to be held, and nothing that another gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket(u64);

/// All that the page holds.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    held: Vec<(Ticket, Unkept)>,
    given: u64,
}

impl Shelf {
    pub(super) fn hold(&mut self, unkept: Unkept) -> Ticket {
        let ticket = Ticket(self.given);
        self.given += 1;
        self.held.push((ticket, unkept));
        ticket
    }

    /// What these tickets stand for is kept elsewhere by now.
    pub(super) fn let_go(&mut self, tickets: &[Ticket]) {
        self.held.retain(|(ticket, _)| !tickets.contains(ticket));
    }

    /// The person does not want this meetup here any more.
    pub(super) fn forget(&mut self, id: &str) {
        self.held.retain(|(_, held)| held.document.id != id);
    }

    /// Hands out what is held of a meetup to a room that opens it. From then on the room speaks for what is unsaved,
    /// and lets go of the tickets when it is kept.
    pub(super) fn lend(&mut self, id: &str) -> Lent {
        let mut lent = Lent::default();
        for (ticket, held) in self.held.iter_mut().filter(|(_, held)| held.document.id == id) {
            held.unsaved = 0;
            lent.chunks.extend(held.chunks.iter().cloned());
            lent.state = held.state.clone().or(lent.state);
            lent.tickets.push(*ticket);
        }
        lent
    }

    /// How many changes of one meetup, or of all, would be gone with the page.
    pub(super) fn unsaved(&self, id: Option<&str>) -> usize {
        self.held
            .iter()
            .filter(|(_, held)| id.is_none_or(|id| held.document.id == id))
            .map(|(_, held)| held.unsaved)
            .sum()
    }

    /// Adds to the meetups of the device those that only the page knows, newest first.
    pub(super) fn join(&self, known: &mut Vec<KnownDocument>) {
        for (_, held) in self.held.iter().rev() {
            if known.iter().all(|document| document.id != held.document.id) {
                known.push(held.document.clone());
            }
        }
        known.sort_by_key(|meetup| std::cmp::Reverse(meetup.opened));
    }
}

#[cfg(test)]
mod tests {
    use super::{KnownDocument, Lent, Shelf, Ticket, Unkept};
    use boucle_model::Kind;

    fn unkept(id: &str, opened: i64, unsaved: u8) -> Unkept {
        let title = format!("meetup {id}");
        let document = KnownDocument { kind: Kind::Meetup, id: id.into(), title, opened };
        Unkept { document, chunks: vec![vec![unsaved]], state: Some(vec![unsaved]), unsaved: usize::from(unsaved) }
    }

    fn lent(chunk: &[u8], tickets: &[Ticket]) -> Lent {
        Lent { chunks: vec![chunk.to_vec()], state: Some(chunk.to_vec()), tickets: tickets.to_vec() }
    }

    #[test]
    fn what_is_held_is_lent_as_often_as_asked_for_and_counted_until_then() {
        let mut shelf = Shelf::default();
        let first = shelf.hold(unkept("a", 1, 2));
        shelf.hold(unkept("b", 2, 3));
        assert_eq!((shelf.unsaved(None), shelf.unsaved(Some("a")), shelf.unsaved(Some("c"))), (5, 2, 0));
        for _ in 0..2 {
            assert_eq!(shelf.lend("a"), lent(&[2], &[first]));
        }
        assert_eq!(shelf.lend("c"), Lent::default());
        assert_eq!(shelf.unsaved(None), 3, "the room of a speaks for it now");
        shelf.forget("b");
        assert_eq!(shelf.unsaved(None), 0);
    }

    #[test]
    fn a_room_that_ends_late_lets_go_of_its_own_and_of_nobody_elses() {
        let mut shelf = Shelf::default();
        let early = shelf.hold(unkept("a", 1, 1));
        let late = shelf.hold(unkept("a", 2, 2));
        shelf.let_go(&[early]);
        assert_eq!(shelf.lend("a"), lent(&[2], &[late]));
    }

    #[test]
    fn the_list_has_what_only_the_page_knows_once_and_newest_first() {
        let mut shelf = Shelf::default();
        shelf.hold(unkept("b", 2, 0));
        shelf.hold(unkept("c", 8, 0));
        shelf.hold(unkept("c", 9, 0));
        let mut known = vec![unkept("a", 3, 0).document, unkept("b", 1, 0).document];
        shelf.join(&mut known);
        let order: Vec<_> = known.iter().map(|m| (m.id.as_str(), m.opened)).collect();
        assert_eq!(order, [("c", 9), ("a", 3), ("b", 1)]);
    }
}
