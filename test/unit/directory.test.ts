import { describe, expect, it } from '@jest/globals';
import {
  applyDirectoryEvent,
  DIRECTORY_EVENT_TYPES,
  emptyDirectory,
  formatNumber,
  nextNumber,
  normalisedNumber,
} from '../../src/domain/people/directory.ts';

describe('receipt numbers (art. 4)', () => {
  it('begin at 1 each calendar year and follow without a gap', () => {
    const directory = emptyDirectory();
    const first = nextNumber(directory, 'REF', 2026);
    applyDirectoryEvent(directory, { type: 'number-taken', data: first }, '2026-03-12T09:42:00Z');
    const second = nextNumber(directory, 'REF', 2026);
    applyDirectoryEvent(directory, { type: 'number-taken', data: second }, '2026-03-12T09:42:00Z');
    expect([first, second].map(formatNumber)).toEqual(['REF-2026-0001', 'REF-2026-0002']);
    expect(formatNumber(nextNumber(directory, 'REF', 2027))).toBe('REF-2027-0001');
  });

  it('are not spent by being asked for', () => {
    const directory = emptyDirectory();
    nextNumber(directory, 'REF', 2026);
    expect(nextNumber(directory, 'REF', 2026).value).toBe(1);
  });

  it('have at least four digits, and more when needed', () => {
    expect(formatNumber({ kind: 'REF', year: 2026, value: 7 })).toBe('REF-2026-0007');
    expect(formatNumber({ kind: 'REF', year: 2026, value: 12_345 })).toBe('REF-2026-12345');
  });

  it('are numbered through the years for committees, each kind on its own: « CO-07 » (art. 6)', () => {
    const directory = emptyDirectory();
    for (let count = 0; count < 6; count += 1) {
      applyDirectoryEvent(
        directory,
        { type: 'number-taken', data: nextNumber(directory, 'CO', 0) },
        '2026-03-12T09:42:00Z',
      );
    }
    expect(formatNumber(nextNumber(directory, 'CO', 0))).toBe('CO-07');
    expect(formatNumber(nextNumber(directory, 'CP', 0))).toBe('CP-01');
    expect(formatNumber({ kind: 'RB', year: 0, value: 120 })).toBe('RB-120');
  });

  it.each(['VAL', 'MED', 'BIL'] as const)(
    'of %s begin at 1 each year, beside the others (art. 3, 12; règlement, art. 8)',
    (kind) => {
      const directory = emptyDirectory();
      applyDirectoryEvent(
        directory,
        { type: 'number-taken', data: nextNumber(directory, 'REF', 2026) },
        '2026-03-12T09:42:00Z',
      );
      applyDirectoryEvent(
        directory,
        { type: 'number-taken', data: nextNumber(directory, kind, 2026) },
        '2026-03-12T09:42:00Z',
      );
      expect(formatNumber(nextNumber(directory, kind, 2026))).toBe(`${kind}-2026-0002`);
      expect(formatNumber(nextNumber(directory, kind, 2027))).toBe(`${kind}-2027-0001`);
    },
  );

  it('of deliverables go on through the years: « LIV-12 » (art. 3)', () => {
    const directory = emptyDirectory();
    applyDirectoryEvent(
      directory,
      { type: 'number-taken', data: { kind: 'LIV', year: 0, value: 11 } },
      '2026-03-12T09:42:00Z',
    );
    expect(formatNumber(nextNumber(directory, 'LIV', 0))).toBe('LIV-12');
  });

  it('are not changed by what else the directory records', () => {
    const directory = emptyDirectory();
    applyDirectoryEvent(
      directory,
      { type: 'person-recorded', data: { personId: 'amina', byId: 'camille' } },
      '2026-03-12T09:42:00Z',
    );
    const linked = { personId: 'amina', platform: 'slack' };
    applyDirectoryEvent(directory, { type: 'account-linked', data: linked }, '2026-03-12T09:42:00Z');
    expect(directory.numbers.size).toBe(0);
    expect(DIRECTORY_EVENT_TYPES.size).toBe(12);
  });

  it('keep who was reminded of the rules of communication, and who wants no reminder (règlement, art. 9)', () => {
    const directory = emptyDirectory();
    const data = { personId: 'amina' };
    applyDirectoryEvent(directory, { type: 'rules-told', data }, '2026-03-12T09:42:00Z');
    applyDirectoryEvent(directory, { type: 'rules-told', data }, '2026-04-14T09:42:00Z');
    expect([...directory.rulesToldAt]).toEqual([['amina', '2026-04-14T09:42:00Z']]);
    applyDirectoryEvent(directory, { type: 'rules-silenced', data }, '2026-04-14T09:43:00Z');
    expect([...directory.rulesSilenced]).toEqual(['amina']);
    applyDirectoryEvent(directory, { type: 'rules-wanted', data }, '2026-04-14T09:44:00Z');
    expect([...directory.rulesSilenced]).toEqual([]);
  });
});

describe('a number as people type it', () => {
  it.each([
    ['LIV-07', 'LIV-07'],
    ['liv7', 'LIV-07'],
    ['  Liv 07 ', 'LIV-07'],
    ['LIV-007', 'LIV-07'],
    ['liv - 7', 'LIV-07'],
    ['co120', 'CO-120'],
    ['LIV-0', 'LIV-00'],
    ['liv123456', 'LIV-123456'],
  ])('« %s » is %s', (typed, expected) => {
    expect(normalisedNumber(typed)).toBe(expected);
  });

  it.each([
    ['val-2026-0012', 'VAL-2026-0012'],
    [' livr7 ', 'LIVR7'],
    ['l7', 'L7'],
    ['7', '7'],
    ['liv', 'LIV'],
    ['liv1234567', 'LIV1234567'],
    ['rapport liv7', 'RAPPORT LIV7'],
    ['liv7 et liv8', 'LIV7 ET LIV8'],
    ['', ''],
  ])('« %s » is no such number and stays as it is, in capitals', (typed, expected) => {
    expect(normalisedNumber(typed)).toBe(expected);
  });

  it('is found again from what is shown', () => {
    for (const kind of ['LIV', 'CO', 'CP', 'RB', 'SO'] as const)
      for (const value of [1, 9, 10, 99, 100, 1_000]) {
        const shown = formatNumber({ kind, year: 0, value });
        expect(normalisedNumber(shown)).toBe(shown);
        expect(normalisedNumber(`${kind.toLowerCase()}${value}`)).toBe(shown);
      }
  });
});
