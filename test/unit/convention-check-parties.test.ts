import { describe, expect, it } from '@jest/globals';
import { checkConventionText } from '../../src/domain/convention-check/check.ts';
import { convention, faultsIn, flawsIn, mgp, onOneLine } from '../support/conventions.ts';

const NAMED =
  'La Ville de Nanterre, collectivité territoriale dont le siège est à Nanterre (92000), identifiée au SIREN sous\nle numéro 219200508';
const RECEIPT = '092-219200508-20251105-2025-11-03-DE';

/** The convention of somebody else, whose receipt and signature follow. */
function of(name: string, siren: string, more: readonly (readonly [string, string])[] = []): string {
  return convention(
    [NAMED, `${name}, identifiée au SIREN sous le numéro ${siren}`],
    ['Ville de Nanterre représentée', 'Représentée'],
    ['Pour la Ville de Nanterre', 'Pour le Bénéficiaire'],
    [RECEIPT, ''],
    ...more,
  );
}

const beneficiarySiren = (
  code: string,
  siren: string,
  owner: string | null = null,
  receipt: string | null = null,
) => ({
  code,
  side: 'beneficiary',
  siren,
  name: 'Nanterre',
  official: '219200508',
  owner,
  receipt,
});

describe('a sound convention has no fault', () => {
  it.each([
    ['as it is', convention()],
    ['on one line', onOneLine(convention())],
    ['with Windows line ends', convention().replaceAll('\n', '\r\n')],
    ['with its accents apart', convention().normalize('NFD')],
    ['in Markdown, its brackets escaped', convention(['[1]', '\\[1\\]']).replaceAll('ARTICLE', '## Article')],
    ['without « Entre »', convention(['Entre\n', ''])],
    [
      'with a signer whose name has no end',
      convention(['Pour la Ville de Nanterre\nLe Maire\n\nAccusé de', 'Pour le Bénéficiaire Accusé de']),
    ],
    ['with no-break spaces', convention().replaceAll(' ', '\u00a0')],
  ])('%s', (_how, text) => {
    expect(checkConventionText(text, mgp)).toMatchObject({
      nature: 'convention',
      beneficiary: 'Nanterre',
      faults: [],
    });
  });
});

describe("each party's SIREN is its own (convention, parties)", () => {
  it.each([
    ['219200507', beneficiarySiren('siren-check-digit', '219200507', null, '219200508')],
    ['21920050', beneficiarySiren('siren-length', '21920050', null, '219200508')],
    ['219400223', beneficiarySiren('siren-of-another', '219400223', 'Choisy-le-Roi', '219200508')],
    ['732829320', beneficiarySiren('siren-of-nobody', '732829320', null, '219200508')],
  ])('%s is not that of Nanterre', (siren, flaw) => {
    expect(faultsIn(convention(['219200508 et', `${siren} et`]))).toEqual([
      { ...flaw, article: 'parties', line: 12 },
    ]);
  });

  it('says nothing of a receipt that is not there', () => {
    expect(flawsIn(convention(['219200508 et', '219200507 et'], [RECEIPT, '']))).toEqual([
      beneficiarySiren('siren-check-digit', '219200507'),
    ]);
  });

  it.each([
    ['with spaces', '219 200 508'],
    ['with points', '219.200.508'],
    ['as a SIRET', '21920050800018'],
    ['as a SIRET with spaces', '219 200 508 00018'],
  ])('may be written %s', (_how, written) => {
    expect(flawsIn(convention(['au SIREN sous\nle numéro 219200508', `au SIRET : ${written}`]))).toEqual([]);
  });

  it.each([
    ['200 054 780', { code: 'siren-check-digit', siren: '200054780', owner: null }],
    ['219 400 223', { code: 'siren-of-another', siren: '219400223', owner: 'Choisy-le-Roi' }],
  ])('%s is not that of the Métropole', (siren, flaw) => {
    expect(flawsIn(convention(['200 054 781', siren]))).toEqual([
      { ...flaw, side: 'mgp', name: mgp.name, official: mgp.siren, receipt: null },
    ]);
  });

  it('of the Métropole only the check digit is known where no programme names it', () => {
    const checked = (text: string) => checkConventionText(text, null).faults;
    expect(checked(convention(['200 054 781', '219 400 223']))).toEqual([]);
    expect(checked(convention(['200 054 781', '200 054 780']))).toMatchObject([
      { code: 'siren-check-digit', official: null, name: 'La METROPOLE DU GRAND PARIS' },
    ]);
  });

  it.each([
    ['the number', [' sous\nle numéro 219200508', ''], 11],
    ['the word too', ['identifiée au SIREN sous\nle numéro 219200508 et ', ''], 11],
  ] as const)('is told when it is missing, %s', (_what, change, line) => {
    expect(faultsIn(convention(change))).toEqual([
      { code: 'siren-missing', name: 'Nanterre', official: '219200508', article: 'parties', line },
    ]);
  });

  it('is not missed where a placeholder stands for it', () => {
    expect(flawsIn(convention(['219200508 et', '[NuméroSIREN] et']))).toEqual([
      { code: 'placeholder', text: 'NuméroSIREN', closed: true },
    ]);
  });

  it("must be the one of the prefecture's receipt, unless that is the Métropole's own", () => {
    const other = { code: 'receipt-siren', expected: '219200508', name: 'Nanterre' };
    expect(faultsIn(convention([RECEIPT, '094-219400223-20251105-1-DE']))).toEqual([
      { ...other, siren: '219400223', owner: 'Choisy-le-Roi', article: 'receipt', line: 102 },
    ]);
    expect(flawsIn(convention([RECEIPT, '075-732829320-20251105-1-DE']))).toEqual([
      { ...other, siren: '732829320', owner: null },
    ]);
    expect(flawsIn(convention([RECEIPT, '075-200054781-20251105-1-DE']))).toEqual([]);
    expect(flawsIn(convention([RECEIPT, `075-200054781-20251105-1-DE\n${RECEIPT}`]))).toEqual([]);
  });
});

describe('the beneficiary is a commune or an EPT of the Métropole (règlement, art. 3)', () => {
  it.each([
    ['La Commune de Choisy-le-Roi', '219400223', 'Choisy-le-Roi'],
    ['La ville du KREMLIN BICETRE (94270)', '219400439', 'Le Kremlin-Bicêtre'],
    [
      "L'Établissement public territorial Grand Paris Sud\nEst Avenir",
      '200058006',
      'Grand Paris Sud Est Avenir',
    ],
    ['L’EPT 12 Grand-Orly Seine Bièvre', '200058014', 'Grand-Orly Seine Bièvre'],
    ['EPT n° T8 Est Ensemble', '200057875', 'Est Ensemble'],
    ['Ville de Thiais dont le siège est en mairie', '219400736', 'Thiais'],
  ])('%s', (name, siren, official) => {
    expect(checkConventionText(of(name, siren), mgp)).toMatchObject({ beneficiary: official, faults: [] });
  });

  it.each([
    ['La Ville de Lyon', '216901231', [], []],
    ['La Ville de Nantere', '219200508', ['Nanterre'], []],
    ['La Ville de Lyon', '216901230', [], ['siren-check-digit']],
    ['La Ville de Lyon', '2169', [], ['siren-length']],
  ])('%s is none', (name, siren, suggestions, more) => {
    const [first, ...others] = faultsIn(of(name, siren));
    expect(first).toMatchObject({
      code: 'beneficiary-unknown',
      name,
      suggestions,
      article: 'parties',
      line: 11,
    });
    expect(others.map(({ code }) => code)).toEqual(more);
  });

  it('is named in quotes where its SIREN is missing too', () => {
    expect(flawsIn(of('La Ville de Lyon', ''))).toContainEqual({
      code: 'siren-missing',
      name: 'La Ville de Lyon',
      official: null,
    });
  });

  it.each([
    ['\n\nEt\nLa Ville', '\n\nET :\n\nLa Ville'],
    ['d’autre part', 'd’autre part'],
    ['2025.\n\nEt\nLa Ville', '2025. Et La Ville'],
    [
      'd’une part.\nLa Métropole du Grand Paris est représentée par son Président, dûment mandaté par délibération du Bureau de\nla Métropole en date du 14 octobre 2025.\n\nEt\n',
      'd’une part,\net ',
    ],
  ])('is found after « Et », however it is written: %j', (from, to) => {
    expect(checkConventionText(convention([from, to]), mgp)).toMatchObject({
      beneficiary: 'Nanterre',
      faults: [],
    });
  });

  it.each([
    ['there is no « Et »', '\n\nEt\nLa Ville', '\n\nLa Ville', 5],
    ['its name has no end', NAMED, `La Ville ${'très '.repeat(60)}`, 11],
  ])('is told to be unreadable when %s', (_why, from, to, line) => {
    expect(faultsIn(convention([from, to]))).toContainEqual({
      code: 'beneficiary-unread',
      article: 'parties',
      line,
    });
    expect(checkConventionText(convention([from, to]), mgp).beneficiary).toBeNull();
  });

  it("keeps no name of another's convention", () => {
    const other = { code: 'other-beneficiary', name: 'Choisy-le-Roi', expected: 'Nanterre' };
    expect(
      faultsIn(convention(['\nVille de Nanterre représentée', '\nVille de Choisy-le-Roi représentée'])),
    ).toEqual([{ ...other, article: 'parties', line: 13 }]);
    expect(faultsIn(convention(['Pour la Ville de Nanterre', 'Pour ville de Choisy-le-Roi']))).toEqual([
      { ...other, article: 'signature', line: 98 },
    ]);
    const text = convention([
      'Pour la Ville de Nanterre\nLe Maire',
      'Pour la Commune de Choisy-le-Roi Le Maire',
    ]);
    expect(flawsIn(onOneLine(text))).toEqual([other]);
  });
});

describe('a text whose beneficiary is a placeholder is the model', () => {
  it.each([
    [
      '[Structure publique],[type de structure] dont le siège est à [Adresse], identifiée au SIREN sous\nle numéro [NuméroSIREN]',
    ],
    ['La commune de [nom], identifiée au SIREN sous le numéro [NuméroSIREN]'],
  ])('of which only placeholders are told: %s', (named) => {
    const text = convention([NAMED, named], ['☒', '☐'], ['12 mois', '30 mois'], ['200 054 781', '1']);
    const { nature, beneficiary, faults } = checkConventionText(text, mgp);
    expect([nature, beneficiary]).toEqual(['model', null]);
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['placeholder']));
  });

  it('a placeholder beside the name of a commune makes no model of its convention', () => {
    const text = convention([NAMED, `La Ville de Nanterre [type de structure], ${NAMED.slice(21)}`]);
    expect(checkConventionText(text, mgp)).toMatchObject({
      nature: 'convention',
      beneficiary: 'Nanterre',
      faults: [{ code: 'placeholder', text: 'type de structure' }],
    });
  });
});
