import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerOf } from '../../src/domain/committee/answers.ts';
import type { CommitteeEvent, OwedInvitation } from '../../src/domain/committee/events.ts';
import { inviteesOf } from '../../src/domain/committee/invitees.ts';
import { committeesDue, nextCommitteesDueAt } from '../../src/domain/committee/owed.ts';
import { isUpcoming } from '../../src/domain/committee/when.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import {
  cancelled,
  committeeFacts,
  lookAtCommittees,
  meetingOf,
  minutesOf,
  movedTo,
  saidBy,
  scheduled,
  seriesOf,
} from '../support/committee-track.ts';
import { choisyTrack, designated, fold, paris, parisText, phaseEnd, trackOf } from '../support/track.ts';

const opens = paris('2026-03-01 00:00');
const closes = paris('2027-01-31 00:00');
const compare = Temporal.Instant.compare;

const NUMBERS = ['CO-01', 'CO-02', 'CO-03'] as const;
const numbers = fc.constantFrom(...NUMBERS);
const people = fc.constantFrom('amina', 'bruno', 'david', 'emma');
/** Hours whose hour before, like 9 h itself, is among those looked at by `hoursBetween`. */
const hours = fc.constantFrom('08:00', '10:00', '14:00');
const days = (min: number, max: number) => fc.integer({ min, max });
const ahead = days(0, 60);

/** What may happen on a day; null when it no longer can. */
type Happening = (track: TrackState, today: Temporal.PlainDate) => TrackEvent | null;

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(numbers, ahead, hours).map(([number, count, from]): Happening => {
      return (track, today) => {
        const on = today.add({ days: count }).toString();
        if (!track.committees.meetings.has(number))
          return scheduled({ meeting: number, on, from, series: 'CO-01' });
        return meetingOf(track, number).cancelled === null ? movedTo(track, on, from, number) : null;
      };
    }),
  },
  fc.tuple(numbers, people, fc.constantFrom('present', 'absent', 'replaced'), people).map(
    ([number, who, answer, other]): Happening =>
      (track) =>
        known(track, number)
          ? saidBy(track, who, answer, answer === 'replaced' ? other : null, number)
          : null,
  ),
  fc.tuple(people, fc.constantFrom('referent', 'deputy'), days(-5, 40)).map(
    ([who, role, count]): Happening =>
      (_track, today) =>
        designated(who, `${today.add({ days: count })}`, { role }),
  ),
  numbers.map(
    (number): Happening =>
      (track) =>
        known(track, number) ? cancelled(track, number) : null,
  ),
  fc.tuple(numbers, people).map(
    ([meeting, who]): Happening =>
      () => ({ type: 'guests-invited', data: { meeting, personIds: [who], byId: 'coordinatrice' } }),
  ),
  fc.tuple(numbers, people, ahead).map(
    ([number, ownerId, count]): Happening =>
      (_track, today) =>
        minutesOf(
          [{ actionId: `${number}-a`, text: 'À faire', ownerId, dueOn: `${today.add({ days: count })}` }],
          number,
        ),
  ),
  fc.tuple(fc.constantFrom('audit', 'setup', 'use'), ahead).map(
    ([phase, count]): Happening =>
      (_track, today) =>
        phaseEnd(phase, 'delay', `${today.add({ days: count })}`),
  ),
  fc.constant<Happening>((track) => (track.committees.series.size === 0 ? seriesOf('CO-01') : null)),
);

function known(track: TrackState, number: string): boolean {
  return track.committees.meetings.get(number)?.cancelled === null;
}

interface Story {
  readonly at: Temporal.Instant;
  readonly happens: Happening;
}

const stories: fc.Arbitrary<readonly Story[]> = fc
  .array(
    fc.record({
      at: days(0, 300 * 24 * 4).map((quarters) => opens.add({ minutes: quarters * 15 })),
      happens: happening,
    }),
    { maxLength: 18 },
  )
  .map((list) => list.toSorted((a, b) => compare(a.at, b.at)));

interface Moment {
  readonly now: Temporal.Instant;
  readonly owed: readonly CommitteeEvent[];
  readonly track: TrackState;
}

/** Lives through a story as the clock does: looks when something happened and when it was told to. */
function* live(story: readonly Story[]): Generator<Moment> {
  const track = trackOf(choisyTrack(), designated('amina'));
  const coming = [...story];
  let now = opens;
  while (compare(now, closes) < 0) {
    yield { now, owed: lookAtCommittees(track, now), track };
    const wake = nextCommitteesDueAt(track, now, committeeFacts) ?? closes;
    const [next] = coming;
    if (next !== undefined && compare(next.at, wake) <= 0) {
      now = compare(next.at, now) > 0 ? next.at : now;
      const event = next.happens(track, now.toZonedDateTimeISO('Europe/Paris').toPlainDate());
      if (event !== null) fold(track, event, now.toString());
      coming.shift();
    } else now = wake;
  }
}

/** Hours at which something could be owed, strictly between two instants. */
function* hoursBetween(from: Temporal.Instant, to: Temporal.Instant): Generator<Temporal.Instant> {
  let day = from.toZonedDateTimeISO('Europe/Paris').startOfDay();
  while (compare(day.toInstant(), to) < 0) {
    for (const hour of [7, 9, 13]) {
      const at = day.with({ hour }).toInstant();
      if (compare(at, from) > 0 && compare(at, to) < 0) yield at;
    }
    day = day.add({ days: 2 });
  }
}

function invitationsIn(owed: readonly CommitteeEvent[]): readonly (OwedInvitation & { meeting: string })[] {
  return owed.flatMap((event) =>
    event.type === 'invitations-owed'
      ? event.data.invitations.map((one) => ({ ...one, meeting: event.data.meeting }))
      : [],
  );
}

describe('committees, whatever happens in eleven months (art. 6)', () => {
  it('what was owed and recorded is not owed again, and the next look is later', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story)) {
          expect(committeesDue(track, now, committeeFacts)).toEqual([]);
          const next = nextCommitteesDueAt(track, now, committeeFacts);
          expect(next === null || compare(next, now) > 0).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('the next look is never later than the first hour at which something is owed', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story)) {
          const next = nextCommitteesDueAt(track, now, committeeFacts) ?? closes;
          for (const at of hoursBetween(now, next)) {
            const early = committeesDue(track, at, committeeFacts);
            expect({ at: parisText(at), early }).toEqual({ at: parisText(at), early: [] });
          }
        }
      }),
      { numRuns: 8 },
    );
  });

  it("the sequences that a person's calendar is told only grow, and a cancellation follows an invitation", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const told = new Map<string, OwedInvitation>();
        for (const { owed } of live(story)) {
          for (const one of invitationsIn(owed)) {
            const last = told.get(`${one.meeting} ${one.to}`);
            expect(one.sequence).toBeGreaterThan(last?.sequence ?? -1);
            if (one.method === 'CANCEL') expect(last?.method).toBe('REQUEST');
            told.set(`${one.meeting} ${one.to}`, one);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('after each look the calendars of those convened know the meeting, and nobody else has it', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story)) {
          for (const meeting of track.committees.meetings.values()) {
            if (!isUpcoming(meeting, now)) continue;
            const holding = [...meeting.invited].filter(([, { method }]) => method === 'REQUEST');
            const convened = inviteesOf(track, meeting, committeeFacts).map(({ personId }) => personId);
            expect(holding.map(([id]) => id).sort()).toEqual(convened.sort());
            expect(holding.every(([, { sequence }]) => sequence >= meeting.sequence)).toBe(true);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('nobody is reminded of the same stage twice, nor after having said no, nor of what is cancelled or has begun', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const keys: string[] = [];
        for (const { now, owed, track } of live(story)) {
          for (const event of owed) {
            if (event.type !== 'meeting-reminder-owed') continue;
            const { meeting: number, stage, sequence, to } = event.data;
            const meeting = meetingOf(track, number);
            expect(isUpcoming(meeting, now)).toBe(true);
            expect(
              to
                .map((id) => answerOf(meeting, id))
                .filter((said) => said === 'absent' || said === 'replaced'),
            ).toEqual([]);
            keys.push(...to.map((id) => `${number} ${stage} ${sequence} ${id}`));
          }
        }
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 25 },
    );
  });

  it('at night, on a weekend or on a holiday: only invitations and what begins in an hour', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, owed } of live(story)) {
          const { hour, dayOfWeek } = now.toZonedDateTimeISO('Europe/Paris');
          if (hour >= 9 && hour < 19 && dayOfWeek < 6) continue;
          const loud = owed.filter(
            ({ type, data }) =>
              type !== 'invitations-owed' &&
              !(type === 'meeting-reminder-owed' && data.stage === 'H-1') &&
              !(type === 'series-drift-owed' && data.to.length === 0),
          );
          expect(loud).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('what changes, changes alone', () => {
  /** Up to three meetings to come that everybody was told of. */
  const told = fc.array(fc.tuple(days(1, 90), hours), { minLength: 1, maxLength: 3 }).map((slots) => {
    const track = trackOf(choisyTrack(), designated('amina'));
    const today = Temporal.PlainDate.from('2026-05-04');
    for (const [index, [count, from]] of slots.entries()) {
      fold(
        track,
        scheduled({
          meeting: NUMBERS[index] ?? '',
          on: `${today.add({ days: count })}`,
          from,
          guests: ['emma'],
        }),
      );
    }
    lookAtCommittees(track, paris('2026-05-04 10:00'));
    return track;
  });

  it('art. 4: a change of référent yields one CANCEL and one REQUEST for each meeting from its first day on', () => {
    fc.assert(
      fc.property(told, days(0, 100), (track, count) => {
        const fromOn = Temporal.PlainDate.from('2026-05-04').add({ days: count }).toString();
        fold(track, designated('bruno', fromOn));
        const owed = invitationsIn(lookAtCommittees(track, paris('2026-05-04 11:00')));
        for (const { number, on } of track.committees.meetings.values()) {
          const calls = owed
            .filter(({ meeting }) => meeting === number)
            .map(({ to, method }) => `${method} ${to}`);
          expect(calls).toEqual(on >= fromOn ? ['REQUEST bruno', 'CANCEL amina'] : []);
        }
      }),
    );
  });

  it('moving one occurrence touches only it', () => {
    fc.assert(
      fc.property(told, days(1, 90), (track, count) => {
        const others = structuredClone([...track.committees.meetings.values()].slice(1));
        fold(track, movedTo(track, `${Temporal.PlainDate.from('2026-05-04').add({ days: count })}`));
        const owed = invitationsIn(lookAtCommittees(track, paris('2026-05-04 11:00')));
        expect(owed.map(({ meeting, method, sequence }) => `${meeting} ${method} ${sequence}`)).toEqual(
          ['coordinatrice', 'amina', 'emma'].map(() => 'CO-01 REQUEST 1'),
        );
        expect([...track.committees.meetings.values()].slice(1)).toEqual(others);
      }),
    );
  });
});
