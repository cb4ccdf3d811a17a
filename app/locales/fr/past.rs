//! The map through time, in French.

use super::some;
use crate::i18n::words::{Involved, PastWords};
use boucle_model::{Passed, Turn};

pub(super) const PAST: PastWords = PastWords {
    open: "Remonter le temps",
    title: "La boucle à travers le temps",
    slider: "Moment de l’histoire",
    earlier: "Moment précédent",
    later: "Moment suivant",
    today: "Aujourd’hui",
    play: "Dérouler",
    pause: "Pause",
    now: "La boucle telle qu’elle est.",
    looking: (
        "Ceci est le passé.",
        "La carte montre la boucle telle qu’elle était, et rien ne s’y change d’ici. Ses liens mènent aux meetups tels qu’ils sont aujourd’hui.",
    ),
    meanwhile: "Du nouveau est arrivé entre-temps. Revenir à aujourd’hui le montrera.",
    reading: "Lecture des meetups…",
    unread: |numbers| {
        let all = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match numbers {
            [_] => format!(
                "Le meetup {all} n’a pas pu être lu : il n’est pas sur cet appareil, et le serveur ne l’a pas donné. Cette histoire est juste, mais sans ce qui s’y est passé."
            ),
            _ => format!(
                "Les meetups {all} n’ont pas pu être lus : ils ne sont pas sur cet appareil, et le serveur ne les a pas donnés. Cette histoire est juste, mais sans ce qui s’y est passé."
            ),
        }
    },
    meetup: |number, title| {
        if title.is_empty() { format!("Meetup {number}") } else { format!("Meetup {number}, « {title} »") }
    },
    what: |passed, Involved { meetup, from, phase }| match passed {
        Passed::Begun => format!("{meetup} : entre dans la boucle"),
        Passed::Withdrawn => format!("{meetup} : retiré de la carte"),
        Passed::PutBack => format!("{meetup} : remis sur la carte"),
        Passed::Reached(_) => format!("{meetup} : passe à « {phase} »"),
        Passed::Renamed => format!("{meetup} : prend ce titre"),
        Passed::Placed => format!("{meetup} : change de place dans la boucle"),
        Passed::Turned(Turn::Intended { text }) => format!("{meetup} : première intention, « {text} »"),
        Passed::Turned(Turn::Adopted { text, .. }) => format!("{meetup} : amélioration adoptée, « {text} »"),
        Passed::Turned(Turn::Done { text, .. }) => format!("{meetup} : amélioration tenue, « {text} »"),
        Passed::Turned(Turn::Dropped { text, .. }) => format!("{meetup} : amélioration abandonnée, « {text} »"),
        Passed::Turned(Turn::Carried { cards, text, .. }) => {
            let from = from.map(|from| format!(" du meetup {from}")).unwrap_or_default();
            match cards.len() {
                1 => format!("{meetup} : reprend une amélioration{from}, « {text} »"),
                many => format!("{meetup} : reprend {}{from}", some(many, "amélioration", "améliorations")),
            }
        }
    },
    moment: |when, what| format!("{when}. {what}"),
};
