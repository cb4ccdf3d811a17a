//! Bytes as text that can stand anywhere: two hexadecimal digits each.

/// Writes bytes.
pub(crate) fn write(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads any number of bytes; `None` for what is not written like that.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digits = |at| u8::from_str_radix(&text[at..at + 2], 16).ok().filter(|_| !text[at..].starts_with('+'));
    (0..text.len()).step_by(2).map(digits).collect()
}

/// Reads so many bytes.
pub(crate) fn read<const N: usize>(text: &str) -> Option<[u8; N]> {
    bytes(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{bytes, read, write};

    #[test]
    fn bytes_survive_their_text() {
        assert_eq!(read(&write(&[0, 10, 255])), Some([0, 10, 255]));
        assert_eq!(bytes(""), Some(Vec::new()));
        for wrong in ["0", "0g", "+1", "é", "00 0"] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
        assert_eq!(read::<2>("00"), None);
    }
}
