import { describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import {
  avenant,
  dataAct,
  dataRequested,
  drafted,
  heard,
  noticeClosed,
  noticeSent,
  obligationOf,
  obligationText,
  reviewSent,
} from '../support/convention-track.ts';
import { choisyFacts, choisyTrack, phaseEnd, trackOf } from '../support/track.ts';

const choisy = (...events: readonly TrackEvent[]) => trackOf(choisyTrack(), ...events);
const toTransfer = (...events: readonly TrackEvent[]) =>
  trackOf(choisyTrack({ dataTransfer: 'due' }), ...events);

const transfer = (nature: 'final' | 'none') =>
  dataAct({ purpose: 'transfer', nature, signedOn: '2026-12-20', uses: '' });

describe('an act before any data is shared (art. 8)', () => {
  it.each<readonly [string, string, readonly TrackEvent[]]>([
    ['nothing is known', 'todo', []],
    ['a temporary act', 'done', [dataAct()]],
    ['a final act', 'done', [dataAct({ nature: 'final' })]],
    ['no data is shared', 'none', [dataAct({ nature: 'none' })]],
    ['none, then some after all', 'done', [dataAct({ nature: 'none' }), dataAct()]],
    ['an act for the transfer is another', 'todo', [transfer('final')]],
  ])('%s: %s; it has no day and is never late', (_, expected, events) => {
    expect(obligationText(choisy(...events), 'data-act', '2028-12-31')).toBe(expected);
  });

  it('is shown by the newest act', () => {
    const acts = [dataAct(), dataAct({ nature: 'final', signedOn: '2026-03-16' }), transfer('none')];
    expect(obligationOf(choisy(...acts), 'data-act', '2026-06-01').proof).toMatchObject({
      act: { nature: 'final', signedOn: '2026-03-16' },
    });
    expect(obligationOf(choisy(), 'data-act', '2026-06-01').proof).toEqual({ kind: 'data-act', act: null });
  });
});

describe('the data are handed over at the end (art. 8), as the convention words it', () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['before the end', '2026-12-30', 'todo 2026-12-30', []],
    ['the day after', '2026-12-31', 'late 2026-12-30', []],
    ['an act was signed', '2026-12-31', 'done 2026-12-30', [transfer('final')]],
    ['there is nothing to hand over', '2026-12-31', 'none 2026-12-30', [transfer('none')]],
    ['an act for the experiment is another', '2026-12-31', 'late 2026-12-30', [dataAct()]],
    [
      'an avenant moves the end',
      '2026-12-31',
      'todo 2026-12-31',
      [avenant({ assessmentBefore: '2027-03-31' })],
    ],
  ])('« transfère », %s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(toTransfer(...events), 'transfer', today)).toBe(expected);
  });

  it.each<readonly [string, string, readonly TrackEvent[]]>([
    ['nothing was asked', 'none', []],
    ['MGP has asked', 'ongoing', [dataRequested('2026-12-15')]],
    ['it was given', 'done', [dataRequested('2026-12-15'), transfer('final')]],
    ['it was given without being asked', 'done', [transfer('final')]],
    ['there is nothing to hand over', 'none', [dataRequested('2026-12-15'), transfer('none')]],
  ])('« pourra demander », %s: %s; it has no day', (_, expected, events) => {
    expect(obligationText(choisy(...events), 'transfer', '2028-12-31')).toBe(expected);
  });

  it("follows the beneficiary's own convention where it is not the track's", () => {
    const own = trackOf(choisyTrack({ beneficiaries: [choisyFacts({ dataTransfer: 'due' })] }));
    expect(obligationOf(own, 'transfer', '2026-12-31')).toMatchObject({
      state: 'late',
      proof: { clause: 'due', act: null, requestedOn: null },
    });
    expect(obligationOf(choisy(dataRequested('2026-12-15')), 'transfer', '2026-12-31').proof).toEqual({
      kind: 'transfer',
      clause: 'on-request',
      act: null,
      requestedOn: '2026-12-15',
    });
  });

  it('is late on no day where nothing is left of the assessment', () => {
    const track = toTransfer(phaseEnd('assessment', 'done', '2026-06-01'));
    expect(obligationText(track, 'transfer', '2028-12-31')).toBe('todo');
    const [audit] = choisyTrack().phases;
    const without = trackOf(choisyTrack({ dataTransfer: 'due', phases: audit === undefined ? [] : [audit] }));
    expect(obligationText(without, 'transfer', '2028-12-31')).toBe('todo');
    expect(obligationText(without, 'review', '2028-12-31')).toBe('todo');
  });
});

describe('a hearing before any sanction (art. 9)', () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['no notice stands', '2026-06-15', 'none', []],
    ['a notice stands', '2026-06-15', 'todo', [noticeSent()]],
    ['they were heard on the day of the letter', '2026-06-15', 'done', [heard('2026-06-01'), noticeSent()]],
    ['they were heard before the letter', '2026-06-15', 'todo', [heard('2026-05-31'), noticeSent()]],
    ['they were heard after it', '2026-06-15', 'done', [noticeSent(), heard('2026-06-15')]],
    ['on the eve of it', '2026-06-14', 'todo', [noticeSent(), heard('2026-06-15')]],
    ['the notice was closed', '2026-06-15', 'none', [noticeSent(), noticeClosed('2026-06-12')]],
    [
      'the notice was closed after it',
      '2026-06-15',
      'done',
      [noticeSent(), heard('2026-06-10'), noticeClosed('2026-06-12')],
    ],
    ['without any notice', '2026-06-15', 'done', [heard('2026-06-10')]],
    ['on the eve, without any notice', '2026-06-09', 'none', [heard('2026-06-10')]],
    [
      'for a former notice only',
      '2026-08-03',
      'todo',
      [
        noticeSent(),
        heard('2026-06-10'),
        noticeClosed('2026-06-12'),
        noticeSent({ notice: 'MED-2026-0002', sentOn: '2026-08-03' }),
      ],
    ],
  ])('%s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(choisy(...events), 'hearing', today)).toBe(expected);
  });

  it('is shown by its day', () => {
    const proofOf = (...events: readonly TrackEvent[]) =>
      obligationOf(choisy(...events), 'hearing', '2026-06-15').proof;
    expect(proofOf(noticeSent(), heard('2026-06-10'))).toEqual({ kind: 'hearing', heldOn: '2026-06-10' });
    expect(proofOf(heard('2026-05-31'), noticeSent())).toEqual({ kind: 'hearing', heldOn: null });
  });
});

describe('avenants (art. 11)', () => {
  it('are told where there are some: how many, and the day of the last', () => {
    expect(obligationOf(choisy(), 'avenants', '2026-06-01')).toEqual({
      id: 'avenants',
      state: 'none',
      dueOn: null,
      proof: { kind: 'avenants', count: 0, lastOn: null },
    });
    const two = choisy(avenant(), avenant({ avenant: 2, signedOn: '2026-10-01' }));
    expect(obligationOf(two, 'avenants', '2026-10-01')).toMatchObject({
      state: 'done',
      proof: { count: 2, lastOn: '2026-10-01' },
    });
  });
});

describe('a formal notice and its thirty days (art. 12)', () => {
  const second = noticeSent({ notice: 'MED-2026-0002', sentOn: '2026-08-03' });

  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['there is none', '2026-06-15', 'none', []],
    ['on the thirtieth day', '2026-07-01', 'ongoing 2026-07-01', [noticeSent()]],
    ['the day after', '2026-07-02', 'late 2026-07-01', [noticeSent()]],
    ['closed, however late', '2026-08-01', 'done 2026-07-01', [noticeSent(), noticeClosed('2026-07-15')]],
    [
      'a second one stands',
      '2026-08-04',
      'ongoing 2026-09-02',
      [noticeSent(), noticeClosed('2026-07-15'), second],
    ],
    [
      'the first one stands still',
      '2026-08-04',
      'late 2026-07-01',
      [noticeSent(), second, noticeClosed('2026-08-04', 'remedied', 'MED-2026-0002')],
    ],
  ])('%s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(choisy(...events), 'notice', today)).toBe(expected);
  });

  it('is shown by its number, the day of the letter and the day on which it ended', () => {
    const proofOf = (...events: readonly TrackEvent[]) =>
      obligationOf(choisy(...events), 'notice', '2026-06-15').proof;
    expect(proofOf()).toEqual({ kind: 'notice', notice: null, sentOn: null, closedOn: null });
    expect(proofOf(noticeSent())).toEqual({
      kind: 'notice',
      notice: 'MED-2026-0001',
      sentOn: '2026-06-01',
      closedOn: null,
    });
    expect(proofOf(noticeSent(), noticeClosed('2026-06-12'))).toMatchObject({ closedOn: '2026-06-12' });
  });
});

describe("retour d'expérience and evaluation at the end (règlement, art. 8)", () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['nothing is written', '2026-12-30', 'todo 2026-12-30', []],
    ['a draft', '2026-12-30', 'ongoing 2026-12-30', [drafted({ 1: 'rédaction' })]],
    ['nothing, the day after the end', '2026-12-31', 'late 2026-12-30', []],
    ['a draft, the day after the end', '2026-12-31', 'late 2026-12-30', [drafted({ 1: 'rédaction' })]],
    [
      'it was sent',
      '2026-12-31',
      'done 2026-12-30',
      [drafted({ 1: 'rédaction' }), reviewSent({ 1: 'rédaction' })],
    ],
    [
      'the assessment ends sooner',
      '2026-12-15',
      'late 2026-12-14',
      [phaseEnd('assessment', 'done', '2026-12-14')],
    ],
  ])('%s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(choisy(...events), 'review', today)).toBe(expected);
  });

  it('is shown by its number, or by the instant of the newest draft', () => {
    const proofOf = (...events: readonly TrackEvent[]) =>
      obligationOf(choisy(...events), 'review', '2026-12-15').proof;
    expect(proofOf()).toEqual({ kind: 'review', number: null, draftedAt: null });
    expect(proofOf(drafted({ 1: 'a' }))).toMatchObject({ number: null, draftedAt: '2025-11-20T09:00:00Z' });
    expect(proofOf(reviewSent({ 1: 'a' }))).toEqual({
      kind: 'review',
      number: 'BIL-2026-0001',
      draftedAt: null,
    });
  });
});
