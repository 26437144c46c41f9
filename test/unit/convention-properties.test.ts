import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FormalNoticeReminderOwed } from '../../src/domain/convention/events.ts';
import { isExpired, nextNoticesDueAt, noticesDue } from '../../src/domain/convention/notices.ts';
import type { FormalNotice } from '../../src/domain/convention/state.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { lookAtNotices } from '../support/convention-track.ts';
import { type Clock, closes, hoursBetween, live, storiesOf } from '../support/obligation-stories.ts';
import { beneficiaryOf, holidays, parisText, reminderFacts } from '../support/track.ts';

const stories = storiesOf(24);
const compare = Temporal.Instant.compare;

const clock: Clock<FormalNoticeReminderOwed> = {
  look: lookAtNotices,
  next: (track, now) => nextNoticesDueAt(track, now, reminderFacts),
};

function noticeOf(track: TrackState, commune: string, number: string): FormalNotice {
  const found = beneficiaryOf(track, commune).convention.notices.get(number);
  if (found === undefined) throw new TypeError(`${number} is not among the notices of ${commune}`);
  return found;
}

describe('the thirty days of formal notices (art. 12), whatever happens in fifteen months', () => {
  it('what was recorded is not owed again, and the next look is later', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story, clock)) {
          expect(noticesDue(track, now, reminderFacts)).toEqual([]);
          const next = nextNoticesDueAt(track, now, reminderFacts);
          expect(next === null || compare(next, now) > 0).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the next look is never later than the first hour at which something is owed', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, track } of live(story, clock)) {
          const next = nextNoticesDueAt(track, now, reminderFacts) ?? closes;
          for (const at of hoursBetween(now, next)) {
            const early = noticesDue(track, at, reminderFacts);
            expect({ at: parisText(at), early }).toEqual({ at: parisText(at), early: [] });
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('the coordinators hear of one that stands, each stage once and in order, « over » never before it is', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const told = new Map<string, number>();
        for (const { now, owed, track } of live(story, clock)) {
          for (const { notice, commune, offsetDays, to } of owed) {
            const about = noticeOf(track, commune, notice);
            expect([about.closed, to]).toEqual([null, reminderFacts.coordinators]);
            expect(offsetDays).toBeGreaterThan(told.get(notice) ?? -8);
            if (offsetDays > 0) expect(isExpired(about, now)).toBe(true);
            told.set(notice, offsetDays);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('they hear of it from 9 h to 19 h on working days', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { now, owed } of live(story, clock)) {
          if (owed.length === 0) continue;
          const { hour, dayOfWeek } = now.toZonedDateTimeISO('Europe/Paris');
          expect([hour >= 9 && hour < 19, dayOfWeek < 6]).toEqual([true, true]);
          expect(holidays.has(parisText(now).slice(0, 10))).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });
});
