import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { incidentsDue, nextIncidentsDueAt } from '../../src/domain/incident/owed.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { acknowledged, noted, report } from '../support/incidents.ts';
import { choisyTrack, fold, holidays, paris, parisText, trackOf } from '../support/track.ts';

const facts = { holidays, coordinators: ['camille', 'nadia'] };

/** A track whose beneficiary has reported at that time of Paris. */
function reportedAt(when: string): TrackState {
  const track = trackOf(choisyTrack());
  fold(track, { type: 'incident-reported', data: report() }, paris(when).toString());
  return track;
}

const nextOf = (track: TrackState, now: string) => {
  const next = nextIncidentsDueAt(track, paris(now), facts);
  return next === null ? null : parisText(next);
};
const dueOf = (track: TrackState, now: string) => incidentsDue(track, paris(now), facts);

describe('a report that nobody acknowledges is raised again (art. 3)', () => {
  it('after four working hours to every coordinator, after eight by mail', () => {
    const track = reportedAt('2026-07-09 16:00');
    expect(nextOf(track, '2026-07-09 16:00')).toBe('2026-07-10 09:00');
    expect(dueOf(track, '2026-07-10 08:59')).toEqual([]);
    expect(dueOf(track, '2026-07-10 09:00')).toEqual([
      { incident: 'INC-2026-0001', stage: 1, to: ['camille', 'nadia'] },
    ]);
    fold(track, {
      type: 'incident-raised',
      data: { incident: 'INC-2026-0001', stage: 1, to: ['camille'] },
    });
    expect(dueOf(track, '2026-07-10 09:00')).toEqual([]);
    expect(nextOf(track, '2026-07-10 09:00')).toBe('2026-07-10 13:00');
    expect(dueOf(track, '2026-07-10 13:00')).toMatchObject([{ stage: 2 }]);
    fold(track, {
      type: 'incident-raised',
      data: { incident: 'INC-2026-0001', stage: 2, to: ['camille'] },
    });
    expect([dueOf(track, '2026-08-10 13:00'), nextOf(track, '2026-08-10 13:00')]).toEqual([[], null]);
  });

  it('after a time of silence only the newest is told', () => {
    const track = reportedAt('2026-07-09 16:00');
    expect(dueOf(track, '2026-07-20 10:00')).toMatchObject([{ stage: 2 }]);
    expect(nextOf(track, '2026-07-20 10:00')).toBe('2026-07-20 10:00');
  });

  it.each([
    ['MGP has acknowledged it', acknowledged()],
    ['MGP has answered', noted('incident-answered')],
    ['it is closed', noted('incident-closed')],
  ])('not once %s', (_why, event) => {
    const track = reportedAt('2026-07-09 16:00');
    fold(track, event, paris('2026-07-09 17:00').toString());
    expect([dueOf(track, '2026-07-20 10:00'), nextOf(track, '2026-07-20 10:00')]).toEqual([[], null]);
  });

  it('where there is no coordinator, there is nobody to tell', () => {
    const track = reportedAt('2026-07-09 16:00');
    const nobody = { holidays, coordinators: [] };
    expect(incidentsDue(track, paris('2026-07-20 10:00'), nobody)).toEqual([]);
    expect(nextIncidentsDueAt(track, paris('2026-07-20 10:00'), nobody)).toBeNull();
  });

  it('ends: what is owed is told, and the clock comes back later or never', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 * 24 }), (hours) => {
        const at = paris('2026-01-05 00:00').add({ hours });
        const track = trackOf(choisyTrack());
        fold(track, { type: 'incident-reported', data: report() }, at.toString());
        const stages: number[] = [];
        for (
          let now: Temporal.Instant | null = at;
          now !== null;
          now = nextIncidentsDueAt(track, now, facts)
        ) {
          for (const data of incidentsDue(track, now, facts)) {
            stages.push(data.stage);
            fold(track, { type: 'incident-raised', data }, now.toString());
          }
        }
        expect(stages).toEqual([1, 2]);
      }),
    );
  });
});
