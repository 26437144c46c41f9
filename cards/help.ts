import { card, facts, form, run, strong, subtle, text } from './blocks.ts';
import type { Action, Block, Card } from './model.ts';
import { NBSP, quoted } from './words.ts';

export interface HelpLine {
  readonly word: string;
  readonly help: string;
}

interface Group {
  /** What is typed after « aide ». */
  readonly subject: string;
  readonly title: string;
  /** Commands, or first words of commands. */
  readonly words: readonly string[];
}

/** What help groups together; commands of no group stand last. */
const GROUPS: readonly Group[] = [
  { subject: 'debut', title: 'Pour commencer', words: ['aide', 'inscription'] },
  {
    subject: 'calendrier',
    title: 'Calendrier et échéances',
    words: ['echeances', 'calendrier', 'etape', 'simuler', 'retards'],
  },
  {
    subject: 'reunions',
    title: 'Comités et réunions',
    words: ['comite', 'presence', 'ordre-du-jour', 'compte-rendu', 'date', 'agenda'],
  },
  {
    subject: 'convoquer',
    title: 'Convoquer et conduire les réunions',
    words: [
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
  },
  {
    subject: 'communiquer',
    title: 'Communication',
    words: ['communication', 'kit', 'texte', 'avis', 'publication'],
  },
  { subject: 'livrables', title: 'Livrables', words: ['livrable'] },
  { subject: 'convention', title: 'Convention et bilan', words: ['obligations', 'convention', 'bilan'] },
  { subject: 'collectivites', title: 'Collectivités et référents', words: ['referent', 'commune', 'import'] },
  { subject: 'rappels', title: 'Vos rappels et vos données', words: ['preferences', 'mes-donnees'] },
];

const OTHERS: Group = { subject: 'programme', title: 'Suivi du programme', words: [] };

/** What help may be asked about, all of it being too much for some. */
export const SUBJECTS: readonly Pick<Group, 'subject' | 'title'>[] = [...GROUPS, OTHERS];

/** From how many commands on help names them by groups, each to be opened: more is not read. */
const MANY = 30;

/** What the person may do, and nothing else; `subject` null for all of it. */
export function helpCard(
  lines: readonly HelpLine[],
  { known, subject }: { readonly known: boolean; readonly subject: string | null },
): Card {
  const groups = [...GROUPS, OTHERS]
    .map((group) => ({ ...group, lines: lines.filter((line) => groupOf(line) === group) }))
    .filter((group) => group.lines.length > 0 && (subject === null || group.subject === subject));
  const isShort = subject !== null || lines.length <= MANY;
  const how = `Écrivez une commande, avec ou sans ${quoted('jalon')} devant. Les accents et les majuscules ne comptent pas.`;
  const open = groups.map((group) => run(group.title, 'aide', { sujet: group.subject }));
  return card(
    'help',
    'Ce que vous pouvez faire',
    [
      text(how),
      ...(isShort ? groups.flatMap(detailed) : [facts(groups.map(named))]),
      ...(groups.length === 0 ? [text('Rien ne vous est ouvert sur ce sujet.')] : []),
      subtle('Vos échanges avec Jalon sont privés.'),
    ],
    subject !== null ? [run("Toute l'aide", 'aide')] : isShort ? firstSteps(lines, known) : open,
  );
}

interface Shown extends Group {
  readonly lines: readonly HelpLine[];
}

function detailed({ title, lines }: Shown): readonly Block[] {
  return [strong(title), facts(lines.map(({ word, help }) => [word, help]))];
}

function named({ title, lines }: Shown): readonly [string, string] {
  return [title, lines.map(({ word }) => word).join(', ')];
}

/** The last group that names the command, else the first that names its first word. */
function groupOf({ word }: HelpLine): Group {
  const head = word.replace(/ .*/u, '');
  const named = GROUPS.findLast(({ words }) => words.includes(word));
  return named ?? GROUPS.find(({ words }) => words.includes(head)) ?? OTHERS;
}

/** The first words to somebody who has just opened the bot. */
export function welcomeCard(lines: readonly HelpLine[], who: { readonly known: boolean }): Card {
  return card(
    'welcome',
    'Bonjour, je suis Jalon',
    [
      text(
        `J'accompagne le programme ${quoted('ApproprIAtion Métropolitaine')} de la Métropole du Grand Paris${NBSP}: référents, calendrier, comités, livrables, signalements, communication, rappels des échéances.`,
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
    ...(has('livrable liste') ? [run('Livrables', 'livrable liste')] : []),
    ...(has('comite liste') ? [run('Réunions', 'comite liste')] : []),
    ...(has('referent voir') ? [run('Référent', 'referent voir')] : []),
    ...(has('referent manquants') ? [run('Référents manquants', 'referent manquants')] : []),
  ];
}
