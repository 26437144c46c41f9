import { describe, expect, it } from '@jest/globals';
import { hasNineDigits, isSirenWellFormed, normaliseSiren } from '../../src/domain/kernel/siren.ts';

describe('SIREN', () => {
  it.each(['219400223', '200054781', '219 400 223', ' 219\u00a0400\u202f223 ', '929939411'])(
    '%j is one',
    (text) => {
      expect(isSirenWellFormed(text)).toBe(true);
    },
  );

  it.each(['219401317', '21940022', '2194002230', '21940022X', '', '000000000', '٢١٩٤٠٠٢٢٣'])(
    '%j is none',
    (text) => {
      expect(isSirenWellFormed(text)).toBe(false);
    },
  );

  it('is kept without spaces', () => {
    expect(normaliseSiren(' 219 400\u00a0223')).toBe('219400223');
  });

  it('may have nine digits and a wrong check digit', () => {
    expect(hasNineDigits('219 401 317')).toBe(true);
    expect(hasNineDigits('2194')).toBe(false);
  });
});
