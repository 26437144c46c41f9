import { card, facts, form, run, subtle, text } from './blocks.ts';
import type { Action, Card } from './model.ts';
import { NBSP, quoted } from './words.ts';

export interface HelpLine {
  readonly word: string;
  readonly help: string;
}

/** What the person may do, and nothing else. */
export function helpCard(lines: readonly HelpLine[], who: { readonly known: boolean }): Card {
  return card(
    'help',
    'Ce que vous pouvez faire',
    [
      text(
        `Écrivez une commande, avec ou sans ${quoted('jalon')} devant. Les accents et les majuscules ne comptent pas.`,
      ),
      facts(lines.map((line) => [line.word, line.help])),
      subtle('Vos échanges avec Jalon sont privés.'),
    ],
    firstSteps(lines, who.known),
  );
}

/** The first words to somebody who has just opened the bot. */
export function welcomeCard(lines: readonly HelpLine[], who: { readonly known: boolean }): Card {
  return card(
    'welcome',
    'Bonjour, je suis Jalon',
    [
      text(
        `J'accompagne le programme ${quoted('ApproprIAtion Métropolitaine')} de la Métropole du Grand Paris${NBSP}: référents, calendrier, rappels des échéances.`,
      ),
      text(
        who.known
          ? `Écrivez ${quoted('aide')} pour voir ce que vous pouvez faire.`
          : `Vous n'êtes pas encore enregistré(e)${NBSP}: indiquez votre collectivité, la Métropole confirmera votre rôle.`,
      ),
    ],
    firstSteps(lines, who.known),
  );
}

function firstSteps(lines: readonly HelpLine[], known: boolean): readonly Action[] {
  if (!known) return [form("Demander l'accès", 'inscription', {}, 'primary'), run('Aide', 'aide')];
  const has = (word: string) => lines.some((line) => line.word === word);
  return [
    ...(has('echeances') ? [run('Échéances', 'echeances')] : []),
    ...(has('calendrier') ? [run('Calendrier', 'calendrier', {}, 'primary')] : []),
    ...(has('referent voir') ? [run('Référent', 'referent voir')] : []),
    ...(has('referent manquants') ? [run('Référents manquants', 'referent manquants')] : []),
  ];
}
