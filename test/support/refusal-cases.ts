import type { Values } from '../../cards/model.ts';
import { identities, type Persona } from './personas.ts';

/** What somebody of the staffed programme asks for in vain, and the very sentence that answers (spaces made plain). */
export interface RefusalCase {
  readonly rule: string;
  readonly as: Persona;
  readonly ask: { readonly line: string } | { readonly command: string; readonly values: Values };
  readonly says: string;
  /** The field that the returned form marks; a line that a button mends comes back without a form. */
  readonly field: string | null;
  /** Labels of the buttons that mend. */
  readonly offers?: readonly string[];
}

const change = {
  commune: 'choisy-le-roi',
  nom: identities.successor.name,
  courriel: identities.successor.email,
  telephone: identities.successor.phone,
};
const noSuchDay = (typed: string) =>
  `« ${typed} » n'est pas une date du calendrier. Écrivez-la sous la forme jj/mm/aaaa, par exemple 31/05/2026.`;

const otherCommune = (standing: string) =>
  `${standing} Seule la Métropole peut modifier la fiche d'une autre collectivité, ou la consulter. Pour toute demande, écrivez à la coordination (${identities.coordinator.email}).`;

function changing(values: Values): RefusalCase['ask'] {
  return { command: 'referent changer', values: { ...change, ...values } };
}

function delaying(values: Values): RefusalCase['ask'] {
  const delay = { commune: 'choisy-le-roi', etape: 'setup', date: '15/07/2026', cause: 'Salle indisponible' };
  return { command: 'etape retard', values: { ...delay, ...values } };
}

export const refusalCases: readonly RefusalCase[] = [
  {
    rule: 'an unknown word gets a suggestion',
    as: 'coordinator',
    ask: { line: '/jalon refferent' },
    says: 'Commande inconnue. Vouliez-vous dire « referent voir », « referent changer » ou « referent manquants » ? Tapez « aide » pour la liste.',
    field: null,
    offers: ['referent voir', 'referent changer', 'referent manquants', 'Aide'],
  },
  {
    rule: 'a word like no other gets the way to the list',
    as: 'referent',
    ask: { line: 'xyzzy' },
    says: 'Commande inconnue. Tapez « aide » pour la liste.',
    field: null,
    offers: ['Aide'],
  },
  {
    rule: 'somebody unknown is told how to be known',
    as: 'stranger',
    ask: { line: 'calendrier' },
    says: "Vous n'êtes pas encore enregistré(e). Indiquez votre collectivité ; la Métropole confirmera votre rôle.",
    field: null,
    offers: ["Demander l'accès"],
  },
  {
    rule: 'what is the coordination’s is reserved',
    as: 'referent',
    ask: { line: 'commune ajouter Nanterre' },
    says: 'Cette action est réservée à la coordination de la Métropole.',
    field: null,
  },
  {
    rule: 'art. 4: a référent speaks for their own commune only',
    as: 'referent',
    ask: { line: 'referent changer Nanterre' },
    says: otherCommune('Vous êtes référent de Choisy-le-Roi.'),
    field: 'commune',
  },
  {
    rule: 'art. 4: a deputy speaks for their own commune only',
    as: 'deputy',
    ask: { line: 'calendrier nanterre' },
    says: otherCommune('Vous êtes suppléant du référent de Choisy-le-Roi.'),
    field: 'commune',
  },
  {
    rule: 'a contractor sees the calendars of their track only',
    as: 'contractor',
    ask: { line: 'calendrier Thiais' },
    says: otherCommune('Vous êtes prestataire de Choisy-le-Roi et de Nanterre.'),
    field: 'commune',
  },
  {
    rule: 'a misspelt commune is not guessed, it is suggested',
    as: 'coordinator',
    ask: { line: 'referent voir choisi' },
    says: 'Aucune collectivité « choisi ». Vouliez-vous dire : Choisy-le-Roi ?',
    field: 'commune',
    offers: ['Choisy-le-Roi'],
  },
  {
    rule: 'a commune like no other is to be spelt again',
    as: 'coordinator',
    ask: { line: 'referent voir Wxyzwxyz' },
    says: "Aucune collectivité « Wxyzwxyz ». Vérifiez l'orthographe.",
    field: 'commune',
  },
  {
    rule: 'a commune of the register that takes no part can be added by a coordinator',
    as: 'coordinator',
    ask: { line: 'referent voir thiais' },
    says: "Thiais ne participe à aucun parcours enregistré. Ajoutez-la d'abord au programme.",
    field: 'commune',
    offers: ['Ajouter Thiais'],
  },
  {
    rule: 'a commune that takes no part cannot be asked for',
    as: 'stranger',
    ask: {
      command: 'inscription',
      values: { commune: 'Thiais', nom: 'Hugo Noir', telephone: '01 48 00 00 08' },
    },
    says: "Thiais ne participe à aucun parcours enregistré. Si c'est une erreur, écrivez à la coordination de la Métropole.",
    field: 'commune',
  },
  {
    rule: 'règlement, art. 3: only communes and EPT of the Métropole',
    as: 'coordinator',
    ask: { line: 'commune ajouter Lyon' },
    says: "Aucune collectivité « Lyon » dans la Métropole (130 communes et 11 EPT). Vérifiez l'orthographe.",
    field: 'commune',
  },
  {
    rule: 'an unknown track comes with those there are',
    as: 'coordinator',
    ask: { line: 'commune ajouter Thiais parcours:ia-administration' },
    says: 'Aucun parcours « ia-administration ». Vouliez-vous dire : ia-administration-interne ?',
    field: 'parcours',
    offers: ['ia-administration-interne'],
  },
  {
    rule: 'the SIREN of the signed convention has a wrong check digit',
    as: 'coordinator',
    ask: { line: 'commune ajouter "Choisy-le-Roi" siren:219401317' },
    says: "Le SIREN 219401317 n'est pas valide (clé de contrôle). Celui du répertoire officiel des communes est 219400223.",
    field: 'siren',
    offers: ['Utiliser 219400223'],
  },
  {
    rule: 'a SIREN has nine digits',
    as: 'coordinator',
    ask: { line: 'commune ajouter Thiais siren:2194' },
    says: 'Le SIREN « 2194 » ne comporte pas 9 chiffres. Celui du répertoire officiel des communes est 219400736.',
    field: 'siren',
    offers: ['Utiliser 219400736'],
  },
  {
    rule: 'a SIREN of another commune is refused',
    as: 'coordinator',
    ask: { line: 'commune ajouter Thiais siren:219400223' },
    says: 'Le SIREN 219400223 est celui de Choisy-le-Roi, non de Thiais. Celui du répertoire officiel des communes est 219400736.',
    field: 'siren',
    offers: ['Utiliser 219400736'],
  },
  {
    rule: 'a SIREN of nobody in the Métropole is refused',
    as: 'coordinator',
    ask: { line: 'commune ajouter Thiais siren:552100554' },
    says: "Le SIREN 552100554 n'est pas celui de Thiais. Celui du répertoire officiel des communes est 219400736.",
    field: 'siren',
    offers: ['Utiliser 219400736'],
  },
  {
    rule: 'a beneficiary is added once',
    as: 'coordinator',
    ask: { line: 'commune ajouter « choisy le roi »' },
    says: "Choisy-le-Roi participe déjà à ce parcours. Rien n'a été changé.",
    field: null,
    offers: ['Voir la fiche'],
  },
  {
    rule: 'a required field left empty is told under it',
    as: 'referent',
    ask: changing({ nom: '   ' }),
    says: 'Ce renseignement est nécessaire.',
    field: 'nom',
  },
  {
    rule: 'a text that is too long is not cut',
    as: 'referent',
    ask: delaying({ cause: 'a'.repeat(10_000) }),
    says: 'Ce texte compte 10000 caractères ; le maximum est 500. Merci de le raccourcir.',
    field: 'cause',
  },
  {
    rule: 'a cause says something',
    as: 'referent',
    ask: delaying({ cause: 'ab' }),
    says: 'Ce texte est trop court : au moins 3 caractères.',
    field: 'cause',
  },
  {
    rule: 'a name stands on one line',
    as: 'referent',
    ask: changing({ nom: 'Léa\nMoreau' }),
    says: 'Ce texte doit tenir sur une seule ligne.',
    field: 'nom',
  },
  {
    rule: 'a role is one of two',
    as: 'referent',
    ask: changing({ role: 'maire' }),
    says: '« maire » ne figure pas parmi les choix : Référent projet ou Suppléant.',
    field: 'role',
  },
  ...['31/02/2026', '2026-13-01', '00/01/2026', '12/03/1999', '12/03/2101', 'demain'].map(
    (date): RefusalCase => ({
      rule: `${date} is no day`,
      as: 'referent',
      ask: delaying({ date }),
      says: noSuchDay(date),
      field: 'date',
    }),
  ),
  {
    rule: 'a refusal repeats a bounded part of what was typed',
    as: 'referent',
    ask: delaying({ date: '9'.repeat(10_000) }),
    says: noSuchDay(`${'9'.repeat(99)}…`),
    field: 'date',
  },
  {
    rule: 'a delay to simulate is a length',
    as: 'referent',
    ask: { line: 'simuler mise-en-place bientôt' },
    says: "« bientôt » n'est pas une durée. Exemples : +45j (jours), +6s (semaines), +1m (mois de 30 jours).",
    field: 'delai',
  },
  {
    rule: 'a delay to simulate is at most two years',
    as: 'referent',
    ask: { line: 'simuler mise-en-place 900j' },
    says: "« 900j » n'est pas une durée. Exemples : +45j (jours), +6s (semaines), +1m (mois de 30 jours).",
    field: 'delai',
  },
  {
    rule: 'an e-mail address has its parts',
    as: 'referent',
    ask: changing({ courriel: 'lea.moreau' }),
    says: "« lea.moreau » n'est pas une adresse de courriel. Exemple : prenom.nom@ville.fr.",
    field: 'courriel',
  },
  {
    rule: 'a phone number has ten digits',
    as: 'referent',
    ask: changing({ telephone: '01 48 00' }),
    says: 'Ce numéro ne comporte pas 10 chiffres. Exemple : 01 48 00 00 00.',
    field: 'telephone',
  },
  {
    rule: 'a phone number of ten digits may not exist',
    as: 'referent',
    ask: changing({ telephone: '00 00 00 00 00' }),
    says: "Ce numéro n'existe pas dans le plan de numérotation. Exemple : 01 48 00 00 00.",
    field: 'telephone',
  },
  {
    rule: 'art. 11: a date after the term needs an avenant',
    as: 'coordinator',
    ask: { line: 'etape terminer choisy-le-roi mise-en-place 31/12/2027' },
    says: "Cette date est postérieure au terme de la convention (31/12/2026). Une prolongation relève d'un avenant (art. 11).",
    field: 'date',
  },
  {
    rule: 'art. 5: a phase does not end before it begins',
    as: 'referent',
    ask: { line: 'etape terminer choisy-le-roi mise-en-place 28/02/2026' },
    says: "L'étape « Mise en place et formation » commence le 01/03/2026 ; elle ne peut finir le 28/02/2026, plus tôt. Vérifiez la date.",
    field: 'date',
  },
  {
    rule: 'art. 5: the use phase does not run into the assessment',
    as: 'referent',
    ask: delaying({ etape: 'use', date: '15/12/2026' }),
    says: 'Avec une fin le 15/12/2026, le bilan ne pourrait plus être terminé à temps. Dernier jour possible : le 29/11/2026.',
    field: 'date',
    offers: ['Retenir le 29/11/2026'],
  },
  {
    rule: 'art. 5: the assessment ends before its limit',
    as: 'referent',
    ask: delaying({ etape: 'Bilan et mesure d’impact', date: '31/12/2026' }),
    says: 'Avec une fin le 31/12/2026, le bilan ne pourrait plus être terminé à temps. Dernier jour possible : le 30/12/2026.',
    field: 'date',
    offers: ['Retenir le 30/12/2026'],
  },
  {
    rule: 'a phase is over once it is',
    as: 'referent',
    ask: { line: 'etape terminer choisy-le-roi mise-en-place 31/05/2026' },
    says: 'Une étape se déclare terminée une fois finie : le 31/05/2026 est encore à venir. Pour annoncer une fin plus tardive que prévu, signalez un retard.',
    field: 'date',
  },
  {
    rule: 'a delay ends later than planned',
    as: 'referent',
    ask: delaying({ date: '31/05/2026' }),
    says: "Le 31/05/2026 n'est pas postérieur à la fin prévue (31/05/2026) : il n'y a pas de retard à signaler.",
    field: 'date',
  },
  {
    rule: 'an unknown phase comes with those of the calendar',
    as: 'referent',
    ask: delaying({ etape: 'recette' }),
    says: "Aucune étape « recette ». Étapes du calendrier : État des lieux et audit préalables, Mise en place et formation, Utilisation, Bilan et mesure d'impact.",
    field: 'etape',
    offers: [
      'État des lieux et audit préalables',
      'Mise en place et formation',
      'Utilisation',
      "Bilan et mesure d'impact",
    ],
  },
  {
    rule: 'art. 4: who holds the role already changes nothing',
    as: 'referent',
    ask: changing({ courriel: identities.referent.email }),
    says: "Amina Diallo remplit déjà ce rôle. Rien n'a été changé.",
    field: 'courriel',
  },
  {
    rule: 'art. 4: the history does not contradict itself',
    as: 'referent',
    ask: changing({ 'a-compter-du': '09/03/2026' }),
    says: "La personne en place l'est depuis le 12/03/2026 ; le changement ne peut prendre effet le 09/03/2026, plus tôt.",
    field: 'a-compter-du',
  },
  {
    rule: 'nobody takes a role after the convention',
    as: 'referent',
    ask: changing({ 'a-compter-du': '01/01/2027' }),
    says: 'Le 01/01/2027 est trop éloigné : au plus tard le 31/12/2026.',
    field: 'a-compter-du',
  },
  {
    rule: 'whoever holds the role need not ask for it',
    as: 'referent',
    ask: { command: 'inscription', values: { commune: 'choisy-le-roi', telephone: '01 48 00 00 03' } },
    says: 'Vous êtes déjà enregistré(e) pour Choisy-le-Roi. Tapez « aide » pour voir ce que vous pouvez faire.',
    field: null,
  },
  {
    rule: 'a file to import has lines',
    as: 'coordinator',
    ask: { command: 'import', values: { fichier: 'collectivite;siren\n;\n' } },
    says: "Le fichier ne contient aucune ligne sous l'en-tête. Rien n'a été importé.",
    field: 'fichier',
  },
  {
    rule: 'a file to import names its columns',
    as: 'coordinator',
    ask: { command: 'import', values: { fichier: 'ville;siren\nChoisy-le-Roi;219400223' } },
    says: 'Colonnes absentes : collectivite. La première ligne doit porter les noms de colonnes : collectivite;siren;nom;fonction;courriel;telephone;role;a-compter-du.',
    field: 'fichier',
  },
  {
    rule: 'a file to import is a CSV',
    as: 'coordinator',
    ask: { command: 'import', values: { fichier: 'collectivite;siren\n"Choisy-le-Roi;219400223' } },
    says: 'Colonnes absentes : collectivite, siren, nom, fonction, courriel, telephone, role, a-compter-du. La première ligne doit porter les noms de colonnes : collectivite;siren;nom;fonction;courriel;telephone;role;a-compter-du.',
    field: 'fichier',
  },
  {
    rule: 'a chat from which nobody wrote is no address',
    as: 'referent',
    ask: { command: 'preferences', values: { canal: 'teams', heure: '9' } },
    says: "Jalon ne connaît pas votre adresse sur Teams. Écrivez-lui d'abord depuis Teams, par exemple « aide » ; ce choix sera alors possible.",
    field: 'canal',
  },
  {
    rule: 'a pause ends on a day to come',
    as: 'referent',
    ask: { command: 'preferences', values: { pause: '12/03/2026' } },
    says: 'Le 12/03/2026 est passé. Indiquez un jour à venir.',
    field: 'pause',
  },
  {
    rule: 'a pause lasts 90 days at most',
    as: 'referent',
    ask: { command: 'preferences', values: { pause: '11/06/2026' } },
    says: 'Le 11/06/2026 est trop éloigné : au plus tard le 10/06/2026.',
    field: 'pause',
  },
  {
    rule: 'reminders leave together from 9 h to 18 h',
    as: 'referent',
    ask: { command: 'preferences', values: { heure: '19' } },
    says: '« 19 » ne figure pas parmi les choix : Dès que possible, 9 h, 10 h, 11 h, 12 h, 13 h, 14 h, 15 h, 16 h, 17 h ou 18 h.',
    field: 'heure',
  },
  {
    rule: 'nobody unknown is erased',
    as: 'coordinator',
    ask: { line: 'personne effacer inconnu@ville.example' },
    says: "Personne n'est enregistré sous « inconnu@ville.example ». Vérifiez le courriel ou le numéro ; si les données ont déjà été effacées, il n'y a rien d'autre à faire.",
    field: 'personne',
  },
  {
    rule: 'art. 4: nobody is erased while they hold a role',
    as: 'coordinator',
    ask: { line: `personne effacer ${identities.deputy.email}` },
    says: "Paul Durand est suppléant(e) de Choisy-le-Roi : désignez d'abord une autre personne, puis recommencez.",
    field: null,
    offers: ['Désigner une autre personne'],
  },
  {
    rule: 'the coordination is not erased while it is configured',
    as: 'coordinator',
    ask: { line: `personne effacer ${identities.otherCoordinator.email}` },
    says: "denis.blanc@mgp.example fait partie de la coordination. Faites d'abord retirer son courriel de la configuration (JALON_COORDINATORS) par l'exploitant.",
    field: null,
  },
];
