import { describe, expect, it } from '@jest/globals';
import { namesPerson } from '../../src/domain/convention-check/person.ts';
import { choisyPhases, convention, faultsIn, flawsIn, onOneLine } from '../support/conventions.ts';

const CHOSEN = '☒ Amélioration';
const LEFT = '☐ Facilitation';
const NAMED =
  'désigne Claude Lenoir, de la Direction Numérique et Réseaux, comme référent projet :\nclaude.lenoir@nanterre.example, 01 99 00 12 34.';

describe('one experiment is ticked where art. 1 asks for it', () => {
  it.each([
    ['☒ Amélioration', '☐ Facilitation'],
    ['☑ Amélioration', 'Facilitation'],
    ['■ Amélioration', '□ Facilitation'],
    ['- [x] Amélioration', '- [ ] Facilitation'],
    ['[X] Amélioration', '[] Facilitation'],
    ['(x) Amélioration', '( ) Facilitation'],
    ['[✓] Amélioration', 'Facilitation'],
    ['✓ Amélioration', 'Facilitation'],
    ['✔ Amélioration', 'Facilitation'],
    ['Amélioration', '✗ Facilitation'],
    ['X Amélioration', 'Facilitation'],
    ['• x Amélioration', 'Facilitation'],
    ['☒ Amélioration : ✓ une ✓ deux', '☐ Facilitation : ✓ trois'],
  ])('%j and %j: one', (first, second) => {
    const text = convention([CHOSEN, first], [LEFT, second]);
    expect(flawsIn(text)).toEqual([]);
  });

  it.each([
    ['Amélioration', 'Facilitation', { code: 'no-option' }],
    ['☐ Amélioration', '☐ Facilitation', { code: 'no-option' }],
    ['[ ] Amélioration', '( ) Facilitation', { code: 'no-option' }],
    ['☐ Amélioration : ✓ une', '☐ Facilitation', { code: 'no-option' }],
    ['Amélioration f(x)', 'Facilitation', { code: 'no-option' }],
    ['☒ Amélioration', '☒ Facilitation', { code: 'several-options', ticked: 2 }],
    ['✓ Amélioration', '✓ Facilitation', { code: 'several-options', ticked: 2 }],
    ['[x] Amélioration', '(X) Facilitation', { code: 'several-options', ticked: 2 }],
  ])('%j and %j: not one', (first, second, flaw) => {
    const text = convention([CHOSEN, first], [LEFT, second]);
    expect(faultsIn(text)).toEqual([{ ...flaw, article: '1', line: 24 }]);
    expect(flawsIn(onOneLine(text))).toEqual([flaw]);
  });

  it('nothing is asked where the article offers no choice, as in the model', () => {
    expect(
      flawsIn(convention([' : (cocher l’expérimentation choisie)', '.'], [CHOSEN, ''], [LEFT, ''])),
    ).toEqual([]);
  });
});

describe('the référent is a person with an e-mail and a telephone (art. 4)', () => {
  it.each([
    ['communiquera les coordonnées (courriel et téléphone) de ce référent.', ['person', 'email', 'phone']],
    ['désigne la Direction Numérique et Réseaux, numerique@nanterre.example, 01 99 00 12 34.', ['person']],
    ['désigne Claude Lenoir, 01 99 00 12 34.', ['email']],
    ['désigne Claude Lenoir (claude.lenoir@nanterre.example).', ['phone']],
    ['désigne Claude Lenoir.', ['email', 'phone']],
    ['désigne Claude Lenoir, claude.lenoir@nanterre.example, 01 99 00 12.', ['phone']],
  ])('%s', (written, missing) => {
    expect(faultsIn(convention([NAMED, written]))).toEqual([
      { code: 'referent-incomplete', missing, article: '4', line: 38 },
    ]);
  });

  it.each(['+33 1 99 00 12 34', '+33 (0)1 99 00 12 34', '0033199001234', '01.99.00.12.34', '0199001234'])(
    'a telephone may be written %s',
    (phone) => {
      expect(flawsIn(convention(['01 99 00 12 34', phone]))).toEqual([]);
    },
  );

  it('what is still a placeholder is told once', () => {
    expect(flawsIn(convention([NAMED, 'désigne [Prénom NOM], [courriel], [téléphone].']))).toMatchObject([
      { code: 'placeholder' },
      { code: 'placeholder' },
      { code: 'placeholder' },
    ]);
  });

  it.each([
    'Amina Diallo',
    'Amina DIALLO',
    'le référent est Jean-Paul de La Tour',
    'Mme Diallo',
    'M. DIALLO',
    'Monsieur Diallo',
    'Référent projet Amina Diallo',
    'la Directrice Amina\nDiallo',
    "Maëlle O'Connor",
  ])('« %s » names a person', (written) => {
    expect(namesPerson(written)).toBe(true);
  });

  it.each([
    'ARTICLE 4 - DESIGNATION D’UN REFERENT PROJET Le Bénéficiaire s’engage',
    'la Direction Numérique et Réseaux',
    'le service Innovation Numérique',
    'Direction Générale Adjointe Ressources',
    'Madame la Directrice',
    'le Référent Projet',
    'Le Kremlin-Bicêtre',
    'La Métropole du Grand Paris',
    'Plaine Commune',
    'EPT Est Ensemble',
    'Est Ensemble',
    'un agent de la DSI',
  ])('« %s » names nobody', (written) => {
    expect(namesPerson(written.replaceAll('’', "'"))).toBe(false);
  });
});

describe('the calendar adds up and fits (art. 2 and 5)', () => {
  it('12 months announced against steps of 11 to 13, which lose a day of use at their longest', () => {
    expect(faultsIn(convention(['5 mois', '6 mois']))).toEqual([
      { code: 'duration-differs', months: 12, min: 11, max: 13, article: '5', line: 45 },
      {
        ...choisyPhases,
        article: '5',
        line: 49,
      },
    ]);
  });

  it.each([
    ['12 mois avec', '13 mois avec', { months: 13, min: 10, max: 12 }],
    ['12 mois avec', 'dix mois avec', { months: 10, min: 10, max: 12 }],
    ['de 12 mois avec', 'd’un an et demi avec', null],
  ])('%s → %s', (from, to, numbers) => {
    expect(flawsIn(convention([from, to]))).toEqual(
      numbers === null ? [] : [{ code: 'duration-differs', ...numbers }],
    );
  });

  it('phases that would end long after the limit leave nothing of the use', () => {
    expect(flawsIn(convention(['en décembre 2025', 'le 1er septembre 2026']))).toMatchObject([
      { code: 'phases-too-long', plannedDays: 153, keptDays: 0, lostAtShortest: 151, setupBy: '2026-06-29' },
      { code: 'phases-after-term', kinds: ['setup'] },
    ]);
    expect(flawsIn(convention(['en décembre 2025', 'le 1er mars 2026']))).toMatchObject([
      { code: 'phases-too-long', endsOn: '2027-02-28', keptDays: 90, lostAtShortest: 1 },
    ]);
  });

  it('the assessment may last up to the term, not beyond (art. 2)', () => {
    expect(flawsIn(convention(['avant le 31/12/2026', 'avant le 01/01/2027']))).toEqual([]);
    expect(flawsIn(convention(['avant le 31/12/2026', 'au plus tard le 31/12/2026']))).toEqual([]);
    expect(faultsIn(convention(['avant le 31/12/2026', 'avant le 02/01/2027']))).toEqual([
      { code: 'limit-after-term', lastOn: '2027-01-01', termOn: '2026-12-31', article: '5', line: 56 },
    ]);
  });

  it('the start comes before the term', () => {
    const text = convention(['jusqu’au 31/12/2026', 'jusqu’au 01/12/2025']);
    expect(faultsIn(text).map(({ code, line }) => [code, line])).toEqual([
      ['start-after-term', 45],
      ['phases-after-term', 49],
      ['limit-after-term', 56],
    ]);
    expect(flawsIn(text)[1]).toEqual({
      code: 'phases-after-term',
      kinds: ['audit', 'setup', 'use', 'assessment'],
      termOn: '2025-12-01',
    });
  });

  it.each([
    ['term', [', jusqu’au 31/12/2026', ''], '2'],
    ['start', [' avec un début souhaité en décembre 2025', ''], '5'],
    ['start', ['en décembre 2025', 'au plus tôt'], '5'],
    ['duration', [' sur une durée de 12 mois', ''], '5'],
    ['duration', ['12 mois avec', 'quelques mois avec'], '5'],
    ['limit', [' avant le 31/12/2026', ''], '5'],
    ['limit', ['finalisation du bilan et de la mesure d’impact', 'suite'], '5'],
    ['steps', ['Bilan et mesure d’impact\t1 mois', ''], '5'],
    ['steps', ['Utilisation de la plateforme\t5 mois', 'Autre chose 5 mois'], '5'],
    [
      'steps',
      [
        'Utilisation de la plateforme\t5 mois\nBilan et mesure d’impact\t1 mois',
        'Bilan 1 mois\nUtilisation 5 mois',
      ],
      '5',
    ],
  ] as const)('what says the %s is missing: %j', (what, change, article) => {
    const line = article === '2' ? 30 : 43;
    expect(faultsIn(convention(change))).toEqual([{ code: 'fact-missing', what, article, line }]);
  });

  it.each([
    ['a term in months from the signature', ['jusqu’au 31/12/2026', 'pour une durée de 18 mois']],
    ['a term said otherwise', ['jusqu’au 31/12/2026', 'et prend fin le 31/12/2026']],
    ['a term without any word for it', ['jusqu’au 31/12/2026', 'du 01/12/2025 au 31/12/2026']],
    ['a term before its word', ['jusqu’au 31/12/2026', 'le 31/12/2026 au soir elle expire']],
    ['a limit with its weekday', ['avant le 31/12/2026', 'avant le jeudi 31 décembre 2026']],
    ['a start as a day', ['en décembre 2025', 'à compter du 01/12/2025']],
    ['another word for the start', ['un début souhaité', 'un démarrage']],
    ['steps without a table', ['Etapes\tDurée envisagée\n', '']],
    ['a last day that is the limit’s eve', ['avant le 31/12/2026', 'au plus tard le 30/12/2026']],
  ] as const)('reads %s', (_what, change) => {
    expect(flawsIn(convention(change))).toEqual([]);
  });

  it('a calendar with placeholders, or with days that are none, is told for these alone', () => {
    expect(
      flawsIn(convention(['12 mois avec', '[X] mois avec'], ['avant le 31/12/2026', 'avant le [Date]'])),
    ).toEqual([
      { code: 'placeholder', text: 'X', closed: true },
      { code: 'placeholder', text: 'Date', closed: true },
    ]);
    expect(flawsIn(convention(['avant le 31/12/2026', 'avant le 31/11/2026']))).toMatchObject([
      { code: 'no-such-day' },
    ]);
    expect(flawsIn(convention(['avant le 31/12/2026', 'au plus tard le 31/11/2026']))).toMatchObject([
      { code: 'no-such-day' },
    ]);
    expect(flawsIn(convention(['en décembre 2025', 'le 31/11/2025']))).toMatchObject([
      { code: 'no-such-day' },
    ]);
    expect(flawsIn(convention(['jusqu’au 31/12/2026', 'jusqu’au 31/11/2026']))).toMatchObject([
      { code: 'no-such-day' },
    ]);
  });

  it('an article 5 without its steps nor any end of them is read to its end', () => {
    const text = convention(
      ['Le bénéficiaire est tenu', 'Il est tenu'],
      ['En cas de retard dans', 'Pour un retard de'],
    );
    expect(flawsIn(text)).toEqual([]);
  });
});
