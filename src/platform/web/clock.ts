import type { Log } from '../../usecases/log.ts';
import type { ClockMove, TrialClock } from './trial-types.ts';

/** Where a move ended. `quiet`: « next message » found none, as far as it looked. */
export interface Moved {
  readonly quiet: boolean;
}

export interface ClockMover {
  /** One move at a time: a second one waits for the first, so that the clock never goes back. */
  move(move: ClockMove): Promise<Moved>;
}

/** « Next message » gives up after so many wake-ups without a message, or so far ahead. */
const mostWakes = 500;
const furthestMonths = 24;

/** @param received how many messages the bot has written first so far */
export function createClockMover(clock: TrialClock, received: () => number, log: Log): ClockMover {
  let last: Promise<unknown> = Promise.resolve();

  async function toNextMessage(): Promise<Moved> {
    const before = received();
    const limit = inParis(clock.now()).add({ months: furthestMonths }).toInstant();
    for (let wakes = 0; wakes < mostWakes; wakes += 1) {
      const wake = await clock.nextWakeAt();
      if (wake === null || Temporal.Instant.compare(wake, limit) > 0) break;
      await clock.advance(later(wake, clock.now().add({ minutes: 1 })));
      if (received() > before) return { quiet: false };
    }
    return { quiet: true };
  }

  async function run(move: ClockMove): Promise<Moved> {
    switch (move) {
      case 'day':
        await clock.advance(inParis(clock.now()).add({ days: 1 }).toInstant());
        return { quiet: false };
      case 'week':
        await clock.advance(inParis(clock.now()).add({ weeks: 1 }).toInstant());
        return { quiet: false };
      case 'next-message': {
        const moved = await toNextMessage();
        log.info('trial.next-message', { quiet: moved.quiet });
        return moved;
      }
    }
  }

  return {
    move(move) {
      const moving = last.then(() => run(move));
      last = moving.catch(() => null);
      return moving;
    },
  };
}

/** Days and weeks are Paris days: the wall hour stays the same over a change of summer time. */
function inParis(instant: Temporal.Instant): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO('Europe/Paris');
}

/** A wake-up already past still moves the clock by a minute, so that a message put back cannot hold it still. */
function later(wake: Temporal.Instant, atLeast: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(wake, atLeast) < 0 ? atLeast : wake;
}
