import { conventionChecked } from '../../../cards/convention-check.ts';
import { choisy } from './places.ts';
import { type Sample, sample } from './sample.ts';

const checked = { nature: 'convention', beneficiary: choisy.commune, hasLines: true } as const;

/** Checking the text of a convention; the faults are those of the signed one of Choisy-le-Roi. */
export const conventionSamples: readonly Sample[] = [
  sample(conventionChecked, null, {
    ...checked,
    faults: [
      {
        code: 'placeholder',
        text: 'référence de la délibération aux termes de laquelle le bénéficiaire a été retenu',
        closed: false,
        article: 'parties',
        line: 9,
      },
      {
        code: 'siren-check-digit',
        side: 'beneficiary',
        siren: '219401317',
        name: choisy.commune,
        official: '219400223',
        owner: null,
        receipt: '219400223',
        article: 'parties',
        line: 13,
      },
      { code: 'no-option', article: '1', line: 61 },
      { code: 'referent-incomplete', missing: ['person', 'email', 'phone'], article: '4', line: 116 },
      { code: 'duration-differs', months: 12, min: 11, max: 13, article: '5', line: 124 },
      {
        code: 'phases-too-long',
        months: [3, 3, 6, 1],
        startsOn: '2025-12-01',
        endsOn: '2026-12-31',
        before: '2026-12-31',
        plannedDays: 183,
        keptDays: 182,
        lostAtShortest: 0,
        setupBy: '2026-05-29',
        article: '5',
        line: 129,
      },
      { code: 'placeholder', text: 'Thématique', closed: true, article: '6', line: 146 },
      { code: 'signature-blank', place: true, dates: 2, article: 'signature', line: 199 },
    ],
  }),
  sample(conventionChecked, 'sans-defaut', { ...checked, faults: [] }),
  sample(conventionChecked, 'modele', {
    nature: 'model',
    beneficiary: null,
    hasLines: true,
    faults: [
      { code: 'placeholder', text: 'Structure publique', closed: true, article: 'parties', line: 25 },
      { code: 'placeholder', text: 'Thématique', closed: true, article: 'preamble', line: 77 },
    ],
  }),
  sample(conventionChecked, 'autre-texte', {
    nature: 'other',
    beneficiary: null,
    hasLines: true,
    faults: [],
  }),
];
