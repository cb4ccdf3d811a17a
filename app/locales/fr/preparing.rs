//! What prepares a meetup, in French: its steps, speakers, poll and announcement.

use super::some;
use crate::i18n::words::{AnswerWords, LineWords, Pad, PollWords, StepWords, TalkWords, TellWords, Told, Unread};
use boucle_model::{
    NotAWhen, Status, Step, When, calendar_day,
    journal::Deed,
    sheet::{Expected, News, Wrong},
};

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SHORT_MONTHS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

fn day(when: &When, last: bool) -> String {
    let (year, month, day, weekday) = calendar_day(if last { when.last_day() } else { when.first_day() });
    let day = if day == 1 { "1er".to_owned() } else { day.to_string() };
    format!("{} {day} {} {year}", DAYS[weekday], MONTHS[month - 1])
}

/// An hour as it is said: 19 h, 19 h 30.
fn hour(time: (u8, u8)) -> String {
    match time {
        (hour, 0) => format!("{hour} h"),
        (hour, minute) => format!("{hour} h {}{minute}", if minute < 10 { "0" } else { "" }),
    }
}

fn hours(when: &When) -> Option<(String, String)> {
    let (from, to) = when.hours()?;
    Some((hour((from.hour(), from.minute())), hour((to.hour(), to.minute()))))
}

/// The city whose clock it is.
fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

pub(super) fn when(when: &When) -> String {
    let one_day = when.first_day() == when.last_day();
    match (hours(when), when.zone()) {
        (Some((from, to)), Some(zone)) if one_day => format!("{}, de {from} à {to} ({})", day(when, false), city(zone)),
        (Some((from, to)), Some(zone)) => {
            format!("du {} à {from} au {} à {to} ({})", day(when, false), day(when, true), city(zone))
        }
        _ if one_day => day(when, false),
        _ => format!("du {} au {}", day(when, false), day(when, true)),
    }
}

fn when_short(when: &When) -> String {
    let (_, month, day, weekday) = calendar_day(when.first_day());
    let date = format!("{}. {day} {}", &DAYS[weekday][..3], SHORT_MONTHS[month - 1]);
    hours(when).map_or_else(|| date.clone(), |(from, _)| format!("{date} {from}"))
}

/// An option of the poll from how it stands in the document.
fn option(says: &str) -> String {
    says.parse().map_or_else(|_venue| says.to_owned(), |date| when(&date))
}

pub(super) const CALL: Pad = Pad {
    title: "L’appel à la communauté",
    write: "Écrire",
    read: "Lire",
    label: "Texte de l’appel",
    placeholder: "Un prochain meetup se prépare : qui vient le préparer ?",
    empty: "L’appel n’est pas encore écrit.",
    for_ever: "Ce qui est écrit ici reste chez toutes les personnes qui l’ont reçu : l’effacer ne le leur reprend pas.",
    done: "fait",
    to_do: "à faire",
};

pub(super) const ANNOUNCEMENT: Pad = Pad {
    title: "L’annonce",
    write: "Écrire",
    read: "Lire",
    label: "Texte de l’annonce",
    placeholder: "Quand, où, avec qui, et pourquoi venir.",
    empty: "L’annonce n’est pas encore écrite.",
    for_ever: "Ce qui est écrit ici reste chez toutes les personnes qui l’ont reçu : l’effacer ne le leur reprend pas.",
    done: "fait",
    to_do: "à faire",
};

pub(super) const STEPS: StepWords = StepWords {
    title: "Les sept étapes",
    tools: "La préparation",
    what: "Chaque étape dit où elle en est, d’après ce qui est écrit ici. Ce qui s’est fait ailleurs se coche.",
    steps: [
        ("Prévenir la communauté qu’un meetup se prépare", "Écrire l’appel"),
        ("Former une équipe", "Voir l’équipe"),
        ("Inviter des intervenants", "Inviter"),
        ("Faire la liste d’après les réponses", "Voir les réponses"),
        ("Choisir la date et le lieu", "Ouvrir le sondage"),
        ("Annoncer le meetup", "Écrire l’annonce"),
        ("Publier sur meetup.com", "Préparer la publication"),
    ],
    states: ["à faire", "en cours", "fait"],
    count: |done| format!("{} sur 7", some(done, "étape faite", "étapes faites")),
    texts: ["Rien n’est encore écrit.", "Le texte est écrit : reste à l’envoyer."],
    team: |n| match n {
        0 => "Personne n’en est encore.".to_owned(),
        n => format!("{} dans l’équipe", some(n, "personne", "personnes")),
    },
    invited: |invited, answered| match (invited, answered) {
        (0, 0) => "Personne n’est encore pressenti.".to_owned(),
        (invited, answered) => {
            format!(
                "{}, {}",
                some(invited, "personne pressentie", "personnes pressenties"),
                some(answered, "réponse", "réponses")
            )
        }
    },
    answers: |willing, awaited| match (willing, awaited) {
        (0, 0) => "Personne n’a encore répondu.".to_owned(),
        (willing, 0) => format!("{} d’accord", some(willing, "personne", "personnes")),
        (willing, awaited) => {
            format!(
                "{} d’accord, {} à attendre",
                some(willing, "personne", "personnes"),
                some(awaited, "réponse", "réponses")
            )
        }
    },
    poll: |dates, venues, people| {
        format!(
            "{}, {}, {}",
            some(dates, "date", "dates"),
            some(venues, "lieu", "lieux"),
            match people {
                0 => "personne n’a encore répondu".to_owned(),
                people => some(people, "réponse", "réponses"),
            }
        )
    },
    no_poll: "Ni date ni lieu ne sont proposés.",
    listed: "L’adresse de la publication est notée.",
    unlisted: "Pas encore publié.",
    elsewhere: |step| format!("Fait ailleurs : {step}"),
    elsewhere_short: "Fait ailleurs…",
    ask: |step| format!("{step} : c’est fait ?"),
    note: LineWords { label: "Une note, si vous voulez", placeholder: "Où, quand, avec qui" },
    tick: "C’est fait",
    untick: |step| format!("Pas fait, finalement : {step}"),
    untick_short: "Pas fait, finalement",
    cancel: "Annuler",
};

pub(super) const TALKS: TalkWords = TalkWords {
    title: "Les intervenants",
    link: "Voir les intervenants",
    what: "Qui pourrait venir raconter quoi. Chacun peut se proposer, ou proposer quelqu’un.",
    none: "Personne n’est encore pressenti.",
    propose: "Proposer une intervention",
    who: "Qui interviendrait ?",
    oneself: "Moi",
    another: "Quelqu’un d’autre",
    name: LineWords {
        label: "Son nom",
        placeholder: "Il est gardé dans l’annuaire, où il s’efface, jamais dans le meetup.",
    },
    subject: LineWords { label: "Sujet", placeholder: "En une ligne." },
    send: "Proposer",
    summary: LineWords { label: "Résumé", placeholder: "De quoi il sera question" },
    links: LineWords { label: "Liens", placeholder: "Une adresse par ligne" },
    statuses: ["à inviter", "invitation envoyée", "ça l’intéresse", "vient", "ne peut pas"],
    lists: ["À inviter", "Réponse attendue", "Ça les intéresse", "Viennent", "Ne peuvent pas"],
    status_of: |name| format!("Où en est {name}"),
    invite: |name| format!("Inviter {name}"),
    invite_short: "Inviter…",
    also: "Ajouter quelqu’un à cette intervention",
    also_short: "À plusieurs…",
    add: "Ajouter",
    cancel: "Annuler",
    remove: |name| format!("Retirer {name}"),
    remove_ask: |name| format!("Retirer {name} de cette intervention ?"),
    remove_what: "On peut l’annuler. Le journal s’en souvient.",
    remove_yes: "Retirer",
    keep: "Garder",
    take_away: |subject| format!("Retirer l’intervention « {subject} »"),
    take_away_short: "Retirer",
    take_ask: "Retirer cette intervention ?",
    take_what: "Les réponses sont gardées, et l’intervention peut être remise. Qui répond à son invitation entretemps la remet aussi.",
    taken_away: "Interventions retirées",
    bring_back: |subject| format!("Remettre l’intervention « {subject} »"),
    bring_back_short: "Remettre",
    dates: "Ses disponibilités",
    no_dates: "Aucune date n’est encore proposée.",
    silent: "rien dit",
    wrong_link: "Une adresse par ligne, qui commence par http ou https.",
    invitation: |to| {
        let dates = match &to.dates[..] {
            [] => String::new(),
            [one] => format!("Date : {one}\n\n"),
            all => format!(
                "Dates possibles :\n{}\n\n",
                all.iter().map(|date| format!("- {date}")).collect::<Vec<_>>().join("\n")
            ),
        };
        format!(
            "Bonjour {},\n\nNous préparons ensemble « {} » et aimerions vous y entendre : {}.\n\n{dates}Pour répondre, sans créer de compte, et dire quand vous êtes libre :\n{}\n\nMerci, et à bientôt.\n",
            to.name, to.meetup, to.subject, to.address
        )
    },
    invitation_title: |name| format!("Inviter {name}"),
    invitation_what: "Relisez, changez ce que vous voulez, puis envoyez-le vous-même. Le lien permet de répondre sans compte.",
    invitation_label: "Texte de l’invitation",
    mail: "Ouvrir dans ma messagerie",
    mail_subject: |meetup| format!("Invitation à intervenir : {meetup}"),
    copy: "Copier",
    sent: "C’est envoyé",
    close: "Fermer",
};

pub(super) const ANSWER: AnswerWords = AnswerWords {
    title: |meetup| format!("Votre réponse pour « {meetup} »"),
    lead: |name| format!("{name}, on aimerait vous entendre."),
    about: |subject| format!("Sujet proposé : {subject}"),
    name: LineWords {
        label: "Votre nom", placeholder: "Tel que les autres vous verront. Aucun compte n’est créé."
    },
    no_name: "Dites votre nom, pour que l’équipe sache qui répond.",
    answers: ["Ça m’intéresse", "Je viens", "Je ne pourrai pas"],
    mine: |status| match status {
        Status::Suggested | Status::Invited => "Vous n’avez pas encore répondu.",
        Status::Interested => "Vous avez dit que ça vous intéresse.",
        Status::Confirmed => "Vous avez dit que vous venez. Merci !",
        Status::Declined => "Vous avez dit que vous ne pourrez pas. Merci de l’avoir dit.",
    },
    safe: "Sans réseau, votre réponse reste sur cet appareil et part toute seule dès qu’il y en a un.",
    dates: "Quand seriez-vous libre ?",
    dates_what: "L’équipe choisit la date d’après vos réponses et celles des autres.",
    gone: "L’équipe a retiré cette proposition. Si vous répondez quand même, elle revient, et l’équipe le verra.",
    unknown: (
        "Cette invitation n’est plus dans le meetup.",
        "Vérifiez que l’adresse est entière, ou demandez un nouveau lien à la personne qui vous l’a envoyée.",
    ),
    used: |name, status| format!("Cette invitation a déjà sa réponse, de {name} : {status}."),
    used_what: "Si c’était vous, sur un autre appareil, faites de celui-ci le vôtre depuis la page « Vous », et changez votre réponse là-bas ou ici. Si ce n’était pas vous, dites-le à l’équipe.",
    used_anyway: "Répondre quand même d’ici",
    see: "Voir comment le meetup se prépare",
};

pub(super) const POLL: PollWords = PollWords {
    title: "La date et le lieu",
    link: "Répondre au sondage",
    what: "Dites ce qui vous va. Tout le monde peut ajouter une date ou un lieu.",
    is_closed: "Le sondage est fermé. Pour voter encore ou proposer autre chose, on le rouvre.",
    when,
    when_short,
    dates: "Dates",
    no_dates: "Aucune date n’est encore proposée.",
    venues: "Lieux",
    no_venues: "Aucun lieu n’est encore proposé.",
    votes: ["Oui", "Si besoin", "Non"],
    vote_of: |option| format!("Votre réponse : {option}"),
    counts: |[yes, maybe, no]| format!("{yes} oui, {maybe} si besoin, {no} non"),
    here: |time| format!("chez vous : {time}"),
    busy: |what| format!("Votre agenda : {what}"),
    free: "Votre agenda est libre.",
    past: "C’est passé.",
    holds: |n| some(n, "place", "places"),
    add_date: "Proposer une date",
    add_venue: "Proposer un lieu",
    whole_day: "Toute la journée",
    day: "Jour",
    last_day: "Dernier jour",
    from: "De",
    to: "À",
    zone: LineWords { label: "Fuseau horaire", placeholder: "Par exemple Europe/Paris" },
    add: "Ajouter",
    no_day: "Donnez un jour.",
    no_end: "Donnez une heure de début et une heure de fin.",
    ends_first: "La fin doit venir après le début.",
    no_zone: "Ce fuseau horaire n’est pas connu. Par exemple : Europe/Paris.",
    is_past: "Cette date est passée.",
    is_there: "Cette date est déjà proposée.",
    venue_name: LineWords { label: "Nom du lieu", placeholder: "Un lieu" },
    venue_address: LineWords { label: "Adresse", placeholder: "Où c’est" },
    venue_capacity: LineWords { label: "Places", placeholder: "On ne sait pas" },
    venue_access: LineWords { label: "Accès", placeholder: "Comment on entre, marches, métro" },
    no_name: "Donnez un nom au lieu.",
    wrong_capacity: "Entre 1 et 100 000 places, en chiffres.",
    details: "Adresse, places, accès",
    take_away: |option| format!("Retirer {option}"),
    take_away_short: "Retirer",
    take_ask: |option| format!("Retirer {option} ?"),
    take_what: |votes| match votes {
        0 => "On peut l’annuler, et le remettre plus tard.".to_owned(),
        1 => "1 réponse porte dessus : elle est gardée, et revient si on le remet.".to_owned(),
        votes => format!(
            "{} dessus : elles sont gardées, et reviennent si on le remet.",
            some(votes, "réponse porte", "réponses portent")
        ),
    },
    taken_off: "Retirés du sondage",
    taken_off_votes: |votes| some(votes, "réponse gardée", "réponses gardées"),
    bring_back: |option| format!("Remettre {option}"),
    bring_back_short: "Remettre",
    keep: "Garder",
    best: "Ce qui convient le mieux",
    best_what: "D’abord là où le plus d’intervenants peuvent, puis là où le plus de monde peut, sans dépasser la salle. « Si besoin » compte pour moitié.",
    no_best: "Le classement apparaît dès qu’il y a une date ou un lieu.",
    all_choices: |n| format!("Voir {}", some(n, "autre choix", "autres choix")),
    can: |n| some(n, "peut", "peuvent"),
    could: |n| format!("{n} si besoin"),
    cannot: |n| some(n, "ne peut pas", "ne peuvent pas"),
    speakers: |can, could, all| match (can, could, all) {
        (can, 0, all) if can == all && all == 1 => "l’intervenant peut".to_owned(),
        (can, 0, all) if can == all && all == 2 => "les deux intervenants peuvent".to_owned(),
        (can, 0, all) if can == all => format!("les {all} intervenants peuvent"),
        (can, 0, all) => format!("{can} sur {} peuvent", some(all, "intervenant", "intervenants")),
        (can, could, all) => {
            format!("{can} sur {} peuvent, {could} si besoin", some(all, "intervenant", "intervenants"))
        }
    },
    room: |seats, holds| {
        if holds {
            format!("la salle a {}", some(seats, "place", "places"))
        } else {
            format!("la salle n’a que {}", some(seats, "place", "places"))
        }
    },
    choose: |option| format!("Retenir {option}"),
    choose_short: "Retenir",
    choose_ask: |option| format!("Retenir {option} ?"),
    choose_what: "Le sondage se ferme, et tout le monde le voit. Aucune réponse ne se perd : on peut le rouvrir.",
    both: |date, venue| format!("{date} : {venue}"),
    chosen: "C’est dit",
    open_again: "Rouvrir le sondage",
    open_ask: "Rouvrir le sondage ?",
    open_what: "La date et le lieu ne sont plus fixés. Toutes les réponses sont encore là.",
    conflict: |n| format!("Le sondage a été fermé sur {n} choix au même moment. Lequel garder ?"),
    option_gone: "(retiré du sondage)",
    table: "Qui a dit quoi",
    table_show: |n| format!("Voir {}", some(n, "réponse", "réponses")),
    table_none: "Personne n’a encore répondu.",
    previous: "Précédents",
    next: "Suivants",
    shown: |from, to, all| format!("{from} à {to} sur {all}"),
    said: ["oui", "si besoin", "non"],
    person: "Personne",
    speaker: "intervenant",
    nothing: "–",
    exchange: "Tableurs et agendas",
    download: "Télécharger le tableau (CSV)",
    file: "sondage",
    upload: "Reprendre un tableau (CSV)",
    upload_what: "Une colonne par date ou lieu, une ligne par personne. Rien n’est repris avant que vous ayez vu ce que cela change.",
    news: |news: &News| {
        let differing = match news.differing {
            0 => String::new(),
            n => format!(
                " {} autrement qu’ici : ce qui est ici reste.",
                some(n, "réponse y est dite", "réponses y sont dites")
            ),
        };
        format!(
            "Ce tableau ajoute {} et {}.{differing}",
            some(news.options, "date ou lieu", "dates ou lieux"),
            some(news.votes, "réponse", "réponses")
        )
    },
    take_in: "Reprendre",
    wrong: "Ce tableau ne peut pas être repris. Rien n’a changé.",
    wrong_line: |wrong: &Wrong| {
        let expected = match wrong.expected {
            Expected::Heads => {
                "on attend une première ligne avec au moins une date ou un lieu après la colonne des noms".to_owned()
            }
            Expected::Time(NotAWhen::EndsFirst) => "la date finit avant de commencer".to_owned(),
            Expected::Time(NotAWhen::NoZone) => "des heures demandent leur fuseau, comme Europe/Paris".to_owned(),
            Expected::Time(_) => "on attend une date, comme 2027-01-14".to_owned(),
            Expected::Venue => "on attend le nom d’un lieu, de 200 caractères au plus".to_owned(),
            Expected::Capacity => "on attend entre 1 et 100 000 places".to_owned(),
            Expected::Another => "cette date ou ce lieu est déjà dans le tableau".to_owned(),
            Expected::Name => "on attend un nom, de 64 caractères au plus".to_owned(),
            Expected::Vote => "on attend oui, si besoin, non, ou rien".to_owned(),
            Expected::People(n) => {
                format!("on attend {} au plus avec autant de colonnes", some(n, "personne", "personnes"))
            }
            Expected::Options(n) => format!("on attend au plus {}", some(n, "date ou lieu", "dates et lieux")),
            Expected::Cells(n) => format!("on attend {} comme dans la première ligne", some(n, "case", "cases")),
        };
        let place = match wrong.column {
            0 => format!("Ligne {}", wrong.line),
            column => format!("Ligne {}, colonne {column}", wrong.line),
        };
        if wrong.found.is_empty() {
            format!("{place} : {expected}.")
        } else {
            format!("{place} : {expected} ; il y a « {} ».", wrong.found)
        }
    },
    wrong_more: |n| format!("Et {} encore.", some(n, "ligne", "lignes")),
    unreadable: "Ce fichier ne peut pas être lu comme un texte. Rien n’a changé.",
    taken_in: "Le tableau est repris. On peut l’annuler d’un coup.",
    calendar: "Voir mes empêchements (ICS)",
    calendar_what: "Choisissez l’export de votre agenda : il est lu sur cet appareil, n’est envoyé nulle part et n’est pas gardé.",
    calendar_read: |n| format!("Votre agenda est lu : {} aux dates proposées.", some(n, "empêchement", "empêchements")),
    calendar_wrong: |line, why, text| {
        let expected = match why {
            Unread::NotACalendar => "ce n’est pas un agenda : il commencerait par BEGIN et VCALENDAR",
            Unread::Unfinished => "l’agenda s’arrête au milieu",
            Unread::BadLine => "on attend un nom, deux points et une valeur",
            Unread::BadDate => "on attend une date, comme 20270114 ou 20270114T190000Z",
            Unread::UnknownZone => "ce fuseau horaire n’est pas connu",
            Unread::TooMany => "un événement se répète trop souvent pour être suivi",
        };
        match (line, text) {
            (0, _) => format!("Cet agenda ne peut pas être lu : {expected}. Rien n’a changé."),
            (line, "") => format!("Cet agenda ne peut pas être lu. Ligne {line} : {expected}. Rien n’a changé."),
            (line, text) => format!(
                "Cet agenda ne peut pas être lu. Ligne {line} : {expected} ; il y a « {text} ». Rien n’a changé."
            ),
        }
    },
    calendar_forget: "Oublier mon agenda",
    add_to_calendar: "Ajouter à mon agenda",
    no_script: "Cette partie de Boucle n’a pas pu être chargée. Réessayez quand il y a du réseau.",
};

fn lines(told: &[(&str, &str)]) -> String {
    let said = told.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| format!("- **{label} :** {value}\n")).collect()
}

fn list(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!("\n## {title}\n\n{}", items.iter().map(|item| format!("- {item}\n")).collect::<String>())
}

pub(super) const TELL: TellWords = TellWords {
    call: ("L’appel à la communauté", "Étape 1 : prévenir qu’un meetup se prépare, et que chacun peut y prendre part."),
    announcement: ("L’annonce", "Étapes 6 et 7 : dire à tout le monde quand, où et avec qui."),
    draft: "Écrire un premier jet",
    draft_again: "Repartir d’un premier jet",
    draft_ask: "Repartir d’un premier jet ?",
    draft_what: "Le texte d’aujourd’hui est remplacé par un texte fait d’après le meetup. Le journal garde l’ancien.",
    draft_yes: "Remplacer le texte",
    draft_no: "Garder le texte",
    call_draft: |told: &Told| {
        let title = if told.meetup.is_empty() {
            "Un prochain meetup se prépare".to_owned()
        } else {
            format!("{} : on le prépare ensemble", told.meetup)
        };
        let community = if told.community.is_empty() { String::new() } else { format!(" de {}", told.community) };
        format!(
            "# {title}\n\nLe prochain meetup{community} se prépare, et chacun peut y prendre part : proposer un thème, une date, un lieu, un intervenant, ou rejoindre l’équipe.\n\n{}{}\nOn s’y retrouve ici : {}\n",
            lines(&[("Thème", &told.theme), ("Question", &told.problem)]),
            list("Ce que nous voulons", &told.intentions),
            told.link
        )
    },
    announcement_draft: |told: &Told| {
        let title = if told.meetup.is_empty() { "Prochain meetup" } else { &told.meetup };
        let venue =
            if told.address.is_empty() { told.venue.clone() } else { format!("{}, {}", told.venue, told.address) };
        let seats = told.seats.map(|seats| some(seats, "place", "places")).unwrap_or_default();
        let talks: Vec<_> = told
            .talks
            .iter()
            .map(|(subject, by)| if by.is_empty() { subject.clone() } else { format!("{subject}, par {by}") })
            .collect();
        let problem = if told.problem.is_empty() { String::new() } else { format!("{}\n\n", told.problem) };
        format!(
            "# {title}\n\n{problem}{}{}{}\nInscription, un nom suffit : {}\n",
            lines(&[
                ("Quand", &told.when),
                ("Où", &venue),
                ("Accès", &told.access),
                ("Places", &seats),
                ("Thème", &told.theme)
            ]),
            list("Au programme", &talks),
            list("Ce que nous voulons", &told.intentions),
            told.link
        )
    },
    send: "L’envoyer",
    send_what: "Copiez le texte, ou ouvrez-le dans votre messagerie. Quand il est parti, dites-le : l’étape est faite.",
    copy: ["Copier en Markdown", "Copier en texte", "Copier en HTML"],
    mail: "Ouvrir dans ma messagerie",
    sent: "C’est envoyé…",
    is_sent: "L’étape est faite.",
    missing: "La date et le lieu ne sont pas encore choisis : le premier jet ne les dira pas.",
    names: "Le premier jet nomme les intervenants qui viennent : leur nom restera dans ce texte et dans son histoire, comme tout ce qu’on y écrit.",
    listing: "Publier sur meetup.com",
    listing_what: "Les champs sont dans l’ordre où le formulaire de meetup.com les demande. Collez l’adresse obtenue en bas : l’étape est faite.",
    fields: ["Titre", "Date", "Heure de début", "Durée", "Description", "Lieu", "Nombre de places"],
    copy_field: |field| format!("Copier : {field}"),
    copy_short: "Copier",
    duration: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => some(usize::try_from(minutes).unwrap_or(0), "minute", "minutes"),
        (hours, 0) => some(usize::try_from(hours).unwrap_or(0), "heure", "heures"),
        (hours, minutes) => format!("{hours} h {}{minutes}", if minutes < 10 { "0" } else { "" }),
    },
    address: LineWords { label: "Adresse de la publication", placeholder: "L’adresse sur meetup.com, ou ailleurs" },
    wrong_address: "Une adresse commence par http ou https.",
    open: "Ouvrir la publication",
};

pub(super) fn called(added: usize, removed: usize) -> String {
    wrote("l’appel", added, removed)
}

pub(super) fn announced(added: usize, removed: usize) -> String {
    wrote("l’annonce", added, removed)
}

pub(super) fn wrote(what: &str, added: usize, removed: usize) -> String {
    match (added, removed) {
        (added, 0) => format!("a écrit dans {what} ({})", some(added, "caractère", "caractères")),
        (0, removed) => format!("a effacé dans {what} ({})", some(removed, "caractère", "caractères")),
        (added, removed) => {
            format!("a écrit dans {what} ({}, {removed} en moins)", some(added, "caractère", "caractères"))
        }
    }
}

pub(super) fn talk(deed: Deed, subject: &str) -> String {
    match deed {
        Deed::Added => format!("a proposé l’intervention « {subject} »"),
        Deed::Changed => format!("a précisé l’intervention « {subject} »"),
        Deed::TookAway => format!("a retiré l’intervention « {subject} »"),
        _ => format!("a remis l’intervention « {subject} »"),
    }
}

pub(super) fn status(status: Option<Status>, of: Option<&str>, subject: &str) -> String {
    match (status, of) {
        (Some(Status::Suggested), None) => format!("se propose pour « {subject} »"),
        (Some(Status::Invited), None) => format!("a noté son invitation pour « {subject} »"),
        (Some(Status::Interested), None) => format!("interviendrait volontiers : « {subject} »"),
        (Some(Status::Confirmed), None) => format!("interviendra : « {subject} »"),
        (Some(Status::Declined), None) => format!("n’interviendra pas : « {subject} »"),
        (None, None) => format!("ne se propose plus pour « {subject} »"),
        (Some(Status::Suggested), Some(name)) => format!("a pensé à {name} pour « {subject} »"),
        (Some(Status::Invited), Some(name)) => format!("a invité {name} pour « {subject} »"),
        (Some(Status::Interested), Some(name)) => format!("a noté que ça intéresse {name} : « {subject} »"),
        (Some(Status::Confirmed), Some(name)) => format!("a noté que {name} vient pour « {subject} »"),
        (Some(Status::Declined), Some(name)) => format!("a noté que {name} ne vient pas pour « {subject} »"),
        (None, Some(name)) => format!("a retiré {name} de « {subject} »"),
    }
}

pub(super) fn date(deed: Deed, says: &str) -> String {
    let date = option(says);
    match deed {
        Deed::Added => format!("a proposé une date : {date}"),
        Deed::Changed => format!("a changé une date : {date}"),
        Deed::TookAway => format!("a retiré une date : {date}"),
        _ => format!("a remis une date : {date}"),
    }
}

pub(super) fn venue(deed: Deed, name: &str) -> String {
    match deed {
        Deed::Added => format!("a proposé un lieu : {name}"),
        Deed::Changed => format!("a précisé un lieu : {name}"),
        Deed::TookAway => format!("a retiré un lieu : {name}"),
        _ => format!("a remis un lieu : {name}"),
    }
}

pub(super) fn voted(vote: Option<usize>, of: Option<&str>, says: &str) -> String {
    let option = option(says);
    let said = vote.and_then(|vote| POLL.said.get(vote));
    match (said, of) {
        (Some(said), None) => format!("dit {said} : {option}"),
        (None, None) => format!("ne dit plus rien : {option}"),
        (Some(said), Some(name)) => format!("a noté la réponse de {name}, {said} : {option}"),
        (None, Some(name)) => format!("a effacé la réponse de {name} : {option}"),
    }
}

pub(super) fn closed(choice: &str) -> String {
    format!("a fermé le sondage : {choice}")
}

pub(super) fn listed(address: &str) -> String {
    match address {
        "" => "a effacé l’adresse de la publication".to_owned(),
        address => format!("a noté l’adresse de la publication : {address}"),
    }
}

pub(super) fn step(step: Step, note: Option<&str>) -> String {
    let name = STEPS.steps[step as usize].0;
    match note {
        None => format!("dit que ce n’est pas fait : {name}"),
        Some("") => format!("dit que c’est fait : {name}"),
        Some(note) => format!("dit que c’est fait : {name} ({note})"),
    }
}
