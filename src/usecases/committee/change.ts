import { isOver } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { contactView } from '../people.ts';
import { type Found, findMeeting } from './meetings.ts';

/** The meeting to change. Refused: one that is cancelled or over. */
export function changeable(context: Context, typed: string): Found | Refusal {
  const found = findMeeting(context, typed);
  if (found instanceof Refusal) return found;
  const { meeting } = found;
  const about = { meeting: meeting.number, day: meeting.on, time: meeting.from };
  if (meeting.cancelled !== null) return new Refusal({ code: 'meeting-cancelled', ...about }, 'reunion');
  return isOver(meeting, context.now) ? new Refusal({ code: 'meeting-over', ...about }, 'reunion') : found;
}

/**
 * Somebody confirms what they were shown of a meeting at `sequence`. Refused when another has moved it meanwhile: they
 * are shown that change and asked.
 */
export function changedSince(
  context: Context,
  { meeting }: Found,
  sequence: string | undefined,
): Refusal | null {
  if (sequence === String(meeting.sequence)) return null;
  return new Refusal({
    code: 'meeting-moved-since',
    meeting: meeting.number,
    day: meeting.on,
    time: meeting.from,
    by: contactView(context.world.people, meeting.byId).name,
    sequence: meeting.sequence,
  });
}
