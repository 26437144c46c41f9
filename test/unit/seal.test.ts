import { describe, expect, it } from '@jest/globals';
import { createSealer } from '../../src/platform/web/seal.ts';

const OLD = 'the secret of last year, long enough';
const NEW = 'the secret of this year, long enough';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('what is sealed under JALON_SECRET', () => {
  const sealer = createSealer([NEW, OLD]);
  const value = { holder: 'amina.diallo@choisy.example', until: 1 };

  it('opens again, for the purpose it was sealed for and no other', () => {
    const sealed = sealer.seal('link-act', value);
    expect(sealer.open('link-act', sealed)).toEqual(value);
    expect(sealer.open('link-file', sealed)).toBeNull();
  });

  it('says nothing to who reads it, and never twice the same', () => {
    const sealed = sealer.seal('link-act', value);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('amina');
    expect(sealer.seal('link-act', value)).not.toBe(sealed);
    expect(sealed).toMatch(/^[\w-]+$/u);
  });

  it('opens under an older secret that is still listed, and not once it is gone', () => {
    const sealed = createSealer([OLD]).seal('link-act', value);
    expect(sealer.open('link-act', sealed)).toEqual(value);
    expect(createSealer([NEW]).open('link-act', sealed)).toBeNull();
  });

  it('does not open with any one of its letters changed, the last one included', () => {
    const sealed = sealer.seal('link-act', value);
    const altered = [...sealed].map((letter, at) => {
      const other = LETTERS[(LETTERS.indexOf(letter) + 1) % LETTERS.length];
      return `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
    });
    expect(altered.filter((token) => sealer.open('link-act', token) !== null)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'bonjour'],
    ['letters that no token has', 'é'.repeat(80)],
    ['noise of the right length', 'A'.repeat(120)],
    ['more than is ever sealed', 'A'.repeat(20_000)],
  ])('does not open %s', (_, token) => {
    expect(sealer.open('link-act', token)).toBeNull();
  });
});
