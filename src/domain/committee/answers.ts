import type { Attendance } from './events.ts';
import type { Invitee } from './invitees.ts';
import type { Meeting } from './state.ts';

/** How many of those convened have said what, for the date as it is now. */
export interface Tally {
  readonly present: number;
  readonly absent: number;
  readonly replaced: number;
  /** Not answered yet. */
  readonly silent: number;
}

/**
 * What somebody has said for the date as it is now; null when nothing, or nothing since it was moved. A calendar may
 * answer with a sequence of its own above the meeting's: a later date is above them all.
 */
export function answerOf(
  meeting: Pick<Meeting, 'attendance' | 'sequence'>,
  personId: string,
): Attendance | null {
  const said = meeting.attendance.get(personId);
  return said === undefined || said.sequence < meeting.sequence ? null : said.answer;
}

/** Counts the answers of those convened; who comes in somebody's place counts as a person of their own. */
export function tallyOf(
  meeting: Pick<Meeting, 'attendance' | 'sequence'>,
  invitees: readonly Pick<Invitee, 'personId'>[],
): Tally {
  const tally = { present: 0, absent: 0, replaced: 0, silent: 0 };
  for (const { personId } of invitees) tally[answerOf(meeting, personId) ?? 'silent'] += 1;
  return tally;
}
