import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReviewAnswers } from '../../src/domain/convention/events.ts';
import { mergedAnswers } from '../../src/domain/convention/review.ts';

/** Ranks of a form that shows every question of these tests. */
const ALL = ['1', '2', '3', '4', '10'] as const;

const draft: ReviewAnswers = { 1: 'rédaction', 2: 'trente agents' };

describe('the review is written by several people (règlement, art. 8)', () => {
  it.each<readonly [string, ReviewAnswers, ReviewAnswers]>([
    ['adds an answer', { 3: 'du temps' }, { 1: 'rédaction', 2: 'trente agents', 3: 'du temps' }],
    ['changes one', { 2: 'quarante agents' }, { 1: 'rédaction', 2: 'quarante agents' }],
    ['says one again', { 1: 'rédaction' }, draft],
    ['says nothing', {}, draft],
  ])('a line that %s leaves the others as they are', (_, told, answers) => {
    expect(mergedAnswers({ base: draft, standing: draft, told, shown: [] })).toEqual({
      answers,
      replaced: [],
    });
  });

  it.each<readonly [string, ReviewAnswers, ReviewAnswers]>([
    ['adds an answer', { ...draft, 3: 'du temps' }, { ...draft, 3: 'du temps' }],
    ['empties one', { 1: 'rédaction' }, { 1: 'rédaction' }],
    ['empties all of them', {}, {}],
    ['changes nothing', draft, draft],
  ])('a form that %s shows every answer, so that what is missing was emptied', (_, told, answers) => {
    expect(mergedAnswers({ base: draft, standing: draft, told, shown: ALL })).toEqual({
      answers,
      replaced: [],
    });
  });

  it('a form that was opened before a colleague wrote keeps what the colleague has changed', () => {
    const standing = { 1: 'rédaction et tri', 2: 'trente agents', 4: 'aucune' };
    const told = { 1: 'rédaction', 2: 'quarante agents' };
    expect(mergedAnswers({ base: draft, standing, told, shown: ALL })).toEqual({
      answers: { 1: 'rédaction et tri', 2: 'quarante agents', 4: 'aucune' },
      replaced: [],
    });
  });

  it('of one question that both have changed, the newer words stand and it is said which', () => {
    const standing = { 1: 'rédaction', 2: 'trente-cinq agents', 10: 'rien', 3: 'du temps' };
    const told = { 2: 'quarante agents', 3: 'de la clarté', 10: 'tout' };
    expect(mergedAnswers({ base: draft, standing, told, shown: ALL })).toEqual({
      answers: { 2: 'quarante agents', 3: 'de la clarté', 10: 'tout' },
      replaced: [2, 3, 10],
    });
  });

  it('what a colleague has emptied comes back only for who has written in it since', () => {
    const standing = { 1: 'rédaction' };
    const same = mergedAnswers({ base: draft, standing, told: draft, shown: ALL });
    expect(same).toEqual({ answers: { 1: 'rédaction' }, replaced: [] });
    const told = { ...draft, 2: 'quarante agents' };
    expect(mergedAnswers({ base: draft, standing, told, shown: ALL })).toEqual({
      answers: { 1: 'rédaction', 2: 'quarante agents' },
      replaced: [2],
    });
  });

  it('a question that the programme asks no more keeps its answer: no form has shown it', () => {
    const told = { 1: 'rédaction et tri' };
    expect(mergedAnswers({ base: draft, standing: draft, told, shown: ['1'] })).toEqual({
      answers: { 1: 'rédaction et tri', 2: 'trente agents' },
      replaced: [],
    });
  });

  it('two who have made the same change replace nothing', () => {
    const after = { ...draft, 2: 'quarante agents' };
    expect(mergedAnswers({ base: draft, standing: after, told: after, shown: ALL })).toEqual({
      answers: after,
      replaced: [],
    });
  });
});

const ranks = fc.constantFrom<string[]>(...ALL);
const answers = fc.dictionary(ranks, fc.constantFrom('a', 'b', 'c'), { maxKeys: 5, noNullPrototype: true });

describe('whatever is written (règlement, art. 8)', () => {
  it('a line adds or changes what it tells, and nothing else', () => {
    fc.assert(
      fc.property(answers, answers, (standing, told) => {
        expect(mergedAnswers({ base: standing, standing, told, shown: [] })).toEqual({
          answers: { ...standing, ...told },
          replaced: [],
        });
      }),
    );
  });

  it('a form over what stands is what stands afterwards', () => {
    fc.assert(
      fc.property(answers, answers, (standing, told) => {
        expect(mergedAnswers({ base: standing, standing, told, shown: ALL })).toEqual({
          answers: told,
          replaced: [],
        });
      }),
    );
  });

  it('two who start from the same draft and change different questions both keep theirs, in either order', () => {
    fc.assert(
      fc.property(answers, answers, answers, fc.uniqueArray(ranks), (base, one, other, mine) => {
        const first = partly(base, one, (rank) => mine.includes(rank));
        const second = partly(base, other, (rank) => !mine.includes(rank));
        const both = partly(first, other, (rank) => !mine.includes(rank));
        for (const [standing, told] of [
          [first, second],
          [second, first],
        ] as const)
          expect(mergedAnswers({ base, standing, told, shown: ALL })).toEqual({
            answers: both,
            replaced: [],
          });
      }),
    );
  });

  it('no answer is lost in silence: what stood and stands no more was seen or is named', () => {
    fc.assert(
      fc.property(answers, answers, answers, fc.subarray([...ALL]), (base, standing, told, shown) => {
        const merged = mergedAnswers({ base, standing, told, shown });
        for (const [rank, answer] of Object.entries(standing))
          if (merged.answers[rank] !== answer)
            expect(base[rank] === answer || merged.replaced.includes(Number(rank))).toBe(true);
        for (const rank of merged.replaced) expect(merged.answers[rank]).toBe(told[rank]);
      }),
    );
  });
});

/** `base` with the answers of `other` to some questions, those that it has emptied included. */
function partly(
  base: ReviewAnswers,
  other: ReviewAnswers,
  isOther: (rank: string) => boolean,
): ReviewAnswers {
  return Object.fromEntries([
    ...Object.entries(base).filter(([rank]) => !isOther(rank)),
    ...Object.entries(other).filter(([rank]) => isOther(rank)),
  ]);
}
