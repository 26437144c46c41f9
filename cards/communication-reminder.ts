import { card, form, notice, run, subtle, text } from './blocks.ts';
import { ACCOUNT, MENTION_QUOTED, RULES_ARTICLE } from './communication-words.ts';
import type { Block, Card } from './model.ts';
import { frDay, frLongDay, NBSP, quoted, shortName } from './words.ts';

/** What leads to publishing: a date of the calendar, a decision of a comité, or what somebody has just written. */
export type RulesOccasion =
  | { readonly kind: 'start' | 'assessment'; readonly on: string; readonly commune: string }
  | { readonly kind: 'setup-end'; readonly on: string; readonly commune: string; readonly phase: string }
  | { readonly kind: 'minutes'; readonly meeting: string; readonly on: string; readonly commune: string }
  | { readonly kind: 'words' };

/** The rules in short, at the moment when people forget them. */
export function rulesReminder(occasion: RulesOccasion): Card {
  return card(
    'rules-reminder',
    occasion.kind === 'words'
      ? 'Vous préparez une communication'
      : `Avant de communiquer${NBSP}: ${shortName(occasion.commune)}`,
    [
      ...why(occasion),
      text(`La mention ${MENTION_QUOTED} et le logotype doivent y figurer de façon visible.`),
      text(`Sur les réseaux sociaux${NBSP}: ${ACCOUNT}.`),
      subtle(`${RULES_ARTICLE} Ce rappel vient une fois par mois au plus.`),
    ],
    [
      form('Vérifier un texte', 'texte verifier', {}, 'primary'),
      run('Toutes les règles', 'communication'),
      run('Ne plus me le rappeler', 'communication rappels', { choix: 'non' }),
    ],
  );
}

function why(occasion: RulesOccasion): readonly Block[] {
  switch (occasion.kind) {
    case 'words':
      return [];
    case 'start':
      return [
        text(`L'expérimentation commence ${frLongDay(occasion.on)}. C'est souvent le moment de l'annoncer.`),
      ];
    case 'setup-end':
      return [
        text(
          `${quoted(occasion.phase)} se termine ${frLongDay(occasion.on)}. C'est souvent le moment de présenter la solution.`,
        ),
      ];
    case 'assessment':
      return [
        text(`Le bilan commence ${frLongDay(occasion.on)}. C'est souvent le moment de parler des résultats.`),
      ];
    case 'minutes':
      return [
        text(
          `Le compte rendu du comité opérationnel ${occasion.meeting} du ${frDay(occasion.on)} prévoit une communication.`,
        ),
      ];
  }
}

/** What somebody has chosen of these reminders. */
export function rulesWish(isWanted: boolean): Card {
  return card(
    'rules-wish',
    isWanted ? 'Rappels repris' : 'Rappels arrêtés',
    [
      notice(
        'success',
        isWanted
          ? 'Les règles de communication vous seront rappelées aux moments utiles, une fois par mois au plus.'
          : 'Les règles de communication ne vous seront plus rappelées. Elles restent à appliquer.',
      ),
      subtle(RULES_ARTICLE),
    ],
    [
      run('Voir les règles', 'communication'),
      isWanted
        ? run('Ne plus me le rappeler', 'communication rappels', { choix: 'non' })
        : run('Me rappeler les règles', 'communication rappels', { choix: 'oui' }),
    ],
  );
}
