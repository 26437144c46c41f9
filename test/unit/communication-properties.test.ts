import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CheckedText, checkText } from '../../src/domain/communication/check.ts';
import { correctedText } from '../../src/domain/communication/corrected.ts';
import { ACCOUNT } from '../../src/domain/communication/handles.ts';
import { MENTION } from '../../src/domain/communication/mention.ts';
import type { Place } from '../../src/domain/communication/places.ts';
import { speaksOfPublishing } from '../../src/domain/communication/publishing.ts';
import { SUPPORTS } from '../../src/domain/communication/supports.ts';

const words = MENTION.split(' ');
const supports = fc.constantFrom(null, ...SUPPORTS);

/** What the rules look at, whole and in parts. */
const pieces = fc.constantFrom(
  ...words,
  ...[
    'Apropriation',
    'Métropolitaine',
    'metropolitain',
    'Grand-Paris',
    'GrandParis',
    'Grand Paris Métropole',
  ],
  ...['programe', 'PROGRAMME', 'MÉTROPOLE', 'Ce', 'DE', 'Express', 'Sud', 'M&eacute;tropole', 'www.', '.fr'],
  ...[
    MENTION,
    `${MENTION}.`,
    ACCOUNT,
    '@',
    '@MGP',
    '#MGP',
    '@MetropoleGrandParis',
    'Metropole_Grand_Paris',
    '_',
  ],
  ...[
    '<',
    '>',
    '<a ',
    '</p>',
    '<b>',
    '</b>',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '</body>',
    '<br>',
    '<o:p>',
  ],
  ...[
    '&',
    '&amp;',
    '&#',
    '&#64;',
    '&commat;',
    '&shy;',
    ';',
    '"',
    '«',
    '»',
    '*',
    '-',
    '-\n',
    '\n',
    '\r\n',
    '\r',
  ],
  ...['\u00a0', '\u00ad', '\u200b', '\u0301', '\ud83d', '\udc00', '🚀', '\u0000', '\u001b', '’', '.'],
);
/** The words of the mention, one in ten of them changed, and what parts them. */
const nearMentions = fc
  .tuple(
    ...words.map((word) =>
      fc.tuple(
        fc.oneof({ weight: 9, arbitrary: fc.constant(word) }, { weight: 1, arbitrary: pieces }),
        fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(' ', '\n', ' « ', '-', '<b>', '') },
          { weight: 1, arbitrary: pieces.map((piece) => ` ${piece} `) },
          { weight: 40, arbitrary: fc.constant(' ') },
        ),
      ),
    ),
  )
  .map((parts) => parts.flat().join(''));
const texts = fc.oneof(
  nearMentions,
  fc.tuple(nearMentions, nearMentions).map((both) => both.join('')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.tuple(pieces, fc.constantFrom(' ', ' ', ' ', '', '\n')), { maxLength: 30 })
    .map((parts) => parts.flat().join('')),
);

/** Another text, in which nothing is markup, joins lines, or is an account or a name. */
const surroundings = fc.constantFrom(
  '',
  'La ville lance son assistant.\n',
  '« Bonjour » 🚀\r\n',
  '<p>A &amp; B</p>\n',
  'Réunion publique, 19 h –\n',
);

function placesOf({ findings }: CheckedText): readonly Place[] {
  return findings.flatMap((finding) => {
    if (finding.rule === 'mention') return finding.place === null ? [] : [finding.place];
    if (finding.rule === 'account') return [...finding.places, ...finding.wrong];
    return finding.rule === 'names' ? finding.wrong.map(({ place }) => place) : [];
  });
}

/** One slip of the keyboard in a word, at a letter. */
const SLIPS: Readonly<Record<string, (word: string, at: number) => string>> = {
  dropped: (word, at) => word.slice(0, at) + word.slice(at + 1),
  doubled: (word, at) => word.slice(0, at + 1) + word.slice(at),
  swapped: (word, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  replaced: (word, at) => `${word.slice(0, at)}k${word.slice(at + 1)}`,
};

function folded(word: string): string {
  return word.toLowerCase().replaceAll('é', 'e');
}

describe('any text is read and put right (règlement, art. 9)', () => {
  it('nothing throws, and each place lies in the text, in its line', () => {
    fc.assert(
      fc.property(texts, supports, (text, support) => {
        expect(typeof speaksOfPublishing(text)).toBe('boolean');
        for (const { from, to, line, quoted } of placesOf(checkText(text, support))) {
          expect(0 <= from && from < to && to <= text.length).toBe(true);
          expect(
            text
              .slice(0, from)
              .replaceAll('\r\n', '\n')
              .split(/[\r\n]/u),
          ).toHaveLength(line);
          expect(quoted).toMatch(/^[^\r\n]{1,120}$/u);
          expect(quoted.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('the corrected text is right, and stays as it is when it is corrected again', () => {
    fc.assert(
      fc.property(texts, supports, (text, support) => {
        const corrected = correctedText(text, support);
        expect(checkText(corrected, support).isRight).toBe(true);
        expect(correctedText(corrected, support)).toBe(corrected);
        if (checkText(text, support).isRight) expect(corrected).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('what is corrected stands apart from each other, in order', () => {
    fc.assert(
      fc.property(texts, supports, (text, support) => {
        let done = 0;
        for (const { from, to } of checkText(text, support).edits) {
          expect(from).toBeGreaterThanOrEqual(done);
          expect(to).toBeGreaterThanOrEqual(from);
          done = to;
        }
        expect(done).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_500 },
    );
  });

  it('the mention in a line of its own is present, whatever stands before and after it', () => {
    // What hides a text hides the mention: no tag or comment is open before it.
    const visible = texts.map((text) => text.replaceAll('<', ' '));
    fc.assert(
      fc.property(visible, texts, supports, (before, after, support) => {
        const [mention] = checkText(`${before}\n${MENTION}\n${after}`, support).findings;
        expect(mention).toMatchObject({ rule: 'mention', state: 'present', slips: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('one slip of the keyboard in the mention (règlement, art. 9)', () => {
  it.each(Object.keys(SLIPS))('a letter that is %s is named and mended', (kind) => {
    fc.assert(
      fc.property(fc.nat(words.length - 1), fc.nat(), surroundings, surroundings, (rank, chance, a, b) => {
        const word = String(words[rank]);
        const at = chance % (word.length - (kind === 'swapped' ? 1 : 0));
        const slipped = String(SLIPS[kind]?.(word, at));
        fc.pre(folded(slipped) !== folded(word));
        const text = `${a}${words.with(rank, slipped).join(' ')}\n${b}`;
        const { findings, isRight } = checkText(text, 'affiche');
        expect(findings[0]).toMatchObject({
          state: 'misspelt',
          slips: [{ written: slipped, expected: word }],
        });
        expect(isRight).toBe(false);
        expect(correctedText(text, 'affiche')).toBe(`${a}${MENTION}\n${b}`);
      }),
      { numRuns: 200 },
    );
  });
});
