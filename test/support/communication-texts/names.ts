import { MENTION } from '../../../src/domain/communication/mention.ts';
import { right, wrong } from './read-text.ts';

const official = 'Métropole du Grand Paris';

/** A text with one wrong name of the Métropole. */
function misnamed(name: string, before: string, written: string, after: string) {
  const line = before.split('\n').length;
  const quoted = written.replaceAll('\n', ' ');
  return wrong(
    name,
    'communique',
    `${before}${written}${after}\n${MENTION}`,
    [
      `mention ${`${before}${written}${after}`.split('\n').length + 1}`,
      `name ${line}: ${quoted} > ${official}`,
    ],
    [`${before}${written}`, `${before}${official}`],
  );
}

/** Names of the Métropole and of the programme, and names of others. */
export const nameTexts = [
  right(
    'other institutions',
    'dossier-de-presse',
    `Partenaires : la Société du Grand Paris, le Grand Paris Express, Grand Paris Sud, Grand Paris Grand Est,
l’établissement Grand-
Orly Seine Bièvre, Plaine Commune Grand Paris, Paris Ouest La Défense, Est Ensemble Grand Paris,
la Métropole de Lyon, la Métropole Aix-Marseille-Provence, Aix-Marseille-Provence Métropole, Bordeaux Métropole,
la Métropole Européenne de Lille, Grand Paris Aménagement, Grand Paris Seine Ouest, Vallée Sud – Grand Paris,
la Région Île-de-France et la Ville de Paris.\n${MENTION}`,
    'mention 7',
  ),
  right(
    'others’ names that stand after the word « métropole »',
    'site',
    `Dans la métropole, Grand Paris Sud et d’autres.\nLa ligne 15 de la métropole du Grand Paris Express.\nMétropole\n\nGrand Paris\n\nSociété du Grand Paris\nMétropole du Grand Paris\n${MENTION}`,
    'mention 9',
  ),
  right(
    'the town and what lies around it',
    'site',
    `La métropole de Paris, la métropole parisienne, une métropole mondiale ; la Métropole Paris-Lyon.\nLa Métropole du Grand Paris Métropole d’avenir : un slogan.\n${MENTION}`,
    'mention 3',
  ),
  wrong(
    'a wrong name in a text without the mention',
    'affiche',
    'Avec la Métropole du Grand-Paris',
    ['mention absent', `name 1: Métropole du Grand-Paris > ${official}`],
    ['Grand-Paris', `Grand Paris\n\n${MENTION}`],
  ),
  misnamed('« de » for « du »', 'La ', 'Métropole de Grand Paris', ' finance le projet.'),
  misnamed('no article, before a verb', 'Bilan\nLa ', 'Métropole Grand Paris', ' est partenaire.'),
  misnamed('two articles', 'La ', 'métropole de la Grand Paris', ' aussi.'),
  misnamed('turned round', 'Le ', 'Grand Paris Métropole', ' soutient la ville.'),
  misnamed('in one word', 'La ', 'Métropole du GrandParis', '.'),
  misnamed('with hyphens', 'La ', 'Métropole-du-Grand-Paris', '.'),
  misnamed('a slip in its first word', 'La ', 'Métropôlle du Grand Paris', ' !'),
  misnamed('a slip in its last word', 'La ', 'Métropole du Grand Pari', ' !'),
  misnamed('without « Grand »', 'Soutenu par la ', 'Métropole de Paris', ', chef de file.'),
  misnamed('over two lines', 'Avec la\n', 'Métropole\nGrand Paris', '\net vous'),
  wrong(
    'in capitals, whose correction is too',
    'affiche',
    `AVEC LA MÉTROPOLE DE GRAND PARIS\n${MENTION}`,
    ['mention 2', `name 1: MÉTROPOLE DE GRAND PARIS > ${official}`],
    ['MÉTROPOLE DE GRAND PARIS', 'MÉTROPOLE DU GRAND PARIS'],
  ),
  wrong(
    '« Grand Paris » before another wrong name',
    'communique',
    `Le Grand Paris Métropole de Grand Paris\n${MENTION}`,
    ['mention 2', `name 1: Métropole de Grand Paris > ${official}`],
    ['Métropole de', 'Métropole du'],
  ),
  wrong(
    'in tags, which stay',
    'site',
    `<p>La <b>Métropole</b> de <i>Grand Paris</i> &amp; vous</p>\n<p>${MENTION}</p>`,
    ['mention 2', `name 1: Métropole de Grand Paris > ${official}`],
    ['Métropole</b> de <i>Grand Paris</i>', `${official}</b><i></i>`],
  ),
  wrong(
    'the programme with one p, and its epithet in the masculine',
    'communique',
    `Le programme « Apropriation » commence.\nApproprIAtion Métropolitain, c’est quoi ?\nl’Aproppriation Metropolitain\n${MENTION}`,
    [
      'mention 4',
      'name 1: Apropriation > Appropriation',
      'name 2: Métropolitain > Métropolitaine',
      'name 3: Aproppriation > Appropriation',
      'name 3: Metropolitain > Métropolitaine',
    ],
    ['Apropriation', 'Appropriation'],
    [' Métropolitain,', ' Métropolitaine,'],
    ['Aproppriation Metropolitain', 'Appropriation Métropolitaine'],
  ),
  wrong(
    'a very long one, quoted in part',
    'affiche',
    `Métropole${' «'.repeat(60)} Grand Paris\n${MENTION}`,
    ['mention 2', `name 1: Métropole${' «'.repeat(55)}… > ${official}`],
    [`Métropole${' «'.repeat(60)} Grand Paris`, official],
  ),
  wrong(
    'the programme with a word that is not of its name',
    'communique',
    `Le programme Appropriation IA IA avance.\nLe programme Appropriation Métropole aussi.\nle programe Apropriation\n${MENTION}`,
    [
      'mention 4',
      'name 1: Appropriation IA IA > Appropriation',
      'name 2: Métropole > Métropolitaine',
      'name 3: Apropriation > Appropriation',
    ],
    [' IA IA', ''],
    ['Métropole aussi', 'Métropolitaine aussi'],
    ['programe Apropriation', 'programe Appropriation'],
  ),
  right(
    'what follows the programme’s name and is not of it',
    'presentation',
    `Le programme Appropriation IA-Administration interne, le programme « Appropriation »\nIA et territoires
Le programme Appropriation\nMétropole et communes\nLe programme Appropriation Métropole du Grand Paris
Le programme Appropriation Métropole Grand Paris Sud, l’appropriation IA par IA\n${MENTION}`,
    'mention 7',
  ),
  right(
    'others whose names begin alike',
    'site',
    `La Métropole de Paris-Saclay, la réappropriation métropolitaine, le programme Approximation\n${MENTION}`,
    'mention 2',
  ),
];
