//! The cells of a table that is brought in, all of them or what is wrong with them.

use super::{MOST_ROWS, What, Wrong};
use boucle_model::table;

/// How many lines that are no text are told.
const TOLD: usize = 20;

/// The cells of a table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) heads: Vec<String>,
    /// The line of the heads.
    pub(super) first: usize,
    /// The lines below, each with its number in the file. Each has as many cells as there are heads.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

/// Reads a table; `None` where there is nothing to go on with. What is wrong is noted.
pub(super) fn read(bytes: &[u8], wrong: &mut Vec<Wrong>) -> Option<Table> {
    let mut rows = table::read(text(bytes, wrong)?);
    let Some((first, heads)) = rows.next() else {
        wrong.push(Wrong::at(1, None, What::Empty, ""));
        return None;
    };
    let most = heads.len();
    let mut table = Table { heads, first, rows: Vec::new() };
    for (line, mut cells) in rows {
        if table.rows.len() == MOST_ROWS {
            // Whoever brings so much has to part it first: what else is wrong in it can wait.
            *wrong = vec![Wrong::at(line, None, What::TooMany { most: MOST_ROWS }, &cells[0])];
            return None;
        }
        if let Some(beyond) = cells.iter().skip(most).find(|cell| !cell.is_empty()) {
            wrong.push(Wrong::at(line, None, What::Cells { most }, beyond));
            continue;
        }
        cells.resize(most, String::new());
        table.rows.push((line, cells));
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
