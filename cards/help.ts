import { card, facts, form, run, strong, subtle, text } from './blocks.ts';
import type { Action, Block, Card } from './model.ts';
import { NBSP, quoted } from './words.ts';

export interface HelpLine {
  readonly word: string;
  readonly help: string;
}

/** What help groups together, by commands or by their first word; those of no group stand last. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Pour commencer', ['aide', 'inscription']],
  ['Calendrier et échéances', ['echeances', 'calendrier', 'etape', 'simuler']],
  ['Comités et réunions', ['comite', 'presence', 'ordre-du-jour', 'compte-rendu', 'date', 'agenda']],
  [
    'Convoquer et conduire les réunions',
    [
      'comite planifier',
      'comite serie',
      'comite deplacer',
      'comite annuler',
      'comite inviter',
      'date',
      'date fixer',
      'date clore',
      'ordre-du-jour ordonner',
      'compte-rendu rediger',
    ],
  ],
  ['Collectivités et référents', ['referent', 'commune', 'import', 'convention']],
  ['Vos rappels et vos données', ['preferences', 'mes-donnees']],
];

const OTHERS = 'Suivi du programme';

/** What the person may do, and nothing else. */
export function helpCard(lines: readonly HelpLine[], who: { readonly known: boolean }): Card {
  return card(
    'help',
    'Ce que vous pouvez faire',
    [
      text(
        `Écrivez une commande, avec ou sans ${quoted('jalon')} devant. Les accents et les majuscules ne comptent pas.`,
      ),
      ...grouped(lines),
      subtle('Vos échanges avec Jalon sont privés.'),
    ],
    firstSteps(lines, who.known),
  );
}

/** The lines of each group under its heading, in their order. */
function grouped(lines: readonly HelpLine[]): readonly Block[] {
  const byGroup = Map.groupBy(lines, groupOf);
  return [...GROUPS.map(([title]) => title), OTHERS].flatMap((title) => {
    const some = byGroup.get(title) ?? [];
    return some.length === 0 ? [] : [strong(title), facts(some.map(({ word, help }) => [word, help]))];
  });
}

/** The last group that names the command, else the first that names its first word. */
function groupOf({ word }: HelpLine): string {
  const head = word.replace(/ .*/u, '');
  const group =
    GROUPS.findLast(([, words]) => words.includes(word)) ?? GROUPS.find(([, words]) => words.includes(head));
  return group === undefined ? OTHERS : group[0];
}

/** The first words to somebody who has just opened the bot. */
export function welcomeCard(lines: readonly HelpLine[], who: { readonly known: boolean }): Card {
  return card(
    'welcome',
    'Bonjour, je suis Jalon',
    [
      text(
        `J'accompagne le programme ${quoted('ApproprIAtion Métropolitaine')} de la Métropole du Grand Paris${NBSP}: référents, calendrier, comités, rappels des échéances.`,
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
    ...(has('comite liste') ? [run('Réunions', 'comite liste')] : []),
    ...(has('referent voir') ? [run('Référent', 'referent voir')] : []),
    ...(has('referent manquants') ? [run('Référents manquants', 'referent manquants')] : []),
  ];
}
