import type { CheckResult } from '../src/domain/communication/events.ts';
import { ACCOUNT, MENTION_QUOTED } from './communication-words.ts';
import { NBSP } from './words.ts';

const MENTION: Readonly<Record<CheckResult['mention'], string>> = {
  present: 'présente',
  absent: 'absente',
  misspelt: 'à corriger',
  'to-confirm': 'à confirmer',
};
const ACCOUNT_WORDS: Readonly<Record<NonNullable<CheckResult['account']>, string>> = {
  present: 'présent',
  absent: 'absent',
  misspelt: 'à corriger',
  'to-confirm': 'à confirmer',
};
const NAMES: Readonly<Record<CheckResult['names'], string>> = { present: 'justes', misspelt: 'à corriger' };

/** What the check of a text has found, rule by rule; nothing for a text that was not checked. */
export function checkFacts(check: CheckResult | null): readonly (readonly [string, string | null])[] {
  if (check === null) return [];
  return [
    ['Mention', MENTION[check.mention]],
    [ACCOUNT, check.account === null ? null : ACCOUNT_WORDS[check.account]],
    ['Noms', NAMES[check.names]],
  ];
}

/** The same in a line of a list, or in a cell. */
export function checkWords(check: CheckResult | null): string {
  if (check === null) return 'texte non vérifié';
  return [
    `mention ${MENTION[check.mention]}`,
    ...(check.account === null ? [] : [`compte ${ACCOUNT_WORDS[check.account]}`]),
    ...(check.names === 'misspelt' ? ['noms à corriger'] : []),
  ].join(', ');
}

/** What is missing from what was published, and what to do about it (règlement, art. 9). */
export function lacks(check: CheckResult | null, hasLogotype: boolean | null): readonly string[] {
  return [
    ...(check?.mention === 'absent' ? [`la mention manque${NBSP}: ajoutez ${MENTION_QUOTED}`] : []),
    ...(check?.mention === 'misspelt' ? [`la mention est à corriger${NBSP}: ${MENTION_QUOTED}`] : []),
    ...(check?.account === 'absent' ? [`le compte ${ACCOUNT} n'est pas mentionné`] : []),
    ...(check?.account === 'misspelt' ? [`le compte est à corriger${NBSP}: ${ACCOUNT}`] : []),
    ...(check?.names === 'misspelt' ? ['un nom du programme ou de la Métropole est à corriger'] : []),
    ...(hasLogotype === false ? ["le logotype n'y figure pas"] : []),
  ];
}
