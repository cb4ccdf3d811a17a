//! A record as Markdown. What people wrote stays what they wrote: none of it becomes a mark.

use super::said::{Item, Origin, Quote, Record, Section};
use crate::i18n::RecordWords;
use std::fmt::Write;

/// The whole record. `standing` says whether its bilan is closed.
pub(super) fn markdown(record: &Record, standing: &str, words: &RecordWords) -> String {
    let mut to = String::new();
    // A string takes all that is written.
    let _written = write!(to, "# {}\n\n*{}*. {standing}\n\n", literal(&record.title), words.title);
    for (label, value) in &record.facts {
        let _written = writeln!(to, "- **{label}**{}{}", words.colon, literal(value));
    }
    record.sections.iter().for_each(|section| write_section(section, &mut to));
    format!("{}\n", to.trim_end())
}

fn write_section(section: &Section, to: &mut String) {
    let _written = writeln!(to, "\n## {}", section.title);
    for part in &section.parts {
        if let Some(title) = part.title {
            let _written = writeln!(to, "\n### {title}");
        }
        to.push('\n');
        part.items.iter().for_each(|item| write_item(item, "", to));
    }
    if !section.text.trim().is_empty() {
        let _written = write!(to, "\n{}\n", deeper(section.text.trim_matches('\n')).trim_end());
    }
}

fn write_item(item: &Item, indent: &str, to: &mut String) {
    let lead = if item.lead.is_empty() { String::new() } else { format!("**{}** ", literal(&item.lead)) };
    // The name of a group is told from its cards.
    let strong = if item.items.is_empty() { "" } else { "**" };
    let _written = writeln!(to, "{indent}- {lead}{strong}{}{strong}", literal(&item.text));
    for note in &item.notes {
        let _written = writeln!(to, "{indent}  - {}", literal(note));
    }
    for quote in &item.quotes {
        let _written = writeln!(to, "{indent}  - {}", quoted(quote));
    }
    item.items.iter().for_each(|item| write_item(item, &format!("{indent}  "), to));
}

fn quoted(quote: &Quote) -> String {
    let words = literal(&quote.words);
    match &quote.from {
        Origin::Said(from) => format!("{words} ({from})"),
        Origin::Address(address) if words.is_empty() => format!("<{address}>"),
        Origin::Address(address) => format!("{words} (<{address}>)"),
    }
}

/// A text on one line, in which no character means more than itself.
pub(super) fn literal(text: &str) -> String {
    let text = on_one_line(text);
    let mut to = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let means_more = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            // Within a word it means nothing, and addresses have it.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => is_entity(&text[at + 1..]),
            '#' | '+' | '-' | '>' | '=' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if means_more {
            to.push('\\');
        }
        to.push(c);
        before = c;
    }
    to
}

/// Whether what stands behind a `&` makes it a character of another name.
fn is_entity(rest: &str) -> bool {
    rest.find(';').is_some_and(|end| end > 0 && rest[..end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'))
}

/// Line breaks become spaces; a space that does not break stays.
fn on_one_line(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\t']).map(|line| line.trim_matches(' '));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text whose headings stand below the title of its section.
pub(super) fn deeper(text: &str) -> String {
    let mut fence = None;
    let line = |line: &str| {
        let trimmed = line.trim_start();
        let mark = trimmed.chars().next().filter(|c| "`~".contains(*c));
        let marks = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
        match fence {
            None if marks >= 3 => fence = mark.map(|mark| (mark, marks)),
            Some((open, least)) if mark == Some(open) && marks >= least => fence = None,
            Some(_) => {}
            None => {
                let rank = trimmed.bytes().take_while(|b| *b == b'#').count();
                let is_heading = (1..=6).contains(&rank) && trimmed[rank..].starts_with([' ', '\t']);
                if is_heading && line.len() - trimmed.len() < 4 {
                    return format!("{}{}", "#".repeat((rank + 2).min(6)), &trimmed[rank..]);
                }
            }
        }
        line.to_owned()
    };
    let mut lines: Vec<_> = text.split('\n').map(line).collect();
    // What is left open would take in what follows.
    lines.extend(fence.map(|(mark, marks)| mark.to_string().repeat(marks)));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{deeper, literal};
    use crate::markdown;

    #[test]
    fn e97_what_people_wrote_becomes_no_mark() {
        for text in [
            "# pas un titre",
            "- pas une liste",
            "12. ni celle-ci",
            "3) ni celle-là",
            "+ plus",
            "> cité",
            "*gras* et _penché_ et ~~barré~~ et `code`",
            "[lien](ici) ![image](là)",
            "<b>a</b> &amp; &#65; a & b",
            "a\\*b",
            "=== et ---",
            "---",
            "[ ] à faire",
            "un_mot_composé",
            "1.5 mètre, à 3 (ou 4)",
        ] {
            let listed = format!("- {}\n", literal(text));
            assert_eq!(markdown::plain(&listed), format!("- {text}\n"), "{listed}");
            let html = markdown::html(&listed);
            assert_eq!(html.matches('<').count(), 4, "{html}");
        }
        let address = "https://a.example/un_deux?a=b&c=d";
        assert_eq!(literal(address), address, "an address leads where it led");
        assert_eq!(literal("deux\n\nlignes\u{a0}!"), "deux lignes\u{a0}!");
    }

    #[test]
    fn headings_of_a_text_stand_below_its_section_and_code_stays() {
        assert_eq!(deeper("# A\n##### B\n#c\n```\n# code\n```\n## D"), "### A\n###### B\n#c\n```\n# code\n```\n#### D");
    }
}
