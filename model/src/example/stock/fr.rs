//! Taking stock, in French.

use super::Stock;

pub(in crate::example) static STOCK: Stock = Stock {
    kept: [
        "Le mur de mots à l’accueil : chacun a posé le sien en entrant",
        "La démonstration sur un vrai jardin, avec ceux qui y sont",
    ],
    problems: [
        "Trois tables, trois vocabulaires",
        "Les trois cartes n’ont jamais pu se rejoindre",
        "Arriver en retard, c’était ne plus rien suivre",
        "Quarante minutes d’atelier, c’est trop court",
    ],
    improvements: [
        "Commencer par les mots, avant d’ouvrir le moindre outil",
        "Quelqu’un à la porte, et un résumé en haut du pad",
        "Deux outils au lieu de trois, et une heure pleine d’atelier",
        "Filmer toutes les démonstrations",
    ],
    group: "Pas de mots partagés",
    lessons: [
        "Sans vocabulaire commun, trois cartes ne se superposent pas",
        "",
        "Comprendre un mot n’est pas encore le tenir",
    ],
    happenings: [
        "Accueil : chacun pose un mot sur le mur",
        "FreeMind : la carte des idées",
        "Kumu : la carte des acteurs",
        "Gephi, avec dix minutes de retard",
        "Atelier, trois tables",
    ],
    shown: "impossible de réunir les trois fichiers, chacun avait ses propres mots",
    message: "Je suis arrivé à 19 h 30 et je n’ai pas osé demander où l’on en était.",
    text: "Une belle soirée, et une carte à moitié : elle est sur le mur, pas encore dans un fichier.\n\nCe qui a manqué tient en un mot : **les mots**. Les outils, eux, ont fait ce qu’on attendait d’eux.\n\n- À garder : le mur, et une démonstration avec ceux qui sont sur la carte\n- À dire à la bibliothèque : la salle était parfaite",
    note: "La page sur les quatre types est commencée",
};
