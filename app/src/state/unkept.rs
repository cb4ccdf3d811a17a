//! What was written here and this browser does not keep. It lives as long as the page, wherever in Boucle the person
//! walks meanwhile, and the page is not left without a question while something of it exists nowhere else.

use super::KnownMeetup;

/// A meetup that the page holds because the browser refused to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unkept {
    pub(crate) meetup: KnownMeetup,
    /// Its changes or whole documents, as Automerge writes them.
    pub(crate) chunks: Vec<Vec<u8>>,
    /// Changes that are on no server either.
    pub(crate) unsaved: usize,
}

/// All that the page holds.
#[derive(Debug, Default)]
pub(super) struct Shelf(Vec<Unkept>);

impl Shelf {
    /// Takes a meetup, in the place of what was held of it.
    pub(super) fn hold(&mut self, unkept: Unkept) {
        self.let_go(&unkept.meetup.id);
        self.0.push(unkept);
    }

    pub(super) fn let_go(&mut self, id: &str) {
        self.0.retain(|held| held.meetup.id != id);
    }

    /// Hands out what is held of a meetup to the room that opens it, however often one does. From then on the room
    /// speaks for what is unsaved.
    pub(super) fn lend(&mut self, id: &str) -> Vec<Vec<u8>> {
        self.0
            .iter_mut()
            .find(|held| held.meetup.id == id)
            .map(|held| {
                held.unsaved = 0;
                held.chunks.clone()
            })
            .unwrap_or_default()
    }

    /// How many changes of one meetup, or of all, would be gone with the page.
    pub(super) fn unsaved(&self, id: Option<&str>) -> usize {
        self.0.iter().filter(|held| id.is_none_or(|id| held.meetup.id == id)).map(|held| held.unsaved).sum()
    }

    /// Adds to the meetups of the device those that only the page knows, newest first.
    pub(super) fn join(&self, known: &mut Vec<KnownMeetup>) {
        for held in &self.0 {
            if known.iter().all(|meetup| meetup.id != held.meetup.id) {
                known.push(held.meetup.clone());
            }
        }
        known.sort_by_key(|meetup| std::cmp::Reverse(meetup.opened));
    }
}

#[cfg(test)]
mod tests {
    use super::{KnownMeetup, Shelf, Unkept};

    fn unkept(id: &str, opened: i64, unsaved: usize) -> Unkept {
        let meetup = KnownMeetup { id: id.into(), title: format!("meetup {id}"), opened };
        Unkept { meetup, chunks: vec![vec![unsaved as u8]], unsaved }
    }

    #[test]
    fn what_is_held_is_lent_as_often_as_asked_for_and_counted_until_then() {
        let mut shelf = Shelf::default();
        shelf.hold(unkept("a", 1, 2));
        shelf.hold(unkept("b", 2, 3));
        shelf.hold(unkept("a", 3, 4));
        assert_eq!((shelf.unsaved(None), shelf.unsaved(Some("a")), shelf.unsaved(Some("c"))), (7, 4, 0));
        assert_eq!([shelf.lend("a"), shelf.lend("a"), shelf.lend("c")], [vec![vec![4]], vec![vec![4]], vec![]]);
        assert_eq!(shelf.unsaved(None), 3, "the room of a speaks for it now");
        shelf.let_go("b");
        assert_eq!(shelf.unsaved(None), 0);
    }

    #[test]
    fn the_list_has_what_only_the_page_knows_once_and_newest_first() {
        let mut shelf = Shelf::default();
        shelf.hold(unkept("b", 2, 0));
        shelf.hold(unkept("c", 9, 0));
        let mut known = vec![unkept("a", 3, 0).meetup, unkept("b", 1, 0).meetup];
        shelf.join(&mut known);
        let order: Vec<_> = known.iter().map(|m| (m.id.as_str(), m.opened)).collect();
        assert_eq!(order, [("c", 9), ("a", 3), ("b", 1)]);
    }
}
