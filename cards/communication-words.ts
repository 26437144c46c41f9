import { quoted } from './words.ts';

/** Règlement, art. 9, word for word. */
export const MENTION_QUOTED = quoted('Un projet du programme Appropriation de la Métropole du Grand Paris');
export const ACCOUNT = '@Metropole_GrandParis';
export const DIRECTION = 'Direction de la Communication et des Relations Presse';
export const RULES_ARTICLE = 'Règlement, art. 9.';
