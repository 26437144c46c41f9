import { accessLink } from '../../cards/mail.ts';
import type { Card } from '../../cards/model.ts';
import { outboxAlarm, peopleUnreachable, type UnreachableView } from '../../cards/reachability.ts';
import { type ReminderView, reminderCard, reminderDigest } from '../../cards/reminder.ts';
import { ACCESS_LINK } from './ask-for-link.ts';
import { committeeVerdicts } from './committee/messages.ts';
import { COMMITTEE_TOPICS, MEETING_TOLD } from './committee/topics.ts';
import { communicationVerdict } from './communication/messages.ts';
import { COMMUNICATION_TOPICS } from './communication/topics.ts';
import { deliverableVerdicts } from './deliverable/messages.ts';
import { DELIVERABLE_TOPICS } from './deliverable/topics.ts';
import { coordinatorIds } from './designate.ts';
import { incidentVerdict } from './incident/messages.ts';
import { INCIDENT_TOPICS } from './incident/topics.ts';
import { noticeCard } from './notice-cards.ts';
import type { Message } from './ports.ts';
import { alarmView, unreachableView } from './reachability.ts';
import { type ClockContext, reminderStillOwed } from './reminders.ts';
import { targetOf } from './target.ts';
import type { Verdict } from './verdict.ts';

export interface Rendered {
  /** By message key: those that leave together carry the same card. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

const LINK_WITHIN_MINUTES = 60;

/** What is told of the sending itself, not of a beneficiary. */
const OF_SENDING: ReadonlySet<string> = new Set(['person-unreachable', 'outbox-alarm', ACCESS_LINK]);

/** What is told of many things at once, as one message of each recipient. */
const TOLD_TOGETHER: ReadonlySet<string> = new Set(['person-unreachable', MEETING_TOLD]);

/** What a message must name to be said: its beneficiary or its track's meetings, unless it is about the sending itself. */
export function namesItsSubject({ topic, data }: Pick<Message, 'topic' | 'data'>): boolean {
  const { damaged, track, commune } = data;
  if (damaged !== undefined) return false;
  if (OF_SENDING.has(topic)) return true;
  const isOfTrack =
    COMMITTEE_TOPICS.has(topic) ||
    DELIVERABLE_TOPICS.has(topic) ||
    INCIDENT_TOPICS.has(topic) ||
    COMMUNICATION_TOPICS.has(topic);
  return typeof track === 'string' && (isOfTrack || typeof commune === 'string');
}

/** Names the messages of one recipient that leave as one; their own key for those that leave alone. */
export function bundleOf({ key, topic, group }: Message): string {
  return group ?? (TOLD_TOGETHER.has(topic) ? topic : key);
}

/** Renders the claimed messages of one recipient: reminders together, everything else alone. */
export function render(context: ClockContext, messages: readonly Message[]): Rendered {
  const verdicts = new Map<string, Verdict>([
    ...ofSending(
      context,
      messages.filter(({ topic }) => OF_SENDING.has(topic)),
    ),
    ...committeeVerdicts(
      context,
      messages.filter(({ topic }) => COMMITTEE_TOPICS.has(topic)),
    ),
    ...deliverableVerdicts(
      context,
      messages.filter(({ topic }) => DELIVERABLE_TOPICS.has(topic)),
    ),
    ...messages
      .filter(({ topic }) => INCIDENT_TOPICS.has(topic))
      .map((message) => [message.key, incidentVerdict(context, message)] as const),
    ...messages
      .filter(({ topic }) => COMMUNICATION_TOPICS.has(topic))
      .map((message) => [message.key, communicationVerdict(context, message)] as const),
  ]);
  const views = new Map<string, ReminderView>();
  for (const message of messages) {
    if (verdicts.has(message.key)) continue;
    const target = targetOf(context.world, String(message.data['track']), String(message.data['commune']));
    if (target === null) {
      verdicts.set(message.key, { kind: 'drop', why: 'beneficiary-gone' });
    } else if (message.topic === 'reminder') {
      const owed = reminderStillOwed(context, target, message.data, message.to);
      if (owed.kind === 'owed') views.set(message.key, owed.view);
      else verdicts.set(message.key, owed.kind === 'redirect' ? owed : { kind: 'drop', why: owed.why });
    } else {
      const card = noticeCard(context, target, message);
      verdicts.set(
        message.key,
        card === null ? { kind: 'drop', why: 'settled-since' } : { kind: 'say', card },
      );
    }
  }
  const card = together([
    ...new Map([...views.values()].map((v) => [`${v.communeValue}|${v.milestone}`, v])).values(),
  ]);
  if (card !== null) for (const key of views.keys()) verdicts.set(key, { kind: 'say', card });
  return { verdicts };
}

function ofSending(
  context: ClockContext,
  messages: readonly Message[],
): readonly (readonly [string, Verdict])[] {
  const lost = new Map<string, UnreachableView>();
  const verdicts = new Map<string, Verdict>();
  for (const message of messages) {
    const { key, topic, to } = message;
    const view = topic === 'person-unreachable' ? unreachableView(context, message) : null;
    if (topic === ACCESS_LINK) verdicts.set(key, linkVerdict(context, message));
    else if (!coordinatorIds(context).includes(to)) verdicts.set(key, { kind: 'drop', why: 'no-role-left' });
    else if (topic === 'outbox-alarm')
      verdicts.set(key, { kind: 'say', card: outboxAlarm(alarmView(message)) });
    else if (view === null) verdicts.set(key, { kind: 'drop', why: 'settled-since' });
    else lost.set(key, view);
  }
  if (lost.size > 0) {
    const card = peopleUnreachable([...lost.values()]);
    for (const key of lost.keys()) verdicts.set(key, { kind: 'say', card });
  }
  return [...verdicts];
}

/** Whoever asked for a link waits for it in front of a page: one that comes hours later surprises, and helps nobody. */
function linkVerdict({ now }: ClockContext, { createdAt }: Message): Verdict {
  const minutes = Temporal.Instant.from(createdAt).until(now).total('minutes');
  return minutes > LINK_WITHIN_MINUTES
    ? { kind: 'drop', why: 'too-late' }
    : { kind: 'say', card: accessLink() };
}

function together(views: readonly ReminderView[]): Card | null {
  const [first, ...others] = views;
  if (first === undefined) return null;
  return others.length === 0 ? reminderCard(first) : reminderDigest(views);
}
