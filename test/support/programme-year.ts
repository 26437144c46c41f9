import type { Values } from '../../cards/model.ts';
import { designate, openScene, type Scene } from './bot.ts';
import { handOver, judge, replace } from './deliverables.ts';
import type { Persona } from './personas.ts';
import type { Act } from './year.ts';

const say =
  (who: Persona, line: string) =>
  (scene: Scene): ReturnType<Scene['say']> =>
    scene.say(who, line);

/** A typed line, then the button that confirms its preview. */
const confirmed = (who: Persona, line: string, button: string) => async (scene: Scene) => {
  await scene.say(who, line);
  return scene.press(who, button);
};

const filled = (who: Persona, command: string, values: Values) => (scene: Scene) =>
  scene.fill(who, command, values);

const judged =
  (who: Persona, livrable: string, avis: string, more: Values = {}) =>
  (scene: Scene) =>
    judge(scene, who, { livrable, avis, ...more });

const typed = (who: Persona, line: string, day: string): Act => [day, who, line, say(who, line)];

/** The Métropole and the contractor meet, as the calendar asks. */
const copil = (day: string, on: string): Act => [
  day,
  'coordinator',
  `comite pilotage ${on}`,
  confirmed('coordinator', `comite pilotage ${on} 10:00`, 'Envoyer les invitations'),
];

const ANSWERS: Values = {
  q1: 'La rédaction de courriers et la recherche dans les procédures internes.',
  q2: 'Douze agents, chaque semaine.',
  q3: 'Une demi-heure gagnée sur un courrier courant.',
};

/**
 * A programme year of three beneficiaries: Choisy-le-Roi does everything in time, Nanterre is late and gets an avenant,
 * Thiais has no référent at first and is given formal notice.
 */
export const programmeYear: readonly Act[] = [
  typed('coordinator', 'convention signer choisy-le-roi 21/11/2025 28/11/2025', '2025-11-28'),
  copil('2025-11-28', '03/12/2025'),
  typed('coordinator', 'convention signer nanterre 26/11/2025 01/12/2025 2', '2025-12-01'),
  typed('coordinator', 'convention signer thiais 15/12/2025 option:1', '2025-12-15'),
  typed('coordinator', 'convention signer thiais signee-metropole:05/01/2026', '2026-01-05'),
  [
    '2026-01-05',
    'coordinator',
    'referent changer thiais',
    (scene) => designate(scene, 'thiais', 'referent', 'successor'),
  ],
  [
    '2026-01-15',
    'coordinator',
    'convention acte-donnees choisy-le-roi',
    filled('coordinator', 'convention acte-donnees', {
      commune: 'choisy-le-roi',
      objet: 'experimentation',
      nature: 'temporaire',
      'signe-le': '14/01/2026',
      usages: 'Fiches de procédure, pour la recherche interne.',
    }),
  ],
  ['2026-02-16', 'coordinator', 'livrable deposer', (scene) => handOver(scene)],
  ['2026-02-20', 'referent', 'valider LIV-01', judged('referent', 'LIV-01', 'valider')],
  [
    '2026-02-24',
    'foreignReferent',
    'valider LIV-01 avec réserves',
    judged('foreignReferent', 'LIV-01', 'reserves', { reserves: "Le chapitre 3 ne cite pas l'annexe." }),
  ],
  typed('referent', 'etape terminer audit 27/02/2026', '2026-02-27'),
  ['2026-02-27', 'coordinator', 'confirmer', (scene) => scene.press('coordinator', 'Confirmer')],
  typed('coordinator', 'etape terminer nanterre audit 27/02/2026', '2026-02-27'),
  copil('2026-02-27', '04/03/2026'),
  typed('coordinator', 'retards', '2026-03-16'),
  ['2026-03-16', 'coordinator', 'relancer', confirmed('coordinator', 'livrable relancer', 'Relancer')],
  [
    '2026-03-20',
    'successor',
    'refuser LIV-01',
    judged('successor', 'LIV-01', 'refuser', { motif: 'Le diagnostic ne porte pas sur Thiais.' }),
  ],
  [
    '2026-03-30',
    'coordinator',
    'livrable nouvelle-version',
    (scene) => replace(scene, { changements: 'Thiais ajoutée, annexe citée' }),
  ],
  typed('coordinator', 'etape terminer thiais audit 31/03/2026', '2026-04-01'),
  copil('2026-04-01', '08/04/2026'),
  ['2026-04-02', 'referent', 'valider LIV-01', judged('referent', 'LIV-01', 'valider')],
  ['2026-04-03', 'foreignReferent', 'valider LIV-01', judged('foreignReferent', 'LIV-01', 'valider')],
  ['2026-04-07', 'successor', 'valider LIV-01', judged('successor', 'LIV-01', 'valider')],
  [
    '2026-05-18',
    'foreignReferent',
    'etape retard setup',
    confirmed('foreignReferent', 'etape retard setup 15/07/2026 "Serveurs livrés tard"', 'Transmettre'),
  ],
  ['2026-05-19', 'coordinator', 'confirmer', (scene) => scene.press('coordinator', 'Confirmer')],
  typed('coordinator', 'etape terminer choisy-le-roi setup 29/05/2026', '2026-05-29'),
  [
    '2026-06-15',
    'coordinator',
    'convention mise-en-demeure thiais',
    filled('coordinator', 'convention mise-en-demeure', {
      commune: 'thiais',
      'envoyee-le': '15/06/2026',
      manquement: "La solution n'a pu être installée, faute d'accès aux locaux.",
    }),
  ],
  typed('coordinator', 'convention audition thiais 02/07/2026 Le maire, assisté de sa DGS', '2026-07-02'),
  [
    '2026-07-03',
    'coordinator',
    'etape retard thiais setup',
    confirmed('coordinator', 'etape retard thiais setup 31/07/2026 "Accès aux locaux"', 'Enregistrer'),
  ],
  typed('coordinator', 'etape terminer nanterre setup 15/07/2026', '2026-07-16'),
  typed('coordinator', 'convention clore-demeure thiais remedie 17/07/2026', '2026-07-17'),
  copil('2026-07-24', '05/08/2026'),
  typed('coordinator', 'etape terminer thiais setup 31/07/2026', '2026-07-31'),
  [
    '2026-09-15',
    'coordinator',
    'convention avenant nanterre',
    confirmed(
      'coordinator',
      'convention avenant nanterre 14/09/2026 "Prolongation" terme:31/03/2027 bilan-avant:31/03/2027',
      "Enregistrer l'avenant",
    ),
  ],
  [
    '2026-10-05',
    'coordinator',
    'livrable deposer',
    (scene) => handOver(scene, { titre: "Bilan d'étape", etape: 'use', collectivites: 'Choisy-le-Roi' }),
  ],
  ['2026-10-08', 'deputy', 'valider LIV-02', judged('deputy', 'LIV-02', 'valider')],
  typed('coordinator', 'etape terminer choisy-le-roi use 28/11/2026', '2026-11-30'),
  typed('coordinator', 'etape terminer thiais use 29/11/2026', '2026-11-30'),
  ['2026-12-03', 'referent', 'bilan', filled('referent', 'bilan', ANSWERS)],
  [
    '2026-12-08',
    'deputy',
    'bilan',
    filled('deputy', 'bilan', Object.fromEntries([4, 5, 6, 7].map((rank) => [`q${rank}`, 'Sans objet.']))),
  ],
  typed('coordinator', 'convention acte-donnees choisy-le-roi transfert demande 09/12/2026', '2026-12-09'),
  [
    '2026-12-14',
    'referent',
    'bilan transmettre',
    confirmed('referent', 'bilan transmettre', 'Transmettre à la Métropole'),
  ],
  typed('coordinator', 'etape terminer choisy-le-roi bilan 14/12/2026', '2026-12-15'),
  typed('coordinator', 'obligations choisy-le-roi', '2026-12-31'),
  typed('coordinator', 'obligations nanterre', '2026-12-31'),
  typed('coordinator', 'obligations thiais', '2026-12-31'),
  typed('coordinator', 'retards', '2026-12-31'),
  typed('successor', 'obligations', '2026-12-31'),
];

/** Names of those who speak for each beneficiary. */
export const speakers: Readonly<Record<string, readonly Persona[]>> = {
  'Choisy-le-Roi': ['referent', 'deputy'],
  Nanterre: ['foreignReferent'],
  Thiais: ['successor'],
};

/** The three beneficiaries, of which two have who speaks for them. */
export async function openYear(): Promise<Scene> {
  const scene = await openScene({ at: '2025-11-24T09:00:00Z' });
  for (const commune of ['Nanterre', 'Thiais']) await scene.say('coordinator', `commune ajouter ${commune}`);
  await designate(scene, 'choisy-le-roi', 'referent', 'referent');
  await designate(scene, 'choisy-le-roi', 'suppleant', 'deputy');
  await designate(scene, 'nanterre', 'referent', 'foreignReferent');
  await scene.flush();
  return scene;
}
