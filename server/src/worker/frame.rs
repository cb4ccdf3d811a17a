//! What goes through a worker's pipes: a kind, and byte strings.
//!
//! ```text
//! frame = kind (1) · length of the body (4) · body
//! body  = (length (4) · bytes)*
//! ```
//!
//! Numbers are big endian. A job's kind says what to do; an answer's is [`DONE`], or [`FAILED`] with the reason.

use bytes::{Buf, Bytes};

pub(super) const HEADER: usize = 5;
pub(super) const DONE: u8 = 0;
pub(super) const FAILED: u8 = 1;

pub(super) fn encode(kind: u8, parts: &[Bytes]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len() + 4).sum::<usize>();
    let mut out = Vec::with_capacity(HEADER + length);
    out.push(kind);
    out.extend(number(length));
    for part in parts {
        out.extend(number(part.len()));
        out.extend_from_slice(part);
    }
    out
}

/// Kind and length of what follows.
pub(super) fn header(bytes: [u8; HEADER]) -> (u8, usize) {
    let [kind, length @ ..] = bytes;
    (kind, u32::from_be_bytes(length) as usize)
}

/// The byte strings of a body; `None` when it is none.
pub(super) fn parts(body: &Bytes) -> Option<Vec<Bytes>> {
    let mut rest = body.clone();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let length = rest.try_get_u32().ok()? as usize;
        (length <= rest.len()).then_some(())?;
        parts.push(rest.split_to(length));
    }
    Some(parts)
}

pub(super) fn answer(kind: u8, body: &Bytes) -> Option<Result<Vec<Bytes>, String>> {
    let parts = parts(body)?;
    match kind {
        DONE => Some(Ok(parts)),
        FAILED => Some(Err(String::from_utf8_lossy(parts.first()?).into_owned())),
        _ => None,
    }
}

fn number(n: usize) -> [u8; 4] {
    u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_again() {
        let sent: Vec<Bytes> = vec!["one".into(), "".into(), vec![7; 70_000].into()];
        let bytes = encode(DONE, &sent);
        let (kind, length) = header(bytes[..HEADER].try_into().unwrap());
        let body = Bytes::from(bytes).slice(HEADER..);
        assert_eq!(length, body.len());
        assert_eq!(answer(kind, &body), Some(Ok(sent)));
        assert_eq!(answer(DONE, &body.slice(..body.len() - 1)), None, "cut short");
        let failed = Bytes::from(encode(FAILED, &["why".into()])).slice(HEADER..);
        assert_eq!(answer(FAILED, &failed), Some(Err("why".into())));
    }
}
