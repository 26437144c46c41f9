import { card, run, text } from './blocks.ts';
import type { Card, Form } from './model.ts';
import { NBSP, quoted, shortened } from './words.ts';

const LONGEST_SUBJECT = 200;

/** A mail's subject: one line, begun so that its reader knows at once who writes. */
export function mailSubject(title: string): string {
  return shortened(`[Jalon] ${title}`.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(), LONGEST_SUBJECT);
}

/** The name of the link to everything that one may do. */
export const EVERYTHING = 'Tout ce que vous pouvez faire';

/** Beneath every mail: its links act in its reader's name, for that long. */
export function personalFor(days: number): string {
  return `Les liens de ce message vous sont personnels et valables ${days}${NBSP}jours${NBSP}: ne le transférez pas.`;
}

/** The name of the link that stops reminders for a while. */
export const PAUSE = 'Suspendre mes rappels';

/** The form of preferences as that link opens it: filled in already, for one thing. */
export function pauseForm(preferences: Form): Form {
  return { ...preferences, title: PAUSE, submitLabel: 'Suspendre' };
}

/** Cards about the sending itself: the coordination alone is told, so that the programme runs. */
const OF_RUNNING: ReadonlySet<string> = new Set(['outbox-alarm', 'people-unreachable']);

/** Cards about a meeting: who is invited may be no part of the programme. */
const OF_MEETINGS: ReadonlySet<string> = new Set([
  'meeting-invitation',
  'meeting-cancelled-notice',
  'meeting-withdrawn',
  'minutes-published',
]);

/** Why a message offers no way to stop it. */
export function notStopped({ name }: Pick<Card, 'name'>): string {
  const why = OF_RUNNING.has(name)
    ? 'Ce message sert à la bonne marche du programme, dont vous assurez la coordination'
    : OF_MEETINGS.has(name)
      ? 'Ce message concerne une réunion à laquelle vous êtes ou étiez convié(e)'
      : 'Ce message fait partie des informations que la convention prévoit ou que vous avez demandées';
  return `${why}${NBSP}: il vous est adressé même si vos rappels sont suspendus.`;
}

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
