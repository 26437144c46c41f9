import { card, run, text } from './blocks.ts';
import type { Card } from './model.ts';
import { NBSP, quoted, shortened } from './words.ts';

const LONGEST_SUBJECT = 200;

/** A mail's subject: one line, begun so that its reader knows at once who writes. */
export function mailSubject(title: string): string {
  return shortened(`[Jalon] ${title}`.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(), LONGEST_SUBJECT);
}

/** The name of the link to everything that one may do. */
export const EVERYTHING = 'Tout ce que vous pouvez faire';

/** Beneath every mail: its links act in its reader's name. */
export const PERSONAL = `Ce lien vous est personnel${NBSP}: ne transférez pas ce message.`;

/** How long the links of a mail are good for. */
export function validFor(days: number): string {
  return `Les liens de ce message sont valables ${days}${NBSP}jours.`;
}

/** The name of the link that stops reminders for a while. */
export const PAUSE = 'Suspendre mes rappels';

/** Why a message offers no way to stop it. */
export const NOT_STOPPED =
  'Ce message fait partie des informations que la convention prévoit ou que vous avez demandées' +
  `${NBSP}: il vous est adressé même si vos rappels sont suspendus.`;

/** Who writes. */
export const SIGNATURE = `Jalon, programme ${quoted('ApproprIAtion Métropolitaine')}, Métropole du Grand Paris`;

/** To somebody known who asked for a new link; who asked is not known, only whose address it is. */
export function accessLink(): Card {
  return card(
    'access-link',
    'Votre nouveau lien',
    [
      text(
        'Un nouveau lien vers Jalon a été demandé pour votre adresse. Il ouvre la page de tout ce que vous pouvez faire.',
      ),
      text("Si vous n'avez rien demandé, ignorez ce message."),
    ],
    [run('Ouvrir Jalon', 'aide', {}, 'primary')],
  );
}
