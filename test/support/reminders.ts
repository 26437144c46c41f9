import { due, nextDueAt, type ReminderFacts } from '../../src/domain/reminder/due.ts';
import { stageName } from '../../src/domain/reminder/stages.ts';
import type { OwedItem } from '../../src/domain/track/events.ts';
import { applyTrackEvent, type TrackState } from '../../src/domain/track/state.ts';
import { parisText, reminderFacts } from './track.ts';

/** Asks what is owed and records the answer: what a beat does, without its messages. */
export function look(
  track: TrackState,
  now: Temporal.Instant,
  facts: ReminderFacts = reminderFacts,
): readonly OwedItem[] {
  const owed = due(track, now, facts);
  for (const data of owed) applyTrackEvent(track, { type: 'reminders-owed', data }, now.toString());
  return owed.flatMap((one) => one.items);
}

/** `setup-end J-7 → amina`; `rappel` for what the person asked for. */
export function told(item: OwedItem): string {
  const stage = item.offsetDays === null ? 'rappel' : stageName(item.offsetDays);
  return `${item.milestone} ${stage} → ${item.to.join(', ')}`;
}

/** What leaves from one instant to another, looking only when `nextDueAt` says so: « 2026-05-22 09:00 setup-end J-7 → amina ». */
export function leaves(track: TrackState, from: Temporal.Instant, to: Temporal.Instant): readonly string[] {
  const lines: string[] = [];
  let now: Temporal.Instant | null = from;
  while (now !== null && Temporal.Instant.compare(now, to) <= 0) {
    const at = parisText(now);
    lines.push(...look(track, now).map((item) => `${at} ${told(item)}`));
    const next: Temporal.Instant | null = nextDueAt(track, now, reminderFacts);
    if (next !== null && Temporal.Instant.compare(next, now) <= 0) {
      throw new RangeError(`the clock stands still at ${at}`);
    }
    now = next;
  }
  return lines;
}
