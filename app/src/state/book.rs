//! What this device knows of people: what they said of themselves, of whom it would like to know more, and what is to be
//! said in the directory yet.

use boucle_model::PersonId;
use boucle_sync::directory::{Answer, Ask, MAX_ASKED, Statement, Taken, Verified, takes};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody, as they say they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub name: String,
    pub words: String,
    /// One of eight.
    pub colour: u8,
}

#[derive(Debug, Default)]
pub(super) struct Book {
    known: BTreeMap<PersonId, Verified>,
    /// People whom documents name and of whom nothing is known.
    wanted: BTreeSet<PersonId>,
    /// Mine, and not in the directory yet.
    unsaid: Vec<Statement>,
    /// Of whom nothing leaves this device, and nothing is asked.
    here: BTreeSet<PersonId>,
}

impl Book {
    /// Takes in what somebody is said to have said. The signature counts, not who brings it. `true` when it is news.
    pub(super) fn hear(&mut self, statement: Statement) -> Option<Verified> {
        let person = statement.person();
        let verified = statement.verify(person, u64::MAX).ok()?;
        let id = PersonId::from_bytes(person);
        if takes(self.known.get(&id), &verified) != Ok(Taken::New) {
            return None;
        }
        self.wanted.remove(&id);
        self.known.insert(id, verified.clone());
        Some(verified)
    }

    pub(super) fn said(&self, person: PersonId) -> Option<&Verified> {
        self.known.get(&person)
    }

    pub(super) fn card(&self, person: PersonId) -> Option<Card> {
        let profile = self.known.get(&person)?.profile()?;
        Some(Card { name: profile.name().into(), words: profile.words().into(), colour: profile.colour() })
    }

    /// Notes of whom one would like to know; `true` when that is somebody new.
    pub(super) fn want(&mut self, people: impl IntoIterator<Item = PersonId>) -> bool {
        let before = self.wanted.len();
        let is_unknown = |person: &PersonId| !self.known.contains_key(person) && !self.here.contains(person);
        self.wanted.extend(people.into_iter().filter(is_unknown));
        self.wanted.len() > before
    }

    /// Nothing of this one leaves the device from here on.
    pub(super) fn keeps_here(&mut self, person: PersonId) {
        self.here.insert(person);
        self.wanted.remove(&person);
    }

    /// Whether they took back what they said; `None` for whom nothing is known.
    pub(super) fn is_forgotten(&self, person: PersonId) -> Option<bool> {
        Some(self.known.get(&person)?.profile().is_none())
    }

    /// Whether nothing is known of somebody of whom one would like to know.
    pub(super) fn lacks_somebody(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// What to ask the directory: whether anything is newer there of all whom this device knows or wants to know.
    pub(super) fn questions(&self) -> Vec<Ask> {
        let told = self.known.iter().filter(|(person, _)| !self.here.contains(person));
        let known = told.map(|(person, said)| (*person.as_bytes(), said.version()));
        let wanted = self.wanted.iter().map(|person| (*person.as_bytes(), 0));
        let all: Vec<_> = known.chain(wanted).collect();
        all.chunks(MAX_ASKED).map(|known| Ask { known: known.to_vec() }).collect()
    }

    /// Takes an answer in: what is news, and what the directory lacks and this device holds.
    pub(super) fn answered(&mut self, answer: Answer) -> (Vec<Verified>, Vec<Statement>) {
        let news = answer.said.into_iter().filter_map(|statement| self.hear(statement)).collect();
        let lacking = answer.lacking.iter().map(|person| PersonId::from_bytes(*person));
        let held = lacking.filter(|person| !self.here.contains(person)).filter_map(|person| self.known.get(&person));
        let lacking = held.map(|verified| verified.statement().clone()).collect();
        (news, lacking)
    }

    /// Something of mine that is to be said in the directory; it takes the place of what I had not said yet.
    pub(super) fn say(&mut self, statement: Statement) {
        self.unsaid.retain(|earlier| earlier.person() != statement.person());
        self.unsaid.push(statement);
    }

    pub(super) fn unsaid(&self) -> &[Statement] {
        &self.unsaid
    }

    /// The directory has it, or will never take it.
    pub(super) fn is_said(&mut self, statement: &Statement) {
        self.unsaid.retain(|unsaid| unsaid != statement);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use boucle_sync::directory::{DeviceKey, Profile};

    fn key(n: u8) -> DeviceKey {
        DeviceKey::from_secret([n; 32])
    }

    fn says(n: u8, version: u64, name: &str) -> Statement {
        match name {
            "" => Statement::of_forgotten(&key(n), version),
            name => Statement::of_profile(&key(n), version, Profile::new(name, "", 3).unwrap()),
        }
    }

    fn id(n: u8) -> PersonId {
        PersonId::from_bytes(key(n).person())
    }

    #[test]
    fn somebody_is_who_they_said_last_and_nobody_once_forgotten() {
        let mut book = Book::default();
        assert!(book.want([id(1), id(2)]));
        assert!(!book.want([id(1)]));
        assert!(book.hear(says(1, 5, "Bob")).is_some());
        assert!(book.hear(says(1, 4, "Robert")).is_none());
        assert_eq!(book.card(id(1)).unwrap().name, "Bob");
        assert_eq!(book.card(id(2)), None);
        let asked = book.questions();
        let mut expected = vec![(*id(1).as_bytes(), 5), (*id(2).as_bytes(), 0)];
        let mut found = asked[0].known.clone();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!((asked.len(), found), (1, expected));
        let (news, lacking) = book.answered(Answer { said: vec![says(1, 6, "")], lacking: vec![*id(1).as_bytes()] });
        assert_eq!((news.len(), lacking.len()), (1, 1));
        assert_eq!(book.card(id(1)), None, "forgotten");
        assert_eq!(lacking[0], says(1, 6, ""), "a directory that was restored is told again");
    }

    /// Found by reading: the directory was asked about a name of the example, lacked it, and was told.
    #[test]
    fn of_whom_nothing_leaves_the_device_nobody_is_asked_or_told() {
        let mut book = Book::default();
        book.keeps_here(id(1));
        assert!(book.hear(says(1, 5, "Zoé")).is_some());
        assert_eq!(book.card(id(1)).unwrap().name, "Zoé", "it is shown here");
        assert!(!book.want([id(1)]));
        assert!(book.questions().iter().all(|ask| ask.known.is_empty()));
        let (_, lacking) = book.answered(Answer { said: Vec::new(), lacking: vec![*id(1).as_bytes()] });
        assert_eq!(lacking, []);
    }

    #[test]
    fn what_somebody_else_signed_is_nobodys_word() {
        let mut book = Book::default();
        let mut forged = says(1, 5, "Bob").encode();
        let at = forged.len() - 1;
        forged[at] ^= 1;
        if let Ok(statement) = Statement::decode(&forged) {
            assert!(book.hear(statement).is_none());
        }
        assert_eq!(book.card(id(1)), None);
    }

    #[test]
    fn what_is_not_said_yet_waits_and_only_the_last_of_it() {
        let mut book = Book::default();
        book.say(says(1, 5, "Bob"));
        book.say(says(1, 6, "Robert"));
        book.say(says(2, 1, ""));
        assert_eq!(book.unsaid(), [says(1, 6, "Robert"), says(2, 1, "")]);
        book.is_said(&says(1, 5, "Bob"));
        book.is_said(&says(1, 6, "Robert"));
        assert_eq!(book.unsaid(), [says(2, 1, "")]);
    }

    #[test]
    fn a_thousand_are_asked_about_at_a_time() {
        let mut book = Book::default();
        book.want((0..2_500_u16).map(|n| PersonId::from_bytes(std::array::from_fn(|at| n.to_be_bytes()[at % 2]))));
        assert_eq!(book.questions().iter().map(|ask| ask.known.len()).collect::<Vec<_>>(), [1_000, 1_000, 500]);
    }
}
