import { atParis, earliest, parisDay } from '../calendar/hours.ts';
import { addWorkingDays, type Holidays } from '../calendar/workdays.ts';
import { isHeld, nextReminderHour } from '../reminder/due.ts';
import { REMINDER_HOUR } from '../reminder/stages.ts';
import type { TrackState } from '../track/state.ts';
import type { OpinionGiven, OpinionReminderOwed } from './events.ts';
import type { Opinion, OpinionAnswer } from './state.ts';

/** No text gives a figure: the règlement (art. 9) only lets a draft be submitted. */
const REMINDED_AFTER_WORKING_DAYS = 3;

export interface OpinionFacts {
  readonly holidays: Holidays;
  /** Person id of the contact for communication who can be written to now; null where there is none. */
  readonly contactId: string | null;
}

/** Those of whom nobody has answered three working days after they were asked, at `now`: each is recalled once, to whoever is the contact by then. */
export function opinionsDue(
  track: TrackState,
  now: Temporal.Instant,
  { holidays, contactId }: OpinionFacts,
): readonly OpinionReminderOwed[] {
  if (contactId === null || isHeld(now, holidays)) return [];
  return unreminded(track)
    .filter((opinion) => Temporal.Instant.compare(remindedFrom(opinion, holidays), now) <= 0)
    .map(({ number, commune }) => ({ opinion: number, commune, to: contactId }));
}

/** When `opinionsDue` must be asked again: never before `now`, null when nothing is to come. */
export function nextOpinionsDueAt(
  track: TrackState,
  now: Temporal.Instant,
  { holidays, contactId }: OpinionFacts,
): Temporal.Instant | null {
  if (contactId === null) return null;
  const first = earliest(unreminded(track).map((opinion) => remindedFrom(opinion, holidays)));
  if (first === null || Temporal.Instant.compare(first, now) > 0) return first;
  return isHeld(now, holidays) ? nextReminderHour(now, holidays) : now;
}

/** From when a silence is recalled: 9 h, Paris time, of the third working day after it was asked. */
export function remindedFrom({ at }: Pick<Opinion, 'at'>, holidays: Holidays): Temporal.Instant {
  const day = addWorkingDays(parisDay(Temporal.Instant.from(at)), REMINDED_AFTER_WORKING_DAYS, holidays);
  return atParis(day, REMINDER_HOUR);
}

/** The answer that stands: the newest; null while nobody has answered. */
export function answerOf({ answers }: Opinion): OpinionAnswer | null {
  return answers.at(-1) ?? null;
}

/** Whether an answer says again what stands already. */
export function saysTheSame(
  opinion: Opinion,
  { verdict, comment }: Pick<OpinionGiven, 'verdict' | 'comment'>,
): boolean {
  const stands = answerOf(opinion);
  return stands !== null && stands.verdict === verdict && stands.comment === comment;
}

function unreminded({ communication }: TrackState): readonly Opinion[] {
  return [...communication.opinions.values()].filter(
    ({ remindedAt, answers }) => remindedAt === null && answers.length === 0,
  );
}
