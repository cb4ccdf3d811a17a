//! Who a person is inside a document: an opaque number. Names live elsewhere, where they can be forgotten.

use crate::id::opaque;

opaque! {
    /// Somebody, inside a document.
    PersonId
}

impl PersonId {
    /// One of eight colours, always the same for the same person.
    #[must_use]
    pub const fn colour(&self) -> u8 {
        self.0[15] % 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::NotAnId;

    #[test]
    fn an_id_survives_its_text() {
        let id = PersonId([0xa7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in ["", "abc", &"g".repeat(32), &"é".repeat(16)] {
            assert_eq!(wrong.parse::<PersonId>(), Err(NotAnId));
        }
    }
}
