//! Boucle in French. A space before : ; ? ! » and after « does not break.

#[path = "fr/bilan.rs"]
mod bilan;
#[path = "fr/board.rs"]
mod board;
#[path = "fr/carried.rs"]
mod carried;
#[path = "fr/carto.rs"]
mod carto;
#[path = "fr/evidence.rs"]
mod evidence;
#[path = "fr/past.rs"]
mod past;
#[path = "fr/preparing.rs"]
mod preparing;
#[path = "fr/record.rs"]
mod record;
#[path = "fr/strands.rs"]
mod strands;
#[path = "fr/timeline.rs"]
mod timeline;
#[path = "fr/watch.rs"]
mod watch;

use super::words::{
    Ago, Awaits, Coming, Commons, Example, Frame, Ideas, Journal, Known, Landing, LineWords, Lost, Map, Me, Message,
    Name, Notices, Pad, People, PhaseWords, PlanWords, SafetyWords, Settings, StartWords, Starts, TitleWords, Toolbar,
    Trail, Words,
};
use boucle_model::{Seat, journal::Deed};

pub(super) static WORDS: Words = Words {
    frame: Frame {
        skip: "Aller au contenu",
        your_name: "Votre nom",
        footer: "Boucle est un logiciel libre (AGPL 3). Il appartient à tout le monde et à personne.",
        description: "Préparer, vivre et transmettre un meetup, ensemble, avec ou sans réseau.",
        update: "Une nouvelle version de Boucle est prête. Vos modifications restent là.",
        take_update: "Passer à la nouvelle version",
        window: |title| format!("{title} · Boucle"),
    },
    landing: Landing {
        title: "Boucle, le commun de vos meetups",
        lead: "Préparer une rencontre, la vivre, en tirer la suivante : on écrit ensemble, sur la même page, même sans réseau.",
        loop_title: "Une boucle, cinq temps",
        phases: [
            ("Co-construction", "une équipe, des intentions"),
            ("Avant", "on fait connaissance"),
            ("Meetup", "le jour J, un pad pour tous"),
            ("Après", "les échanges continuent"),
            ("Bilan", "ce qu’on a appris"),
        ],
        back: "ce qu’on a appris ouvre le meetup suivant",
    },
    example: Example {
        visit: "Visiter l’exemple",
        what: "Une communauté et ses deux meetups, à parcourir et à bousculer sans rien casser.",
        no_network: "L’exemple n’est pas encore sur cet appareil, et le serveur ne répond pas. Il suffira d’un peu de réseau, une fois.",
        no_storage: "Ce navigateur ne garde rien : l’exemple n’a pas où se poser. Une fenêtre ordinaire, non privée, y remédie souvent.",
        title: "Vous êtes dans l’exemple.",
        here: "Tout peut y être changé : rien n’en sort, et personne d’autre ne le voit.",
        reset: "Recommencer l’exemple",
        leave: "Ouvrir votre propre commun",
    },
    start: Starts {
        commons: StartWords {
            title: "Ouvrir un commun",
            label: "Nom de votre communauté",
            hint: "Une vision, des meetups qui se suivent, une carte : le tout appartient à qui s’en sert. Aucun compte n’est demandé.",
            button: "Ouvrir ce commun",
        },
        meetup: StartWords {
            title: "Démarrer un meetup",
            label: "Comment s’appelle-t-il ?",
            hint: "Un meetup tout seul, avec son pad. Le titre pourra changer.",
            button: "Démarrer",
        },
        link: "On vous a envoyé un lien ?",
        open_link: "Ouvrir ce lien",
        no_link: "Ce n’est pas le lien d’un commun ni d’un meetup, ou il n’est pas entier. Collez-le tel qu’on vous l’a envoyé.",
        elsewhere: |host| {
            format!(
                "Ce lien mène à une autre instance de Boucle, {host} : ce qui s’y trouve n’est pas ici. Pour y aller :"
            )
        },
        needs_scripts: "Ce navigateur n’exécute pas de scripts. Lire un commun ou un meetup à son adresse n’en demande aucun ; en démarrer un, ou y écrire, demande JavaScript et WebAssembly.",
    },
    known: Known {
        title: "Ce que cet appareil connaît",
        untitled: "Sans titre",
        commons: "commun",
        meetup: "meetup",
        opened: |ago| match ago {
            Ago::Now => "ouvert à l’instant".to_owned(),
            Ago::Minutes(n) => format!("ouvert il y a {}", some(n, "minute", "minutes")),
            Ago::Hours(n) => format!("ouvert il y a {}", some(n, "heure", "heures")),
            Ago::Days(n) => format!("ouvert il y a {}", some(n, "jour", "jours")),
        },
        none: "Aucun pour l’instant.",
        none_hint: "Démarrez-en un, ou ouvrez le lien qu’on vous a envoyé : il restera ici, même sans réseau.",
        forget: "Oublier",
        forget_which: |title| format!("« {title} » quittera la liste, et cet appareil n’en gardera rien."),
        forget_title: "Oublier ce meetup sur cet appareil ?",
        forget_loses: |n| match n {
            0 | 1 => format!("{n} modification n’existe que sur cet appareil : elle sera perdue."),
            _ => format!("{n} modifications n’existent que sur cet appareil : elles seront perdues."),
        },
        forget_safe: "Tout ce que vous y avez écrit est sur le serveur : vous le retrouverez à son adresse.",
        forget_unknown: "Ce que cet appareil en garde ne peut pas être lu : ce qui n’est pas encore sur le serveur sera perdu.",
        keep: "Le garder",
    },
    commons: Commons {
        unnamed: "Commun sans nom",
        vision: ("Vision", "Lire et compléter"),
        community: ("Communauté", "Qui est là"),
        carto: ("Méta-Carto", "Aller voir"),
        no_vision: "Pourquoi nous réunissons-nous ? La vision n’est pas encore écrite.",
        vision_what: "Ce que la communauté veut, dans ses propres mots. Tout le monde peut compléter.",
        community_what: "Les personnes de ce commun : celles qui sont là, et où elles sont en ce moment.",
        carto_what: "La carte des idées et des personnes de la communauté, qui change à chaque meetup.",
        authors: "Qui fait ce commun",
        back: "La carte du commun",
    },
    map: Map {
        title: "La boucle",
        zoom: "De plus loin, de plus près",
        zooms: ["Toute l’histoire", "De près", "Une édition"],
        edition: |n| format!("Meetup {n}"),
        untitled: "sans titre",
        states: [" : c’est fait", " : c’est maintenant", " : à venir"],
        changed: "du nouveau",
        flow: |from, to| format!("{from} > {to}"),
        here: |n| format!("{} ici", some(n, "personne", "personnes")),
        none: (
            "La boucle n’a pas encore commencé.",
            "Le premier meetup se prépare ici : une équipe, des intentions, puis une date et un lieu.",
        ),
        prepare: "Préparer un meetup",
        first: StartWords {
            title: "Préparer le premier meetup",
            label: "Quel en sera le titre ?",
            hint: "Il pourra changer, ou venir plus tard. Le meetup commence par sa co-construction.",
            button: "Commencer sa co-construction",
        },
        next_title: |n| format!("Préparer le meetup {n}"),
        next: StartWords {
            title: "Préparer le meetup suivant",
            label: "Quel en sera le titre ?",
            hint: "Il pourra changer, ou venir plus tard. Le bilan du précédent ouvrira sa co-construction.",
            button: "Commencer sa co-construction",
        },
        cancel: "Pas maintenant",
        withdraw: |n| format!("Retirer le meetup {n} de la carte"),
        withdraw_what: "Il quittera la carte pour tout le monde. Rien de ce qui y est écrit n’est effacé : il reste à son adresse, et cela peut s’annuler.",
        withdraw_yes: "Le retirer",
        keep: "Le laisser",
    },
    awaits: Awaits {
        title: "Ce qui attend une main",
        nothing: "Rien ne presse. Vous pouvez flâner sur la carte.",
        vision: ("Écrire la vision", "ce que la communauté veut, en quelques phrases", "Écrire"),
        first: ("Préparer le premier meetup", "une équipe, des intentions, un titre pour commencer", "Préparer"),
        next: ("Préparer le meetup suivant", "ce que le bilan a appris l’ouvrira", "Préparer"),
        phases: [
            ("Se réunir et dire ses intentions", "le meetup est en co-construction", "Rejoindre"),
            ("Faire connaissance", "les intervenants rencontrent la communauté", "Rejoindre"),
            ("Écrire le pad", "le meetup a lieu, un pad pour tous", "Écrire"),
            ("Continuer les échanges", "le meetup a eu lieu, les idées circulent", "Rejoindre"),
            ("Tirer le bilan", "ce qui était voulu, ce qui est arrivé", "Rejoindre"),
        ],
    },
    title: TitleWords {
        label: "Titre du meetup",
        placeholder: "Un titre pour ce meetup",
        untitled: "Meetup sans titre",
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
    settings: Settings {
        title: "Partager et régler",
        link: "Partager",
        share: "Faire venir quelqu’un",
        share_what: "Qui a cette adresse peut lire ce commun et y écrire, sans compte. Le code mène au même endroit : on peut le projeter, ou l’imprimer.",
        address: "L’adresse de ce commun",
        copy: "Copier l’adresse",
        copied: "Copié.",
        not_copied: "Ce navigateur ne laisse pas copier d’ici : sélectionnez le texte, et copiez-le.",
        qr: "Code QR qui mène à ce commun",
        device: "Sur cet appareil",
        device_what: "Tout ce commun est gardé ici, et s’ouvre sans réseau. On peut en emporter une copie, que lit tout programme qui connaît Automerge.",
        download: "Télécharger une copie",
        forget: "Oublier sur cet appareil",
    },
    commons_name: TitleWords {
        label: "Nom du commun",
        placeholder: "Un nom pour ce commun",
        untitled: "Commun sans nom",
        too_long: |n, max| {
            format!(
                "Ce nom compte {n} caractères ; il peut en avoir {max}. Raccourcissez-le un peu : rien n’est perdu."
            )
        },
        conflict: |n| match n {
            2 => "Deux noms sont arrivés en même temps".to_owned(),
            _ => format!("{n} noms sont arrivés en même temps"),
        },
        keep: "Garder celui-ci",
    },
    trail: Trail {
        title: "Les temps de ce meetup",
        here: " : le meetup en est là",
        move_to: |phase| format!("Passer à « {phase} »"),
        ask: |phase| format!("Passer à « {phase} » ?"),
        what: |what| format!("Ce qui s’y passe : {what}. Tout le monde le verra, et cela peut s’annuler."),
        stay: "Rester là",
        conflict: |n| match n {
            2 => "Ce meetup a été placé dans deux temps à la fois".to_owned(),
            _ => format!("Ce meetup a été placé dans {n} temps à la fois"),
        },
    },
    phase: PhaseWords {
        states: ["C’est fait", "C’est maintenant", "À venir"],
        say: [
            (
                "La communauté est invitée à participer à l’organisation d’un meetup. À partir du moment où cette équipe est créée, elle se réunit pour définir les intentions du meetup.",
                "C’est ici que le meetup se prépare, à découvert : tout le monde peut en être.",
            ),
            (
                "Cette période est laissée aux intervenants pour entrer en contact avec la communauté : un simple échange de mail, une invitation à tester le logiciel ou sur un forum, une question sur ce qu’elle attend.",
                "On s’inscrit ici. Ce qui s’échange d’ici là a sa place dans le pad.",
            ),
            (
                "C’est réellement l’événement, le jour J du meetup, lors duquel une partie de la communauté se réunit physiquement.",
                "Le jour J, tout le monde écrit le même pad.",
            ),
            (
                "Les interactions entre les intervenants et la communauté après la rencontre peuvent être partagées à la communauté ou rester privées.",
                "Rien n’a encore été partagé ici. Les liens et les suites ont leur place dans le pad.",
            ),
            (
                "L’équipe organisatrice fait le bilan du meetup, ressort les problèmes et les améliorations pour le meetup suivant.",
                "Comparez ce qui était attendu avec ce qui s’est passé, et écrivez ensemble ce que vous en retenez.",
            ),
        ],
    },
    safety: SafetyWords {
        opening: "Ouverture…",
        keeping: "Enregistrement…",
        server: "Enregistré sur le serveur",
        sending: "Enregistré sur cet appareil, envoi en cours",
        device: |n| format!("Sur cet appareil seulement ({})", some(n, "modification", "modifications")),
        sandbox: "Exemple, sur cet appareil",
        unsaved: "Non enregistré",
        read_only: "Lecture seule",
        download: "Télécharger",
        device_aloud: "Vos modifications sont sur cet appareil seulement.",
        unsaved_aloud: "Vos modifications ne sont pas enregistrées. Vous pouvez les télécharger.",
    },
    people: People {
        here: |n| format!("{} ici", some(n, "personne", "personnes")),
        you: "vous",
        someone: "quelqu’un",
        more: |n| format!("et {}", some(n, "autre", "autres")),
    },
    pad: Pad {
        title: "Le pad",
        write: "Écrire",
        read: "Lire",
        label: "Texte du pad",
        placeholder: "Écrivez ici, on vous lit au fur et à mesure.",
        empty: "Rien n’est encore écrit.",
        for_ever: "Ce qui est écrit ici reste chez toutes les personnes qui l’ont reçu : l’effacer du pad ne le leur reprend pas.",
        done: "fait",
        to_do: "à faire",
    },
    vision: Pad {
        title: "La vision",
        write: "Écrire",
        read: "Lire",
        label: "Texte de la vision",
        placeholder: "Que voulons-nous faire ensemble, et pourquoi ?",
        empty: "La vision n’est pas encore écrite.",
        for_ever: "Ce qui est écrit ici reste chez toutes les personnes qui l’ont reçu : l’effacer ne le leur reprend pas.",
        done: "fait",
        to_do: "à faire",
    },
    notes: Pad {
        title: "Les notes de l’équipe",
        write: "Écrire",
        read: "Lire",
        label: "Notes de l’équipe",
        placeholder: "Ce que l’équipe se dit quand elle se réunit.",
        empty: "L’équipe n’a encore rien noté.",
        for_ever: "Ce qui est écrit ici reste chez toutes les personnes qui l’ont reçu : l’effacer ne le leur reprend pas.",
        done: "fait",
        to_do: "à faire",
    },
    call: preparing::CALL,
    announcement: preparing::ANNOUNCEMENT,
    bilan: bilan::PAD,
    stock: bilan::STOCK,
    board: board::BOARD,
    carried: carried::CARRIED,
    timeline: timeline::TIMELINE,
    carto: carto::CARTO,
    watch: watch::WATCH,
    evidence: evidence::EVIDENCE,
    record: record::RECORD,
    strands: strands::STRANDS,
    past: past::PAST,
    steps: preparing::STEPS,
    talks: preparing::TALKS,
    answer: preparing::ANSWER,
    poll: preparing::POLL,
    tell: preparing::TELL,
    plan: PlanWords {
        carried: "Ce que le meetup précédent nous apporte",
        carried_none: "Rien n’en est encore venu : les améliorations retenues à son bilan ouvriront cette page.",
        carried_first: "C’est le premier meetup de la boucle : les améliorations que son bilan retiendra ouvriront le suivant.",
        about: "De quoi il s’agit",
        theme: LineWords { label: "Thème", placeholder: "Le thème n’est pas encore choisi" },
        problem: LineWords {
            label: "Problématique à résoudre",
            placeholder: "À quelle question ce meetup veut-il répondre ?",
        },
        team: "L’équipe",
        team_none: "Personne n’est encore de l’équipe. Elle est ouverte : il suffit d’en être.",
        join: "En être",
        leave: "Quitter l’équipe",
        role: LineWords { label: "Votre rôle", placeholder: "Votre rôle, si vous en avez un" },
        intentions: "Les intentions",
        intentions_what: "Courtes et dans l’ordre : le bilan les comparera à ce qui se sera passé.",
        intentions_none: "Aucune intention n’est encore posée.",
        intention: LineWords { label: "Intention", placeholder: "Une intention" },
        new: LineWords { label: "Une intention de plus", placeholder: "Que voulons-nous de ce meetup ?" },
        add: "Ajouter",
        up: |text| format!("Monter « {text} »"),
        down: |text| format!("Descendre « {text} »"),
        take_away: |text| format!("Retirer « {text} »"),
        by: |name| format!("par {name}"),
        fixed: "Telles qu’elles étaient à la fin de la co-construction",
        too_long: |length, most| format!("C’est trop long : {length} caractères, pour {most} au plus."),
        conflict: |n| format!("{n} réponses ont été données en même temps. Laquelle garde-t-on ?"),
    },
    ideas: Ideas {
        title: ("Boîte à idées", "Proposer, soutenir"),
        what: "Tout le monde peut proposer, à tout moment, un thème, une problématique, un lieu, une date, ou d’intervenir. Le prochain meetup y puise.",
        none: (
            "La boîte est vide",
            "La première idée est la bienvenue : elle pourra changer, et d’autres la rejoindront.",
        ),
        count: |n| match n {
            0 => "Aucune idée pour l’instant".to_owned(),
            n => some(n, "idée", "idées"),
        },
        propose: "Proposer une idée",
        topic: "Ce que vous proposez",
        topics: [
            ("un thème", "Thèmes"),
            ("une problématique à résoudre", "Problématiques"),
            ("un lieu", "Lieux"),
            ("une date", "Dates"),
            ("un intervenant", "Intervenants"),
        ],
        text: LineWords { label: "En une ligne", placeholder: "Pour un intervenant : de quoi il serait question." },
        about: LineWords {
            label: "Qui interviendrait",
            placeholder: "Vide si c’est vous. Le nom est gardé dans l’annuaire, où il s’efface.",
        },
        is_about: |name| format!("avec {name}"),
        send: "Proposer",
        idea: LineWords { label: "Idée", placeholder: "Une idée" },
        support: |text| format!("Soutenir « {text} »"),
        supported: |n| format!("{} pour", some(n, "personne", "personnes")),
        discuss: |n| match n {
            0 => "Discuter".to_owned(),
            n => some(n, "remarque", "remarques"),
        },
        remark: "Votre remarque",
        say: "Dire",
        same: "C’est la même idée qu’une autre",
        same_which: "Laquelle ?",
        same_yes: "Les réunir",
        also: |text| format!("Réunie avec « {text} »"),
        part: "Les séparer",
        take_away: |text| format!("Retirer « {text} »"),
        take_remark_away: "Retirer cette remarque",
        taken_up: |edition| format!("Repris par le {edition}"),
        adopted: "Les idées reprises",
        others: "La communauté propose",
        no_others: "La boîte à idées n’a rien d’autre pour l’instant.",
        take_up: |text| format!("Reprendre « {text} »"),
        give_back: |text| format!("Rendre « {text} » à la boîte à idées"),
        take_up_short: "Reprendre",
        give_back_short: "Rendre",
        see: "La boîte à idées",
    },
    coming: Coming {
        title: "Qui vient",
        what: "Un nom suffit. On peut changer d’avis à tout moment.",
        answers: ["J’y serai", "Peut-être", "Je n’y serai pas"],
        unsaid: "Vous n’avez pas encore répondu.",
        asked: "Votre place est demandée : vous saurez si elle est à vous dès que le serveur aura votre demande.",
        taken: "Une place est à vous.",
        waiting: |n| {
            format!(
                "Toutes les places sont prises : vous êtes n° {n} sur la liste d’attente, et prendrez la première qui se libère."
            )
        },
        maybe: "Vous viendrez peut-être.",
        cancelled: "Vous ne viendrez pas.",
        seats: LineWords { label: "Nombre de places", placeholder: "Sans limite" },
        wrong_seats: "Un nombre entre 1 et 100 000, ou rien pour ne pas limiter.",
        count: |taken, seats| match seats {
            None => some(taken, "place prise", "places prises"),
            Some(seats) => format!("{} sur {seats}", some(taken, "place prise", "places prises")),
        },
        overbooked: |n| {
            format!(
                "{} de plus que de places : plusieurs ont pris la dernière au même moment, ou il y en a moins qu’avant. Chacun garde la sienne.",
                some(n, "personne", "personnes")
            )
        },
        who: "Ont une place",
        list: "Liste d’attente",
        maybes: "Peut-être",
    },
    toolbar: Toolbar {
        title: "Mise en forme",
        bold: "Gras",
        italic: "Italique",
        heading: "Titre",
        bullet: "Liste",
        number: "Numéros",
        task: "Tâches",
        quote: "Citation",
        link: "Lien",
        history: "Historique",
        undo: "Annuler",
        redo: "Rétablir",
    },
    journal: Journal {
        title: "Le journal",
        what: "Tout ce qui a été fait ici, par qui et quand. On peut revenir à chaque moment, et en repartir.",
        link: "Le journal",
        none: "Rien n’a encore été fait ici.",
        earlier: "Voir plus tôt",
        news: "Depuis votre dernière visite",
        no_news: "Rien de nouveau.",
        you: "Vous",
        someone: "Quelqu’un",
        look: "Voir ce moment",
        restore: "Revenir à ce moment",
        ask: "Revenir à ce moment ?",
        safe: "Ce qui est venu depuis reste dans le journal : vous pourrez y revenir de la même façon. Tout le monde verra ce retour.",
        named: |title| format!("a donné le titre « {title} »"),
        wrote: |added, removed| match (added, removed) {
            (added, 0) => format!("a écrit ({})", some(added, "caractère", "caractères")),
            (0, removed) => format!("a effacé ({})", some(removed, "caractère", "caractères")),
            (added, removed) => format!("a écrit ({}, {removed} en moins)", some(added, "caractère", "caractères")),
        },
        moved: |phase| format!("est passé à « {phase} »"),
        added: |edition, title| match title {
            "" => format!("a commencé à préparer le {edition}"),
            title => format!("a commencé à préparer le {edition}, « {title} »"),
        },
        withdrew: |edition| format!("a retiré le {edition} de la carte"),
        put_back: |edition| format!("a remis le {edition} sur la carte"),
        renamed: |edition, title| format!("a donné au {edition} le titre « {title} »"),
        reached: |edition, phase| format!("a vu le {edition} passer à « {phase} »"),
        noted: |added, removed| match (added, removed) {
            (added, 0) => format!("a écrit dans les notes de l’équipe ({})", some(added, "caractère", "caractères")),
            (0, removed) => {
                format!("a effacé dans les notes de l’équipe ({})", some(removed, "caractère", "caractères"))
            }
            (added, removed) => {
                format!(
                    "a écrit dans les notes de l’équipe ({}, {removed} en moins)",
                    some(added, "caractère", "caractères")
                )
            }
        },
        theme: |theme| match theme {
            "" => "a retiré le thème".to_owned(),
            theme => format!("a choisi le thème « {theme} »"),
        },
        problem: |problem| match problem {
            "" => "a retiré la problématique".to_owned(),
            problem => format!("a posé la problématique « {problem} »"),
        },
        joined: |role| match role {
            "" => "est de l’équipe".to_owned(),
            role => format!("est de l’équipe : {role}"),
        },
        left: "a quitté l’équipe",
        idea: |deed, text| match deed {
            Deed::Added => format!("a proposé « {text} »"),
            Deed::Changed | Deed::Decided => format!("a dit autrement une idée : « {text} »"),
            Deed::Joined => format!("a réuni « {text} » avec une autre idée"),
            Deed::Parted => format!("a séparé « {text} » d’une autre idée"),
            Deed::TakenUp => format!("a repris « {text} » dans un meetup"),
            Deed::GivenBack => format!("a rendu « {text} » à la boîte à idées"),
            Deed::TookAway => format!("a retiré l’idée « {text} »"),
            Deed::BroughtBack | Deed::Moved => format!("a remis l’idée « {text} »"),
        },
        adopted: |deed, text| match deed {
            Deed::TookAway => format!("a rendu « {text} » à la boîte à idées"),
            _ => format!("a repris l’idée « {text} »"),
        },
        remark: |deed, text| match deed {
            Deed::TookAway => format!("a retiré une remarque : « {text} »"),
            Deed::BroughtBack => format!("a remis une remarque : « {text} »"),
            _ => format!("a dit d’une idée : « {text} »"),
        },
        supported: |text| format!("soutient l’idée « {text} »"),
        supported_no_more: |text| format!("ne soutient plus l’idée « {text} »"),
        seats: |seats| match seats {
            None => "a ouvert le meetup sans compter les places".to_owned(),
            Some(1) => "a compté une place".to_owned(),
            Some(seats) => format!("a compté {seats} places"),
        },
        seat: |seat| match seat {
            Some(Seat::Asked) => "demande une place",
            Some(Seat::Taken) => "a une place",
            Some(Seat::Waiting(_)) => "est sur la liste d’attente",
            Some(Seat::Maybe) => "viendra peut-être",
            Some(Seat::Cancelled) | None => "ne vient pas",
        },
        called: preparing::called,
        announced: preparing::announced,
        talk: preparing::talk,
        status: preparing::status,
        answered: "a répondu à son invitation",
        date: preparing::date,
        venue: preparing::venue,
        voted: preparing::voted,
        took_in: |votes| format!("a repris {}", some(votes, "réponse", "réponses")),
        closed: preparing::closed,
        opened: "a rouvert le sondage",
        listed: preparing::listed,
        step: preparing::step,
        bilan: bilan::wrote,
        moment: bilan::moment,
        led: bilan::led,
        timed: bilan::TIMED,
        allowed: bilan::allowed,
        came: bilan::came,
        gave_points: bilan::gave_points,
        rated: bilan::rated,
        card: bilan::card,
        group: bilan::group,
        happening: bilan::happening,
        evidence: bilan::evidence,
        carried: bilan::carried,
        intention: |deed, text| match deed {
            Deed::Added => format!("a ajouté l’intention « {text} »"),
            Deed::Changed => format!("a dit autrement une intention : « {text} »"),
            Deed::Moved => format!("a changé de place l’intention « {text} »"),
            Deed::TookAway => format!("a retiré l’intention « {text} »"),
            Deed::Decided => format!("a dit ce qu’il en est de l’intention « {text} »"),
            Deed::BroughtBack | Deed::Joined | Deed::Parted | Deed::TakenUp | Deed::GivenBack => {
                format!("a remis l’intention « {text} »")
            }
        },
    },
    name: Name {
        title: "Comment vous appelle-t-on ici ?",
        why: "Votre nom se lit à côté de ce que vous écrivez. Il est gardé sur cet appareil et dans l’annuaire du serveur, d’où vous pouvez l’effacer : aucun compte n’est créé.",
        label: "Votre nom, ou celui que vous voulez",
        save: "C’est moi",
        later: "Plus tard",
    },
    me: Me {
        title: "Vous",
        profile: "Votre fiche",
        profile_what: "Votre nom et quelques mots, que lisent les personnes de vos communs. Ils ne sont dans aucun document : ils sont dans l’annuaire du serveur, signés par cet appareil, et vous pouvez les en effacer.",
        no_name: "Il manque un nom. N’importe lequel convient.",
        long_name: |n, max| format!("Ce nom compte {n} caractères ; il peut en avoir {max}."),
        words: "Quelques mots sur vous",
        words_hint: "Ce que vous cartographiez, ce que vous aimez faire, comment vous joindre… ou rien.",
        long_words: |n, max| {
            format!(
                "Ces mots comptent {n} caractères ; il peut y en avoir {max}. Rien n’est perdu, raccourcissez un peu."
            )
        },
        save: "Enregistrer",
        unsaid: "Rien n’est encore dit de vous.",
        said: "Enregistré dans l’annuaire du serveur.",
        waits: "Sur cet appareil ; l’annuaire le recevra dès qu’il y aura du réseau.",
        second: "Un autre appareil",
        second_what: "Un téléphone et un ordinateur peuvent être la même personne. Photographiez ce code avec l’autre appareil, ou ouvrez-y le lien.",
        show: "Montrer le code",
        hide: "Cacher le code",
        qr: "Code QR qui fait d’un autre appareil l’un des vôtres",
        code_what: "Ce code vaut dix minutes. Qui le photographie devient vous : ne le montrez qu’à vous-même.",
        code_link: "Le même, en lien",
        arrival: "Faire de cet appareil l’un des vôtres ?",
        arrival_what: "Il parlera sous le nom de l’autre appareil. Ce qu’il connaît et garde ne change pas ; le nom qu’il avait jusqu’ici n’est plus le sien.",
        join: "C’est bien moi",
        not_ours: (
            "Ce code n’est pas un code de Boucle, ou il n’est pas entier.",
            "Rien n’a changé sur cet appareil. Affichez un nouveau code sur l’autre, et photographiez-le en entier.",
        ),
        expired: (
            "Ce code est trop vieux.",
            "Un code vaut dix minutes, et rien n’a changé sur cet appareil. Affichez-en un nouveau sur l’autre. Si cela persiste, l’heure de l’un des deux est fausse.",
        ),
        forget: "Être oublié",
        forget_what: "Votre nom et vos mots s’effacent de l’annuaire du serveur, puis de chaque appareil qui les avait lus, dès qu’il se reconnecte.",
        forget_button: "Oubliez-moi",
        forget_ask: "Être oublié ?",
        forget_goes: "Votre nom et vos mots seront effacés. Dans les documents, vous deviendrez « quelqu’un », et cet appareil recommencera comme une autre personne. Cela ne peut pas s’annuler.",
        forget_stays: "Ce que vous avez écrit dans les pads y reste : si votre nom y figure, effacez-le d’abord vous-même.",
        stay: "Rester",
        forgotten: "C’est fait : l’annuaire du serveur n’a plus rien de vous.",
        forgotten_waits: "Effacé de cet appareil. L’annuaire du serveur l’apprendra dès qu’il y aura du réseau.",
        link: "Votre fiche et vos appareils",
    },
    notices: Notices {
        no_storage: (
            "Ce navigateur ne garde rien.",
            "Ce qui n’a pas atteint le serveur disparaîtra avec cet onglet. Une fenêtre ordinaire, non privée, y remédie souvent.",
        ),
        not_secure: (
            "Cette page arrive par une connexion simple (http).",
            "Tout marche, à deux choses près : Boucle ne s’ouvrira pas sans réseau, et le navigateur peut effacer ce qu’il garde.",
        ),
        left_out: (
            "Une modification de ce meetup a été laissée de côté.",
            "Elle arrêtait Boucle dans ce navigateur. Le reste est là, et ce que vous écrivez est gardé comme d’habitude.",
        ),
        interrupted: (
            "Le serveur a interrompu l’échange.",
            "Il reprend de lui-même ; ce qui n’est pas encore enregistré sera envoyé de nouveau.",
        ),
        not_made: ("Cette modification n’a pas pu être faite.", "Ce qui était écrit n’a pas changé."),
        not_read: (
            "Ce qui arrive du serveur ne peut pas être lu.",
            "Ce que vous écrivez reste ici. Recharger la page y remédie souvent.",
        ),
        detail: |detail| format!("Détail technique : {detail}"),
        not_received: (
            "Ce meetup n’est pas encore arrivé jusqu’ici.",
            "Il s’affichera dès que le serveur répondra. Vous pouvez déjà écrire : tout se rejoindra.",
        ),
        read_only: (
            "Une version plus récente de Boucle a écrit ce meetup.",
            "Il se lit ici. Pour y écrire, rechargez la page quand vous aurez du réseau.",
        ),
    },
    lost: Lost {
        no_page: Message {
            title: "Le chemin s’arrête ici",
            text: "Aucune page de Boucle n’est à cette adresse. Le lien a peut-être été coupé en route.",
        },
        malformed: Message {
            title: "Cette adresse n’est pas entière",
            text: "Elle ressemble à celle d’un meetup, mais il y manque un bout ou une lettre a changé. Demandez à nouveau le lien à qui vous l’a envoyé.",
        },
        unknown: Message {
            title: "Aucun meetup à cette adresse",
            text: "Ni cet appareil ni le serveur ne le connaissent. S’il vient d’être démarré sans réseau, il arrivera quand l’appareil qui le porte rejoindra le serveur.",
        },
        unknown_commons: Message {
            title: "Aucun commun à cette adresse",
            text: "Ni cet appareil ni le serveur ne le connaissent. S’il vient d’être ouvert sans réseau, il arrivera quand l’appareil qui le porte rejoindra le serveur.",
        },
        broken: Message {
            title: "Ce meetup ne se laisse pas ouvrir",
            text: "Ce que cet appareil en garde ne peut pas être lu. Rien n’a été effacé : vous pouvez télécharger ce qui est là.",
        },
        failed: Message {
            title: "Le serveur n’a pas pu préparer cette page",
            text: "Ce qui est enregistré, sur votre appareil et sur le serveur, n’a pas bougé. Rechargez la page dans un moment.",
        },
        details: "Détail technique",
        back: "Revenir à l’accueil",
    },
};

/// Zero and one are singular.
fn some(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n < 2 { one } else { many })
}
