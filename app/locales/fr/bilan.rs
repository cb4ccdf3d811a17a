//! The bilan, in French.

use super::some;
use crate::i18n::words::{LineWords, Pad, StockWords};
use boucle_model::{Moment, journal::Deed};

pub(super) const PAD: Pad = Pad {
    title: "Le bilan, écrit ensemble",
    write: "Écrire",
    read: "Lire",
    label: "Texte du bilan",
    placeholder: "Ce qui s’est passé, et ce qu’on en retient…",
    empty: "Le bilan n’est pas encore écrit.",
    for_ever: "Ce qui est écrit ici reste chez toutes les personnes qui l’ont reçu : l’effacer ne le leur reprend pas.",
    done: "fait",
    to_do: "à faire",
};

const RATINGS: [&str; 5] = ["pas du tout", "un peu", "à moitié", "presque", "tout à fait"];

pub(super) const STOCK: StockWords = StockWords {
    numbers: "En chiffres",
    registered: "Personnes inscrites",
    came: LineWords { label: "Personnes venues", placeholder: "Pas encore comptées" },
    wrong_came: "Un nombre entre 0 et 100 000, ou rien tant que personne n’a compté. Rien n’a changé.",
    written: "Mots dans le pad",
    voices: "Voix dans le pad",
    reviews: "Ce qui était attendu, ce qui s’est passé",
    reviews_what: "Chaque personne dit, de 1 à 5, si l’intention a été tenue. Puis l’équipe s’accorde, et note ce qu’elle en retient.",
    no_intentions: "Ce meetup n’a pas d’intentions auxquelles comparer ce qui s’est passé.",
    to_intentions: "En écrire dans la co-construction",
    rating: |rating| format!("{rating} sur 5 : {}", name_of(rating)),
    ratings_of: |intention| format!("Votre note : {intention}"),
    spread: |spread| {
        let people: usize = spread.iter().sum();
        if people == 0 {
            return "Personne n’a encore donné de note.".to_owned();
        }
        let given = (1..).zip(spread).filter(|(_, count)| *count > 0);
        let given: Vec<_> = given.map(|(rating, count)| format!("{count} pour {rating}")).collect();
        format!("{} : {}", some(people, "note", "notes"), given.join(", "))
    },
    outcomes: ["Tenue", "En partie", "Manquée"],
    outcome_of: |intention| format!("L’équipe s’accorde : {intention}"),
    lesson: "Ce qu’on en retient…",
    lesson_of: |intention| format!("Ce qu’on retient de : {intention}"),
};

fn name_of(rating: i64) -> &'static str {
    usize::try_from(rating - 1).ok().and_then(|n| RATINGS.get(n)).copied().unwrap_or_default()
}

pub(super) const TIMED: &str = "a lancé le minuteur";

pub(super) fn wrote(added: usize, removed: usize) -> String {
    super::preparing::wrote("le bilan", added, removed)
}

pub(super) fn moment(moment: Moment) -> String {
    match moment {
        Moment::Gather => "a ouvert la récolte des cartes",
        Moment::Reveal => "a dévoilé les cartes",
        Moment::Group => "a ouvert le regroupement des cartes",
        Moment::Vote => "a ouvert le vote",
        Moment::Decide => "a ouvert la décision",
        Moment::Closed => "a clos le bilan",
    }
    .to_owned()
}

pub(super) fn led(by: Option<Option<&str>>) -> String {
    match by {
        Some(None) => "anime le bilan".to_owned(),
        Some(Some(name)) => format!("a confié l’animation du bilan à {name}"),
        None => "a rendu l’animation du bilan à tout le monde".to_owned(),
    }
}

pub(super) fn allowed(points: i64) -> String {
    format!("a donné {} à chaque personne", points_of(points))
}

pub(super) fn came(people: Option<i64>) -> String {
    match people.map(|people| usize::try_from(people).unwrap_or(0)) {
        Some(people) => format!("a compté {} le jour du meetup", some(people, "personne", "personnes")),
        None => "ne sait plus combien de personnes sont venues".to_owned(),
    }
}

pub(super) fn gave_points(points: i64, of: Option<&str>) -> String {
    match (points, of) {
        (0, None) => "a repris ses points".to_owned(),
        (0, Some(name)) => format!("a repris les points de {name}"),
        (points, None) => format!("a donné {}", points_of(points)),
        (points, Some(name)) => format!("a noté {} de {name}", points_of(points)),
    }
}

pub(super) fn rated(rating: Option<i64>, of: Option<&str>, intention: &str) -> String {
    match (rating, of) {
        (Some(rating), None) => format!("a noté {rating} sur 5 : « {intention} »"),
        (Some(rating), Some(name)) => format!("a noté {rating} sur 5 pour {name} : « {intention} »"),
        (None, None) => format!("a retiré sa note : « {intention} »"),
        (None, Some(name)) => format!("a retiré la note de {name} : « {intention} »"),
    }
}

pub(super) fn card(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("a posé une carte : « {text} »"),
        Deed::Changed => format!("a changé une carte : « {text} »"),
        Deed::Joined => format!("a regroupé la carte « {text} »"),
        Deed::Parted => format!("a sorti la carte « {text} » de son groupe"),
        Deed::Decided => format!("a noté ce qui est décidé de la carte « {text} »"),
        Deed::TookAway => format!("a retiré la carte « {text} »"),
        _ => format!("a remis la carte « {text} »"),
    }
}

pub(super) fn group(deed: Deed, name: &str) -> String {
    match (deed, name) {
        (Deed::TookAway, "") => "a défait un groupe de cartes".to_owned(),
        (Deed::TookAway, name) => format!("a défait le groupe « {name} »"),
        (Deed::Changed, name) => format!("a nommé un groupe de cartes « {name} »"),
        (_, "") => "a réuni des cartes".to_owned(),
        (_, name) => format!("a refait le groupe « {name} »"),
    }
}

pub(super) fn happening(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("a noté un moment de la journée : « {text} »"),
        Deed::Changed => format!("a changé un moment de la journée : « {text} »"),
        Deed::TookAway => format!("a retiré un moment de la journée : « {text} »"),
        _ => format!("a remis un moment de la journée : « {text} »"),
    }
}

pub(super) fn carried(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("a apporté une amélioration du meetup d’avant : « {text} »"),
        Deed::Decided => format!("a dit ce que devient l’amélioration « {text} »"),
        Deed::Changed => format!("a précisé l’amélioration « {text} »"),
        Deed::TookAway => format!("a rendu l’amélioration « {text} » au meetup d’avant"),
        _ => format!("a remis l’amélioration « {text} »"),
    }
}

pub(super) fn evidence(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("a ajouté une preuve au bilan : « {text} »"),
        Deed::TookAway => format!("a retiré une preuve du bilan : « {text} »"),
        _ => format!("a remis une preuve au bilan : « {text} »"),
    }
}

pub(super) fn points_of(points: i64) -> String {
    some(usize::try_from(points).unwrap_or(0), "point", "points")
}
