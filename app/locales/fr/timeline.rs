//! The day's timeline, in French.

use super::some;
use crate::i18n::words::{LineWords, TimelineWords};

pub(super) const TIMELINE: TimelineWords = TimelineWords {
    title: "Le fil de la journée",
    what: "Ce qui s’est passé, et quand, avant d’en juger. Les heures sont celles de votre horloge.",
    none: "Rien n’est encore noté.",
    new: "Noter un moment",
    day: "Jour",
    hour: LineWords { label: "Heure", placeholder: "Par exemple 19 h 30" },
    text: LineWords { label: "Ce qui s’est passé", placeholder: "L’accueil, une panne, une belle question…" },
    add: "Noter",
    wrong_day: "Il manque un jour, ou ce jour n’existe pas. Ce que vous avez écrit est resté.",
    wrong_hour: "Ce n’est pas une heure. Écrivez-la comme 19 h 30 ou 19h30 ; rien n’a changé.",
    no_text: "Dites en quelques mots ce qui s’est passé.",
    hour_of: |text| format!("Heure de « {text} »"),
    take_away: |text| format!("Retirer « {text} » du fil de la journée"),
    at: |day, hour| format!("{day}, {hour}"),
    pad: "Ce que dit le pad",
    pad_what: "Ce qui commençait dans le pad, et l’heure où son premier mot a été écrit. Prenez ce qui a compté.",
    take_up: "Ajouter",
    take_up_one: |text| format!("Ajouter « {text} » au fil de la journée"),
    take_up_all: |n| if n == 1 { "Tout ajouter".to_owned() } else { format!("Tout ajouter ({n})") },
    more: |n| format!("Montrer {} de plus", some(n, "moment", "moments")),
};
