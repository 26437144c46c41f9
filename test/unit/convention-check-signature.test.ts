import { describe, expect, it } from '@jest/globals';
import { convention, faultsIn, flawsIn, onOneLine } from '../support/conventions.ts';

const PLACE = 'à Nanterre\n\nLe 17';
const BLANK = { code: 'signature-blank' };

describe('the convention takes effect once it is signed by all (art. 2)', () => {
  it.each([
    [
      'both dates and the place',
      ['à Nanterre\n\nLe 17/11/2025', 'à\n\nLe'],
      ['Le 1er décembre 2025', 'Le'],
      true,
      2,
    ],
    [
      'on dotted lines',
      ['à Nanterre\n\nLe 17/11/2025', 'à ……………\n\nLe ___/___/____'],
      ['Le 1er décembre 2025', 'Le ………'],
      true,
      2,
    ],
    ['one of the dates', ['Le 1er décembre 2025', 'Le'], ['2025', '2025'], false, 1],
    ['no « Le » at all', ['Le 17/11/2025\n', ''], ['Le 1er décembre 2025\n', ''], false, 2],
    ['the place', ['à Nanterre\n', 'à\n'], ['2025', '2025'], true, 0],
  ] as const)('%s left blank', (_what, first, second, place, dates) => {
    const text = convention(first, second);
    expect(faultsIn(text)).toEqual([{ ...BLANK, place, dates, article: 'signature', line: 91 }]);
    expect(flawsIn(onOneLine(text))).toEqual([{ ...BLANK, place, dates }]);
  });

  it.each([
    [
      'one date for both',
      ['à Nanterre\n\nLe 17/11/2025', 'à Nanterre, le 17/11/2025'],
      ['Le 1er décembre 2025\n', ''],
    ],
    [
      'two columns',
      ['Le 17/11/2025\nPour La Métropole', 'Le 17/11/2025 Le 18/11/2025\nPour La Métropole'],
      ['Le 1er décembre 2025\nPour', 'Pour'],
    ],
    [
      'the beneficiary first',
      ['Pour La Métropole du Grand Paris', 'Pour le Bénéficiaire'],
      ['Pour la Ville de Nanterre', 'Pour la Métropole'],
    ],
    ['a place with an article', ['à Nanterre\n', 'au Kremlin-Bicêtre\n'], ['2025', '2025']],
    [
      'no place asked',
      ['Fait en deux exemplaires à Nanterre', 'Fait en deux exemplaires.'],
      ['2025', '2025'],
    ],
    ['a place on its own line', [PLACE, 'à\nNanterre\n\nLe 17'], ['2025', '2025']],
    [
      'a stamp of the prefecture below',
      ['Le Président\n', 'Le Président\nPublication le 02/12/2025\n'],
      ['2025', '2025'],
    ],
  ] as const)('is signed with %s', (_how, first, second) => {
    expect(flawsIn(convention(first, second))).toEqual([]);
  });

  it('what is still a placeholder is told once', () => {
    const text = convention(
      [PLACE, 'à [Lieu]\n\nLe 17'],
      ['Le 17/11/2025', 'Le [date]'],
      ['Le 1er décembre 2025', 'Le [date]'],
    );
    expect(flawsIn(text)).toMatchObject([{ text: 'Lieu' }, { text: 'date' }, { text: 'date' }]);
  });

  it('a stamp is no signature', () => {
    const text = convention(
      ['Le 17/11/2025\n', ''],
      ['Le 1er décembre 2025\n', ''],
      ['Le Président\n', 'Le Président\nDate de réception : 02/12/2025\n'],
    );
    expect(flawsIn(text)).toEqual([{ ...BLANK, place: false, dates: 2 }]);
  });
});

describe('a délibération precedes the signature that it lets somebody give (convention, parties)', () => {
  const tooLate = (side: string, votedOn: string, signedOn: string, line: number) => ({
    code: 'deliberation-after-signature',
    side,
    votedOn,
    signedOn,
    article: 'parties',
    line,
  });

  it.each([
    ['14 octobre 2025', '18/11/2025', tooLate('mgp', '2025-11-18', '2025-11-17', 8)],
    ['3 novembre 2025', '2 décembre 2025', tooLate('beneficiary', '2025-12-02', '2025-12-01', 14)],
  ])('%s → %s', (from, to, fault) => {
    expect(faultsIn(convention([from, to]))).toEqual([fault]);
  });

  it.each([
    ['on the very day', ['3 novembre 2025', '1er décembre 2025'], ['2025', '2025']],
    ["after the other party's signature", ['3 novembre 2025', '20 novembre 2025'], ['2025', '2025']],
    [
      'where nobody has signed yet',
      ['3 novembre 2025', '3 novembre 2027'],
      ['Le 1er décembre 2025', 'Le [date]'],
    ],
  ] as const)('may be voted %s', (_when, first, second) => {
    expect(flawsIn(convention(first, second)).filter((flaw) => 'votedOn' in flaw)).toEqual([]);
  });

  it('is compared with the signature of its own party, whoever signs first', () => {
    const text = convention(
      ['Pour La Métropole du Grand Paris', 'Pour le Bénéficiaire'],
      ['Pour la Ville de Nanterre', 'Pour la Métropole'],
      ['3 novembre 2025', '20 novembre 2025'],
    );
    expect(flawsIn(text)).toMatchObject([
      { side: 'beneficiary', votedOn: '2025-11-20', signedOn: '2025-11-17' },
    ]);
  });

  it('may still be a placeholder, which is told once', () => {
    expect(flawsIn(convention(['14 octobre 2025', '[référence de la délibération]']))).toMatchObject([
      { code: 'placeholder' },
    ]);
  });

  it('needs its date; another act may stand for it', () => {
    expect(flawsIn(convention(['\nla Métropole en date du 14 octobre 2025', '\nla Métropole']))).toEqual([
      { code: 'deliberation-undated', side: 'mgp' },
    ]);
    expect(flawsIn(convention([' en date du 3 novembre 2025', '']))).toEqual([
      { code: 'deliberation-undated', side: 'beneficiary' },
    ]);
    expect(
      flawsIn(
        convention([
          'délibération n° 2025-11-03 du Conseil Municipal en date du 3 novembre 2025',
          'décision n° 12',
        ]),
      ),
    ).toEqual([]);
  });

  it('is not compared where the signature is no part of the text', () => {
    const text = convention(['3 novembre 2025', '3 novembre 2027']);
    const unsigned = text.slice(0, text.indexOf('Fait en'));
    expect(flawsIn(unsigned)).toEqual([{ code: 'parts-missing', parts: ['signature'] }]);
  });
});
