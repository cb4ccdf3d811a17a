//! Tables for spreadsheets (CSV, RFC 4180).

/// Writes rows as a table. What a spreadsheet would take for a formula is a text in it.
pub(crate) fn write(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut to = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // A vector takes all that is written.
        let _written = to.write_record(row.iter().map(|cell| inert(cell)));
    }
    to.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Spreadsheets take what begins like a formula for one: an apostrophe before it makes it a text.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
