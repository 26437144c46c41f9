import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { due, nextDueAt } from '../../src/domain/reminder/due.ts';
import type { OwedItem, TrackEvent } from '../../src/domain/track/events.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { look } from '../support/reminders.ts';
import {
  choisyTrack,
  designated,
  fold,
  paris,
  parisText,
  phaseEnd,
  reminderFacts,
  snoozed,
  trackOf,
} from '../support/track.ts';

const opens = paris('2025-11-01 00:00');
const closes = paris('2027-02-28 00:00');
const compare = Temporal.Instant.compare;

const people = fc.constantFrom('amina', 'bruno', 'david', 'coordinatrice');
const phases = fc.constantFrom('audit', 'setup', 'use', 'assessment');
const milestones = fc.constantFrom('start', 'audit-end', 'setup-end', 'use-end', 'assessment-end');

type Happening = (today: Temporal.PlainDate) => TrackEvent;
const days = (min: number, max: number) => fc.integer({ min, max });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.tuple(phases, days(-40, 90)).map(
    ([phase, ahead]): Happening =>
      (today) =>
        phaseEnd(phase, 'delay', `${today.add({ days: ahead })}`),
  ),
  fc.tuple(phases, days(-40, 0)).map(
    ([phase, ahead]): Happening =>
      (today) =>
        phaseEnd(phase, 'done', `${today.add({ days: ahead })}`),
  ),
  fc.tuple(milestones, people, days(1, 90)).map(
    ([milestone, who, ahead]): Happening =>
      (today) =>
        snoozed(milestone, who, `${today.add({ days: ahead })}`),
  ),
  fc.tuple(people, fc.constantFrom('referent', 'deputy'), days(-20, 60)).map(
    ([who, role, ahead]): Happening =>
      (today) =>
        designated(who, `${today.add({ days: ahead })}`, { role }),
  ),
);

interface Story {
  readonly at: Temporal.Instant;
  readonly happens: Happening;
}

/** What happens to Choisy-le-Roi over fifteen months, at any hour, in order. */
const stories: fc.Arbitrary<readonly Story[]> = fc
  .array(
    fc.record({
      at: days(0, 480 * 24 * 4).map((quarters) => opens.add({ minutes: quarters * 15 })),
      happens: happening,
    }),
    { maxLength: 14 },
  )
  .map((list) => list.toSorted((a, b) => compare(a.at, b.at)));

interface Moment {
  readonly now: Temporal.Instant;
  readonly items: readonly OwedItem[];
  readonly track: TrackState;
}

/** Lives through a story as the clock does: looks when something happened and when `nextDueAt` says so. */
function* live(story: readonly Story[]): Generator<Moment> {
  const track = trackOf(choisyTrack());
  const coming = [...story];
  let now = opens;
  while (compare(now, closes) < 0) {
    yield { now, items: look(track, now), track };
    const wake = nextDueAt(track, now, reminderFacts) ?? closes;
    const [next] = coming;
    if (next !== undefined && compare(next.at, wake) <= 0) {
      now = compare(next.at, now) > 0 ? next.at : now;
      fold(track, next.happens(now.toZonedDateTimeISO('Europe/Paris').toPlainDate()), now.toString());
      coming.shift();
    } else now = wake;
  }
}

/** Hours at which something could be owed, strictly between two instants: what is owed stays so until it is recorded. */
function* hoursBetween(from: Temporal.Instant, to: Temporal.Instant): Generator<Temporal.Instant> {
  let day = from.toZonedDateTimeISO('Europe/Paris').startOfDay();
  while (compare(day.toInstant(), to) < 0) {
    for (const hour of [8, 9]) {
      const at = day.with({ hour }).toInstant();
      if (compare(at, from) > 0 && compare(at, to) < 0) yield at;
    }
    day = day.add({ days: 2 });
  }
}

describe('reminders, whatever happens in fifteen months (art. 5)', () => {
  it('what was recorded is not owed again', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story)) expect(due(track, now, reminderFacts)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('the clock always advances: once what is owed was recorded, the next look is later', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story)) {
          const next = nextDueAt(track, now, reminderFacts);
          expect(next === null || compare(next, now) > 0).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('the next look is never later than the first hour at which something is owed', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story)) {
          const next = nextDueAt(track, now, reminderFacts) ?? closes;
          for (const at of hoursBetween(now, next)) {
            const early = due(track, at, reminderFacts);
            expect({ at: parisText(at), early }).toEqual({ at: parisText(at), early: [] });
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('no person is owed the same reminder twice, nor twice in one look for the same milestone', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const keys: string[] = [];
        for (const { now, items } of live(story)) {
          const told = items.flatMap((item) => item.to.map((to) => `${item.milestone} ${to}`));
          expect(new Set(told).size).toBe(told.length);
          const day = parisText(now).slice(0, 10);
          for (const { milestone, dueOn, offsetDays, to } of items) {
            keys.push(...to.map((one) => `${milestone} ${dueOn} ${offsetDays ?? day} ${one}`));
          }
        }
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 30 },
    );
  });

  it('nothing is owed at night, on a weekend or on a holiday', () => {
    fc.assert(
      fc.property(stories, days(0, 480 * 24 * 4), (story, quarters) => {
        const now = opens.add({ minutes: quarters * 15 });
        const { hour, dayOfWeek, month, day } = now.toZonedDateTimeISO('Europe/Paris');
        const quiet = hour < 8 || hour >= 19 || dayOfWeek > 5 || (month === 5 && (day === 1 || day === 8));
        const track = trackOf(choisyTrack());
        for (const { happens } of story) fold(track, happens(Temporal.PlainDate.from('2026-04-15')));
        if (quiet) expect(due(track, now, reminderFacts)).toEqual([]);
      }),
    );
  });

  it('whatever was said, moved or put off, what is done is not spoken of', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const closed = new Set<string>();
        const noted = story.map(({ at, happens }) => ({
          at,
          happens: (today: Temporal.PlainDate) => {
            const event = happens(today);
            if (event.type === 'phase-end-set') {
              closed.delete(`${event.data.phase}-end`);
              if (event.data.kind === 'done') closed.add(`${event.data.phase}-end`);
            }
            return event;
          },
        }));
        for (const { items } of live(noted)) {
          expect(items.filter((item) => closed.has(item.milestone))).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
