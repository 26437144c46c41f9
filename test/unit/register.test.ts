import { describe, expect, it } from '@jest/globals';
import { isSirenWellFormed } from '../../src/domain/kernel/siren.ts';
import { checkBeneficiary, findCommune, ownerOfSiren, register } from '../../src/domain/people/register.ts';

describe('official register of the Métropole', () => {
  it('holds 130 communes and 11 EPT, each SIREN valid and given once', () => {
    expect(register.filter(({ kind }) => kind === 'commune')).toHaveLength(130);
    expect(register.filter(({ kind }) => kind === 'ept')).toHaveLength(11);
    expect(register.every(({ siren }) => isSirenWellFormed(siren))).toBe(true);
    expect(new Set(register.map(({ siren }) => siren)).size).toBe(141);
  });

  it('knows the EPT of every commune but Paris', () => {
    const alone = register.filter((entry) => entry.kind === 'commune' && entry.ept === null);
    expect(alone.map(({ name }) => name)).toEqual(['Paris']);
    for (const entry of register) {
      if (entry.kind === 'commune' && entry.ept !== null) expect(ownerOfSiren(entry.ept)?.kind).toBe('ept');
    }
  });

  it('has Choisy-le-Roi as the prefecture’s receipt has it', () => {
    expect(findCommune('Choisy-le-Roi')).toEqual({
      found: true,
      entry: {
        kind: 'commune',
        name: 'Choisy-le-Roi',
        siren: '219400223',
        insee: '94022',
        postcodes: ['94600'],
        ept: '200058014',
      },
    });
  });

  it('finds each of its own names', () => {
    for (const entry of register) expect(findCommune(entry.name)).toEqual({ found: true, entry });
  });
});

describe('a name of commune: accents, case, hyphens, « St », articles and titles do not matter', () => {
  it.each([
    ['CHOISY LE ROI', 'Choisy-le-Roi'],
    ['St-Mande', 'Saint-Mandé'],
    ['le pre st gervais', 'Le Pré-Saint-Gervais'],
    ['Hay les Roses', "L'Haÿ-les-Roses"],
    ['l’hay-les-roses', "L'Haÿ-les-Roses"],
    ['Ville de Nanterre', 'Nanterre'],
    ['La Ville de Nanterre', 'Nanterre'],
    ['mairie du Kremlin-Bicêtre', 'Le Kremlin-Bicêtre'],
    ['Commune des Lilas', 'Les Lilas'],
    ["Ville-d'Avray", "Ville-d'Avray"],
    ['EPT Plaine Commune', 'Plaine Commune'],
    ["l'EPT 12 Grand-Orly Seine Bièvre", 'Grand-Orly Seine Bièvre'],
    ['EPT n° T8 Est Ensemble', 'Est Ensemble'],
    ['établissement public territorial Est Ensemble', 'Est Ensemble'],
  ])('%s → %s', (typed, name) => {
    expect(findCommune(typed)).toMatchObject({ found: true, entry: { name } });
  });

  it.each([
    ['choisi', ['Choisy-le-Roi']],
    ['mairie de choisi', ['Choisy-le-Roi']],
    ['Versailles', []],
  ])('%s is not guessed, only suggested: %j', (typed, suggestions) => {
    expect(findCommune(typed)).toEqual({ found: false, suggestions });
  });
});

describe('a beneficiary must be in the register (règlement, art. 3)', () => {
  const choisy = expect.objectContaining({ name: 'Choisy-le-Roi', siren: '219400223' });

  it.each([[{ name: 'choisy le roi' }], [{ name: 'Choisy-le-Roi', siren: '219 400 223' }]])(
    '%j is right',
    (claim) => {
      expect(checkBeneficiary(claim)).toEqual({ ok: true, entry: choisy });
    },
  );

  it.each([
    ['219401317', { fault: 'siren-check-digit', siren: '219401317', entry: choisy }],
    ['21940022', { fault: 'siren-length', siren: '21940022', entry: choisy }],
    ['200054781', { fault: 'siren-of-nobody', siren: '200054781', entry: choisy }],
    [
      '219400819',
      {
        fault: 'siren-of-another',
        siren: '219400819',
        entry: choisy,
        owner: expect.objectContaining({ name: 'Vitry-sur-Seine' }),
      },
    ],
  ])('SIREN %s for Choisy-le-Roi: the right one is told', (siren, fault) => {
    expect(checkBeneficiary({ name: 'Choisy-le-Roi', siren })).toEqual({ ok: false, ...fault });
  });

  it('an unknown name comes back with suggestions, the owner of its SIREN first', () => {
    expect(checkBeneficiary({ name: 'vitri' })).toEqual({
      ok: false,
      fault: 'unknown-name',
      name: 'vitri',
      suggestions: ['Vitry-sur-Seine'],
    });
    expect(checkBeneficiary({ name: 'vitri', siren: '219400223' })).toMatchObject({
      suggestions: ['Choisy-le-Roi', 'Vitry-sur-Seine'],
    });
  });
});
