import { describe, expect, it } from '@jest/globals';
import { checkText } from '../../src/domain/communication/check.ts';
import { correctedText } from '../../src/domain/communication/corrected.ts';
import { MENTION } from '../../src/domain/communication/mention.ts';
import { absentTexts } from '../support/communication-texts/absent.ts';
import { accountTexts } from '../support/communication-texts/accounts.ts';
import { joinedTexts } from '../support/communication-texts/joined.ts';
import { foreignTexts } from '../support/communication-texts/languages.ts';
import { misspeltTexts } from '../support/communication-texts/misspelt.ts';
import { nameTexts } from '../support/communication-texts/names.ts';
import { changed, printed } from '../support/communication-texts/read-text.ts';
import { rightTexts } from '../support/communication-texts/right.ts';
import { rightPostsAndPages } from '../support/communication-texts/right-networks.ts';

const texts = [
  ...rightTexts,
  ...rightPostsAndPages,
  ...foreignTexts,
  ...misspeltTexts,
  ...joinedTexts,
  ...absentTexts,
  ...accountTexts,
  ...nameTexts,
];
const isRight = ({ changes }: (typeof texts)[number]) => changes.length === 0;

describe('texts that people publish, read against the rules of communication (règlement, art. 9)', () => {
  it.each(texts)('$name: what is found', ({ text, support, found, changes }) => {
    const checked = checkText(text, support);
    expect(printed(checked.findings)).toEqual(found);
    expect(checked.isRight).toBe(changes.length === 0);
    expect(checked.findings.at(-1)).toEqual({ rule: 'logotype', state: 'to-confirm' });
  });

  it.each(texts.filter(isRight))('$name: a right text is left as it is', ({ text, support }) => {
    expect(correctedText(text, support)).toBe(text);
  });

  it.each(texts.filter((text) => !isRight(text)))('$name: nothing but the fault is corrected', (text) => {
    const corrected = correctedText(text.text, text.support);
    expect(corrected).toBe(changed(text));
    expect(checkText(corrected, text.support).isRight).toBe(true);
    expect(correctedText(corrected, text.support)).toBe(corrected);
  });

  it.each([
    ['wide letters', MENTION.split('').join(' ')],
    ['words stuck together', MENTION.replaceAll(' ', '')],
    ['lines cut anywhere', (MENTION.match(/.{1,3}/gu) ?? []).join('\n')],
  ])('the mention in %s is to be looked at, never said to be absent', (_how, letters) => {
    const text = `Venez essayer l’assistant !\n${letters}\n`;
    const checked = checkText(text, 'kakemono');
    expect(checked.findings[0]).toEqual({ rule: 'mention', state: 'to-confirm', place: null, slips: [] });
    expect(checked.isRight).toBe(true);
    expect(correctedText(text, 'kakemono')).toBe(text);
  });

  it('what is found says where it stands in the text as it was given', () => {
    for (const { text, support } of texts)
      for (const finding of checkText(text, support).findings) {
        if (finding.rule === 'logotype') continue;
        const places = 'place' in finding ? [finding.place] : finding.wrong;
        for (const one of places) {
          if (one === null) continue;
          const { from, to, line } = 'place' in one ? one.place : one;
          expect(text.slice(0, from).split(/\r\n?|\n/u)).toHaveLength(line);
          expect(text.slice(from, to)).toMatch(/^[^\s<]/u);
          expect(text.slice(from, to)).toMatch(/[^\s<]$/u);
        }
      }
  });
});
