import { sweepFiles } from '../usecases/attachments/sweep.ts';
import type { Core } from '../usecases/core.ts';
import { type OutboxTrouble, outboxAlarmed } from '../usecases/reachability.ts';
import { clockContext } from '../usecases/reminders.ts';
import { faultOf } from './fault.ts';
import { record } from './reach.ts';
import { systemTimer, type Timer } from './timer.ts';

/** What the watch works with. */
export interface WatchParts extends Core {
  /** Removes what has expired beside the records. */
  readonly sweep: () => Promise<void>;
}

/** Looks at the whole now and then: alarms to the coordination, the mark of the last beat, retention. */
export interface Watch {
  /** Called after each beat; mostly does nothing. Throws `StoreError`. */
  look(): Promise<void>;
}

/** Name in the vault of the instant (UTC) of one of the last beats. */
const MARK = 'last-beat';
const MARK_EVERY_MINUTES = 10;
/** An hour without a beat, told from a mark that may be older than the last beat by how seldom it is written. */
const SILENT_AFTER_MINUTES = 60 + MARK_EVERY_MINUTES;
const LOOK_EVERY_MS = 3_600_000;
const LATE_AFTER_MINUTES = 60;
/** About an hour of tries on channels that refuse or do not answer (see `backoff.ts`). */
const STUCK_AFTER_ATTEMPTS = 8;
/** How many messages in trouble are looked at: the alarm need not count beyond. */
const TROUBLED_LOOKED_AT = 200;
/** Platforms deliver the same thing again for a few minutes, people press again for some hours: then the answer goes. */
const ANSWERS_KEPT_DAYS = 2;
/** What was said to whom serves the year of the convention and the month after it, in which it is assessed. */
const MESSAGES_KEPT_DAYS = 400;
const HOURS_A_DAY = 24;

/** A watch that has looked at nothing yet. */
export function createWatch(parts: WatchParts, timer: Timer = systemTimer): Watch {
  let markedAt: Temporal.Instant | null = null;
  let lookedAtMs: number | null = null;
  let purgedOn: string | null = null;

  const isMarkDue = (now: Temporal.Instant): boolean =>
    markedAt === null || isOlder(markedAt, now, MARK_EVERY_MINUTES) || isAhead(markedAt, now);
  /** Since when the clock was silent before this beat, in whichever process; null when it was not. */
  const silence = async (now: Temporal.Instant): Promise<Temporal.Instant | null> => {
    const text = await parts.store.vault.get(MARK);
    const marked = text === null ? now : Temporal.Instant.from(text);
    return isOlder(marked, now, SILENT_AFTER_MINUTES) ? marked : null;
  };
  const mark = async (now: Temporal.Instant): Promise<void> => {
    await parts.store.vault.put(MARK, now.toString());
    markedAt = now;
  };

  const trouble = async (
    now: Temporal.Instant,
    silentSince: Temporal.Instant | null,
  ): Promise<OutboxTrouble> => {
    const { waiting, failed, oldestDueAt, troubled } = await parts.store.outbox(
      now.toString(),
      TROUBLED_LOOKED_AT,
    );
    const isLate =
      oldestDueAt !== null && isOlder(Temporal.Instant.from(oldestDueAt), now, LATE_AFTER_MINUTES);
    return {
      waiting,
      failed,
      stuck: troubled.filter((m) => m.state === 'waiting' && m.attempts >= STUCK_AFTER_ATTEMPTS).length,
      lateSince: isLate ? oldestDueAt : null,
      silentSince: silentSince?.toString() ?? null,
    };
  };

  const alarm = async (found: OutboxTrouble): Promise<void> => {
    const { waiting, failed, stuck, lateSince, silentSince } = found;
    if (failed === 0 && stuck === 0 && lateSince === null && silentSince === null) return;
    const correlationId = parts.newId();
    parts.log.warn('outbox-alarm', { correlationId, waiting, failed, stuck, lateSince, silentSince });
    await record(parts, (context) => {
      const append = outboxAlarmed(context, found, correlationId);
      return append.messages.length === 0 ? null : append;
    });
  };

  const purge = async (now: Temporal.Instant): Promise<void> => {
    const today = clockContext(parts, now).today.toString();
    if (today === purgedOn) return;
    const before = (days: number) => now.subtract({ hours: days * HOURS_A_DAY }).toString();
    const { answers, messages } = await parts.store.purge({
      answersAt: before(ANSWERS_KEPT_DAYS),
      messagesAt: before(MESSAGES_KEPT_DAYS),
    });
    purgedOn = today;
    const failed = (error: unknown) => parts.log.warn('sweep-failed', { fault: faultOf(error) });
    const files = (await sweepFiles(parts).catch(failed)) ?? 0;
    await parts.sweep().catch(failed);
    parts.log.info('purged', { answers, messages, files });
  };

  return {
    look: async () => {
      const now = parts.now();
      const mustMark = isMarkDue(now);
      const silentSince = mustMark ? await silence(now) : null;
      const isTime = lookedAtMs === null || timer.now() - lookedAtMs >= LOOK_EVERY_MS;
      if (silentSince !== null || isTime) {
        await alarm(await trouble(now, silentSince));
        await purge(now);
        lookedAtMs = timer.now();
      }
      // Last: a silence that could not be told is told by the next beat.
      if (mustMark) await mark(now);
    },
  };
}

function isOlder(at: Temporal.Instant, now: Temporal.Instant, minutes: number): boolean {
  return at.until(now).total('minutes') >= minutes;
}

/** The machine's hour was set back since. */
function isAhead(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) > 0;
}
