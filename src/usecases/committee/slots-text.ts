import { checkSlot } from '../../domain/committee/check.ts';
import type { MeetingKind, Slot } from '../../domain/committee/events.ts';
import { type Reason, Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { readDay } from '../day-text.ts';
import type { LoadedTrack } from '../enrol.ts';
import { readTime } from '../time-text.ts';
import { USUAL_MINUTES } from './plan-meeting.ts';
import { MOST_SLOTS } from './polls.ts';
import { durationOf } from './slot.ts';

/** Between two dates: a new line, a semicolon, or nothing but the day that follows and its name. */
const BETWEEN = /[\n;]|(?<=[\dh]),?\s+(?=(?:\p{L}+\s+){0,2}\d{1,2}\/\d{1,2}\/\d{4})/iu;
const LINE = /^(?:\p{L}+\s+){0,2}(\S+)\s+(?:à\s+)?(.+?)(?:\s*[-–]\s*(.+))?$/u;

/**
 * Reads the dates that a poll proposes, a line each or one after the other: `15/07/2026 10:00`, with the usual length
 * of such a meeting, or `15/07/2026 10:00-11:30`. In order of time, each once. Refused: more than ten, and the first that
 * is no date, or one on which such a meeting may not be held (art. 6), with its rank.
 */
export function readSlots(
  context: Context,
  track: LoadedTrack,
  kind: MeetingKind,
  typed: string,
): readonly Slot[] | Refusal {
  const lines = typed.split(BETWEEN).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (lines.length > MOST_SLOTS)
    return new Refusal({ code: 'too-many-slots', max: MOST_SLOTS, given: lines.length }, 'creneaux');
  const slots = new Map<string, Slot>();
  for (const [index, line] of lines.entries()) {
    const read = readSlot(kind, line);
    if (read instanceof Refusal) return faultAt(index, read.reason);
    const fault = checkSlot(track, kind, read, context.now, context.settings.holidays);
    if (fault !== null) return faultAt(index, fault.reason);
    slots.set(`${read.on} ${read.from}`, read);
  }
  return [...slots].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot);
}

/** The refusal of one date of several. */
export function faultAt(index: number, reason: Reason): Refusal {
  return new Refusal({ code: 'slot-fault', line: index + 1, reason }, 'creneaux');
}

function readSlot(kind: MeetingKind, typed: string): Slot | Refusal {
  const [, day, start, end] = LINE.exec(typed) ?? [];
  if (day === undefined || start === undefined) return new Refusal({ code: 'slot-format', typed });
  const on = readDay(day);
  if (on === null) return new Refusal({ code: 'no-such-day', typed: day });
  const from = readTime(start);
  if (from === null) return new Refusal({ code: 'no-such-time', typed: start });
  const to = end === undefined ? undefined : readTime(end);
  if (to === null) return new Refusal({ code: 'no-such-time', typed: String(end) });
  const durationMinutes = durationOf(from, to, USUAL_MINUTES[kind]);
  if (durationMinutes instanceof Refusal) return durationMinutes;
  return { on: on.toString(), from, durationMinutes };
}
