import fc from 'fast-check';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { lookAtNotices } from './convention-track.ts';
import { lookAtValidations } from './deliverable-track.ts';
import { type Happening, happening, TWO } from './obligation-happenings.ts';
import { fold, paris, parisText, trackOf } from './track.ts';

const opens = paris('2025-11-20 12:00');
/** Two months after the term. */
export const closes = paris('2027-02-28 12:00');
const compare = Temporal.Instant.compare;

export interface Story {
  readonly at: Temporal.Instant;
  readonly happens: Happening;
}

/** Up to so many things that happen, at any hour, in order. */
export function storiesOf(maxLength: number): fc.Arbitrary<readonly Story[]> {
  const minutes = opens.until(closes).total('minutes');
  return fc
    .array(
      fc.record({
        at: fc
          .integer({ min: 0, max: minutes / 15 })
          .map((quarters) => opens.add({ minutes: quarters * 15 })),
        happens: happening,
      }),
      { maxLength, size: 'max' },
    )
    .map((list) => list.toSorted((a, b) => compare(a.at, b.at)));
}

/** What is asked at each look, and when to look again. */
export interface Clock<Owed> {
  /** Asks what is owed and records it. */
  look(track: TrackState, now: Temporal.Instant): readonly Owed[];
  next(track: TrackState, now: Temporal.Instant): Temporal.Instant | null;
}

export interface Moment<Owed> {
  readonly now: Temporal.Instant;
  /** What has just happened; null when the clock alone has. */
  readonly event: TrackEvent | null;
  readonly owed: readonly Owed[];
  readonly track: TrackState;
}

/** Lives through a story as the clock does: looks when something happened and when it was told to. */
export function* live<Owed>(story: readonly Story[], { look, next }: Clock<Owed>): Generator<Moment<Owed>> {
  const track = trackOf(TWO);
  const coming = [...story];
  let now = opens;
  let event: TrackEvent | null = null;
  while (compare(now, closes) < 0) {
    yield { now, event, owed: look(track, now), track };
    event = null;
    const wake = next(track, now) ?? closes;
    if (compare(wake, now) <= 0) throw new RangeError(`the clock stands still at ${parisText(now)}`);
    const [first] = coming;
    if (first === undefined || compare(first.at, wake) > 0) {
      now = wake;
      continue;
    }
    now = compare(first.at, now) > 0 ? first.at : now;
    event = first.happens(track, now.toZonedDateTimeISO('Europe/Paris').toPlainDate());
    if (event !== null) fold(track, event, now.toString());
    coming.shift();
  }
}

/** Hours at which something could be owed, strictly between two instants: what is owed stays so until it is recorded. */
export function* hoursBetween(from: Temporal.Instant, to: Temporal.Instant): Generator<Temporal.Instant> {
  let day = from.toZonedDateTimeISO('Europe/Paris').startOfDay();
  while (compare(day.toInstant(), to) < 0) {
    for (const hour of [8, 9]) {
      const at = day.with({ hour }).toInstant();
      if (compare(at, from) > 0 && compare(at, to) < 0) yield at;
    }
    day = day.add({ days: 2 });
  }
}

/** One entry of a track's journal. */
export interface Recorded {
  readonly event: TrackEvent;
  /** UTC instant. */
  readonly at: string;
}

/** Everything that a story records, the programme first, what the clock owes included. */
export function journalOf(story: readonly Story[]): readonly Recorded[] {
  const programme: TrackEvent = {
    type: 'programme-loaded',
    data: { facts: TWO, contractorId: null, communicationId: null },
  };
  const journal: Recorded[] = [{ event: programme, at: opens.toString() }];
  const keep: Clock<TrackEvent> = {
    look: (track, now) => [
      ...lookAtValidations(track, now).map((data) => ({ type: 'validation-reminders-owed' as const, data })),
      ...lookAtNotices(track, now).map((data) => ({ type: 'formal-notice-reminder-owed' as const, data })),
    ],
    next: () => null,
  };
  for (const { event, owed, now } of live(story, keep)) {
    const entries = event === null ? owed : [event, ...owed];
    journal.push(...entries.map((one) => ({ event: one, at: now.toString() })));
  }
  return journal;
}
