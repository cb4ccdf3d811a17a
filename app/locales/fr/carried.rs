//! Improvements carried from one meetup to the next, in French.

use super::some;
use crate::i18n::words::CarriedWords;

pub(super) const CARRIED: CarriedWords = CarriedWords {
    group: |name| format!("Groupe : {name}"),
    problem: |text| format!("Problème : {text}"),
    card: "Sa carte au bilan",
    card_of: |text| format!("Sa carte au bilan : {text}"),
    owner: |name| format!("Qui s’en occupe : {name}"),
    no_owner: "Personne ne s’en occupe encore.",
    take_on: "C’est moi qui m’en occupe",
    take_on_of: |text| format!("C’est moi qui m’en occupe : {text}"),
    leave: "Ne plus m’en occuper",
    leave_of: |text| format!("Ne plus m’en occuper : {text}"),
    fates: ["Pas encore dit", "En cours", "Fait", "Abandonné"],
    fate_of: |text| format!("Ce que ça devient : {text}"),
    fate: |fate| format!("Ce que ça devient : {fate}"),
    note: "Pourquoi, ou comment…",
    note_of: |text| format!("Pourquoi, ou comment : {text}"),
    give_back: "Rendre au bilan d’avant",
    give_back_of: |text| format!("Rendre au bilan d’avant : {text}"),
    given_back: |n| format!("{} au bilan d’avant", some(n, "amélioration rendue", "améliorations rendues")),
    bring_back: "La reprendre ici",
    bring_back_of: |text| format!("La reprendre ici : {text}"),
    missing: |n| {
        let are = if n < 2 { "n’est pas encore ici" } else { "ne sont pas encore ici" };
        format!("{} au bilan d’avant {are} :", some(n, "amélioration retenue", "améliorations retenues"))
    },
    bring_here: |n| if n < 2 { "L’apporter ici".into() } else { "Les apporter ici".into() },
    not_brought: "L’apport n’a pas pu se faire. Rien n’a changé, et tout reste au bilan d’avant. On peut réessayer.",
    kept: "Ce que nous voulions améliorer",
    kept_what: "À regarder avant de juger le reste : ce qu’est devenue chaque amélioration du bilan d’avant, et pourquoi.",
    said: |said, all| format!("Le sort de {said} sur {all} est dit."),
    onward: "Ce qui ouvre le meetup suivant",
    onward_what: "Les améliorations retenues deviennent l’introduction de la prochaine co-construction.",
    none: "Aucune amélioration n’est encore retenue. Celles qui le seront pourront ouvrir le meetup suivant.",
    into: |number, title| {
        if title.is_empty() {
            format!("Dans le meetup {number}")
        } else {
            format!("Dans le meetup {number}, « {title} »")
        }
    },
    see: |number| format!("Voir la co-construction du meetup {number}"),
    bring: |n, number| {
        if n < 2 {
            format!("Apporter l’amélioration dans le meetup {number}")
        } else {
            format!("Apporter les {n} améliorations dans le meetup {number}")
        }
    },
    take_back: "Reprendre ce qui vient d’être apporté",
    all_there: |number| format!("Tout ce qui est retenu est arrivé dans le meetup {number}."),
    on_device: "Pour l’instant, c’est sur cet appareil : cela partira dès qu’il y aura du réseau.",
    not_yet: "pas encore arrivée",
    came_back: "rendue à ce bilan",
    again: "L’apporter à nouveau",
    again_of: |text| format!("L’apporter à nouveau : {text}"),
    there: ["arrivée", "en cours", "faite", "abandonnée"],
    not_received: "Ce meetup n’est encore ni sur cet appareil ni sur le serveur : on l’attend de la personne qui l’a préparé. Les améliorations restent ici, rien n’est perdu.",
    closed: "Ce meetup ne peut pas être modifié sur cet appareil. Les améliorations restent ici : elles peuvent être apportées depuis un autre appareil, ou avec une version plus récente de Boucle.",
    no_next: "Le meetup suivant n’existe pas encore.",
    prepare: |n| {
        if n < 2 {
            "Préparer le meetup suivant avec elle".into()
        } else {
            "Préparer le meetup suivant avec elles".into()
        }
    },
    not_prepared: "Cela n’a pas pu se faire. La carte n’a pas changé, et les améliorations restent ici. On peut réessayer.",
    from_start: |n| {
        format!(
            "Il s’ouvrira avec {}.",
            some(n, "amélioration retenue à ce bilan", "améliorations retenues à ce bilan")
        )
    },
    withdrawn: |number, title| {
        if title.is_empty() {
            format!("Le meetup {number} a été retiré de la carte.")
        } else {
            format!("Le meetup {number}, « {title} », a été retiré de la carte.")
        }
    },
    withdrawn_what: "Rien n’est perdu : ce qui y est écrit reste à son adresse, et les améliorations restent ici. On peut le remettre sur la carte, ou en préparer un autre.",
    put_back: |number| format!("Remettre le meetup {number} sur la carte"),
    another: "En préparer un autre",
};
