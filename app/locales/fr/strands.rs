//! The long view, in French.

use super::some;
use crate::i18n::words::StrandWords;
use boucle_model::{Became, Fate, What};

pub(super) const STRANDS: StrandWords = StrandWords {
    title: ("Au fil des meetups", "Suivre les fils"),
    what: "Ce qui a été promis d’un meetup à l’autre, tenu ou abandonné, et ce qui revient.",
    lead: "Ce que les bilans ont promis, ce qui a été tenu ou abandonné, et ce qui revient sous un autre nom.",
    reading: "Lecture des meetups…",
    unread: |numbers| {
        let all = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match numbers {
            [_] => format!(
                "Le meetup {all} n’a pas pu être lu : il n’est pas sur cet appareil, et le serveur ne l’a pas donné. Ce qui suit est juste, mais sans lui."
            ),
            _ => format!(
                "Les meetups {all} n’ont pas pu être lus : ils ne sont pas sur cet appareil, et le serveur ne les a pas donnés. Ce qui suit est juste, mais sans eux."
            ),
        }
    },
    again: "Réessayer",
    none: (
        "Aucun fil à suivre pour l’instant.",
        "Quand un bilan aura adopté des améliorations, on suivra ici chacune d’elles : du problème dont elle vient au meetup où elle est tenue.",
    ),
    alone: "Un seul meetup pour l’instant : la suite de ces fils viendra avec le prochain.",
    picture: "Les fils",
    picture_what: "Chaque fil part d’un problème, passe par ce qui a été adopté, et mène là où cela a été tenu. En choisir un mène à sa ligne dans le tableau.",
    legend: "Ce que disent les formes",
    table: "Les mêmes, en tableau",
    caption: "Chaque fil, ses haltes dans chaque meetup, et où il en est",
    column: "Fil",
    end: "Où il en est",
    name: |n, problem| {
        if problem.is_empty() { format!("Fil {n}") } else { format!("{n}. {problem}") }
    },
    what_is: |what| match what {
        What::Problem => "Problème",
        What::Proposed => "Proposée",
        What::Adopted { early: true, .. } => "Adoptée avant le vote",
        What::Adopted { early: false, .. } => "Adoptée",
        What::Arrived(Fate::Open) => "Reprise",
        What::Arrived(Fate::Doing) => "En cours",
        What::Arrived(Fate::Done) => "Tenue",
        What::Arrived(Fate::Dropped) => "Abandonnée",
    },
    is_again: |what| format!("{what}, à nouveau"),
    stop: |what, text, note| {
        let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
        format!("{what} : « {text} »{note}")
    },
    became: |became| match became {
        Became::Doing => "en cours",
        Became::Open => "repris, rien n’en est dit encore",
        Became::Waiting => "attend le meetup suivant",
        Became::Done => "tenu",
        Became::Dropped => "abandonné",
        Became::Lost => "adopté, mais arrivé nulle part",
        Became::Unanswered => "revenu, sans réponse adoptée",
    },
    sums: "Meetup par meetup",
    sums_caption: "Ce que chaque bilan a promis, ce que c’est devenu, et comment ses intentions ont été tenues",
    edition: "Meetup",
    columns: [
        "Promises",
        "Tenues",
        "Abandonnées",
        "En cours ou en attente",
        "Arrivées nulle part",
        "Cartes qui reviennent",
        "Intentions tenues",
        "Intentions tenues en partie",
        "Intentions manquées",
        "Intentions sans avis",
    ],
    unread_edition: " (pas lu)",
    flow: |carried, kept| {
        let carried = some(carried, "amélioration", "améliorations");
        match kept {
            0 => carried,
            1 => format!("{carried}, 1 tenue"),
            kept => format!("{carried}, {kept} tenues"),
        }
    },
};
