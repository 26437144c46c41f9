import { describe, expect, it } from '@jest/globals';
import {
  applyDirectoryEvent,
  DIRECTORY_EVENT_TYPES,
  emptyDirectory,
  formatNumber,
  nextNumber,
} from '../../src/domain/people/directory.ts';

describe('receipt numbers (art. 4)', () => {
  it('begin at 1 each calendar year and follow without a gap', () => {
    const directory = emptyDirectory();
    const first = nextNumber(directory, 'REF', 2026);
    applyDirectoryEvent(directory, { type: 'number-taken', data: first });
    const second = nextNumber(directory, 'REF', 2026);
    applyDirectoryEvent(directory, { type: 'number-taken', data: second });
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
      applyDirectoryEvent(directory, { type: 'number-taken', data: nextNumber(directory, 'CO', 0) });
    }
    expect(formatNumber(nextNumber(directory, 'CO', 0))).toBe('CO-07');
    expect(formatNumber(nextNumber(directory, 'CP', 0))).toBe('CP-01');
    expect(formatNumber({ kind: 'RB', year: 0, value: 120 })).toBe('RB-120');
  });

  it('are not changed by what else the directory records', () => {
    const directory = emptyDirectory();
    applyDirectoryEvent(directory, { type: 'person-recorded', data: { personId: 'amina', byId: 'camille' } });
    applyDirectoryEvent(directory, {
      type: 'account-linked',
      data: { personId: 'amina', platform: 'slack' },
    });
    expect(directory.numbers.size).toBe(0);
    expect(DIRECTORY_EVENT_TYPES.size).toBe(9);
  });
});
