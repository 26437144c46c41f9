import { right, wrong } from './read-text.ts';

/** Texts in other languages that bear the French mention. */
export const foreignTexts = [
  right(
    'an English text with the mention',
    'communique',
    'Choisy-le-Roi launches an AI assistant for its staff.\n“Un projet du programme Appropriation de la Métropole du Grand Paris”\nThe Grand Paris metropolitan area has 130 towns.',
    'mention 2',
  ),
  right(
    'a Spanish post with the mention and the account',
    'reseau-social',
    '¡Ya está aquí! El proyecto de la ciudad con @Metropole_GrandParis\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 2',
    'account 1',
  ),
  right(
    'an Italian page with the mention',
    'site',
    '<p>Il Comune sperimenta l&rsquo;intelligenza artificiale.</p><p>Un projet du programme Appropriation de la M&eacute;tropole du Grand Paris</p>',
    'mention 1',
  ),
  right(
    'a German text with the mention',
    'dossier-de-presse',
    'Die Stadt erprobt einen Assistenten.\nUn projet du programme „Appropriation“ de la Métropole du Grand Paris',
    'mention 2',
  ),
  right(
    'a Portuguese page with its own letters as entities',
    'site',
    '<p>Informa&ccedil;&atilde;o e participa&ccedil;&atilde;o</p>\n<p>Un projet du programme Appropriation de la M&eacute;tropole du Grand Paris</p>',
    'mention 2',
  ),
  wrong(
    'an English text that names the Métropole wrong',
    'communique',
    'Supported by the Grand Paris Métropole.\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    ['mention 2', 'name 1: Grand Paris Métropole > Métropole du Grand Paris'],
    ['Grand Paris Métropole', 'Métropole du Grand Paris'],
  ),
];
