//! Markdown becomes a small tree of allow-listed pieces, and nothing else can come out of it.
//!
//! A pad is written by strangers. No HTML is ever made from it: views draw this tree element by element. Raw HTML
//! is text like any other, links lead to allowed schemes or are not links, and the depth is bounded, so that no pad can exhaust a
//! stack. It knows nothing of views.

mod address;
mod build;
mod write;

pub use address::is_on_the_web;
pub use write::{html, page, plain};

/// A piece that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Block {
    /// A heading, from 1 to 6.
    Heading(u8, Vec<Inline>),
    Paragraph(Vec<Inline>),
    /// Words that stand in an item of a list without being a paragraph.
    Line(Vec<Inline>),
    Quote(Vec<Block>),
    Code(String),
    List {
        /// The first number, in a list that has numbers.
        start: Option<u64>,
        items: Vec<Item>,
    },
    Table {
        columns: Vec<Column>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Rule,
}

/// Where the words of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    Start,
    Centre,
    End,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    /// Whether it is done, when it is a task.
    pub task: Option<bool>,
    pub content: Vec<Block>,
}

/// A piece inside a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    Text(String),
    Code(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strike(Vec<Inline>),
    Link {
        /// Absolute, and of an allowed scheme.
        address: String,
        content: Vec<Inline>,
    },
    /// A new line: in a pad, a line that people ended is a line.
    Break,
}

/// How deep pieces may stand inside each other. What is deeper joins the piece around it.
pub const MAX_DEPTH: usize = 24;

/// Reads Markdown: CommonMark with tables, task lists, strikethrough, and addresses that are links by themselves.
#[must_use]
pub fn read(markdown: &str) -> Vec<Block> {
    build::tree(markdown)
}

/// Each block with a key that stays the same while the block does, so that a view redraws only what changed.
#[must_use]
pub fn keyed(blocks: Vec<Block>) -> Vec<(u64, Block)> {
    use std::{
        collections::HashMap,
        hash::{DefaultHasher, Hash, Hasher},
    };
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let key = |block: &Block| {
        let mut hasher = DefaultHasher::new();
        block.hash(&mut hasher);
        let content = hasher.finish();
        // The same words twice are two blocks.
        let nth = seen.entry(content).or_default();
        *nth += 1;
        (content, *nth).hash(&mut hasher);
        hasher.finish()
    };
    let keys: Vec<_> = blocks.iter().map(key).collect();
    keys.into_iter().zip(blocks).collect()
}

#[cfg(test)]
mod tests;
