//! The pad as an editor holds it: a text that is edited here, and follows what is edited elsewhere.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use automerge::{ActorId, Automerge, ObjId, ObjType, PatchLog, ROOT, ReadDoc, transaction::Transactable};
use boucle_model::{ApplyError, Author, Command, Kind, Pad, PersonId, Splice, Text, apply, genesis};
use proptest::prelude::*;

/// One person's document, the pad they have open, and what their editor shows.
struct Desk {
    doc: Automerge,
    pad: Pad,
    editor: Vec<u16>,
}

impl Desk {
    fn new(n: u8) -> Self {
        Self::on(genesis::new(Kind::Meetup, ActorId::from([n; 16])))
    }

    fn on(doc: Automerge) -> Self {
        let pad = Pad::of(&doc, Text::Pad);
        let editor = pad.text(&doc).encode_utf16().collect();
        Self { doc, pad, editor }
    }

    fn show(&mut self, splice: &Splice) {
        self.editor.splice(splice.at..splice.at + splice.delete, splice.insert.encode_utf16());
    }

    fn try_edit(&mut self, at: usize, delete: usize, insert: &str) -> Result<(), ApplyError> {
        let splice = Splice { at, delete, insert: insert.into() };
        let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
        apply(
            &mut self.doc,
            &mut self.pad,
            author,
            &Command::EditText { text: Text::Pad, splices: vec![splice.clone()] },
        )?;
        self.show(&splice);
        Ok(())
    }

    fn edit(&mut self, at: usize, delete: usize, insert: &str) {
        self.try_edit(at, delete, insert).unwrap();
        self.agrees();
    }

    /// Types letter after letter, each a change.
    fn write(&mut self, mut at: usize, text: &str) {
        for letter in text.chars() {
            self.edit(at, 0, &letter.to_string());
            at += letter.len_utf16();
        }
    }

    fn hear(&mut self, other: &Self) {
        let mut log = PatchLog::active();
        self.doc.merge_and_log_patches(&mut other.doc.fork(), &mut log).unwrap();
        let patches = self.doc.make_patches(&mut log);
        let followed = self.pad.follow(&self.doc, &patches);
        if followed.replaced {
            self.editor = self.pad.text(&self.doc).encode_utf16().collect();
        }
        followed.splices.iter().for_each(|splice| self.show(splice));
        self.agrees();
    }

    fn text(&self) -> String {
        String::from_utf16(&self.editor).unwrap()
    }

    /// The editor, the open pad and the document say the same.
    fn agrees(&self) {
        assert_eq!(self.text(), Pad::of(&self.doc, Text::Pad).text(&self.doc));
        assert_eq!(self.text(), self.pad.text(&self.doc));
        assert_eq!(self.editor.len(), self.pad.length());
    }

    fn parts(&self) -> Vec<String> {
        let list = self.list();
        self.doc.list_range(&list, ..).map(|item| self.doc.text(item.id()).unwrap()).collect()
    }

    fn list(&self) -> ObjId {
        self.doc.get(ROOT, "pad").unwrap().unwrap().1
    }
}

#[test]
fn m10_a_new_line_is_a_part_of_its_own() {
    let mut desk = Desk::new(1);
    desk.edit(0, 0, "# Intentions\n\n- un\n");
    assert_eq!(desk.parts(), ["# Intentions", "\n", "\n- un", "\n"]);
    desk.write(12, "\ntapée");
    assert_eq!(desk.parts(), ["# Intentions", "\ntapée", "\n", "\n- un", "\n"], "at the end of a line");
    desk.write(13, "\n");
    desk.write(13, "au-dessus\nencore");
    let parts = ["# Intentions", "\nau-dessus", "\nencore", "\ntapée", "\n", "\n- un", "\n"];
    assert_eq!(desk.parts(), parts, "at the beginning of a line");
}

#[test]
fn m10_lines_above_the_first_are_parts_of_their_own() {
    let mut desk = Desk::new(1);
    desk.write(0, "premier");
    desk.write(0, "\n");
    desk.write(0, "titre\net sous-titre");
    assert_eq!(desk.parts(), ["titre", "\net sous-titre", "\npremier"]);
    desk.edit(0, 0, "collé\nde loin\n");
    assert_eq!(desk.text(), "collé\nde loin\ntitre\net sous-titre\npremier");
}

#[test]
fn m10_a_line_that_is_cut_or_joined_stays_where_it_is() {
    let mut desk = Desk::new(1);
    desk.edit(0, 0, "un deux\ntrois");
    desk.edit(2, 1, "\n");
    assert_eq!(desk.parts(), ["un\ndeux", "\ntrois"], "no text goes from one part to another");
    desk.edit(7, 1, "");
    assert_eq!(desk.parts(), ["un\ndeux", "trois"]);
    desk.edit(0, 12, "");
    assert_eq!(desk.parts(), ["", ""], "a part stays: somebody may be writing in it");
    desk.write(0, "neuf\nici");
    assert_eq!(desk.text(), "neuf\nici");
}

/// What would be lost if a line that is cut were moved, or one that is emptied removed.
#[test]
fn m10_what_others_write_meanwhile_stays_where_they_wrote_it() {
    let (mut alice, mut bob) = (Desk::new(1), Desk::new(2));
    alice.edit(0, 0, "un deux trois\nquatre\ncinq");
    bob.hear(&alice);
    alice.edit(2, 1, "\n");
    bob.edit(8, 5, "TROIS");
    bob.edit(20, 0, "!");
    alice.edit(13, 7, "");
    alice.hear(&bob);
    bob.hear(&alice);
    assert_eq!(alice.text(), "un\ndeux TROIS!\ncinq");
    assert_eq!(bob.text(), alice.text());
}

#[test]
fn m10_lines_written_at_once_in_one_place_do_not_mix() {
    let (mut alice, mut bob) = (Desk::new(1), Desk::new(2));
    alice.edit(0, 0, "liste");
    bob.hear(&alice);
    alice.write(5, "\nAlice un\nAlice deux");
    bob.write(5, "\nBob un\nBob deux");
    alice.hear(&bob);
    bob.hear(&alice);
    assert_eq!(alice.text(), bob.text());
    for line in ["Alice un", "Alice deux", "Bob un", "Bob deux"] {
        assert!(alice.text().lines().any(|l| l == line), "{line} is whole in {:?}", alice.text());
    }
}

#[test]
fn m10_a_place_moves_with_the_text_around_it() {
    let (mut alice, mut bob) = (Desk::new(1), Desk::new(2));
    alice.edit(0, 0, "# Titre\n\nici 🙂 là\n");
    bob.hear(&alice);
    for at in [0, 3, 7, 8, 9, 12, 13, 15, 18, 19] {
        let place = alice.pad.cursor(&alice.doc, at).unwrap();
        assert_eq!(bob.pad.position(&bob.doc, &place), Some(at), "{place}");
    }
    let place = alice.pad.cursor(&alice.doc, 13).unwrap();
    bob.edit(0, 0, "Avant\ntout\n");
    assert_eq!(bob.pad.position(&bob.doc, &place), Some(24));
    bob.edit(0, 24, "");
    assert_eq!(bob.pad.position(&bob.doc, &place), Some(0));
    for nonsense in ["", "x", "1@aa/2@bb", "/", "_root/2@bb", "12345"] {
        assert_eq!(bob.pad.position(&bob.doc, nonsense), None, "{nonsense}");
    }
    let end = alice.pad.cursor(&alice.doc, usize::MAX).unwrap();
    assert_eq!(alice.pad.position(&alice.doc, &end), Some(19));
}

#[test]
fn m6_what_other_programs_put_into_the_pad_is_passed_over_or_followed() {
    let (mut alice, mut bob) = (Desk::new(1), Desk::new(2));
    alice.edit(0, 0, "un\ndeux\ntrois");
    bob.hear(&alice);
    let list = alice.list();
    let mut tx = alice.doc.transaction();
    tx.insert(&list, 1, "a scalar").unwrap();
    tx.insert_object(&list, 0, ObjType::Map).unwrap();
    tx.delete(&list, 4).unwrap();
    tx.commit();
    let mut alice = Desk::on(alice.doc);
    bob.hear(&alice);
    assert_eq!(bob.text(), "un\ndeux");
    bob.edit(0, 0, "zéro\n");
    bob.edit(5, 2, "UN");
    alice.hear(&bob);
    assert_eq!(alice.text(), "zéro\nUN\ndeux");

    let mut tx = bob.doc.transaction();
    let text = tx.put_object(ROOT, "pad", ObjType::Text).unwrap();
    tx.splice_text(&text, 0, 0, "un seul texte 🙂\nde deux lignes").unwrap();
    tx.commit();
    alice.hear(&Desk::on(bob.doc));
    assert_eq!(alice.text(), "un seul texte 🙂\nde deux lignes");
    alice.edit(14, 2, "!");
    alice.edit(15, 0, "\n");
    assert_eq!(alice.text(), "un seul texte !\n\nde deux lignes");
}

#[derive(Debug, Clone)]
enum Step {
    Edit { who: usize, at: f64, delete: usize, insert: String },
    Hear { who: usize, whom: usize },
    Reopen { who: usize },
}

const PEOPLE: usize = 3;

fn step() -> impl Strategy<Value = Step> {
    let who = 0..PEOPLE;
    prop_oneof![
        8 => (who.clone(), 0.0..=1.0, prop_oneof![4 => 0..3_usize, 1 => 0..20_usize], "[a-cé🙂\n]{0,6}")
            .prop_map(|(who, at, delete, insert)| Step::Edit { who, at, delete, insert }),
        4 => (who.clone(), who.clone()).prop_map(|(who, whom)| Step::Hear { who, whom }),
        1 => who.prop_map(|who| Step::Reopen { who }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// In any order of edits and deliveries, every editor shows what its document says, and all documents say the same.
    #[test]
    fn m10_an_open_pad_follows_its_document(steps in prop::collection::vec(step(), 1..120)) {
        let mut desks: Vec<_> = (0..PEOPLE).map(|n| Desk::new(u8::try_from(n).unwrap() + 1)).collect();
        for step in steps {
            match step {
                Step::Edit { who, at, delete, insert } => {
                    let desk = &mut desks[who];
                    let length = desk.editor.len();
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place")]
                    let place = |share: f64| (share * length as f64) as usize;
                    // Editors never cut an emoji in two.
                    let whole = |at: usize| at - usize::from(at > 0 && at < length && (0xdc00..0xe000).contains(&desk.editor[at]));
                    let from = whole(place(at));
                    let to = whole((from + delete).min(length)).max(from);
                    desk.edit(from, to - from, &insert);
                }
                Step::Hear { who, whom } if who != whom => {
                    let other = Desk::on(desks[whom].doc.fork());
                    desks[who].hear(&other);
                }
                Step::Hear { .. } => {}
                Step::Reopen { who } => {
                    let bytes = desks[who].doc.save();
                    desks[who] = Desk::on(genesis::open(&[&bytes], ActorId::random()).unwrap());
                }
            }
        }
        for who in 0..PEOPLE {
            for whom in 0..PEOPLE {
                let other = Desk::on(desks[whom].doc.fork());
                desks[who].hear(&other);
            }
        }
        let texts: Vec<_> = desks.iter().map(Desk::text).collect();
        prop_assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
    }
}
