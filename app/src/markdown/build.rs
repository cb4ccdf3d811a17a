//! The walk from the parser's events to the tree.

use super::{Block, Column, Inline, Item, MAX_DEPTH, address};
use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Options, Parser, Tag};

/// A piece that is open.
enum Open {
    Heading(u8),
    Paragraph,
    Quote,
    Code,
    /// A block of raw HTML, which is shown as it was typed.
    Markup,
    List(Option<u64>),
    Item,
    Table(Vec<Column>),
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Strike,
    Link(String),
    /// A picture, which becomes a link to it.
    Picture(Option<String>, String),
    /// Words whose form is not kept: they join the words around them.
    Transparent,
    /// The same for lines: they stay lines of the piece around them.
    Flattened,
}

/// An open piece and what it holds so far.
struct Frame {
    open: Open,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Item>,
    /// The cells of a row; those of its head in a table.
    cells: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    task: Option<bool>,
}

impl Frame {
    fn new(open: Open) -> Self {
        let (blocks, inlines, items, cells, rows) = Default::default();
        Self { open, blocks, inlines, items, cells, rows, task: None }
    }

    /// Words on their own become a line as soon as a block comes after them.
    fn settle(&mut self) {
        if !self.inlines.is_empty() {
            self.blocks.push(Block::Line(with_links(std::mem::take(&mut self.inlines))));
        }
    }

    fn block(&mut self, block: Block) {
        self.settle();
        self.blocks.push(block);
    }

    fn text(&mut self, text: &str) {
        match self.inlines.last_mut() {
            Some(Inline::Text(last)) => last.push_str(text),
            _ => self.inlines.push(Inline::Text(text.to_owned())),
        }
    }
}

pub(super) fn tree(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut outer: Vec<Frame> = Vec::new();
    let mut top = Frame::new(Open::Flattened);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(tag) => {
                let open = opened(tag, &top.open, outer.len());
                outer.push(std::mem::replace(&mut top, Frame::new(open)));
            }
            Event::End(_) => {
                // The parser closes what it opened, and nothing else.
                let Some(around) = outer.pop() else { continue };
                let closed = std::mem::replace(&mut top, around);
                close(closed, &mut top);
            }
            Event::Code(code) => top.inlines.push(Inline::Code(code.into_string())),
            Event::SoftBreak | Event::HardBreak => top.inlines.push(Inline::Break),
            Event::Rule => top.block(Block::Rule),
            Event::TaskListMarker(done) => {
                // It stands in the item, or in the first paragraph of the item.
                let item = if matches!(top.open, Open::Item) { Some(&mut top) } else { outer.last_mut() };
                if let Some(item) = item {
                    item.task = Some(done);
                }
            }
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => top.text(&text),
        }
    }
    top.settle();
    top.blocks
}

/// What a tag opens inside a piece that has so many others around it.
fn opened(tag: Tag<'_>, around: &Open, depth: usize) -> Open {
    match tag {
        // Parts without their whole are flattened like it.
        Tag::Item if matches!(around, Open::List(_)) => Open::Item,
        Tag::TableHead if matches!(around, Open::Table(_)) => Open::Head,
        Tag::TableRow if matches!(around, Open::Table(_)) => Open::Row,
        Tag::TableCell if matches!(around, Open::Head | Open::Row) => Open::Cell,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {
            if depth < MAX_DEPTH { opened_in_line(tag) } else { Open::Transparent }
        }
        _ if depth >= MAX_DEPTH => Open::Flattened,
        Tag::Heading { level, .. } => Open::Heading(level as u8),
        Tag::Paragraph => Open::Paragraph,
        Tag::BlockQuote(_) => Open::Quote,
        Tag::CodeBlock(_) => Open::Code,
        Tag::HtmlBlock => Open::Markup,
        Tag::List(start) => Open::List(start),
        Tag::Table(columns) => Open::Table(columns.into_iter().map(column).collect()),
        _ => Open::Flattened,
    }
}

fn opened_in_line(tag: Tag<'_>) -> Open {
    match tag {
        Tag::Emphasis => Open::Emphasis,
        Tag::Strong => Open::Strong,
        Tag::Strikethrough => Open::Strike,
        Tag::Link { link_type, dest_url, .. } => match link(link_type, dest_url) {
            Ok(address) => Open::Link(address),
            Err(_refused) => Open::Transparent,
        },
        Tag::Image { link_type, dest_url, .. } => match link(link_type, dest_url) {
            Ok(address) => Open::Picture(Some(address.clone()), address),
            Err(refused) => Open::Picture(None, refused),
        },
        _ => Open::Transparent,
    }
}

fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None | Alignment::Left => Column::Start,
        Alignment::Center => Column::Centre,
        Alignment::Right => Column::End,
    }
}

/// The address a link leads to, or the one that is refused.
fn link(kind: LinkType, address: CowStr<'_>) -> Result<String, String> {
    let address = if kind == LinkType::Email { format!("mailto:{address}") } else { address.into_string() };
    if address::allowed(&address).is_some() { Ok(address) } else { Err(address) }
}

/// Puts a piece that is complete into the one around it.
fn close(mut piece: Frame, around: &mut Frame) {
    match piece.open {
        Open::Emphasis => around.inlines.push(Inline::Emphasis(piece.inlines)),
        Open::Strong => around.inlines.push(Inline::Strong(piece.inlines)),
        Open::Strike => around.inlines.push(Inline::Strike(piece.inlines)),
        Open::Link(address) => around.inlines.push(Inline::Link { address, content: without_links(piece.inlines) }),
        Open::Picture(address, shown) => picture(address, shown, piece.inlines, around),
        Open::Heading(level) => around.block(Block::Heading(level, with_links(piece.inlines))),
        Open::Paragraph => around.block(Block::Paragraph(with_links(piece.inlines))),
        Open::Markup => around.block(Block::Paragraph(lines(&plain(&piece.inlines)))),
        Open::Code => around.block(Block::Code(plain(&piece.inlines))),
        Open::Quote => {
            piece.settle();
            around.block(Block::Quote(piece.blocks));
        }
        Open::Item => {
            piece.settle();
            around.items.push(Item { task: piece.task, content: piece.blocks });
        }
        Open::List(start) => around.block(Block::List { start, items: piece.items }),
        Open::Cell => around.cells.push(with_links(piece.inlines)),
        Open::Head => around.cells = piece.cells,
        Open::Row => around.rows.push(piece.cells),
        Open::Table(columns) => around.block(Block::Table { columns, head: piece.cells, rows: piece.rows }),
        Open::Transparent => join(piece.inlines, around),
        Open::Flattened => {
            piece.settle();
            around.settle();
            around.blocks.append(&mut piece.blocks);
        }
    }
}

fn picture(address: Option<String>, shown: String, alternative: Vec<Inline>, around: &mut Frame) {
    let content = if plain(&alternative).trim().is_empty() { vec![Inline::Text(shown)] } else { alternative };
    match address {
        Some(address) => around.inlines.push(Inline::Link { address, content: without_links(content) }),
        None => join(content, around),
    }
}

/// Puts words among those of the piece around them. Texts side by side are one, or an address in them would be cut.
fn join(inlines: Vec<Inline>, around: &mut Frame) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => around.text(&text),
            other => around.inlines.push(other),
        }
    }
}

/// Makes links of the addresses that stand in the words.
fn with_links(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut found = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) => address::linked(text, &mut found),
            Inline::Emphasis(content) => found.push(Inline::Emphasis(with_links(content))),
            Inline::Strong(content) => found.push(Inline::Strong(with_links(content))),
            Inline::Strike(content) => found.push(Inline::Strike(with_links(content))),
            other => found.push(other),
        }
    }
    found
}

/// A link inside a link is its content: a picture in a link leads where the link leads.
fn without_links(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut found = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Link { content, .. } => found.extend(content),
            Inline::Emphasis(content) => found.push(Inline::Emphasis(without_links(content))),
            Inline::Strong(content) => found.push(Inline::Strong(without_links(content))),
            Inline::Strike(content) => found.push(Inline::Strike(without_links(content))),
            other => found.push(other),
        }
    }
    found
}

/// The words alone.
fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Break => text.push('\n'),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Link { content, .. } => text.push_str(&plain(content)),
        }
    }
    text
}

/// A text line by line.
fn lines(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for line in text.trim_end().lines() {
        if !inlines.is_empty() {
            inlines.push(Inline::Break);
        }
        inlines.push(Inline::Text(line.to_owned()));
    }
    inlines
}
