import type { ReminderView } from '../../cards/reminder.ts';
import { atParis, parisDay } from '../domain/calendar/hours.ts';
import { isWorkingDay, workingDayOnOrBefore } from '../domain/calendar/workdays.ts';
import { due, owedKey } from '../domain/reminder/due.ts';
import { type Leave, leaveOf } from '../domain/reminder/manners.ts';
import { isOpen, type Milestone, milestonesOf } from '../domain/reminder/milestones.ts';
import { stageName } from '../domain/reminder/stages.ts';
import type { OwedItem, RemindersOwed } from '../domain/track/events.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import { recipientsOn } from '../domain/track/referents.ts';
import type { TrackState } from '../domain/track/state.ts';
import type { Context } from './command.ts';
import { MEETING_SOON } from './committee/topics.ts';
import { coordinatorIds } from './designate.ts';
import type { EventDraft, Json, JsonObject, Message, MessageDraft, Preferences } from './ports.ts';
import { type Target, targetValue } from './target.ts';

/** What one look at a track makes owed: the events to record and, in the same append, the messages. */
export interface OwedNow {
  readonly events: readonly EventDraft[];
  readonly messages: readonly MessageDraft[];
}

/** What the clock may know: everything a command knows but for who asks. */
export type ClockContext = Omit<Context, 'actor' | 'newId' | 'fileUrl' | 'feedUrl' | 'givenFile'>;

/** What the clock knows at a UTC instant. */
export function clockContext(
  parts: Pick<ClockContext, 'world' | 'settings'>,
  now: Temporal.Instant,
): ClockContext {
  return { world: parts.world, settings: parts.settings, now, today: parisDay(now) };
}

/**
 * When a reminder may leave to somebody who wants them so, who was sent reminders `sentToday` times since the Paris day
 * began (`dayBeganAt`).
 */
export function leaveFor(
  context: ClockContext,
  message: Pick<Message, 'createdAt' | 'topic'>,
  { pausedUntilOn, digestHour }: Preferences,
  sentToday: number,
): Leave {
  const owedAt = Temporal.Instant.from(message.createdAt);
  const manners = {
    pausedUntilOn: pausedUntilOn === null ? null : Temporal.PlainDate.from(pausedUntilOn),
    digestHour,
  };
  const leave = leaveOf({ now: context.now, owedAt, sentToday }, manners, context.settings.holidays);
  // A meeting that begins in an hour, be it at 8 h, is told now or never; a pause is kept all the same.
  return message.topic === MEETING_SOON && (leave.kind === 'now' || leave.why !== 'paused')
    ? { kind: 'now' }
    : leave;
}

/** Since when what left counts for the cap of the day. */
export function dayBeganAt(context: ClockContext): Temporal.Instant {
  return atParis(context.today, 0);
}

/** The reminders that a track owes now (art. 5): the events to record and, in the same append, the messages. */
export function remindersOwed(context: ClockContext, track: TrackState): OwedNow {
  const facts = { holidays: context.settings.holidays, coordinators: coordinatorIds(context) };
  const owed = due(track, context.now, facts);
  return {
    events: owed.map((data) => ({ type: 'reminders-owed', data: { ...data } as unknown as JsonObject })),
    messages: owed.flatMap((one) => one.items.flatMap((item) => messagesFor(context, track, one, item))),
  };
}

function messagesFor(
  context: ClockContext,
  track: TrackState,
  owed: RemindersOwed,
  item: OwedItem,
): readonly MessageDraft[] {
  const stage = item.offsetDays === null ? `rappel-${parisDay(context.now)}` : stageName(item.offsetDays);
  return item.to.map((to) => ({
    key: `milestone:${owed.commune}:${item.milestone}:${stage}:${item.dueOn}:${track.id}@${to}`,
    to,
    topic: 'reminder',
    data: {
      track: track.id,
      commune: owed.commune,
      milestone: item.milestone,
      dueOn: item.dueOn,
      offsetDays: item.offsetDays,
    },
    group: 'reminder',
    notBeforeAt: context.now.toString(),
  }));
}

/** The key that the same reminder has when it is owed to another person. */
export function sameReminderTo(key: string, to: string): string {
  return `${key.slice(0, key.lastIndexOf('@'))}@${to}`;
}

/** What became of a reminder between being recorded and leaving. */
export type StillOwed =
  | { readonly kind: 'owed'; readonly view: ReminderView }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'dropped'; readonly why: string };

/**
 * Asked once more when the message leaves: dropped when the date was moved, done or is of no more use, or a later stage was said since;
 * sent to whoever holds the role by now when the person no longer does (art. 4).
 */
export function reminderStillOwed(
  context: ClockContext,
  target: Target,
  data: JsonObject,
  to: string,
): StillOwed {
  const { beneficiary } = target;
  const milestones = milestonesOf(beneficiaryPlan(target.facts, beneficiary), beneficiary);
  const milestone = milestones.find((m) => m.id === data['milestone']);
  if (milestone === undefined) return { kind: 'dropped', why: 'milestone-gone' };
  if (milestone.done) return { kind: 'dropped', why: 'milestone-done' };
  if (milestone.dueOn.toString() !== data['dueOn']) return { kind: 'dropped', why: 'milestone-moved' };
  if (!isOpen(milestone, context.today)) return { kind: 'dropped', why: 'milestone-past' };
  if (
    isOvertaken(
      beneficiary.owed.get(owedKey(milestone.id, milestone.dueOn.toString())),
      data['offsetDays'] ?? null,
    )
  ) {
    return { kind: 'dropped', why: 'later-stage-said' };
  }
  const recipients = recipientsOn(beneficiary, context.today.toString());
  const forCoordinator = coordinatorIds(context).includes(to) && !recipients.includes(to);
  const [holder] = recipients;
  if (!forCoordinator && !recipients.includes(to)) {
    return holder === undefined ? { kind: 'dropped', why: 'no-role-left' } : { kind: 'redirect', to: holder };
  }
  const { holidays } = context.settings;
  const working = workingDayOnOrBefore(milestone.dueOn, holidays);
  return {
    kind: 'owed',
    view: {
      commune: beneficiary.facts.name,
      communeValue: targetValue(context.world, target),
      phase: target.facts.phases.find((phase) => phase.id === milestone.phase)?.title ?? null,
      phaseId: milestone.phase,
      milestone: milestone.id,
      dueOn: milestone.dueOn.toString(),
      lastWorkingDay: isWorkingDay(milestone.dueOn, holidays) ? null : working.toString(),
      daysLeft: context.today.until(milestone.dueOn).days,
      withoutReferent: recipients.length === 0,
      forCoordinator,
      reviewDue: isAssessmentEnd(target, milestone) && beneficiary.convention.review === null,
    },
  };
}

function isAssessmentEnd({ facts }: Target, { phase }: Milestone): boolean {
  return facts.phases.some(({ id, kind }) => id === phase && kind === 'assessment');
}

function isOvertaken(newest: number | undefined, offsetDays: Json): boolean {
  return newest !== undefined && typeof offsetDays === 'number' && newest > offsetDays;
}
