//! The page on which a Meta-Carto is watched, in French.

use crate::i18n::words::WatchWords;

pub(super) const WATCH: WatchWords = WatchWords {
    title: |name| format!("Méta-Carto · {name}"),
    lead: "Cette page montre la carte telle qu’elle est, et change avec elle.",
    count: |nodes, links| format!("{}, {}", super::some(nodes, "nœud", "nœuds"), super::some(links, "lien", "liens")),
    empty: "Il n’y a encore rien sur cette carte. Ce que l’on y mettra apparaîtra ici.",
    live: "En direct",
    lost: "Connexion perdue, on réessaie…",
    away: "Le direct n’est pas disponible en ce moment. On réessaiera ; la carte ci-dessous est celle de l’ouverture de la page, ou du dernier changement reçu.",
    full: "Trop de personnes regardent cette carte en direct en ce moment. La page reste lisible : rechargez-la pour voir ce qui a changé.",
    changes: ("1 changement", "{n} changements"),
    zoom: ("Agrandir", "Réduire", "Voir toute la carte"),
    tools: "Se déplacer sur la carte",
    keys: "Au clavier : + et − pour agrandir et réduire, les flèches pour se déplacer, 0 pour tout voir.",
    list: "Tout ce qui est sur la carte",
    list_what: "Le même contenu, à lire : chaque nœud avec ses liens.",
    types: ["Projets", "Acteurs", "Idées", "Ressources", "Meetups", "Thèmes", "Problèmes", "Outils", "Lieux"],
    untyped: "Sans type",
    unnamed: "Sans nom",
    links: |n| super::some(n, "lien", "liens"),
    ways: ("vers", "depuis", "avec"),
    colon: " : ",
    source: |name| format!("D’où vient « {name} »"),
    address: |name| format!("Le site de « {name} »"),
    whole: "Ouvrir la carte entière",
    embed: "Montrer cette carte sur un autre site",
    embed_what: "Ce code affiche la carte dans une page d’un autre site, et l’y tient à jour.",
    embed_label: "Code à copier",
};
