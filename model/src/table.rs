//! Tables as spreadsheets have them (CSV, RFC 4180): written so that nothing in them is a formula, and read with forgiveness as far
//! as nothing is guessed. It knows nothing of what stands in them.

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];
/// What begins a cell inside a text for a spreadsheet that parts cells by something else than commas: the quotation marks around the
/// text are then part of it, and a break in it ends the row.
const PARTS: [char; 4] = [';', '\t', '\n', '\r'];

/// Writes rows as a table. What a spreadsheet would take for a formula is a text in it.
pub fn write(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let lines = rows.into_iter().map(|row| {
        // Out of quotation marks, what else could part cells would be counted when the table is read.
        let parts = row.iter().any(|cell| cell.contains([';', '\t']));
        let quotes = if parts { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let mut to =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).quote_style(quotes).from_writer(Vec::new());
        // A vector takes all that is written.
        let _written = to.write_record(row.iter().map(|cell| inert(cell)));
        to.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    });
    lines.collect()
}

/// Reads the rows of a table in which something stands, each with the number of its line in the file.
pub fn read(text: &str) -> impl Iterator<Item = (usize, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let from = csv::ReaderBuilder::new()
        .delimiter(delimiter(first))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    // The text is UTF-8 and rows may be of any length: nothing is left that the reader refuses.
    let records = from.into_records().flatten();
    let rows = records.map(|record| {
        let line = record.position().map_or(0, |at| line_of(text, at));
        (line, record.iter().map(plain).collect::<Vec<_>>())
    });
    rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
}

/// An apostrophe before what would be a formula makes it a text; and one before a text that has such a one already, so that none is
/// taken off that was there. White space around a text is no part of it.
fn inert(text: &str) -> String {
    let told =
        |part| if begins_like_a_formula(part) && !is_number(part) { format!("'{part}") } else { part.to_owned() };
    text.trim().split_inclusive(PARTS).map(told).collect()
}

/// The text of a cell, without the apostrophes that make it one.
fn plain(cell: &str) -> String {
    let told = |part| str::strip_prefix(part, '\'').filter(|rest| begins_like_a_formula(rest)).unwrap_or(part);
    cell.trim().split_inclusive(PARTS).map(told).collect()
}

/// Blanks and quotation marks before it change nothing; nor do the apostrophes of a text that was made inert.
fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches(['\'', '"', ' ', '\u{a0}']).starts_with(FORMULA)
}

/// A number below zero is no formula.
fn is_number(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
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
    use super::{inert, plain, read, write};
    use proptest::prelude::*;

    #[test]
    fn what_is_made_inert_is_plain_again() {
        for text in
            ["=1+1", "'=1", "''@x", "'x", "-12", "-a", "+33 1", "x", "", "'", "'\tx", "a;=1", "a\n'-b", "a; \"=1"]
        {
            assert_eq!(plain(&inert(text)), text);
        }
        assert_eq!(inert("-12"), "-12");
        assert_eq!(inert("\t=1"), "'=1");
    }

    /// A spreadsheet in French parts cells at semicolons, whatever stands in quotation marks there.
    #[test]
    fn no_formula_begins_inside_a_text() {
        assert_eq!(inert("a;=1"), "a;'=1");
        assert_eq!(inert("a;b\r\n \"@x"), "a;b\r\n' \"@x");
    }

    #[test]
    fn a_head_with_semicolons_is_one_cell() {
        let table = write([vec!["name".to_owned(), "A;B;C".to_owned()], vec!["Bob".to_owned(), "yes".to_owned()]]);
        assert_eq!(table, "\"name\",\"A;B;C\"\r\nBob,yes\r\n");
        assert_eq!(read(&table).next(), Some((1, vec!["name".to_owned(), "A;B;C".to_owned()])));
    }

    proptest! {
        #[test]
        fn any_text_comes_back_and_no_spreadsheet_finds_a_formula(text in "[-=+@'\"; \ta1,\r\n]{0,12}") {
            let table = write([vec!["head".to_owned(), text.clone()]]);
            let back: Vec<_> = read(&table).collect();
            prop_assert_eq!(back, vec![(1, vec!["head".to_owned(), text.trim().to_owned()])]);
            for mark in *b",;\t" {
                let mut cells = csv::ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(table.as_bytes());
                for cell in cells.records().flatten().flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>()) {
                    let cell = cell.trim_start_matches(['"', ' ']);
                    let number = cell.trim_end_matches(['"', ' ']).strip_prefix('-').is_some_and(|rest| rest.parse::<u32>().is_ok());
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@']) || number, "{:?} in {:?}", cell, table);
                }
            }
        }
    }
}
