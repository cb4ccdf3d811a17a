/** The few sentences that have to be said when the module, which holds all the others, cannot speak. */

const french = {
  panicTitle: "La page s’est arrêtée",
  panicWhat: "Une erreur dans Boucle empêche cette page de continuer.",
  panicSafe:
    "Tout ce qui était déjà enregistré sur cet appareil y est toujours, et ce qui était enregistré sur le serveur aussi. Seules les toutes dernières frappes peuvent manquer.",
  panicUnkept:
    "Tout ce qui était déjà enregistré sur cet appareil y est toujours, et ce qui était enregistré sur le serveur aussi. Mais ce navigateur refusait de garder vos dernières modifications, et elles n’étaient pas encore sur le serveur : elles sont perdues.",
  panicDetail: "Détail technique",
  download: "Télécharger ce que contient cet appareil",
  downloading: "Lecture de ce que contient cet appareil…",
  downloaded: "Un fichier par document :",
  nothingStored: "Cet appareil ne contient aucun document.",
  cannotRead: "Le navigateur refuse de lire ce qui est enregistré :",
  reload: "Recharger la page",
  retry: "Réessayer",
  moduleRefused: "La page n’a pas pu se charger entièrement : le réseau ne répond pas.",
  editorRefused: "L’éditeur n’a pas pu être chargé : le réseau ne répond pas.",
  refusedSafe: "Rien n’est perdu : ce qui est enregistré sur cet appareil y reste.",
  upgraded: "Boucle a été mis à jour pendant que cette page était ouverte.",
  upgradedSafe: "Vos modifications sont en sécurité. Rechargez la page pour continuer.",
  upgradedUnkept:
    "Vos dernières modifications ne sont encore gardées nulle part. Attendez qu’elles soient enregistrées sur le serveur, ou téléchargez-les, avant de recharger la page.",
};

export type Words = typeof french;

const english: Words = {
  panicTitle: "This page has stopped",
  panicWhat: "An error in Boucle keeps this page from going on.",
  panicSafe:
    "Everything already stored on this device is still there, and so is what was saved on the server. Only the very last keystrokes may be missing.",
  panicUnkept:
    "Everything already stored on this device is still there, and so is what was saved on the server. But this browser refused to keep your latest edits, and they were not on the server yet: they are lost.",
  panicDetail: "Technical detail",
  download: "Download what this device holds",
  downloading: "Reading what this device holds…",
  downloaded: "One file for each document:",
  nothingStored: "This device holds no document.",
  cannotRead: "The browser refuses to read what is stored:",
  reload: "Reload the page",
  retry: "Try again",
  moduleRefused: "The page could not load completely: the network does not answer.",
  editorRefused: "The editor could not be loaded: the network does not answer.",
  refusedSafe: "Nothing is lost: what is stored on this device stays there.",
  upgraded: "Boucle was updated while this page was open.",
  upgradedSafe: "Your edits are safe. Reload the page to go on.",
  upgradedUnkept:
    "Your latest edits are kept nowhere yet. Wait until they are saved on the server, or download them, before you reload the page.",
};

/** The words in the language of the page. */
export function words(): Words {
  return document.documentElement.lang.startsWith("en") ? english : french;
}
