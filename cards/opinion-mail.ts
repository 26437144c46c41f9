import { card, inFull, notice, strong, subtle, text } from './blocks.ts';
import type { Card } from './model.ts';
import {
  giveAction,
  OPINION_ARTICLE,
  type OpinionView,
  opinionFacts,
  type Unread,
  unreadBlocks,
} from './opinion.ts';
import { frInstant, NBSP, ofName, shortened, shortName } from './words.ts';

/** As much of a text as a mail shows: the whole stands in the file that goes with it. */
const LONGEST_EXCERPT = 1_500;

/** To the contact for communication: a draft to give an opinion on, its file attached; `excerpt` null for a text that was not read. */
export function opinionRequest(
  view: OpinionView,
  { excerpt, unread }: { readonly excerpt: string | null; readonly unread: Unread | null },
): Card {
  return card(
    'opinion-request',
    `Avis demandé${NBSP}: ${shortName(view.commune)}, ${view.number}`,
    [
      ...inFull(view.commune),
      notice(
        'info',
        `${view.by} vous soumet un projet ${ofName(view.commune)} avant sa production. Le fichier est joint.`,
      ),
      opinionFacts(view),
      ...unreadBlocks(unread),
      ...(excerpt === null ? [] : [strong('Début du texte'), text(excerpt)]),
      subtle(OPINION_ARTICLE),
    ],
    [giveAction(view, 'Rendre un avis', 'primary')],
  );
}

/** The same once three working days have passed without an answer. */
export function opinionReminder(view: OpinionView): Card {
  return card(
    'opinion-reminder',
    `Rappel, avis demandé${NBSP}: ${shortName(view.commune)}, ${view.number}`,
    [
      ...inFull(view.commune),
      notice(
        'info',
        `${view.by} attend votre avis sur ce projet ${ofName(view.commune)} depuis le ${frInstant(view.at)}. Le fichier est joint. Ce rappel est le seul.`,
      ),
      opinionFacts(view),
      subtle(OPINION_ARTICLE),
    ],
    [giveAction(view, 'Rendre un avis', 'primary')],
  );
}

/** The beginning of a text, as the mail shows it. */
export function excerptOf(words: string): string {
  return shortened(words.trim(), LONGEST_EXCERPT);
}
