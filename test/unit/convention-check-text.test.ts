import { describe, expect, it } from '@jest/globals';
import { checkConventionText } from '../../src/domain/convention-check/check.ts';
import { readConvention } from '../../src/domain/convention-check/convention.ts';
import { daysIn, firstMonthIn } from '../../src/domain/convention-check/days.ts';
import { durationIn, monthsIn } from '../../src/domain/convention-check/durations.ts';
import { readText } from '../../src/domain/convention-check/text.ts';
import { convention, faultsIn, flawsIn, mgp, soundConvention } from '../support/conventions.ts';

describe('the text is read as it comes, its lines kept', () => {
  it('folds quotes, spaces, emphasis and escapes, letter for letter', () => {
    const text = readText('\uFEFF## **L’Été**\u00a0:  “\\[Œuvre\\]”\r\n\r\n\r\n\u200bIİ ﬁn\t2 한\u0301');
    expect(text.plain).toBe('L\'Été : "[Œuvre]"\n\nIİ ﬁn 2 한\u0301');
    expect(text.folded).toBe('l\'ete : "[œuvre]"\n\nii ﬁn 2 한\u0301');
    expect(text.lines).toBe(4);
    expect([0, text.plain.indexOf('I')].map((at) => text.lineAt(at))).toEqual([1, 4]);
  });

  it('an empty text has one line and no place beyond it', () => {
    expect(readText('')).toMatchObject({ plain: '', folded: '', lines: 1 });
  });
});

describe('the parts of a convention', () => {
  const names = (text: string) => readConvention(text).sections.all.map(({ name }) => name);
  const articles = Array.from({ length: 13 }, (_, index) => String(index + 1));
  const all = ['parties', 'preamble', ...articles, 'signature', 'receipt'];

  it.each([
    ['in capitals with dashes', soundConvention],
    [
      'in lower case',
      soundConvention.replace(
        /ARTICLE (\d+) [-–] ([A-ZÉÈ])([^\n]*)/gu,
        (_, n, a, b) => `Article ${n}: ${a}${b.toLowerCase()}`,
      ),
    ],
    ['with their number and title on two lines', soundConvention.replace(/(ARTICLE \d+) [-–] /gu, '$1\n')],
    ['as « Article premier »', soundConvention.replace('ARTICLE 1 -', 'Article premier.')],
    ['as « Article 1er »', soundConvention.replace('ARTICLE 1 -', 'ARTICLE 1er –')],
    [
      'after a table of contents',
      soundConvention.replace('Entre\n', `${soundConvention.match(/ARTICLE.*/gu)?.join('\n')}\nEntre\n`),
    ],
    [
      'among mentions of articles at the beginning of lines',
      soundConvention.replaceAll(
        'Un comité opérationnel',
        'article 2 – durée de la convention,\narticle 12 –\nvoir article 4 du règlement. Un comité opérationnel',
      ),
    ],
  ])('are found by their headings %s', (_how, text) => {
    expect(names(text)).toEqual(all);
    expect(checkConventionText(text, mgp).faults).toEqual([]);
  });

  it('an article that the model does not have is a part of its own where it stands on its line', () => {
    const text = soundConvention.replace(
      'Fait en deux',
      'ARTICLE 14 – ANNEXES\n\n[Annexe 1]\n\nFait en deux',
    );
    expect(faultsIn(text)).toMatchObject([{ code: 'placeholder', article: '14' }]);
    expect(names(text.replace('14 –', '99 –'))).toEqual(all);
    expect(names(text.replace('14 –', '0 –'))).toEqual(all);
  });

  it.each([
    ['Fait en deux exemplaires à Nanterre\n\nLe 17/11/2025\n', 'Le 17/11/2025\n', 'without « Fait »'],
    ['Fait en deux exemplaires à', 'FAIT À', 'with « FAIT À »'],
    ['Fait en deux exemplaires à', 'Fait le 17/11/2025 à', 'with « Fait le »'],
    [
      'Fait en deux exemplaires à Nanterre\n\nLe 17/11/2025\nPour La Métropole',
      'POUR LA MÉTROPOLE',
      'in capitals',
    ],
  ])('the signature is found %j → %j', (from, to) => {
    expect(names(convention([from, to]))).toContain('signature');
  });

  it("a receipt stamped above the signature is none of the signature's dates", () => {
    const stamp = 'Accusé de réception en préfecture\n092-219200508-20251105-1-DE\n';
    const text = convention(['Fait en deux', `${stamp}Fait en deux`]);
    expect(names(text).slice(-2)).toEqual(['receipt', 'signature']);
    expect(flawsIn(text)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    [
      'a letter',
      'Madame, Monsieur,\nvous trouverez l’article 1 - objet de la convention, et [la suite].\nFait à Paris',
    ],
    [
      'a délibération',
      'DELIBERE\nARTICLE 1 : Approuve la convention d’engagement\nARTICLE 2 : Autorise le Maire',
    ],
    ['the règlement', 'ARTICLE 1 – PRESENTATION DU PROGRAMME\nARTICLE 7 – PARTAGE DES DONNES\n'],
  ])('%s is no convention', (_what, text) => {
    expect(checkConventionText(text, mgp)).toMatchObject({ nature: 'other', beneficiary: null, faults: [] });
  });

  it('what comes before any heading is of the parties', () => {
    expect(faultsIn('[Logo]\nARTICLE 1 - OBJET')[1]).toMatchObject({
      code: 'placeholder',
      article: 'parties',
    });
  });

  it('what is missing is told first, since it was not checked', () => {
    const [, five = ''] = /(ARTICLE 5[\s\S]*)ARTICLE 6/u.exec(soundConvention) ?? [];
    const numbers = articles.filter((number) => number !== '5');
    expect(faultsIn(five)).toEqual([
      { code: 'parts-missing', parts: ['parties', ...numbers, 'signature'], article: 'whole', line: 1 },
    ]);
    expect(flawsIn("CONVENTION D'ENGAGEMENT")).toMatchObject([{ code: 'parts-missing' }]);
    expect(flawsIn(convention(['ARTICLE 5 – CALENDRIER', 'ARTICLE 5 CALENDRIER']))).toEqual([]);
    expect(flawsIn(convention(['ARTICLE 5 – CALENDRIER PREVISIONNEL DU PROJET', 'Le calendrier']))).toEqual([
      { code: 'parts-missing', parts: ['5'] },
    ]);
  });
});

describe('a placeholder is told with its text and its article', () => {
  it.each([
    ['[Thématique]', 'Thématique', true],
    [
      '[référence de la délibération aux termes\nde laquelle]',
      'référence de la délibération aux termes de laquelle',
      true,
    ],
    ['[référence de la délibération. Suite', 'référence de la délibération', false],
    ['[date\n\nSuite]', 'date', false],
    ['[premier [second]', 'premier', false],
    ['[Condition_1]', 'Condition_1', true],
    ['\\[échappé\\]', 'échappé', true],
    ['une durée de [X] mois', 'X', true],
    ['une durée de [ ] mois', '', true],
    ['à […]', '…', true],
    ['à [___]', '___', true],
    [`[${'a'.repeat(400)}]`, 'a'.repeat(300), false],
  ])('%j', (written, text, closed) => {
    const faults = faultsIn(convention(['gracieusement', written]));
    expect(faults[0]).toEqual({ code: 'placeholder', text, closed, article: '7', line: 64 });
  });

  it.each([
    ['a footnote', '[12]'],
    ['a footnote of Markdown', '[^note]'],
    ['years', '[2025-2027]'],
    ['a link', '[le règlement](https://exemple.fr)'],
    ['sic', 'prestaire [sic]'],
    ['a ticked box at the beginning of a line', 'suivant :\n- [x] fait\n[X] fait\n[ ] à faire'],
    ['a bracket that opens nothing', '[ 2'],
    ['brackets closed but not opened', 'fin]'],
  ])('%s is none', (_what, written) => {
    expect(flawsIn(convention(['gracieusement', written]))).toEqual([]);
  });
});

describe('days as texts write them', () => {
  it.each([
    ['31/12/2026', '2026-12-31'],
    ['1.3.2026', '2026-03-01'],
    ['31-12-2026', '2026-12-31'],
    ['31/12/26', '2026-12-31'],
    ['le 1er decembre 2025', '2025-12-01'],
    ['le 19\nnovembre\n2025', '2025-11-19'],
    ['27 avril 2016', '2016-04-27'],
  ])('%j', (written, day) => {
    expect(daysIn(written).map((found) => found.day?.toString())).toEqual([day]);
  });

  it.each(['31/02/2026', '31 novembre 2026', '00/12/2026', '12/13/2026', '29/2/2026', '0 mai 2026'])(
    'the calendar has no %s',
    (written) => {
      expect(daysIn(written)).toMatchObject([{ day: null }]);
    },
  );

  it.each([
    'CM2025/04/07/19-2',
    'DEL-25-111',
    'n° 2025-11-03-04',
    '01.99.00.12.34',
    'UE 2016/679',
    '1/3',
    'decembre 2025',
    '2025-2027',
  ])('%s is no day', (written) => {
    expect(daysIn(written)).toEqual([]);
  });

  it('one that does not exist is told where it stands', () => {
    expect(faultsIn(convention(['14 octobre 2025', '31 Novembre\n2025']))).toEqual([
      { code: 'no-such-day', written: '31 Novembre 2025', article: 'parties', line: 8 },
    ]);
    expect(
      flawsIn(convention(['3 novembre 2025', '31/11/2025'], ['Le 1er décembre 2025', 'Le 31/11/2025'])),
    ).toEqual([
      { code: 'no-such-day', written: '31/11/2025' },
      { code: 'no-such-day', written: '31/11/2025' },
    ]);
  });

  it('a month alone is its first day', () => {
    expect(firstMonthIn('debut souhaite en decembre 2025')?.toString()).toBe('2025-12-01');
    expect(firstMonthIn('debut souhaite')).toBeNull();
  });
});

describe('lengths as texts write them', () => {
  it.each([
    ['2 a 3 mois', 2, 3],
    ['2 mois a 3 mois', 2, 3],
    ['2-3 mois', 2, 3],
    ['3 a 2 mois', 2, 3],
    ['six mois', 6, 6],
    ['un a deux mois', 1, 2],
    ['12\nmois', 12, 12],
  ])('%j', (written, min, max) => {
    expect(monthsIn(written)).toMatchObject([{ min, max }]);
  });

  it.each(['2 semaines', '123 mois', 'commun mois', 'mois'])('%s is none', (written) => {
    expect(monthsIn(written)).toEqual([]);
  });

  it.each([
    ['sur une duree de 12 mois', 12],
    ['une duree maximale de douze (12) mois', 12],
    ["une duree\nd'un an", 12],
    ["une duree d'une annee", 12],
    ['une duree de deux ans', 24],
    ['etapes duree envisagee etat des lieux 2 mois', null],
    ['une duree de quelques mois', null],
    ['une duree de [x] mois', null],
  ])('%j', (written, months) => {
    expect(durationIn(written)?.months ?? null).toBe(months);
  });
});
