//! Which addresses a link may lead to, and where one stands in plain text.

use super::Inline;

/// The address, if a link may lead there: `http` and `https` with a host, and `mailto`. Relative addresses and
/// fragments are refused, because a pad must not look like a part of the site.
pub(super) fn allowed(address: &str) -> Option<&str> {
    // Browsers drop tabs and newlines inside an address and controls around it, which hides a scheme from a reader.
    if address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let (scheme, rest) = address.split_once(':')?;
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    let leads_somewhere = if is("http") || is("https") {
        rest.strip_prefix("//").is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
    } else {
        is("mailto") && rest.contains('@')
    };
    leads_somewhere.then_some(address)
}

/// Whether this is the address of something on the web.
#[must_use]
pub fn is_on_the_web(address: &str) -> bool {
    allowed(address).is_some_and(|address| address.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http")))
}

/// Turns the addresses that stand in a text into links.
pub(super) fn linked(text: String, into: &mut Vec<Inline>) {
    let mut rest = text.as_str();
    let mut before = 0;
    while let Some((start, end)) = next(rest, before) {
        let address = &rest[start..end];
        if start > 0 {
            into.push(Inline::Text(rest[..start].to_owned()));
        }
        into.push(Inline::Link { address: address.to_owned(), content: vec![Inline::Text(address.to_owned())] });
        rest = &rest[end..];
        before = 0;
    }
    if rest.len() == text.len() {
        into.push(Inline::Text(text));
    } else if !rest.is_empty() {
        into.push(Inline::Text(rest.to_owned()));
    }
}

/// Where the next address begins and ends, looking from `from` on.
fn next(text: &str, mut from: usize) -> Option<(usize, usize)> {
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        let end = start + text[start..].find(ends_an_address).unwrap_or(text.len() - start);
        let address = without_what_follows(&text[start..end]);
        let stands_alone = text[..start].chars().next_back().is_none_or(comes_before_an_address);
        if stands_alone && allowed(address).is_some() {
            return Some((start, start + address.len()));
        }
        from = start + "http".len();
    }
    None
}

fn comes_before_an_address(c: char) -> bool {
    c.is_whitespace() || "([{<|\"'‘’«“,;".contains(c)
}

fn ends_an_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>\"«»“”".contains(c)
}

/// Leaves out the marks of the sentence around an address, and the bracket that was opened before it.
fn without_what_follows(mut address: &str) -> &str {
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…']);
        let unopened = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
            let count = |c| shorter.matches(c).count();
            shorter.strip_suffix(close).filter(|_| count(close) > count(open))
        });
        match unopened {
            Some(shorter) => address = shorter,
            None if shorter.len() == address.len() => return address,
            None => address = shorter,
        }
    }
}
