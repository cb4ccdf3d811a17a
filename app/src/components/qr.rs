//! A QR code, as one path of squares.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// The quiet zone around it, in modules, as the standard asks (ISO/IEC 18004, 4 modules).
const QUIET: i32 = 4;

/// The code of a text, which `label` names for those who cannot see it; nothing, for a text that no code holds.
#[component]
pub(crate) fn Qr(text: String, #[prop(into)] label: Signal<&'static str>) -> impl IntoView {
    path(&text).map(|(width, path)| {
        view! {
            <svg class="qr" viewBox=format!("0 0 {width} {width}") role="img" aria-label=label>
                <path class="qr__ground" d=format!("M0 0h{width}v{width}h-{width}z")></path>
                <path class="qr__dark" d=path></path>
            </svg>
        }
    })
}

/// How wide the code of a text is with its quiet zone, in modules, and the path of its dark ones. `None` for a text that no
/// code holds.
fn path(text: &str) -> Option<(i32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _written_into_memory = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some((code.size() + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_code_is_as_wide_as_the_standard_says() {
        let (width, path) = path("https://boucle.example/").unwrap();
        assert_eq!(width, 25 + 8, "version 2");
        assert!(path.starts_with("M4 4h1v1h-1z"), "the corner of the first finder");
        assert!(super::path(&"x".repeat(5_000)).is_none());
    }
}
