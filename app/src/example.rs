//! The example as the server hands it out: documents that a device takes up as its own, and that never leave it.

use crate::{hex, i18n::Language};
use boucle_model::{Kind, example};
use boucle_sync::DocumentId;
use serde::{Deserialize, Serialize};

/// A document of the example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub kind: Kind,
    /// As it stands in the address.
    pub id: String,
    pub title: String,
    /// Its changes, in hexadecimal digits.
    chunks: Vec<String>,
}

impl Sample {
    #[must_use]
    pub fn new(kind: Kind, id: DocumentId, title: &str, chunks: &[Vec<u8>]) -> Self {
        let chunks = chunks.iter().map(|chunk| hex::write(chunk)).collect();
        Self { kind, id: id.to_string(), title: title.to_owned(), chunks }
    }

    /// Its changes; what cannot be read is left out.
    #[must_use]
    pub fn chunks(&self) -> Vec<Vec<u8>> {
        self.chunks.iter().filter_map(|text| hex::bytes(text)).collect()
    }
}

impl Language {
    /// The language of the example that is told in this one.
    #[must_use]
    pub fn of_example(self) -> example::Language {
        match self {
            Self::French => example::Language::French,
            Self::English => example::Language::English,
        }
    }
}
