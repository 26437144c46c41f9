import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { obligationsOf } from '../../src/domain/convention/register.ts';
import type { ValidationRemindersOwed, Verdict } from '../../src/domain/deliverable/events.ts';
import { nextValidationsDueAt, validationsDue } from '../../src/domain/deliverable/owed.ts';
import { addressees, currentVersion, standingOf } from '../../src/domain/deliverable/standing.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { deliverableOf, lookAtValidations } from '../support/deliverable-track.ts';
import { type Clock, closes, hoursBetween, live, storiesOf } from '../support/obligation-stories.ts';
import { holidays, parisText, reminderFacts } from '../support/track.ts';

const stories = storiesOf(20);
const compare = Temporal.Instant.compare;

const clock: Clock<ValidationRemindersOwed> = {
  look: lookAtValidations,
  next: (track, now) => nextValidationsDueAt(track, now, reminderFacts),
};

/** Each beneficiary that is asked to validate a deliverable, with the name of that version: « LIV-01 v2 commune-1 ». */
function asked(track: TrackState) {
  return [...track.deliverables.values()].flatMap((deliverable) =>
    addressees(track, deliverable).map((commune) => ({
      deliverable,
      commune,
      key: keyOf(deliverable.number, currentVersion(deliverable).version, commune),
    })),
  );
}

function keyOf(number: string, version: number, commune: string): string {
  return `${number} v${version} ${commune}`;
}

describe('silence never validates (art. 3), whatever happens in fifteen months', () => {
  it('where a beneficiary stands is what it said last of the version to validate, and waiting when it said nothing', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const said = new Map<string, { readonly verdict: Verdict; readonly open: Set<string> }>();
        for (const { event, track } of live(story, clock)) {
          if (event?.type === 'deliverable-judged') {
            const { deliverable, version, commune, verdict, reserves } = event.data;
            const open = new Set(reserves.map(({ reserveId }) => reserveId));
            said.set(keyOf(deliverable, version, commune), { verdict, open });
          }
          if (event?.type === 'reserve-lifted')
            for (const { open } of said.values()) open.delete(event.data.reserveId);
          for (const { deliverable, commune, key } of asked(track)) {
            const { verdict = 'waiting', open } = said.get(key) ?? {};
            const told = verdict === 'with-reserves' && open?.size === 0 ? 'cleared' : verdict;
            const expected = deliverable.withdrawn === null ? told : 'withdrawn';
            expect([key, standingOf(deliverable, commune)]).toEqual([key, expected]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('time alone changes no standing, and the register never says done for who is silent', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 0, max: 4_000 }), (story, wait) => {
        for (const { event, now, track } of live(story, clock)) {
          const { facts } = track;
          if (event === null || facts === null) continue;
          const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ days: wait });
          for (const beneficiary of track.beneficiaries.values()) {
            const register = obligationsOf({ ...track, facts }, beneficiary, { today, holidays });
            const isSilent = asked(track).some(
              ({ deliverable, commune }) =>
                commune === beneficiary.facts.id && standingOf(deliverable, commune) === 'waiting',
            );
            const { state } = register.find(({ id }) => id === 'deliverables') ?? {};
            if (isSilent) expect(['ongoing', 'late']).toContain(state);
            else expect(['none', 'done']).toContain(state);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('reminders of a validation (art. 3), whatever happens in fifteen months', () => {
  it('what was recorded is not owed again, and the next look is later', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story, clock)) {
          expect(validationsDue(track, now, reminderFacts)).toEqual([]);
          const next = nextValidationsDueAt(track, now, reminderFacts);
          expect(next === null || compare(next, now) > 0).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('the next look is never later than the first hour at which something is owed', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story, clock)) {
          const next = nextValidationsDueAt(track, now, reminderFacts) ?? closes;
          for (const at of hoursBetween(now, next)) {
            const early = validationsDue(track, at, reminderFacts);
            expect({ at: parisText(at), early }).toEqual({ at: parisText(at), early: [] });
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('go to nobody for who has answered nor for what was withdrawn, and each stage of a version once, in order', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const stages = new Map<string, number>();
        for (const { owed, track } of live(story, clock)) {
          const seen = new Set<string>();
          for (const { deliverable, version, stage, items } of owed) {
            const about = deliverableOf(track, deliverable);
            expect([about.withdrawn, currentVersion(about).version]).toEqual([null, version]);
            for (const { commune, to } of items) {
              const key = keyOf(deliverable, version, commune);
              expect([key, standingOf(about, commune), to.length > 0]).toEqual([key, 'waiting', true]);
              expect(addressees(track, about)).toContain(commune);
              expect(seen.has(key)).toBe(false);
              expect(stage).toBeGreaterThan(stages.get(key) ?? 0);
              seen.add(key);
              stages.set(key, stage);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leave from 9 h to 19 h on working days', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, owed } of live(story, clock)) {
          const { hour, dayOfWeek } = now.toZonedDateTimeISO('Europe/Paris');
          if (owed.length === 0) continue;
          expect([hour >= 9 && hour < 19, dayOfWeek < 6]).toEqual([true, true]);
          expect(holidays.has(parisText(now).slice(0, 10))).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });
});
