import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lightOf } from '../../src/domain/calendar/light.ts';
import { noticesDue } from '../../src/domain/convention/notices.ts';
import { obligationsOf } from '../../src/domain/convention/register.ts';
import { assessmentLimitOf, termOf } from '../../src/domain/convention/term.ts';
import { validationsDue } from '../../src/domain/deliverable/owed.ts';
import { standingOf } from '../../src/domain/deliverable/standing.ts';
import type { Deliverable } from '../../src/domain/deliverable/state.ts';
import { due } from '../../src/domain/reminder/due.ts';
import type { BeneficiaryState } from '../../src/domain/track/beneficiary.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { beneficiaryPlan } from '../../src/domain/track/plan.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import { journalOf, type Recorded, storiesOf } from '../support/obligation-stories.ts';
import { fold, holidays, paris, reminderFacts } from '../support/track.ts';

const journals = storiesOf(24).map(journalOf);
const days = /^\d{4}-\d{2}-\d{2}$/u;

/** What a journal may never fold into, whatever its length. */
function expectLegal(track: TrackState): void {
  for (const deliverable of track.deliverables.values()) expectLegalDeliverable(deliverable);
  const kept = [...track.deliverables.values()].flatMap(({ versions }) =>
    versions.flatMap(({ content }) => (content.kind === 'file' ? [content.file.hash] : [])),
  );
  expect([...track.files].sort()).toEqual([...new Set(kept)].sort());
  for (const [id, beneficiary] of track.beneficiaries) {
    expect(beneficiary.facts.id).toBe(id);
    expectLegalConvention(beneficiary);
    expectLegalRegister(track, beneficiary);
  }
}

function expectLegalDeliverable(deliverable: Deliverable): void {
  const { versions, judgements, reminded, chased } = deliverable;
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
  for (const [commune, acts] of judgements) {
    expect(['waiting', 'validated', 'with-reserves', 'cleared', 'refused', 'withdrawn']).toContain(
      standingOf(deliverable, commune),
    );
    for (const { version, verdict, reserves } of acts) {
      expect(versions[version - 1]?.version).toBe(version);
      expect(reserves.length > 0).toBe(verdict === 'with-reserves');
    }
  }
  for (const key of [...reminded.keys(), ...chased.keys()])
    expect(versions.length).toBeGreaterThanOrEqual(Number.parseInt(key, 10));
  for (const stage of reminded.values()) expect(stage).toBeGreaterThan(0);
}

function expectLegalConvention({ convention }: BeneficiaryState): void {
  const { notices, avenants, drafts, review } = convention;
  expect([...notices.values()].filter(({ closed }) => closed === null).length).toBeLessThanOrEqual(1);
  for (const [number, { notice, sentOn, closed, reminded }] of notices) {
    expect(notice).toBe(number);
    expect([null, -7, 1]).toContain(reminded);
    if (closed !== null) expect(closed.on >= sentOn).toBe(true);
  }
  expect(avenants.map(({ avenant }) => avenant)).toEqual(avenants.map((_, index) => index + 1));
  for (const draft of drafts) expect(draft.answers).toEqual({ 1: 'rédaction' });
  expect([undefined, 'BIL-2026-0001']).toContain(review?.number);
}

function expectLegalRegister(track: TrackState, beneficiary: BeneficiaryState): void {
  const { facts } = track;
  if (facts === null) throw new TypeError('the programme was not loaded');
  const today = Temporal.PlainDate.from('2026-06-15');
  const register = obligationsOf({ ...track, facts }, beneficiary, { today, holidays });
  expect(new Set(register.map(({ id }) => id)).size).toBe(11);
  for (const { id, state, dueOn, proof } of register) {
    expect(['todo', 'ongoing', 'done', 'late', 'none']).toContain(state);
    expect(proof.kind).toBe(id);
    if (dueOn !== null) expect(dueOn).toMatch(days);
    if (state === 'late' && dueOn !== null) expect(dueOn < '2026-06-15').toBe(true);
  }
  const plan = beneficiaryPlan(facts, beneficiary);
  expect(plan.assessmentLastOn.add({ days: 1 }).toString()).toBe(assessmentLimitOf(facts, beneficiary));
  expect(termOf(facts, beneficiary)).toMatch(days);
  expect(['late', 'cut', 'at-risk', 'on-time']).toContain(lightOf(plan, () => false, today));
}

/** What a state answers to every question that the clock asks. */
function answers(track: TrackState): object {
  const now = paris('2026-06-15 10:00');
  return {
    reminders: due(track, now, reminderFacts),
    validations: validationsDue(track, now, reminderFacts),
    notices: noticesDue(track, now, reminderFacts),
  };
}

function folded(journal: readonly Recorded[]): TrackState {
  const track = emptyTrack('ia');
  for (const { event, at } of journal) fold(track, event, at);
  return track;
}

describe('a journal of deliverables and conventions, mixed with the rest of a track (art. 3 and 8 to 12)', () => {
  it('gives a legal state after each of its entries', () => {
    fc.assert(
      fc.property(journals, (journal) => {
        const track = emptyTrack('ia');
        for (const { event, at } of journal) {
          fold(track, event, at);
          expectLegal(track);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same state, and the same answers, where it is copied between any two entries', () => {
    fc.assert(
      fc.property(journals, (journal) => {
        let copied = emptyTrack('ia');
        const track = emptyTrack('ia');
        for (const { event, at } of journal) {
          copied = structuredClone(copied);
          fold(copied, event, at);
          fold(track, event, at);
          expect(copied).toEqual(track);
        }
        expect(answers(copied)).toEqual(answers(track));
      }),
      { numRuns: 20 },
    );
  });

  it('is left as it was by what a copy goes on with', () => {
    fc.assert(
      fc.property(journals, fc.nat(), (journal, cut) => {
        const length = cut % (journal.length + 1);
        const track = folded(journal.slice(0, length));
        const before = structuredClone(track);
        const copy = structuredClone(track);
        for (const { event, at } of journal.slice(length)) fold(copy, event, at);
        expect(track).toEqual(before);
        expect(copy).toEqual(folded(journal));
      }),
      { numRuns: 20 },
    );
  });

  it('owes each beneficiary what it would if it were alone: nobody has the calendar of another (art. 5 and 11)', () => {
    fc.assert(
      fc.property(journals, fc.integer({ min: 0, max: 400 }), (journal, wait) => {
        const track = folded(journal);
        const now = paris('2026-01-05 10:00').add({ hours: 24 * wait });
        const all = due(track, now, reminderFacts);
        for (const [id, beneficiary] of track.beneficiaries) {
          const alone = { ...track, beneficiaries: new Map([[id, beneficiary]]) };
          expect(all.filter(({ commune }) => commune === id)).toEqual(due(alone, now, reminderFacts));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is only read: no entry is changed by its fold, whatever comes after it', () => {
    fc.assert(
      fc.property(journals, (journal) => {
        const frozen = journal.map(({ event, at }) => ({ event: deepFrozen(structuredClone(event)), at }));
        expect(folded(frozen)).toEqual(folded(journal));
      }),
      { numRuns: 20 },
    );
  });
});

function deepFrozen(event: TrackEvent): TrackEvent {
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  };
  freeze(event);
  return event;
}
