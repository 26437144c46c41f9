import { describe, expect, it } from '@jest/globals';
import { editDistance } from '../../src/domain/kernel/distance.ts';
import { fold, slug, suggest } from '../../src/domain/kernel/text.ts';
import { register } from '../../src/domain/people/register.ts';

const names = register.map(({ name }) => name);

describe('fold', () => {
  it.each([
    ['référent', 'REFERENT'],
    ['Saint-Mandé', 'ST MANDE'],
    ['Sainte-Œuvre d’Été', 'ste oeuvre d ete'],
    ['L’Haÿ-les-Roses', "l'hay  les roses!"],
    ['  Épinay‑sur‑Seine ', 'epinay sur seine'],
    ['Le Pré-St-Gervais', 'le pré saint gervais'],
    ['Lætitia', 'LAETITIA'],
  ])('makes %s and %s the same', (left, right) => {
    expect(fold(left)).toBe(fold(right));
  });

  it('leaves nothing of punctuation alone', () => {
    expect(fold(' -’.,!')).toBe('');
  });

  it('keeps digits and letters of other alphabets', () => {
    expect(fold('Paris 13 Ω')).toBe('paris 13 ω');
  });
});

describe('slug', () => {
  it.each([
    ['Choisy-le-Roi', 'choisy-le-roi'],
    ["L'Haÿ-les-Roses", 'l-hay-les-roses'],
    ["Paris Terres d'Envol", 'paris-terres-d-envol'],
    ['Ω', ''],
  ])('%s → %s', (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  it('gives each commune and EPT its own', () => {
    expect(new Set(names.map(slug)).size).toBe(141);
  });
});

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['', 'abc', 3],
    ['vitry', 'vtiry', 1],
    ['referent', 'refferent', 1],
    ['kitten', 'sitting', 3],
  ])('%s to %s: %d slips', (left, right, slips) => {
    expect(editDistance(left, right)).toBe(slips);
  });
});

describe('suggest, « vouliez-vous dire »', () => {
  it.each([
    ['choisi', ['Choisy-le-Roi']],
    ['vitry', ['Vitry-sur-Seine']],
    ['bobgni', ['Bobigny']],
    ['montreil', ['Montreuil']],
    ['ST DENIS', ['Saint-Denis', "L'Île-Saint-Denis"]],
    ['ville de nanterre', ['Nanterre']],
    ['pars', ['Paris', 'Paray-Vieille-Poste', "Paris Terres d'Envol"]],
    ['Grnd Orly Seine Bievr', ['Grand-Orly Seine Bièvre']],
  ])('%s → %j', (typed, expected) => {
    expect(suggest(typed, names)).toEqual(expected);
  });

  it('finds a misspelt command', () => {
    expect(suggest('refferent', ['incident', 'referent', 'aide'])).toEqual(['referent']);
  });

  it('puts what begins with the typed text before what contains it', () => {
    expect(suggest('den', ['Gravelden', 'Denain'])).toEqual(['Denain', 'Gravelden']);
  });

  it('offers at most as many as asked', () => {
    expect(suggest('saint', names, 2)).toHaveLength(2);
  });

  it.each(['', ' - ', 'zz', 'zzzzzz', 'z'.repeat(10_000)])('offers nothing for %j', (typed) => {
    expect(suggest(typed, names)).toEqual([]);
  });

  it('passes over empty candidates', () => {
    expect(suggest('nanterre', ['', 'Nanterre'])).toEqual(['Nanterre']);
  });
});
