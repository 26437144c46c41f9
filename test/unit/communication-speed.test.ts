import { describe, expect, it } from '@jest/globals';
import { checkText } from '../../src/domain/communication/check.ts';
import { correctedText } from '../../src/domain/communication/corrected.ts';
import { MENTION } from '../../src/domain/communication/mention.ts';
import { speaksOfPublishing } from '../../src/domain/communication/publishing.ts';

const LENGTH = 100_000;
/** What looks at each pair of 100,000 units takes 5 × 10⁹ steps, several times this. */
const LIMIT_MS = 1_500;

const ordinary =
  'La commune de Choisy-le-Roi a formé deux cents agents à l’intelligence artificielle ; « c’est une première », dit le maire.\n';
const hostile = [
  '<a ',
  '<a "',
  '</a',
  '<!--',
  '-->',
  '<script>',
  '<script',
  '<',
  '&',
  '&#',
  '&amp;',
  '@',
  '@a.',
  '@_',
  '_@_',
  '#',
  'a',
  '_',
  '\u0301',
  ' ',
  '\n',
  '\r',
  '-\n',
  '- \n',
  '« ',
  'metropole ',
  'métropole de ',
  'metropole-',
  'Un projet ',
  'Un projet du programme ',
  `${MENTION.replace('Un', 'Le')}\n`,
  'Grand Paris ',
  'Grand-Paris-Metropole-',
  'Métropole de Grand Paris ',
  'Apropriation Metropolitain ',
  '@metropolegrandparis\n',
  '#metropolegrandparis\n',
  '@metropole-de-grand-paris',
  'presse-papiers',
  'une ',
];

function elapsedMs(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

function expectFast(text: string): void {
  expect(elapsedMs(() => checkText(text, 'reseau-social'))).toBeLessThan(LIMIT_MS);
  expect(elapsedMs(() => correctedText(text, 'reseau-social'))).toBeLessThan(4 * LIMIT_MS);
  expect(elapsedMs(() => speaksOfPublishing(text))).toBeLessThan(LIMIT_MS);
}

describe('100,000 characters are read in a moment (règlement, art. 9), whatever they are', () => {
  it('ordinary French', () => {
    expectFast(ordinary.repeat(LENGTH / ordinary.length));
  });

  it('as many words, none of them twice, that might each be one of the mention', () => {
    const words = Array.from({ length: LENGTH / 8 }, (_, index) => `proj${index.toString(36)}`);
    expectFast(words.join(' '));
  });

  it.each(hostile)('%j over and over', (piece) => {
    expectFast(piece.repeat(LENGTH / piece.length));
  });

  it('between two parts of a name, space or quotes that never end', () => {
    for (const piece of [' ', '\n', '«', '« ', '<i>', '<!-- -->', '\u00ad'])
      expectFast(`Métropole ${piece.repeat(LENGTH / piece.length)} Grand Paris`);
  });
});
