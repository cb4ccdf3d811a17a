//! What a record says, in the words of one language: the page draws it, and the files are written from it.

use boucle_model::Side;

/// A record. What there is nothing of is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The title of the meetup.
    pub(super) title: String,
    /// When and where it was, and the numbers: what each is, and what it says.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) sections: Vec<Section>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Section {
    /// The name in the page and in styles.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) parts: Vec<Part>,
    /// What was written together, in Markdown.
    pub(super) text: String,
}

/// A list, under a title of its own where a section has several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub(super) title: Option<&'static str>,
    pub(super) side: Option<Side>,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Item {
    /// What stands before it: an hour.
    pub(super) lead: String,
    pub(super) text: String,
    /// How many people rated it 1, 2, 3, 4 and 5.
    pub(super) spread: Option<[usize; 5]>,
    pub(super) notes: Vec<String>,
    pub(super) quotes: Vec<Quote>,
    /// The cards of a group.
    pub(super) items: Vec<Item>,
}

/// What shows something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Quote {
    /// As they are quoted; empty for an address alone.
    pub(super) words: String,
    /// Where they come from, or an address.
    pub(super) from: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    Said(&'static str),
    /// On the web.
    Address(String),
}

impl Default for Origin {
    fn default() -> Self {
        Self::Said("")
    }
}

impl Item {
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

impl Section {
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.parts.iter().all(|part| part.items.is_empty())
    }
}
