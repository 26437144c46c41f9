import { card, form, subtle, text } from './blocks.ts';
import type { Card, Values } from './model.ts';
import { NBSP, quoted } from './words.ts';

/** The line that leads back to a message, under its text. */
export function originLine(permalink: string): string {
  return `Message d'origine${NBSP}: ${permalink}`;
}

/**
 * Under what somebody wrote in a thread about a report (art. 3): nothing is added to it without their button.
 */
export function threadAddition(view: {
  readonly subject: string;
  readonly command: string;
  readonly values: Values;
}): Card {
  return card(
    'thread-addition',
    `Ajouter au signalement ${view.subject}`,
    [
      text("Votre message n'est pas encore ajouté au signalement. Relisez-le, puis enregistrez-le."),
      subtle(`Pour une commande, commencez votre message par ${quoted('jalon')}.`),
    ],
    [form('Ajouter au signalement', view.command, view.values, 'primary')],
  );
}
