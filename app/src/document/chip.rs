//! The chip that tells the truth about my work.

use crate::{
    components::{Chip, ChipState},
    i18n::{I18n, Words},
    state::Safety,
};
use leptos::prelude::*;

/// Shows where my work is, at once; says it aloud only when that changes in kind, so that typing is not talked over.
#[component]
pub(crate) fn SafetyChip(safety: Signal<Safety>, #[prop(into)] on_download: Callback<()>) -> impl IntoView {
    let i18n = I18n::from_context();
    let unsaved = Memo::new(move |_| matches!(safety.get(), Safety::Unsaved(_)));
    let download = move || unsaved.get().then(|| i18n.words().safety.download);
    let aloud =
        Memo::new(move |before: Option<&Aloud>| Aloud::after(before.copied().unwrap_or_default(), safety.get()));
    view! {
        <Chip
            state=move || state(safety.get())
            text=move || text(safety.get(), i18n.words())
            action=download
            on_action=on_download
        />
        <p class="visually-hidden" aria-live="polite">{move || aloud.get().text(i18n.words())}</p>
    }
}

const fn state(safety: Safety) -> ChipState {
    match safety {
        Safety::Opening | Safety::Keeping => ChipState::Connecting,
        Safety::Server | Safety::Sandbox => ChipState::Server,
        Safety::Sending(_) => ChipState::Sending,
        Safety::Device(_) => ChipState::Device,
        Safety::Unsaved(_) => ChipState::Unsaved,
        Safety::ReadOnly => ChipState::ReadOnly,
    }
}

fn text(safety: Safety, words: &Words) -> String {
    match safety {
        Safety::Opening => words.safety.opening.to_owned(),
        Safety::Keeping => words.safety.keeping.to_owned(),
        Safety::Server => words.safety.server.to_owned(),
        Safety::Sandbox => words.safety.sandbox.to_owned(),
        Safety::Sending(_) => words.safety.sending.to_owned(),
        Safety::Device(changes) => (words.safety.device)(changes),
        Safety::Unsaved(_) => words.safety.unsaved.to_owned(),
        Safety::ReadOnly => words.safety.read_only.to_owned(),
    }
}

/// What a screen reader hears. Each edit goes from the device to the server: that journey is not news, being held up on it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Aloud {
    /// Nothing has happened that has to be said.
    #[default]
    Silence,
    Device,
    Unsaved,
    /// All is well again.
    Server,
    ReadOnly,
}

impl Aloud {
    fn after(self, safety: Safety) -> Self {
        match (self, safety) {
            (_, Safety::Device(_)) => Self::Device,
            (_, Safety::Unsaved(_)) => Self::Unsaved,
            (_, Safety::ReadOnly) => Self::ReadOnly,
            (Self::Device | Self::Unsaved, Safety::Server) => Self::Server,
            (before, Safety::Opening | Safety::Keeping | Safety::Server | Safety::Sandbox | Safety::Sending(_)) => {
                before
            }
        }
    }

    fn text(self, words: &'static Words) -> &'static str {
        match self {
            Self::Silence => "",
            Self::Device => words.safety.device_aloud,
            Self::Unsaved => words.safety.unsaved_aloud,
            Self::Server => words.safety.server,
            Self::ReadOnly => words.notices.read_only.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn the_chip_says_what_is_so() {
        let (fr, en) = (Language::French.words(), Language::English.words());
        for (safety, french, english) in [
            (Safety::Keeping, "Enregistrement…", "Saving…"),
            (Safety::Server, "Enregistré sur le serveur", "Saved on the server"),
            (Safety::Sending(2), "Enregistré sur cet appareil, envoi en cours", "Saved on this device, sending"),
            (
                Safety::Device(0),
                "Sur cet appareil seulement (0\u{a0}modification)",
                "Only on this device (0\u{a0}changes)",
            ),
            (
                Safety::Device(1),
                "Sur cet appareil seulement (1\u{a0}modification)",
                "Only on this device (1\u{a0}change)",
            ),
            (
                Safety::Device(3),
                "Sur cet appareil seulement (3\u{a0}modifications)",
                "Only on this device (3\u{a0}changes)",
            ),
            (Safety::Unsaved(1), "Non enregistré", "Not saved"),
        ] {
            assert_eq!((text(safety, fr), text(safety, en)), (french.to_owned(), english.to_owned()));
        }
    }

    #[test]
    fn typing_is_not_talked_over() {
        let said = |steps: &[Safety]| {
            let mut heard = vec![Aloud::Silence];
            for step in steps {
                let next = heard.last().copied().unwrap_or_default().after(*step);
                if heard.last() != Some(&next) {
                    heard.push(next);
                }
            }
            heard.split_off(1)
        };
        use Safety::{Device, Opening, Sending, Server, Unsaved};
        assert_eq!(said(&[Opening, Server, Sending(1), Server, Sending(2), Server]), []);
        let offline =
            [Server, Sending(1), Device(1), Device(2), Device(3), Sending(3), Sending(1), Server, Sending(1), Server];
        assert_eq!(said(&offline), [Aloud::Device, Aloud::Server]);
        assert_eq!(said(&[Unsaved(1), Unsaved(2), Device(2)]), [Aloud::Unsaved, Aloud::Device]);
    }
}
