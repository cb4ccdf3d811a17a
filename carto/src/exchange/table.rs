//! Tables as spreadsheets have them (CSV, RFC 4180): written so that nothing in them is a formula, and read with forgiveness as far
//! as nothing is guessed. It knows nothing of what stands in them.

use super::{MOST_ROWS, What, Wrong};

/// How many lines that are no text are told.
const TOLD: usize = 20;
/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cells of a table.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) heads: Vec<String>,
    /// The line of the heads.
    pub(super) first: usize,
    /// The lines below, each with its number in the file. Each has as many cells as there are heads.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

/// Writes a table.
pub(super) fn write(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut to = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // A vector takes all that is written.
    let _written = to.write_record(heads);
    for row in rows {
        let _written = to.write_record(row.iter().map(|cell| inert(cell)));
    }
    to.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// An apostrophe before what would be a formula makes it a text; and one before a text that has such a one already, so that none is
/// taken off that was there. White space around a text is of no text on the map.
fn inert(text: &str) -> String {
    let text = text.trim();
    if begins_like_a_formula(text) && !is_number(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text of a cell, without the apostrophe that makes it one.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|rest| begins_like_a_formula(rest)).unwrap_or(cell)
}

fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// A number below zero is no formula.
fn is_number(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads a table; `None` where there is nothing to go on with. What is wrong is noted.
pub(super) fn read(bytes: &[u8], wrong: &mut Vec<Wrong>) -> Option<Table> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text(bytes, wrong)?;
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut from = csv::ReaderBuilder::new()
        .delimiter(delimiter(first))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    // The text is UTF-8 and rows may be of any length: nothing is left that the reader refuses.
    for record in from.records().flatten() {
        let cells: Vec<&str> = record.iter().map(plain).collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, |at| line_of(text, at));
        if table.heads.is_empty() {
            table.first = line;
            table.heads = cells.into_iter().map(str::to_owned).collect();
            continue;
        }
        let most = table.heads.len();
        if table.rows.len() == MOST_ROWS {
            // Whoever brings so much has to part it first: what else is wrong in it can wait.
            *wrong = vec![Wrong::at(line, None, What::TooMany { most: MOST_ROWS }, cells[0])];
            return None;
        }
        if let Some(beyond) = cells.iter().skip(most).find(|cell| !cell.is_empty()) {
            wrong.push(Wrong::at(line, None, What::Cells { most }, beyond));
            continue;
        }
        let cells = cells.into_iter().map(str::to_owned).chain(std::iter::repeat(String::new()));
        table.rows.push((line, cells.take(most).collect()));
    }
    if table.heads.is_empty() {
        wrong.push(Wrong::at(1, None, What::Empty, ""));
        return None;
    }
    Some(table)
}

/// The bytes as text; or all lines that are none, the first of them.
fn text<'a>(bytes: &'a [u8], wrong: &mut Vec<Wrong>) -> Option<&'a str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text);
    }
    let lines = (1..).zip(bytes.split(|byte| *byte == b'\n'));
    let broken = lines.filter(|(_, line)| std::str::from_utf8(line).is_err());
    wrong.extend(broken.take(TOLD).map(|(n, line)| {
        let found = String::from_utf8_lossy(line);
        Wrong::at(n, None, What::NotText, found.trim_end())
    }));
    None
}

/// What parts the cells of this line: what there is most of, outside of quotation marks.
fn delimiter(line: &str) -> u8 {
    let outside: Vec<u8> = line.split('"').step_by(2).flat_map(str::bytes).collect();
    let many = |mark: &u8| outside.iter().filter(|byte| *byte == mark).count();
    *b";\t,".iter().max_by_key(|mark| many(mark)).unwrap_or(&b',')
}

/// The line of a record: empty lines before it are passed over after its place is noted.
fn line_of(text: &str, at: &csv::Position) -> usize {
    let rest = usize::try_from(at.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let empty = rest.chars().take_while(|c| matches!(c, '\n' | '\r')).filter(|c| *c == '\n').count();
    usize::try_from(at.line()).unwrap_or(0) + empty
}

#[cfg(test)]
mod tests {
    use super::{inert, plain};

    #[test]
    fn what_is_made_inert_is_plain_again() {
        for text in ["=1+1", "'=1", "''@x", "'x", "-12", "-a", "+33 1", "x", "", "'", "'\tx"] {
            let written = inert(text);
            assert!(!written.starts_with(['=', '+', '@', '\t']), "{written}");
            assert_eq!(plain(&written), text);
        }
        assert_eq!(inert("-12"), "-12");
        assert_eq!(inert("\t=1"), "'=1");
    }
}
