//! A person as a disc with an initial.

use leptos::prelude::*;

/// An ornament: the name stands beside it. Without a name it has no colour.
#[component]
pub(crate) fn Avatar(
    #[prop(into)] name: Signal<String>,
    #[prop(into)] colour: Signal<u8>,
    #[prop(optional)] me: bool,
) -> impl IntoView {
    let class = if me { "avatar avatar--me" } else { "avatar" };
    let shown = move || (!name.read().is_empty()).then(|| (colour.get() % 8).to_string());
    view! {
        <span class=class data-colour=shown aria-hidden="true">
            {move || initial(&name.read())}
        </span>
    }
}

fn initial(name: &str) -> String {
    name.chars()
        .find(|c| c.is_alphanumeric())
        .or(name.chars().next())
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::initial;

    #[test]
    fn the_initial_is_the_first_letter() {
        for (name, expected) in
            [("alice", "A"), ("  élodie", "É"), ("«Bob»", "B"), ("3PO", "3"), ("🦊", "🦊"), ("", "")]
        {
            assert_eq!(initial(name), expected, "{name}");
        }
    }
}
