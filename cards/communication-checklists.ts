import type { Support } from '../src/domain/communication/supports.ts';
import { ACCOUNT, DIRECTION } from './communication-words.ts';
import { NBSP, THIN } from './words.ts';

/** Where the mention and the logotype stand on each support, so that they are visible as art. 9 of the règlement asks. */
const PLACES: Readonly<Record<Support, readonly string[]>> = {
  affiche: [
    "La mention est imprimée sur l'affiche, assez grande pour être lue de là où on la regarde.",
    "Le logotype de la Métropole est sur l'affiche, à côté du vôtre, sans être déformé ni recoloré.",
  ],
  carton: [
    "La mention est sur le carton lui-même, pas seulement dans le courriel qui l'accompagne.",
    'Le logotype de la Métropole est au recto, avec le vôtre.',
  ],
  kakemono: [
    'La mention est à hauteur des yeux, au-dessus du pied qui la cacherait.',
    'Le logotype de la Métropole est dans la moitié haute.',
  ],
  signaletique: [
    `Chaque panneau porte la mention${NBSP}: un visiteur ne voit souvent que celui-là.`,
    'Le logotype de la Métropole est sur chaque panneau.',
  ],
  communique: [
    'La mention est dans le texte du communiqué, pas seulement dans son en-tête.',
    'Le logotype de la Métropole est en tête ou en pied de la première page.',
  ],
  'dossier-de-presse': [
    'La mention est sur la couverture et dans la page qui présente le projet.',
    'Le logotype de la Métropole est sur la couverture.',
  ],
  site: [
    'La mention est dans le texte de la page du projet, pas seulement dans une image.',
    "Le logotype de la Métropole est sur la même page, avec un texte de remplacement qui la nomme pour les lecteurs d'écran.",
  ],
  'reseau-social': [
    `Le message mentionne ${ACCOUNT}.`,
    'La mention est dans le message ou, si la place manque, dans son image.',
    "Le logotype de la Métropole est sur l'image ou dans la vidéo.",
  ],
  presentation: [
    'La mention est sur la première diapositive ou sur la dernière.',
    'Le logotype de la Métropole est sur la même.',
  ],
  video: [
    "La mention est écrite à l'écran, assez longtemps pour être lue, et dans la description de la vidéo.",
    'Le logotype de la Métropole apparaît au début ou à la fin.',
  ],
};

/** What to look at before a support is produced, and after. */
export function checklistOf(support: Support): readonly string[] {
  return [
    ...PLACES[support],
    'La Métropole du Grand Paris et le programme Appropriation sont nommés en entier, sans faute.',
    'Le kit de communication du parcours a servi de base, et le guide du logotype est suivi.',
    `Avant de produire, le projet peut être transmis à la ${DIRECTION}${THIN}; elle peut voir ce qui vous a échappé.`,
    `Une fois parue, la publication est déclarée${NBSP}: la Métropole peut ainsi valoriser votre projet.`,
  ];
}
