//! Light, dark, or as the system has it: on this page only.

use crate::components::Button;
use leptos::prelude::*;

/// What overrules the system, by its name in the styles.
const THEMES: [(Option<&str>, &str); 3] = [(None, "As the system"), (Some("light"), "Light"), (Some("dark"), "Dark")];

#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(None::<&'static str>);
    Effect::new(move |_| {
        let Some(root) = document().document_element() else { return };
        if let Some(theme) = theme.get() {
            // A refusal would leave the theme of the system.
            let _ = root.set_attribute("data-theme", theme);
            on_cleanup(move || {
                let _ = document().document_element().map(|root| root.remove_attribute("data-theme"));
            });
        }
    });
    let choice = move |(of, words): (Option<&'static str>, &'static str)| {
        let chosen = move || (theme.get() == of).to_string();
        view! { <Button on_press=move |()| theme.set(of) attr:aria-pressed=chosen>{words}</Button> }
    };
    view! {
        <div class="guide__themes" role="group" aria-label="Theme">
            {THEMES.into_iter().map(choice).collect::<Vec<_>>()}
        </div>
    }
}
