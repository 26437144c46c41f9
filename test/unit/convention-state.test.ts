import { describe, expect, it } from '@jest/globals';
import type { ConventionEvent } from '../../src/domain/convention/events.ts';
import { type ConventionState, noConvention } from '../../src/domain/convention/state.ts';
import {
  avenant,
  dataAct,
  dataRequested,
  drafted,
  heard,
  noticeClosed,
  noticeSent,
  optionChosen,
  reviewSent,
  signed,
} from '../support/convention-track.ts';
import { beneficiaryOf, choisyTrack, communes, fold, trackOf } from '../support/track.ts';

const at = '2026-06-12T09:42:00Z';
const later = '2026-06-13T09:42:00Z';

function conventionAfter(...events: readonly ConventionEvent[]): ConventionState {
  const track = trackOf(choisyTrack());
  for (const event of events) fold(track, event, at);
  return beneficiaryOf(track).convention;
}

function reminded(offsetDays: number, notice = 'MED-2026-0001'): ConventionEvent {
  return {
    type: 'formal-notice-reminder-owed',
    data: { notice, commune: 'choisy-le-roi', offsetDays, to: ['coordinatrice'] },
  };
}

describe('what is recorded of a convention', () => {
  it('is nothing at first', () => {
    expect(conventionAfter()).toEqual(noConvention());
    expect(noConvention()).toEqual({
      signature: { beneficiaryOn: null, mgpOn: null, bureau: null },
      option: null,
      dataActs: [],
      dataRequested: null,
      avenants: [],
      notices: new Map(),
      hearings: [],
      drafts: [],
      review: null,
    });
  });

  it('art. 2: keeps the newest of each date that was told; what a record does not tell stays as it was', () => {
    expect(conventionAfter(signed('2025-11-28', null)).signature).toEqual({
      beneficiaryOn: '2025-11-28',
      mgpOn: null,
      bureau: null,
    });
    const both = [signed('2025-11-28', null, 'BM2025/12/01'), signed(null, '2025-12-05')];
    expect(conventionAfter(...both).signature).toEqual({
      beneficiaryOn: '2025-11-28',
      mgpOn: '2025-12-05',
      bureau: 'BM2025/12/01',
    });
    expect(conventionAfter(...both, signed('2025-11-29', null, 'BM2025/12/02')).signature).toEqual({
      beneficiaryOn: '2025-11-29',
      mgpOn: '2025-12-05',
      bureau: 'BM2025/12/02',
    });
  });

  it('art. 1: keeps the newest choice, with who told it and when', () => {
    const { option } = conventionAfter(optionChosen('première'), optionChosen('seconde'));
    expect(option).toEqual({ option: 'seconde', byId: 'coordinatrice', at });
  });

  it('art. 8: keeps every act in order, and the newest demand', () => {
    const { dataActs, dataRequested: asked } = conventionAfter(
      dataAct(),
      dataAct({ purpose: 'transfer', nature: 'final', signedOn: '2026-12-20', uses: 'résultats' }),
      dataRequested('2026-12-01'),
      dataRequested('2026-12-02'),
    );
    expect(dataActs).toEqual([
      {
        purpose: 'experiment',
        nature: 'temporary',
        signedOn: '2026-02-16',
        uses: 'courriers types, pour la rédaction',
        byId: 'coordinatrice',
        at,
      },
      {
        purpose: 'transfer',
        nature: 'final',
        signedOn: '2026-12-20',
        uses: 'résultats',
        byId: 'coordinatrice',
        at,
      },
    ]);
    expect(asked).toEqual({ requestedOn: '2026-12-02', byId: 'coordinatrice', at });
  });

  it('art. 11: keeps every avenant in order', () => {
    const { avenants } = conventionAfter(
      avenant({ termOn: '2027-03-31' }),
      avenant({ avenant: 2, signedOn: '2026-10-01', subject: 'Bilan', assessmentBefore: '2027-03-31' }),
    );
    expect(avenants).toEqual([
      {
        avenant: 1,
        signedOn: '2026-09-01',
        subject: 'Prolongation',
        termOn: '2027-03-31',
        assessmentBefore: null,
        byId: 'coordinatrice',
        at,
      },
      {
        avenant: 2,
        signedOn: '2026-10-01',
        subject: 'Bilan',
        termOn: null,
        assessmentBefore: '2027-03-31',
        byId: 'coordinatrice',
        at,
      },
    ]);
  });

  it('art. 12: keeps a formal notice by number, what the coordinators were told, then how it ended', () => {
    const track = trackOf(choisyTrack());
    fold(track, noticeSent(), at);
    const sent = {
      notice: 'MED-2026-0001',
      sentOn: '2026-06-01',
      breach: 'locaux non mis à disposition',
      byId: 'coordinatrice',
      at,
    };
    const { notices } = beneficiaryOf(track).convention;
    expect([...notices]).toEqual([['MED-2026-0001', { ...sent, closed: null, reminded: null }]]);
    fold(track, reminded(-7), at);
    expect(notices.get('MED-2026-0001')).toEqual({ ...sent, closed: null, reminded: -7 });
    fold(track, noticeClosed('2026-06-12', 'withdrawn'), later);
    expect(notices.get('MED-2026-0001')).toEqual({
      ...sent,
      closed: { outcome: 'withdrawn', on: '2026-06-12', byId: 'coordinatrice', at: later },
      reminded: -7,
    });
  });

  it('art. 12: what is told of a notice that was never sent makes none, nor touches another', () => {
    const unknown = [noticeClosed('2026-06-12', 'remedied', 'MED-2026-0009'), reminded(1, 'MED-2026-0009')];
    expect(conventionAfter(...unknown).notices.size).toBe(0);
    const { notices } = conventionAfter(noticeSent(), ...unknown);
    expect([...notices.values()]).toMatchObject([{ notice: 'MED-2026-0001', closed: null, reminded: null }]);
  });

  it('art. 9: keeps every hearing', () => {
    const { hearings } = conventionAfter(heard('2026-06-10'), heard('2026-06-11'));
    expect(hearings).toEqual([
      { heldOn: '2026-06-10', heard: 'le maire adjoint', byId: 'coordinatrice', at },
      { heldOn: '2026-06-11', heard: 'le maire adjoint', byId: 'coordinatrice', at },
    ]);
  });

  it('règlement, art. 8: keeps every draft of the review, then what was sent with the questions as they were', () => {
    const { drafts, review } = conventionAfter(
      drafted({ 1: 'rédaction' }),
      drafted({ 1: 'rédaction', 2: 'aucune' }),
      reviewSent({ 1: 'rédaction', 2: 'aucune' }),
    );
    expect(drafts).toEqual([
      { answers: { 1: 'rédaction' }, byId: 'amina', at },
      { answers: { 1: 'rédaction', 2: 'aucune' }, byId: 'amina', at },
    ]);
    expect(review).toEqual({
      number: 'BIL-2026-0001',
      questions: ['Quels usages ?', 'Quelles difficultés ?'],
      answers: { 1: 'rédaction', 2: 'aucune' },
      byId: 'amina',
      at,
    });
  });
});

describe('whose convention it is', () => {
  const [one, two] = communes(2);
  if (one === undefined || two === undefined) throw new TypeError('two communes were asked for');
  const both = choisyTrack({ beneficiaries: [one, two] });

  it("each beneficiary's is its own", () => {
    const track = trackOf(both, optionChosen('première', two.id));
    expect(beneficiaryOf(track, one.id).convention).toEqual(noConvention());
    expect(beneficiaryOf(track, two.id).convention.option?.option).toBe('première');
  });

  it('that of a beneficiary which the programme file no longer names is kept, and comes back with it', () => {
    const track = trackOf(both, avenant({ commune: two.id, termOn: '2027-03-31' }));
    const without = { ...both, beneficiaries: [one] };
    fold(track, {
      type: 'programme-loaded',
      data: { facts: without, contractorId: null, communicationId: null },
    });
    fold(track, noticeSent({ commune: two.id }));
    fold(track, {
      type: 'programme-loaded',
      data: { facts: both, contractorId: null, communicationId: null },
    });
    const { avenants, notices } = beneficiaryOf(track, two.id).convention;
    expect([avenants.length, notices.size]).toEqual([1, 1]);
  });
});
