//! The example in French. A space before : ; ? ! » and after « does not break.

use super::{
    Somebody, Words,
    note::{below, instead, last},
    prepare::{Preparation, Proposals},
    stock,
};

pub(super) static PEOPLE: [Somebody; super::PEOPLE] = [
    Somebody { name: "Aminata", words: "J’anime les soirées : une carte au mur, des feutres, et tout commence." },
    Somebody { name: "Baptiste", words: "Je fais parler les graphes. Le code le jour, Gephi le soir." },
    Somebody { name: "Inès", words: "Facilitatrice. Je pense en branches, et FreeMind me le rend bien." },
    Somebody { name: "Malik", words: "Je m’occupe d’un jardin partagé, et de sa carte Kumu." },
    Somebody { name: "Soizic", words: "Bibliothécaire. Projet, acteur, idée, ressource : les mots d’abord." },
    Somebody { name: "Yann", words: "Venu par curiosité, resté pour prendre des notes." },
];

pub(super) static WORDS: Words = Words {
    name: "Meetup Carto Paris",
    vision: [
        last(
            "Nous sommes en train de créer un **commun**. Avant, pendant et après chaque meetup, nous souhaitons que la communauté se sente impliquée et puisse s’emparer du projet. Notre Méta-Carto en est un aussi : elle évolue à chaque meetup, et appartient à tout le monde et à personne.",
        ),
        last(
            "\nChaque membre de la communauté peut intervenir à différents moments du cycle : s’inscrire comme public ; choisir une date, un lieu, un intervenant, un thème, une problématique à résoudre ; se proposer pour intervenir ; participer au bilan et proposer des améliorations.",
        ),
        last(
            "\nL’équipe d’un meetup commence par dire ses intentions. Au bilan, elle compare ce qui était attendu avec ce qui a été réalisé, et les améliorations qui en ressortent ouvrent la co-construction du meetup suivant. **La boucle est bouclée !**",
        ),
    ],
    working_title: "Une carte des communs",
    first_title: "Cartographier les communs",
    first_pad: [
        last(
            "Le pad de la rencontre : on le prépare ensemble, on y prend des notes ensemble, et chacun peut compléter ce qu’un autre a écrit.\n\
            \n\
            ## Nos intentions\n\
            1. Dessiner une seule carte à trente, plutôt que trente cartes chacun dans son coin\n\
            2. Essayer trois outils sur les mêmes données",
        ),
        below("2. Essayer trois outils", "3. Repartir avec des mots partagés : projet, acteur, idée, ressource"),
        last(
            "\n\
            ## Avant de venir\n\
            - Les intervenants vous demandent : quelle initiative de votre quartier manque toujours sur les cartes ?",
        ),
        last("- Faut-il installer quelque chose ?"),
        below(
            "- Faut-il installer",
            "  - Rien pour Kumu, qui s’ouvre dans le navigateur. Gephi et FreeMind s’installent : prévoir un quart d’heure",
        ),
        last(
            "\n\
            ## Ordre du jour\n\
            - 19 h 00 : accueil, chacun pose un mot sur le mur\n\
            - 19 h 20 : les idées, avec FreeMind\n\
            - 19 h 40 : les acteurs et les projets, avec Kumu\n\
            - 20 h 05 : ce que Gephi voit et que nous ne voyons pas\n\
            - 20 h 30 : atelier, trois tables\n\
            - 21 h 10 : ce qu’on garde, ce qu’on améliore",
        ),
        last(
            "\n\
            ## Accueil\n\
            - 34 personnes, dont une douzaine pour la première fois",
        ),
        last("- Les mots qui reviennent sur le mur : relier, quartier, entraide, « qui fait quoi »"),
        last(
            "\n\
            ## FreeMind : la carte des idées\n\
            - Au centre, une question : « qu’est-ce qu’un commun ? » La salle dicte, les branches poussent\n\
            - Trois branches tiennent : la ressource, les gens qui en prennent soin, les règles qu’ils se donnent",
        ),
        last("- Limite : une idée n’a qu’un parent. « Jardin partagé » aurait dû pousser sur deux branches à la fois"),
        below(
            "- Limite :",
            "  - On peut tirer une flèche d’une branche à l’autre, mais c’est un pansement. Là, il faut un graphe",
        ),
        last(
            "\n\
            ## Kumu : la carte des acteurs\n\
            - Un tableur de deux feuilles, les éléments et les liens. On l’importe, et la carte apparaît",
        ),
        last(
            "- Démonstration avec un jardin partagé : douze acteurs, trois projets et, au milieu, un atelier vélo que tout le monde avait oublié",
        ),
        last(
            "- On range tout dans quatre types, **PAIR** :\n\
            \n\
            | Type | On se demande | Sur le mur |\n\
            | --- | --- | --- |\n\
            | Projet | Que fait-on ? | composter dans la cour |\n\
            | Acteur | Qui le fait ? | l’amicale des locataires |\n\
            | Idée | Pourquoi ? | une ville qui nourrit |\n\
            | Ressource | Avec quoi ? | six bacs et un broyeur |",
        ),
        last("\nAttention : une carte publique, tout le monde peut la lire. On demande aux gens avant de les y poser."),
        last(
            "\n\
            ## Gephi : la carte qui calcule\n\
            - Les mêmes données : 61 nœuds, 97 liens. ForceAtlas 2 rapproche ce qui est relié",
        ),
        last(
            "- Trois grappes sortent toutes seules : alimentation, numérique libre, logement. Entre le logement et les deux autres, un seul lien !",
        ),
        instead("61 nœuds, 97 liens", "64 nœuds, 103 liens"),
        last(
            "- Le nœud le plus central n’est pas le plus connu : c’est l’atelier vélo\n\
            - Question : une carte bien dessinée est-elle une carte juste ?",
        ),
        below(
            "- Question : une carte",
            "  - La salle : elle montre ce qu’on a choisi de relier. Donc toujours écrire qui l’a faite, et quand",
        ),
        last(
            "\n\
            ## Atelier\n\
            - Table des idées : quarante papiers, neuf idées, une carte mentale en photo",
        ),
        last(
            "- Table des acteurs : dix-sept initiatives saisies dans Kumu, dont cinq que personne n’avait encore sur sa carte",
        ),
        last("- Table des liens : impossible de réunir les trois fichiers, chacun avait ses propres mots"),
        last(
            "\n\
            ## Questions ouvertes\n\
            - Qui tient la carte à jour demain matin ?\n\
            - Comment retirer quelqu’un qui ne veut plus y être ?",
        ),
        last(
            "\n\
            ## Pour continuer\n\
            - Les outils : [Kumu](https://kumu.io), [Gephi](https://gephi.org), [FreeMind](https://freemind.sourceforge.net)",
        ),
        last("- Le vocabulaire : [PAIR](https://www.virtual-assembly.org/ontologie-pair/)"),
        below(
            "- Qui tient la carte à jour",
            "  - Proposition : deux personnes par meetup, à tour de rôle. Je veux bien commencer",
        ),
        last(
            "\n\
            ## Bilan : attendu, réalisé\n\
            \n\
            | Nous voulions | Ce qui est arrivé |\n\
            | --- | --- |\n\
            | une seule carte à trente | à moitié : trois cartes, qui ne se rejoignent que sur le mur |\n\
            | trois outils, les mêmes données | oui, et l’on voit à quoi sert chacun |\n\
            | des mots partagés | les quatre types sont compris, pas encore tenus |",
        ),
        last(
            "\n\
            ## Ce qui passe de A à B\n\
            - Commencer par les mots, avant d’ouvrir le moindre outil",
        ),
        last("- Quelqu’un à la porte, et un résumé en haut du pad, pour qui arrive en retard"),
        last("- Deux outils au lieu de trois, et une heure pleine d’atelier"),
    ],
    next_title: "Relier nos cartes",
    next_pad: [
        last(
            "## Première réunion de préparation\n\
            Lundi soir : cinq autour d’une table, une à distance. La suivante aura lieu dans quinze jours, ouverte à qui veut.",
        ),
        last(
            "\n\
            ## Ce que A nous a appris\n\
            - Les mots d’abord : trois cartes sans vocabulaire commun ne se superposent pas\n\
            - Deux outils suffisent, si l’atelier dure une heure\n\
            - Quelqu’un à la porte, et un résumé en haut du pad",
        ),
        last(
            "\n\
            ## Nos intentions\n\
            1. Réunir les trois cartes de A en une seule, sans perdre un lien\n\
            2. Que chaque lien dise pourquoi il existe",
        ),
        below(
            "2. Que chaque lien",
            "3. Qu’une personne qui n’a jamais cartographié trace son premier lien avant la pause",
        ),
        last(
            "\n\
            ## Qui fait quoi\n\
            - [ ] Relire les cartes de A et marquer les doublons (équipe Gephi)\n\
            - [ ] Écrire une page sur les quatre types, deux exemples pour chacun (notre bibliothécaire)\n\
            - [ ] Trouver une salle de quarante places (équipe du pad)\n\
            - [ ] Inviter deux initiatives du logement, que la carte laissait seules (jardin partagé)",
        ),
        last(
            "\n\
            ## Encore ouvert\n\
            - La date : deux jeudis sont possibles, la communauté choisira\n\
            - Qui vient raconter comment une carte se tient à jour ?",
        ),
        instead("[ ] Relire les cartes", "[x] Relire les cartes"),
        below("Relire les cartes", "  - Sept doublons sur 64 nœuds : la même association, écrite de trois façons"),
        below("Trouver une salle", "  - Une médiathèque a dit « peut-être » : réponse cette semaine"),
    ],
    proposals: Proposals {
        ideas: [
            "Des cartes qui parlent entre elles",
            "Comment retirer quelqu’un d’une carte publique ?",
            "La médiathèque, sa grande table et ses horaires du soir",
            "Un jeudi, plutôt que le lundi",
            "Six mois de la vie d’un jardin sur une carte",
        ],
        remarks: [
            "C’est exactement là que l’atelier de A s’est arrêté.",
            "D’accord, à condition de commencer par les mots.",
        ],
    },
    first: Preparation {
        theme: "Les communs du quartier",
        problem: "Comment dessiner une seule carte à trente ?",
        intentions: [
            "Dessiner une seule carte à trente",
            "Essayer trois outils sur les mêmes données",
            "Repartir avec des mots partagés",
        ],
        roles: ["animation", "facilitation", "vocabulaire", "outils"],
        talks: [
            (
                "Ce que Gephi voit et que nous ne voyons pas",
                "Les mêmes données, rapprochées par le calcul : ce qui sort tout seul, et ce qu’il faut quand même discuter.",
            ),
            (
                "Un jardin partagé, douze acteurs",
                "Comment on tient une carte d’acteurs dans Kumu, avec et pour ceux qui y sont.",
            ),
        ],
        venues: [
            ("Médiathèque, salle du premier", "4 rue des Cartes", "Ascenseur, deux marches à l’entrée"),
            ("Atelier vélo", "12 passage du Canal", "De plain-pied, une seule table"),
        ],
        notes: "## Lundi\n- On commence par les mots, pas par les outils\n- Trente personnes, trois tables",
        call: "# Un premier meetup se prépare\n\nQui vient le préparer ? Un thème, une date, un lieu, un intervenant : tout est ouvert.",
    },
    next: Preparation {
        theme: "Relier nos cartes",
        problem: "Comment trois cartes deviennent-elles une seule, sans perdre un lien ?",
        intentions: [
            "Réunir les trois cartes de A sans perdre un lien",
            "Que chaque lien dise pourquoi il existe",
            "Un premier lien tracé avant la pause par qui n’a jamais cartographié",
        ],
        roles: ["accueil", "facilitation", "vocabulaire", ""],
        talks: [
            (
                "Tenir une carte à jour",
                "Six mois de la vie d’une carte : qui l’a changée, quand, et ce qui a été oublié.",
            ),
            ("Prendre des notes à plusieurs", "Ce qu’un pad garde d’une soirée, et ce qu’il laisse passer."),
        ],
        venues: [
            ("Médiathèque, salle du premier", "4 rue des Cartes", "Ascenseur, deux marches à l’entrée"),
            ("Maison du quartier", "2 place du Marché", "De plain-pied"),
        ],
        notes: "## Première réunion\n- Deux jeudis proposés, le sondage est ouvert\n- Chercher quelqu’un du logement",
        call: "# Relier nos cartes : on prépare la suite\n\nDites quand vous pouvez, et qui vous aimeriez entendre.",
    },
    stock: &stock::FRENCH,
    chart: &super::chart::FR,
};
