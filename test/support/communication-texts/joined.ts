import { wrong } from './read-text.ts';

/** Texts whose mention has words without a space between them, or an abbreviation. */
export const joinedTexts = [
  wrong(
    'two words without their space',
    'affiche',
    'Un projet du programme Appropriation dela Métropole du Grand Paris',
    ['mention 1: dela > de la'],
    ['dela', 'de la'],
  ),
  wrong(
    'two words without their space at the end',
    'kakemono',
    'Un projet du programme Appropriation de la Métropole du GrandParis !',
    ['mention 1: GrandParis > Grand Paris'],
    ['GrandParis', 'Grand Paris'],
  ),
  wrong(
    'the first two words without their space, within a sentence',
    'site',
    'La ville porte unprojet du programme Appropriation de la Métropole du Grand Paris.',
    ['mention 1: unprojet > Un projet'],
    ['unprojet', 'un projet'],
  ),
  wrong(
    'two words without their space in capitals, and a slip',
    'affiche',
    'UNPROJET DU PROGRAME APPROPRIATION DE LA MÉTROPOLE DU GRAND PARIS',
    ['mention 1: UNPROJET > Un projet, PROGRAME > programme'],
    ['UNPROJET', 'UN PROJET'],
    ['PROGRAME', 'PROGRAMME'],
  ),
  wrong(
    'a tag in place of a space',
    'site',
    '<p>Un projet du programme<b>Appropriation</b> de la Métropole du Grand Paris</p>',
    ['mention 1: programmeAppropriation > programme Appropriation'],
    ['programme<b>Appropriation</b>', 'programme Appropriation<b></b>'],
  ),
  wrong(
    'a name in capitals that was cut where it has a space',
    'signaletique',
    'UN PROJET DU PROGRAMME APPROPRIATION DE LA MÉTROPOLE DU GRAND-\nPARIS',
    ['mention 1: GRANDPARIS > Grand Paris'],
    ['GRAND-\nPARIS', 'GRAND PARIS'],
  ),
  wrong(
    'the Métropole as it is called for short',
    'presentation',
    'Un projet du programme ApproprIAtion de la MGP',
    ['mention 1: MGP > Métropole du Grand Paris'],
    ['MGP', 'Métropole du Grand Paris'],
  ),
  wrong(
    'a list of words stuck together that is no mention',
    'site',
    'projetdu programmedu Appropriation dela MGP',
    ['mention absent'],
    ['', '\n\nUn projet du programme Appropriation de la Métropole du Grand Paris'],
  ),
];
