//! A list that somebody pastes, or types in: a node for each line, and a link to it from the line under which it stands.
//!
//! What is called so already is not added once more, it is linked.

use super::{News, What, Wrong, key, one_line};
use crate::Graph;
use boucle_model::{Command, Link, MAX_TITLE, MeetupId, Node, Put, RowId};
use std::collections::{HashMap, HashSet};

/// The most lines of a list.
pub const MOST_LINES: usize = 500;

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands under others: 0 for what stands under none.
    pub depth: usize,
    pub label: String,
}

/// Reads a list: white space before a line says under which it stands, bullets and numbers are taken off.
///
/// # Errors
/// All that is wrong in it, the first lines first.
pub fn read(text: &str) -> Result<Vec<Line>, Vec<Wrong>> {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    // How far in those begin under which a line stands.
    let mut above: Vec<usize> = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let label = one_line(without_bullets(line.trim_start()));
        if label.is_empty() {
            continue;
        }
        if lines.len() == MOST_LINES {
            return Err(vec![Wrong::at(number, None, What::TooMany { most: MOST_LINES }, &label)]);
        }
        if label.chars().count() > MAX_TITLE {
            wrong.push(Wrong::at(number, None, What::TooLong { most: MAX_TITLE }, &label));
        }
        let begin = indent(line);
        above.retain(|other| *other < begin);
        lines.push(Line { depth: above.len(), label });
        above.push(begin);
    }
    if lines.is_empty() {
        wrong.push(Wrong::at(1, None, What::Empty, ""));
    }
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

/// How far in a line begins; a tabulator is as wide as four spaces.
fn indent(line: &str) -> usize {
    let white = line.chars().take_while(|c| c.is_whitespace());
    white.fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 })
}

/// The line behind its bullets and its number.
fn without_bullets(mut line: &str) -> &str {
    loop {
        let rest = behind_bullet(line).or_else(|| behind_number(line)).map(str::trim_start);
        match rest {
            Some(rest) => line = rest,
            None => return line,
        }
    }
}

/// A dash that nothing follows is a bullet as well.
fn behind_bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '*', '+', '•', '◦', '‣', '▪', '·', '–', '—'])?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(rest)
}

/// “1. ” and “12) ”. A year is no number of a line.
fn behind_number(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(rest)
}

/// What bringing the list in does, and the one act that does it; none where nothing changes. What is new is of this type, and was
/// brought by this meetup.
pub fn command(
    lines: &[Line],
    graph: &Graph,
    of_type: RowId,
    meetup: Option<MeetupId>,
    mut new_id: impl FnMut() -> RowId,
) -> (News, Option<Command>) {
    let mut known: HashMap<String, RowId> = HashMap::new();
    let (alike, others): (Vec<_>, Vec<_>) = graph.vertices.iter().partition(|vertex| vertex.of_type == Some(of_type));
    // Of several that are called so, the first that is of the type.
    for vertex in alike.into_iter().chain(others) {
        known.entry(key(&vertex.label)).or_insert(vertex.id);
    }
    let ends = |edge: &crate::Edge| between(graph.vertices[edge.from].id, graph.vertices[edge.to].id);
    let mut linked: HashSet<_> = graph.edges.iter().map(ends).collect();
    let (mut news, mut puts) = (News::default(), Vec::<Put>::new());
    let mut above: Vec<RowId> = Vec::new();
    for line in lines {
        let id = match known.get(&key(&line.label)) {
            Some(id) => {
                news.same += 1;
                *id
            }
            None => {
                let id = new_id();
                known.insert(key(&line.label), id);
                news.added.push(line.label.clone());
                puts.extend(Node::puts(id, &line.label, of_type, meetup, None));
                id
            }
        };
        above.truncate(line.depth);
        if let Some(parent) = above.last().copied()
            && parent != id
            && linked.insert(between(parent, id))
        {
            news.linked += 1;
            puts.extend(Link::puts(new_id(), parent, id, "", true, meetup));
        }
        above.push(id);
    }
    let command = (!puts.is_empty()).then_some(Command::Put { puts });
    (news, command)
}

fn between(one: RowId, other: RowId) -> (RowId, RowId) {
    (one.min(other), one.max(other))
}
