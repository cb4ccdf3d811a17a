//! The cards of a bilan as a table for spreadsheets: a row for each card, those that were added first first. Who wrote a card is
//! not in it.

use super::{Board, Evidence};
use crate::{PersonId, table};

/// The words of such a table.
#[derive(Debug)]
pub struct CardTable {
    /// Over the columns: the side, the card, its group, the points of both, the problem that it answers, what was decided, who sees
    /// to it, and what shows it.
    pub heads: [&'static str; 8],
    /// Kept, a problem, an improvement.
    pub sides: [&'static str; 3],
    /// Adopted, adopted before the points were given, set aside.
    pub decisions: [&'static str; 3],
}

impl Board {
    /// Writes the cards as a table. Who is called nothing (`name`) is left out.
    #[must_use]
    pub fn table(&self, words: &CardTable, evidence: &[Evidence], name: impl Fn(PersonId) -> Option<String>) -> String {
        let heaps = self.heaps();
        let shows = |one: &Evidence| match (one.quote.as_str(), one.address.as_str()) {
            (words, "") => words.to_owned(),
            ("", address) => address.to_owned(),
            (words, address) => format!("{words} ({address})"),
        };
        let rows = self.cards.iter().map(|card| {
            let points =
                heaps.iter().find(|heap| heap.cards.iter().any(|one| one.id == card.id)).map(|heap| heap.points);
            let about = evidence.iter().filter(|one| one.about == card.id);
            vec![
                words.sides[card.side as usize].to_owned(),
                card.text.text.clone(),
                card.group.and_then(|id| self.group(id)).map(|group| group.name.text.clone()).unwrap_or_default(),
                points.unwrap_or_default().to_string(),
                card.answers.and_then(|id| self.card(id)).map(|problem| problem.text.text.clone()).unwrap_or_default(),
                card.decision.map_or("", |decision| words.decisions[decision as usize]).to_owned(),
                card.owner.and_then(&name).unwrap_or_default(),
                about.map(shows).collect::<Vec<_>>().join("\n"),
            ]
        });
        table::write(std::iter::once(words.heads.map(ToOwned::to_owned).to_vec()).chain(rows))
    }
}
