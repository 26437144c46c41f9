import { atParis, parisDay } from '../calendar/hours.ts';
import { type Holidays, isWorkingDay, nextWorkingDay, workingDayOnOrBefore } from '../calendar/workdays.ts';
import { isHeld, nextReminderHour } from '../reminder/due.ts';
import { REMINDER_HOUR } from '../reminder/stages.ts';
import type { TrackState } from '../track/state.ts';
import type { FormalNoticeReminderOwed } from './events.ts';
import type { FormalNotice } from './state.ts';

/** Art. 12: thirty days from the sending of the letter, calendar days. */
const REMEDY_DAYS = 30;
/** Told to the coordinators a week before the end of the thirty days, and once they are over. */
const OFFSETS_DAYS = [-7, 1] as const;

/** The last of the thirty days, a Paris day (ISO). */
export function remedyBy({ sentOn }: Pick<FormalNotice, 'sentOn'>): string {
  return Temporal.PlainDate.from(sentOn).add({ days: REMEDY_DAYS }).toString();
}

export interface NoticeFacts {
  readonly holidays: Holidays;
  /** Person ids of MGP's coordinators. */
  readonly coordinators: readonly string[];
}

interface Stage {
  readonly offsetDays: number;
  readonly at: Temporal.Instant;
}

/**
 * What the coordinators are to be told of formal notices that are open, at `now`: that the thirty days are about to end, that
 * they are over. Counting is all that is done here: nothing of it has a legal effect (art. 12 asks for a registered letter).
 */
export function noticesDue(
  track: TrackState,
  now: Temporal.Instant,
  facts: NoticeFacts,
): readonly FormalNoticeReminderOwed[] {
  return isHeld(now, facts.holidays) ? [] : looked(track, now, facts).owed;
}

/** When `noticesDue` must be asked again: never before `now`, null when nothing is to come. */
export function nextNoticesDueAt(
  track: TrackState,
  now: Temporal.Instant,
  facts: NoticeFacts,
): Temporal.Instant | null {
  const { owed, nextAt } = looked(track, now, facts);
  if (owed.length === 0) return nextAt;
  return isHeld(now, facts.holidays) ? nextReminderHour(now, facts.holidays) : now;
}

function looked(
  track: TrackState,
  now: Temporal.Instant,
  { holidays, coordinators }: NoticeFacts,
): { readonly owed: readonly FormalNoticeReminderOwed[]; readonly nextAt: Temporal.Instant | null } {
  const owed: FormalNoticeReminderOwed[] = [];
  let nextAt: Temporal.Instant | null = null;
  if (coordinators.length === 0) return { owed, nextAt };
  for (const { facts, convention } of track.beneficiaries.values()) {
    for (const notice of convention.notices.values()) {
      if (notice.closed !== null) continue;
      const stages = stagesOf(notice, holidays);
      const next = stages.find(({ at }) => Temporal.Instant.compare(at, now) > 0);
      if (next !== undefined && (nextAt === null || Temporal.Instant.compare(next.at, nextAt) < 0))
        nextAt = next.at;
      const recordedAt = Temporal.Instant.from(notice.at);
      const come = stages.findLast(({ at }) => Temporal.Instant.compare(at, now) <= 0);
      const isNew =
        come !== undefined &&
        (notice.reminded === null || come.offsetDays > notice.reminded) &&
        // What lay before the record is told by the record.
        Temporal.Instant.compare(come.at, recordedAt) > 0;
      if (isNew)
        owed.push({
          notice: notice.notice,
          commune: facts.id,
          offsetDays: come.offsetDays,
          to: coordinators,
        });
    }
  }
  return { owed, nextAt };
}

function stagesOf(notice: FormalNotice, holidays: Holidays): readonly Stage[] {
  const last = Temporal.PlainDate.from(remedyBy(notice));
  return OFFSETS_DAYS.map((offsetDays) => {
    const day = last.add({ days: offsetDays });
    // The end is announced early, that it is over never before it is.
    const on =
      offsetDays < 0
        ? workingDayOnOrBefore(day, holidays)
        : isWorkingDay(day, holidays)
          ? day
          : nextWorkingDay(day, holidays);
    return { offsetDays, at: atParis(on, REMINDER_HOUR) };
  });
}

/** Whether the thirty days are over at an instant. */
export function isExpired(notice: Pick<FormalNotice, 'sentOn'>, now: Temporal.Instant): boolean {
  return parisDay(now).toString() > remedyBy(notice);
}
