//! Rendered Markdown: one element for each piece of the tree, and never a string of HTML.

use super::{Rows, row};
use crate::{
    i18n::I18n,
    markdown::{self, Block, Column, Inline, Item},
};
use leptos::prelude::*;

/// Shows Markdown. Blocks that stay the same stay in the page, with the reader's selection.
#[component]
pub(crate) fn Prose(#[prop(into)] markdown: Signal<String>) -> impl IntoView {
    let i18n = I18n::from_context();
    let blocks = move || markdown.with(|text| markdown::keyed(markdown::read(text)));
    let shown = move |(key, block): (_, Block)| row(key, move || drawn(block.clone(), Some("auto"), i18n));
    view! { <Rows rows=Signal::derive(move || blocks().into_iter().map(shown).collect()) /> }
}

/// Draws a block. One that stands in no other finds its direction by its own first letter (`dir` is `auto`), and what
/// it holds follows it.
fn drawn(block: Block, dir: Option<&'static str>, i18n: I18n) -> AnyView {
    match block {
        // The title of the meetup is the page's only heading of the first rank.
        Block::Heading(1, words) => view! { <h2 dir=dir>{line(words)}</h2> }.into_any(),
        Block::Heading(2, words) => view! { <h3 dir=dir>{line(words)}</h3> }.into_any(),
        Block::Heading(3, words) => view! { <h4 dir=dir>{line(words)}</h4> }.into_any(),
        Block::Heading(4, words) => view! { <h5 dir=dir>{line(words)}</h5> }.into_any(),
        Block::Heading(_, words) => view! { <h6 dir=dir>{line(words)}</h6> }.into_any(),
        Block::Paragraph(words) => view! { <p dir=dir>{line(words)}</p> }.into_any(),
        Block::Line(words) => line(words).into_any(),
        Block::Quote(blocks) => view! { <blockquote dir=dir>{within(blocks, i18n)}</blockquote> }.into_any(),
        Block::Code(code) => view! { <pre><code>{code}</code></pre> }.into_any(),
        Block::List { start: None, items } => view! { <ul dir=dir>{each(items, i18n)}</ul> }.into_any(),
        Block::List { start: Some(first), items } => {
            view! { <ol dir=dir start=(first != 1).then(|| first.to_string())>{each(items, i18n)}</ol> }.into_any()
        }
        Block::Table { columns, head, rows } => view! { <Table columns head rows dir /> }.into_any(),
        Block::Rule => view! { <hr /> }.into_any(),
    }
}

fn within(blocks: Vec<Block>, i18n: I18n) -> Vec<AnyView> {
    blocks.into_iter().map(|block| drawn(block, None, i18n)).collect()
}

fn each(items: Vec<Item>, i18n: I18n) -> Vec<AnyView> {
    items.into_iter().map(|item| view! { <li>{content(item, i18n)}</li> }.into_any()).collect()
}

/// The content of an item; a task's box stands in its first line.
fn content(item: Item, i18n: I18n) -> AnyView {
    let Some(done) = item.task else { return within(item.content, i18n).into_any() };
    let named = move || if done { i18n.words().pad.done } else { i18n.words().pad.to_do };
    let tick = view! { <input type="checkbox" disabled checked=done aria-label=named /> };
    let mut blocks = item.content.into_iter();
    match blocks.next() {
        Some(Block::Paragraph(words)) => {
            view! { <p>{tick}" "{line(words)}</p> {within(blocks.collect(), i18n)} }.into_any()
        }
        first => view! { {tick}" "{within(first.into_iter().chain(blocks).collect(), i18n)} }.into_any(),
    }
}

#[component]
fn Table(
    columns: Vec<Column>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    dir: Option<&'static str>,
) -> impl IntoView {
    let side = |n: usize| match columns.get(n) {
        Some(Column::Centre) => Some("centre"),
        Some(Column::End) => Some("end"),
        Some(Column::Start) | None => None,
    };
    let head: Vec<_> = head
        .into_iter()
        .enumerate()
        .map(|(n, words)| view! { <th scope="col" data-side=side(n)>{line(words)}</th> })
        .collect();
    let row = |cells: Vec<Vec<Inline>>| {
        let cells: Vec<_> = cells
            .into_iter()
            .enumerate()
            .map(|(n, words)| view! { <td data-side=side(n)>{line(words)}</td> })
            .collect();
        view! { <tr>{cells}</tr> }
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    // A wide table scrolls in its own frame, which the keyboard has to reach.
    view! {
        <table tabindex="0" dir=dir>
            <thead><tr>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(words: Vec<Inline>) -> Vec<AnyView> {
    words.into_iter().map(inline).collect()
}

fn inline(piece: Inline) -> AnyView {
    match piece {
        Inline::Text(text) => text.into_any(),
        Inline::Code(code) => view! { <code>{code}</code> }.into_any(),
        Inline::Emphasis(words) => view! { <em>{line(words)}</em> }.into_any(),
        Inline::Strong(words) => view! { <strong>{line(words)}</strong> }.into_any(),
        Inline::Strike(words) => view! { <s>{line(words)}</s> }.into_any(),
        Inline::Link { address, content } => {
            view! { <a href=address rel="nofollow ugc noopener noreferrer">{line(content)}</a> }.into_any()
        }
        Inline::Break => view! { <br /> }.into_any(),
    }
}
