import { describe, expect, it } from '@jest/globals';
import type { CheckResult } from '../../src/domain/communication/events.ts';
import { SUPPORTS } from '../../src/domain/communication/supports.ts';
import {
  checkFor,
  checkResultOf,
  printCheck,
  readCheck,
} from '../../src/usecases/communication/check-result.ts';

const all: readonly CheckResult[] = (['present', 'absent', 'misspelt', 'to-confirm'] as const).flatMap(
  (mention) =>
    (['present', 'absent', 'misspelt', 'to-confirm', null] as const).flatMap((account) =>
      (['present', 'misspelt'] as const).map((names) => ({ mention, account, names })),
    ),
);

describe('what is recorded of the check of a text (règlement, art. 9)', () => {
  it('is what was found of each rule, the logotype aside: no text shows it', () => {
    expect(
      checkResultOf({
        findings: [
          { rule: 'mention', state: 'misspelt' },
          { rule: 'account', state: 'to-confirm' },
          { rule: 'names', state: 'misspelt' },
          { rule: 'logotype' },
        ],
      }),
    ).toEqual({ mention: 'misspelt', account: 'to-confirm', names: 'misspelt' });
    expect(checkResultOf({ findings: [{ rule: 'mention', state: 'present' }] })).toEqual({
      mention: 'present',
      account: null,
      names: 'present',
    });
  });

  it('comes back from a button as it went, each of them', () => {
    for (const result of all) expect(readCheck(printCheck(result))).toEqual(result);
    expect(new Set(all.map(printCheck)).size).toBe(40);
  });

  it.each([
    '',
    'present',
    'mention:present',
    'mention:present,account:none,names:absent',
    'mention:perhaps,account:none,names:present',
    'mention:present,account:null,names:present',
    ' mention:present,account:none,names:present',
    'mention:present,account:none,names:present,logotype:present',
    'MENTION:present,account:none,names:present',
  ])('is nothing where it was not written so: « %s »', (printed) => {
    expect(readCheck(printed)).toBeNull();
  });

  it('asks for the account on social networks alone, whatever the check was made for', () => {
    const found: CheckResult = { mention: 'present', account: 'absent', names: 'present' };
    for (const support of SUPPORTS)
      expect(checkFor(support, found).account).toBe(support === 'reseau-social' ? 'absent' : null);
    expect(checkFor('reseau-social', { ...found, account: null }).account).toBe('to-confirm');
  });
});
