//! Chance, from the browser's generator. It works on plain http as well.

/// So many random bytes.
///
/// # Panics
/// When the browser has no random generator, on which nothing here could stand.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("every browser with WebAssembly has crypto.getRandomValues");
    bytes
}

/// A number from 0 to 1.
#[must_use]
pub fn fraction() -> f64 {
    f64::from(u32::from_le_bytes(bytes())) / f64::from(u32::MAX)
}
