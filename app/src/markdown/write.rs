//! The tree as a text for mails, and as HTML for other sites: with the same pieces that a page draws, and nothing else.

use super::{Block, Column, Inline, Item, read};
use std::fmt::Write;

/// Markdown as plain text: marks go, addresses stand behind their words.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut to = String::new();
    for block in &read(markdown) {
        plain_block(block, "", &mut to);
    }
    format!("{}\n", to.trim_end())
}

fn plain_block(block: &Block, indent: &str, to: &mut String) {
    let mut paragraph = |words: &[Inline]| {
        let words = plain_line(words).replace('\n', &format!("\n{indent}"));
        // A string takes all that is written.
        let _written = write!(to, "{words}\n\n");
    };
    match block {
        Block::Heading(_, words) | Block::Paragraph(words) => paragraph(words),
        Block::Line(words) => {
            let _written = writeln!(to, "{}", plain_line(words).replace('\n', &format!("\n{indent}")));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|block| plain_block(block, indent, to)),
        Block::Code(code) => {
            let _written = write!(to, "{}\n\n", code.trim_end().replace('\n', &format!("\n{indent}")));
        }
        Block::List { start, items } => {
            for (n, Item { task, content }) in items.iter().enumerate() {
                let mark = start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start + n as u64));
                let mark = match task {
                    Some(done) => format!("{mark}[{}] ", if *done { 'x' } else { ' ' }),
                    None => mark,
                };
                let deeper = format!("{indent}{}", " ".repeat(mark.chars().count()));
                to.push_str(if n == 0 { "" } else { indent });
                to.push_str(&mark);
                for (n, block) in content.iter().enumerate() {
                    to.push_str(if n == 0 { "" } else { &deeper });
                    plain_block(block, &deeper, to);
                    // Items stand close together.
                    while to.ends_with("\n\n") {
                        to.pop();
                    }
                }
                if !to.ends_with('\n') {
                    to.push('\n');
                }
            }
            to.push('\n');
        }
        Block::Table { head, rows, .. } => {
            for row in std::iter::once(head).chain(rows) {
                let cells: Vec<_> = row.iter().map(|cell| plain_line(cell)).collect();
                let _written = writeln!(to, "{}", cells.join(" | "));
            }
            to.push('\n');
        }
        Block::Rule => to.push_str("---\n\n"),
    }
}

fn plain_line(words: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(words) | Inline::Strong(words) | Inline::Strike(words) => plain_line(words),
        Inline::Link { address, content } => match plain_line(content) {
            words if words == *address => words,
            words => format!("{words} ({address})"),
        },
        Inline::Break => "\n".to_owned(),
    };
    words.iter().map(piece).collect()
}

/// Markdown as HTML.
#[must_use]
pub fn html(markdown: &str) -> String {
    read(markdown).iter().map(|block| format!("{}\n", html_block(block))).collect()
}

/// Markdown as a page of its own, in one file that asks for no other.
#[must_use]
pub fn page(language: &str, title: &str, markdown: &str) -> String {
    let (title, body) = (escaped(title), html(markdown));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{PAGE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// How such a page looks, on a screen and on paper.
const PAGE: &str = "body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 Georgia, serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; break-after: avoid; }
h2 { margin-top: 2rem; border-bottom: 1px solid #dcd2bf; }
li, blockquote, tr { break-inside: avoid; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 4px solid #6e3562; }
table { border-collapse: collapse; }
td, th { padding: 0.25rem 0.75rem; border: 1px solid #dcd2bf; text-align: start; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } }
";

fn html_block(block: &Block) -> String {
    let within = |blocks: &[Block]| blocks.iter().map(html_block).collect::<String>();
    match block {
        Block::Heading(rank, words) => format!("<h{rank}>{}</h{rank}>", html_line(words)),
        Block::Paragraph(words) => format!("<p>{}</p>", html_line(words)),
        Block::Line(words) => html_line(words),
        Block::Quote(blocks) => format!("<blockquote>{}</blockquote>", within(blocks)),
        Block::Code(code) => format!("<pre><code>{}</code></pre>", escaped(code)),
        Block::List { start, items } => {
            let item = |Item { task, content }: &Item| {
                let tick = task.map_or("", |done| if done { "☑ " } else { "☐ " });
                format!("<li>{tick}{}</li>", within(content))
            };
            let items: String = items.iter().map(item).collect();
            match start {
                None => format!("<ul>{items}</ul>"),
                Some(1) => format!("<ol>{items}</ol>"),
                Some(start) => format!("<ol start=\"{start}\">{items}</ol>"),
            }
        }
        Block::Table { columns, head, rows } => {
            let row = |cells: &[Vec<Inline>], tag: &str| {
                let cell = |(n, words): (usize, &Vec<Inline>)| {
                    let side = match columns.get(n) {
                        Some(Column::Centre) => " style=\"text-align: center\"",
                        Some(Column::End) => " style=\"text-align: end\"",
                        Some(Column::Start) | None => "",
                    };
                    format!("<{tag}{side}>{}</{tag}>", html_line(words))
                };
                format!("<tr>{}</tr>", cells.iter().enumerate().map(cell).collect::<String>())
            };
            let body: String = rows.iter().map(|cells| row(cells, "td")).collect();
            format!("<table><thead>{}</thead><tbody>{body}</tbody></table>", row(head, "th"))
        }
        Block::Rule => "<hr>".to_owned(),
    }
}

fn html_line(words: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => escaped(text),
        Inline::Code(code) => format!("<code>{}</code>", escaped(code)),
        Inline::Emphasis(words) => format!("<em>{}</em>", html_line(words)),
        Inline::Strong(words) => format!("<strong>{}</strong>", html_line(words)),
        Inline::Strike(words) => format!("<s>{}</s>", html_line(words)),
        Inline::Link { address, content } => format!("<a href=\"{}\">{}</a>", escaped(address), html_line(content)),
        Inline::Break => "<br>".to_owned(),
    };
    words.iter().map(piece).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{html, page, plain};

    const TEXT: &str = "# Cartes & *communs*\n\nVenez **tous** :\n[ici](https://boucle.example/a?b=1&c=2), <b>gras</b>\n\n1. Un\n2. Deux\n   - dedans\n\n- [x] fait\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n[non](javascript:alert(1))\n";

    #[test]
    fn a_mail_reads_as_it_was_written_without_its_marks() {
        assert_eq!(
            plain(TEXT),
            "Cartes & communs\n\nVenez tous :\nici (https://boucle.example/a?b=1&c=2), <b>gras</b>\n\n1. Un\n2. Deux\n   - dedans\n\n- [x] fait\n\na | b\n1 | 2\n\nnon\n"
        );
    }

    #[test]
    fn html_has_the_pieces_that_a_page_draws_and_nothing_else() {
        let written = html(TEXT);
        assert!(written.starts_with("<h1>Cartes &amp; <em>communs</em></h1>\n<p>Venez <strong>tous</strong> :<br>"));
        assert!(written.contains("<a href=\"https://boucle.example/a?b=1&amp;c=2\">ici</a>, &lt;b&gt;gras&lt;/b&gt;"));
        assert!(written.contains("<ol><li>Un</li><li>Deux<ul><li>dedans</li></ul></li></ol>"), "{written}");
        assert!(written.contains("<td style=\"text-align: end\">2</td>"));
        assert!(!written.contains("javascript"), "{written}");
    }

    #[test]
    fn e98_a_page_of_its_own_runs_nothing_and_asks_for_nothing() {
        let written = page(
            "fr",
            "</title><script>alert(1)</script>",
            "# A\n\n<script>alert(2)</script> ![x](https://a.example/b.png)",
        );
        assert!(written.starts_with("<!doctype html>\n<html lang=\"fr\">"));
        assert!(written.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"));
        assert!(!written.contains("<script") && !written.contains("<img") && !written.contains("src="), "{written}");
        assert!(!written.contains("@import") && !written.contains("url("), "its style is all there");
    }
}
