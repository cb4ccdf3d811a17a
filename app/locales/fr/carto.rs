//! The Meta-Carto, in French.

use crate::i18n::words::{CartoTold, CartoWords, Pad, TitleWords};
use boucle_model::journal::Deed;

pub(super) const CARTO: CartoWords = CartoWords {
    known: "Méta-Carto",
    title: TitleWords {
        label: "Titre de la Méta-Carto",
        placeholder: "Un titre pour cette carte",
        untitled: "Carte sans titre",
        too_long: |n, max| {
            format!(
                "Ce titre compte {n} caractères ; il peut en avoir {max}. Raccourcissez-le un peu : rien n’est perdu."
            )
        },
        conflict: |n| match n {
            2 => "Deux titres sont arrivés en même temps".to_owned(),
            _ => format!("{n} titres sont arrivés en même temps"),
        },
        keep: "Garder celui-ci",
    },
    legend: Pad {
        title: "La légende",
        write: "Écrire",
        read: "Lire",
        label: "Texte de la légende",
        placeholder: "De quoi parle cette carte, et comment la lire…",
        empty: "La légende n’est pas encore écrite.",
        for_ever: "Ce qui est écrit ici reste chez toutes les personnes qui l’ont reçu : l’effacer ne le leur reprend pas.",
        done: "fait",
        to_do: "à faire",
    },
    told: CartoTold {
        wrote: |added, removed| super::preparing::wrote("la légende de la Méta-Carto", added, removed),
        node: |deed, name| match deed {
            Deed::Added => format!("a mis « {name} » sur la carte"),
            Deed::TookAway => format!("a retiré « {name} » de la carte"),
            Deed::BroughtBack => format!("a remis « {name} » sur la carte"),
            Deed::Joined => format!("a réuni « {name} » avec un autre nœud"),
            Deed::Parted => format!("a séparé « {name} » d’un autre nœud"),
            _ => format!("a changé « {name} » sur la carte"),
        },
        link: |deed, words| {
            let link = if words.is_empty() { "un lien".to_owned() } else { format!("le lien « {words} »") };
            match deed {
                Deed::Added => format!("a tracé {link}"),
                Deed::TookAway => format!("a retiré {link}"),
                Deed::BroughtBack => format!("a remis {link}"),
                _ => format!("a changé {link}"),
            }
        },
        of_type: |deed, name| match deed {
            Deed::Added => format!("a ajouté le type « {name} » à la carte"),
            Deed::TookAway => format!("a retiré le type « {name} » de la carte"),
            Deed::BroughtBack => format!("a remis le type « {name} » sur la carte"),
            _ => format!("a changé le type « {name} »"),
        },
        view: |deed, name| match deed {
            Deed::Added => format!("a gardé la vue « {name} »"),
            Deed::TookAway => format!("a retiré la vue « {name} »"),
            Deed::BroughtBack => format!("a remis la vue « {name} »"),
            _ => format!("a changé la vue « {name} »"),
        },
        marked: "a marqué où en était la carte lors d’un meetup",
    },
};
