//! The Meta-Carto, in French.

use crate::i18n::words::{
    AlongWords, BringInWords, CartoLinkWords, CartoPastWords, CartoTold, CartoWords, LineWords, NearWords, Pad,
    QuickWords, SeveralWords, TitleWords, TypeWords, ViewWords,
};
use boucle_carto::{
    Relation,
    exchange::{News, What},
};
use boucle_model::{Given, journal::Deed};

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
    legend_title: "Le titre et la légende",
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
    none: (
        "La carte est encore blanche",
        "Ajoutez une idée, une personne, un projet, une ressource. Les meetups, leurs thèmes et leurs problèmes viendront d’eux-mêmes.",
    ),
    nothing_found: "Rien sur la carte ne répond à ce qui est cherché.",
    all: "Tout montrer",
    way: "Comment regarder la carte",
    ways: ["Carte", "Tableau", "Plan"],
    add: "Ajouter",
    beside: "À côté de la carte",
    unnamed: "Sans nom",
    relation: |relation| match relation {
        Relation::Opens => "ouvre",
        Relation::IsAbout => "parle de",
        Relation::SpeaksAt => "intervient à",
        Relation::Found => "a rencontré",
        Relation::Answers => "répond à",
        Relation::Decided => "a décidé",
        Relation::CarriedInto => "est reprise par",
    },
    spoken: |name, of_type, around, more| {
        let links = around.len() + more;
        let rest = match more {
            0 => String::new(),
            1 => " et un autre".to_owned(),
            n => format!(" et {n} autres"),
        };
        match links {
            0 => format!("{name}, {of_type}, sans lien."),
            1 => format!("{name}, {of_type}, 1 lien : {}.", around.join(", ")),
            n => format!("{name}, {of_type}, {n} liens : {}{rest}.", around.join(", ")),
        }
    },
    taken_away: |n| match n {
        0 | 1 => format!("{n} nœud retiré, avec ses liens. « Annuler » le remet."),
        _ => format!("{n} nœuds retirés, avec leurs liens. « Annuler » les remet."),
    },
    window: "La carte",
    keys: (
        "Les touches de la carte",
        "Flèches : aller au nœud voisin. Entrée : l’ouvrir, ou ajouter. Espace : le choisir avec d’autres. N : ajouter. L : relier. F2 : renommer. Suppr : retirer. Maj et flèches : déplacer la vue. + et − : s’approcher, s’éloigner. 0 : tout voir. Échap : ne plus rien choisir.",
    ),
    tools_what: "Ce que fait le glisser",
    tools: ["Déplacer", "Relier", "Choisir"],
    near: NearWords {
        group: "Près ou loin",
        closer: "S’approcher",
        farther: "S’éloigner",
        all: "Tout voir",
        tidy: "Ranger la carte",
    },
    minimap: "Toute la carte en petit, et la partie qu’on en voit",
    label: LineWords { label: "Nom", placeholder: "Comment cela s’appelle" },
    about: LineWords { label: "Description", placeholder: "De quoi il s’agit…" },
    address: LineWords { label: "Adresse web", placeholder: "là où l’on en trouve plus" },
    tags: LineWords { label: "Étiquettes", placeholder: "séparées par des virgules" },
    tags_of: |name| format!("Étiquettes de « {name} »"),
    type_of: |name| format!("Type de « {name} »"),
    origin: |meetup, by| match (meetup, by) {
        (Some(meetup), Some(by)) => format!("Apporté par {meetup}, ajouté par {by}."),
        (Some(meetup), None) => format!("Apporté par {meetup}."),
        (None, Some(by)) => format!("Ajouté par {by}."),
        (None, None) => String::new(),
    },
    open: "Aller là d’où cela vient",
    from_loop: "La boucle l’a mis ici : son nom se change là d’où il vient.",
    close: "Fermer",
    names: |n| format!("{n} noms sont arrivés en même temps"),
    pinned: "Épinglé à sa place pour tout le monde",
    links: "Liens",
    no_links: "Pas encore de lien.",
    link: CartoLinkWords {
        add: "Relier à…",
        short: "Relier",
        words: LineWords { label: "Ce que dit le lien", placeholder: "sans mots" },
        words_of: |name| format!("Ce que dit le lien avec « {name} »"),
        directed: "va dans un seul sens",
        type_of: |name| format!("Type du lien avec « {name} »"),
        turn: "Retourner",
        take_away: |name| format!("Retirer le lien avec « {name} »"),
    },
    around: "Voir autour",
    steps: |n| if n == 1 { "à 1 pas".to_owned() } else { format!("à {n} pas") },
    merge: "C’est le même que…",
    take_away: "Retirer",
    several: SeveralWords {
        title: |n| format!("{n} nœuds choisis"),
        turn: "Leur donner un type",
        tag: "Leur donner une étiquette",
        tag_yes: "Donner",
        link: "Relier au nœud courant",
        merge: "Ce sont les mêmes",
        pin: "Épingler",
        unpin: "Libérer",
        none: "Ne plus rien choisir",
    },
    quick: QuickWords {
        add: "Ajouter à la carte",
        link: |name| format!("Relier « {name} » à…"),
        merge: |name| format!("« {name} » est le même que…"),
        label: "Nom",
        hint: "Ce qui est déjà sur la carte se propose d’abord.",
        merge_hint: "Les liens et les étiquettes des deux seront réunis. On pourra les séparer.",
        brought: |meetup| format!("Apporté par {meetup}."),
        options: "Ce qui porte ce nom",
        there: "déjà sur la carte",
        new: |name| format!("Ajouter « {name} »"),
        of_type: "Type, s’il est nouveau",
        add_yes: "Ajouter",
        link_yes: "Relier",
        merge_yes: "Réunir",
    },
    types: TypeWords {
        open: "Types",
        title: "Les types de la carte",
        what: "PAIR (projet, acteur, idée, ressource) et quelques autres sont donnés ; la communauté y ajoute les siens.",
        one: "Type",
        none: "sans type",
        given: |given| match given {
            Given::Project => "Projet",
            Given::Actor => "Acteur",
            Given::Idea => "Idée",
            Given::Resource => "Ressource",
            Given::Meetup => "Meetup",
            Given::Theme => "Thème",
            Given::Problem => "Problème",
            Given::Tool => "Outil",
            Given::Place => "Lieu",
        },
        gone: |name| format!("{name} (type retiré)"),
        name: "Nom du type",
        new: "Un nouveau type",
        of: "Pour",
        ofs: ["des nœuds", "des liens"],
        of_links: "Types de liens",
        add: "Ajouter ce type",
        done: "C’est bien",
        used: |n, is_of_links, is_gone| {
            let used = match n {
                0 => "personne ne s’en sert".to_owned(),
                n if is_of_links => links(n),
                n => nodes(n),
            };
            if is_gone { format!("retiré ; {used}") } else { used }
        },
        colours: ["Indigo", "Sarcelle", "Vermillon", "Prune", "Ocre", "Vert", "Framboise", "Bleu"],
        shapes: ["Disque", "Carré", "Losange", "Triangle", "Hexagone", "Pentagone", "Étoile", "Goutte", "Pilule"],
        colour_of: |name| format!("Couleur de « {name} »"),
        shape_of: |name| format!("Forme de « {name} »"),
        icon_of: |name| format!("Signe de « {name} », deux lettres au plus"),
        take_away: |name| format!("Retirer le type « {name} »"),
        bring_back: "Remettre",
        bring_back_of: |name| format!("Remettre le type « {name} »"),
    },
    table_what: "Tout ce qui est sur la carte",
    columns: ["Nom", "Type", "Liens", "Meetup"],
    choose: "Choisir",
    choose_one: |name| format!("Choisir « {name} »"),
    acts: "Actes",
    more: "Ouvrir",
    more_of: |name| format!("Ouvrir « {name} »"),
    more_left: |n| if n == 1 { "En montrer un de plus".to_owned() } else { format!("En montrer plus ({n} encore)") },
    page: |from, to, all| format!("{from} à {to} sur {all}"),
    degree: links,
    search: "Chercher sur la carte",
    arrange: "Disposition",
    arrangements: ["Par les liens", "En cercles", "Dans le temps"],
    filters: "Filtres",
    counted: |shown, all| match (shown, all) {
        (shown, all) if shown == all && all < 2 => format!("{all} nœud"),
        (shown, all) if shown == all => format!("{all} nœuds"),
        (shown, all) => format!("{shown} sur {all}"),
    },
    focused: |name, steps| format!("Autour de « {name} », à {steps} pas"),
    off: |label| format!("Ne plus filtrer : {label}"),
    by_type: "Types",
    by_meetup: "Apporté par",
    by_person: "Personnes",
    views: ViewWords {
        title: "Vues gardées",
        none: "Aucune vue n’est gardée : cherchez, filtrez, puis donnez-lui un nom. Son adresse se partage.",
        name: "Nom de la vue",
        keep: "Garder cette vue",
        take_away: |name| format!("Retirer la vue « {name} »"),
    },
    whole_title: "Toute la carte",
    whole: |nodes, links, loose| {
        let n = if nodes < 2 { format!("{nodes} nœud") } else { format!("{nodes} nœuds") };
        let l = if links < 2 { format!("{links} lien") } else { format!("{links} liens") };
        match loose {
            0 => format!("{n}, {l}."),
            1 => format!("{n}, {l}. Un lien mène à quelque chose qui n’est pas connu ici."),
            k => format!("{n}, {l}. {k} liens mènent à quelque chose qui n’est pas connu ici."),
        }
    },
    choose_hint: "Choisissez un nœud pour le lire, le relier ou le changer.",
    past: CartoPastWords {
        title: "La carte d’alors",
        none: "Où en est la carte se marque à la fin de chaque meetup.",
        what: "Voici la carte telle qu’elle était à la fin d’un meetup : à lire, sans rien changer.",
        then: |meetup| format!("Vous regardez la carte telle qu’elle était lors de « {meetup} ». Rien ne s’y change."),
        unread: "Cet appareil n’a pas tout ce qu’il faut pour montrer la carte d’alors : voici celle d’aujourd’hui.",
        now: "Revenir à aujourd’hui",
    },
    along: AlongWords {
        title: "Emporter, partager",
        what: "Les images sont la carte telle qu’on la voit ici, filtres compris ; les tableaux et le JSON disent tout.",
        file: "meta-carto",
        svg: "Image SVG",
        png: "Image PNG",
        nodes: "Tableau des nœuds (CSV)",
        links: "Tableau des liens (CSV)",
        json: "Toute la carte (JSON)",
        files: ("noeuds", "liens"),
        failed: "Le navigateur n’a pas pu faire l’image. L’image SVG ne dépend pas de lui.",
        watch: "La regarder sans rien installer",
        watch_what: "Une page légère, sans compte, où la carte se lit et change sous les yeux :",
    },
    bring_in: BringInWords {
        title: "Faire entrer",
        sheet: "Un tableau CSV de nœuds ou de liens",
        sheet_what: "Une colonne « label » (ou « nom ») pour des nœuds, « from » et « to » (ou « de » et « vers ») pour des liens. Rien ne change avant que vous l’ayez vu.",
        list: "Ou une liste, un nœud par ligne",
        list_what: "Une ligne en retrait est reliée à celle qui est au-dessus. Ce qui est déjà sur la carte n’est pas ajouté deux fois.",
        look: "Voir ce que cela changerait",
        unreadable: "Ce fichier n’a pas pu être lu. La carte n’a pas changé.",
        wrong: "Ce tableau n’a pas été repris : la carte n’a pas changé. Voici ce qui ne va pas, et où.",
        wrong_line: |wrong| {
            let column = wrong.column.as_ref().map(|name| format!(", colonne « {name} »")).unwrap_or_default();
            let found = if wrong.found.is_empty() { String::new() } else { format!(" (« {} »)", wrong.found) };
            let what = match wrong.what {
                What::NotText => {
                    "n’est pas en UTF-8 ; le fichier mêle des encodages, enregistrez-le en UTF-8".to_owned()
                }
                What::Empty => "rien n’y est écrit".to_owned(),
                What::NoColumn(name) => format!("il manque la colonne « {name} »"),
                What::Cells { most: 1 } => "a plus d’une case, et la première ligne n’a qu’une colonne".to_owned(),
                What::Cells { most } => format!("a plus de cases que les {most} colonnes de la première ligne"),
                What::Twice { first } => format!("le même id est déjà à la ligne {first}"),
                What::NoSuchNode => "aucun nœud de la carte n’a cet id ni ce nom".to_owned(),
                What::SeveralSuch => "plusieurs nœuds portent ce nom ; mettez son id".to_owned(),
                What::ToItself => "un lien ne mène pas à l’endroit d’où il part".to_owned(),
                What::NotANumber => "il faut deux nombres, x et y, qui soient sur la carte".to_owned(),
                What::TooLong { most } => format!("trop long : {most} caractères au plus"),
                What::NotAnId => "un id a 32 chiffres hexadécimaux".to_owned(),
                What::NotADirection => "dites « oui » ou « non », « directed » ou « undirected »".to_owned(),
                What::TooMany { most } => format!("trop de lignes : {most} au plus à la fois"),
                What::TooMuch { most } => format!("trop de texte à la fois : {} Ko au plus", most / 1_000),
                What::NoLabel => "ce qui est nouveau doit porter un nom".to_owned(),
            };
            format!("Ligne {}{column} : {what}{found}.", wrong.line)
        },
        would: "Voici ce que cela changerait :",
        news: |news, most| {
            let mut lines = Vec::new();
            if !news.added.is_empty() {
                lines.push(format!("{} à ajouter : {}", nodes(news.added.len()), some(&news.added, most)));
            }
            if !news.changed.is_empty() {
                lines.push(format!("{} à changer : {}", news.changed.len(), some(&news.changed, most)));
            }
            if news.linked > 0 {
                lines.push(if news.linked == 1 {
                    "1 lien à tracer".to_owned()
                } else {
                    format!("{} liens à tracer", news.linked)
                });
            }
            if !news.new_types.is_empty() {
                let said = if news.new_types.len() == 1 { "un nouveau type" } else { "de nouveaux types" };
                lines.push(format!("{said} : {}", some(&news.new_types, most)));
            }
            lines.extend(passed(news, most));
            lines
        },
        nothing: |news| {
            let passed = passed(news, 6);
            let rest = if passed.is_empty() { String::new() } else { format!(" ({})", passed.join(" ; ")) };
            format!("Tout y est déjà : rien ne changerait{rest}.")
        },
        take_in: "Reprendre",
        taken_in: "C’est repris. « Annuler » le défait d’un coup.",
    },
};

fn links(n: usize) -> String {
    if n < 2 { format!("{n} lien") } else { format!("{n} liens") }
}

fn nodes(n: usize) -> String {
    if n < 2 { format!("{n} nœud") } else { format!("{n} nœuds") }
}

fn some(names: &[String], most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let said = names[..names.len() - more].join(", ");
    if more == 0 { said } else { format!("{said}… et {more} de plus") }
}

fn passed(news: &News, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if news.same > 0 {
        lines.push(if news.same == 1 {
            "1 ligne dit ce qui y est déjà".to_owned()
        } else {
            format!("{} lignes disent ce qui y est déjà", news.same)
        });
    }
    if news.left_alone > 0 {
        lines.push(match news.left_alone {
            1 => "1 ligne laissée de côté : elle parle de ce que la boucle apporte, ou d’un doublon".to_owned(),
            n => format!("{n} lignes laissées de côté : elles parlent de ce que la boucle apporte, ou d’un doublon"),
        });
    }
    if !news.passed_over.is_empty() {
        let said = if news.passed_over.len() == 1 {
            "une colonne qui n’est pas lue"
        } else {
            "des colonnes qui ne sont pas lues"
        };
        lines.push(format!("{said} : {}", some(&news.passed_over, most)));
    }
    lines
}
