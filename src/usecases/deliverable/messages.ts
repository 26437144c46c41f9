import { verdictActions } from '../../../cards/act.ts';
import { deliverableHanded, withdrawalTold } from '../../../cards/deliverable-hand-over.ts';
import type { Card } from '../../../cards/model.ts';
import { receiptMail } from '../../../cards/validation.ts';
import {
  judgementsTold,
  judgementTold,
  reserveLiftedTold,
  type ToldActView,
} from '../../../cards/validation-told.ts';
import { currentVersion, standingOf } from '../../domain/deliverable/standing.ts';
import type { Judgement } from '../../domain/deliverable/state.ts';
import { coordinatorIds } from '../designate.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { type Target, targetOf } from '../target.ts';
import { drop, said, type Verdict } from '../verdict.ts';
import { actView, type Reader } from './acts.ts';
import type { FoundDeliverable } from './deliverables.ts';
import { downloadOf, mandatesOf, ownOf, reminderVerdicts } from './reminder-messages.ts';
import {
  DELIVERABLE_HANDED,
  DELIVERABLE_JUDGED,
  DELIVERABLE_WITHDRAWN,
  VALIDATION_LATE,
  VALIDATION_RECEIPT,
  VALIDATION_REMINDER,
} from './topics.ts';
import { deliverableView } from './view.ts';

const REMINDERS: ReadonlySet<string> = new Set([VALIDATION_REMINDER, VALIDATION_LATE]);

/** What to do with claimed messages about deliverables (art. 3), decided from the records as they are when they leave. */
export function deliverableVerdicts(
  context: ClockContext,
  messages: readonly Message[],
): readonly (readonly [string, Verdict])[] {
  const reminders = messages.filter(({ topic }) => REMINDERS.has(topic));
  const find = (message: Message) => foundBy(context, message);
  const verdicts = new Map<string, Verdict>(reminderVerdicts(context, reminders, find));
  const told: (ToldActView & { readonly key: string })[] = [];
  for (const message of messages) {
    if (verdicts.has(message.key)) continue;
    const found = find(message);
    const verdict = found === null ? drop('deliverable-gone') : verdictOf(context, found, message);
    if ('act' in verdict) told.push({ ...verdict, key: message.key });
    else verdicts.set(message.key, verdict);
  }
  const [only, ...others] = told;
  if (only !== undefined) {
    const card =
      others.length === 0 ? judgementTold(only.deliverable, only.commune, only.act) : judgementsTold(told);
    for (const { key } of told) verdicts.set(key, { kind: 'say', card });
  }
  return [...verdicts];
}

/** The deliverable that a message names; null once the programme no longer has it. */
function foundBy({ world }: ClockContext, { data }: Message): FoundDeliverable | null {
  const track = world.tracks.get(String(data['track']));
  const deliverable = track?.deliverables.get(String(data['deliverable']));
  if (track === undefined || track.facts === null || deliverable === undefined) return null;
  return { track, facts: track.facts, deliverable };
}

function verdictOf(context: ClockContext, found: FoundDeliverable, message: Message): Verdict | ToldActView {
  switch (message.topic) {
    case DELIVERABLE_HANDED:
      return handed(context, found, message);
    case DELIVERABLE_WITHDRAWN:
      return said(
        found.deliverable.withdrawn === null ? null : withdrawalTold(deliverableView(context, found, null)),
      );
    case DELIVERABLE_JUDGED:
    case VALIDATION_RECEIPT:
      return judgement(context, found, message);
    default:
      return said(lifted(context, found, message));
  }
}

/** Not once it was withdrawn, replaced or answered, nor to whoever speaks for none of those that have it to validate. */
function handed(context: ClockContext, found: FoundDeliverable, { data, to }: Message): Verdict {
  const { deliverable } = found;
  if (deliverable.withdrawn !== null) return drop('withdrawn-since');
  if (currentVersion(deliverable).version !== data['version']) return drop('replaced-since');
  const own = mandatesOf(context, found, to);
  if (own.length === 0) return drop('no-role-left');
  const view = deliverableView(context, found, null);
  const waiting = own.filter(
    ({ beneficiary }) => standingOf(deliverable, beneficiary.facts.id) === 'waiting',
  );
  if (waiting.length === 0) return drop('settled-since');
  const actions = waiting.flatMap((target) => verdictActions(view, ownOf(context, target, waiting.length)));
  return { kind: 'say', card: deliverableHanded(view, actions), ...downloadOf(view) };
}

/** An act as its reader may read it, with the version that it judges: what has followed since changes nothing of it. */
function judgement(context: ClockContext, found: FoundDeliverable, message: Message): Verdict | ToldActView {
  const { data, to, topic } = message;
  const target = targetOf(context.world, found.track.id, String(data['commune']));
  const acts = found.deliverable.judgements.get(String(data['commune'])) ?? [];
  const act = acts.find(({ number }) => number === data['act']);
  if (target === null || act === undefined) return drop('beneficiary-gone');
  const reader = readerOf(context, found, target, acts, to);
  if (reader === null) return drop('no-role-left');
  const deliverable = deliverableView(context, found, null, act.version);
  const shown = actView(context, target.beneficiary, act, { reader, readerId: to });
  const commune = target.beneficiary.facts.name;
  if (topic !== VALIDATION_RECEIPT) return { deliverable, commune, act: shown };
  const own = {
    ...ownOf(context, target, 1),
    standing: standingOf(found.deliverable, target.beneficiary.facts.id),
    act: shown,
  };
  return said(receiptMail(deliverable, own, shown));
}

function lifted(context: ClockContext, found: FoundDeliverable, { data, to }: Message): Card | null {
  const commune = String(data['commune']);
  const target = targetOf(context.world, found.track.id, commune);
  const acts = found.deliverable.judgements.get(commune) ?? [];
  const made = acts.flatMap(({ version, reserves }) =>
    reserves.map(({ reserveId, text }, index) => ({ reserveId, version, rank: index + 1, text })),
  );
  const reserve = made.find(({ reserveId }) => reserveId === data['reserve']);
  if (target === null || reserve === undefined) return null;
  if (readerOf(context, found, target, acts, to) === null) return null;
  const view = deliverableView(context, found, null, reserve.version);
  return reserveLiftedTold(view, target.beneficiary.facts.name, reserve);
}

/** What the reader is to the act; null for somebody who is nothing to it any more. */
function readerOf(
  context: ClockContext,
  found: FoundDeliverable,
  target: Target,
  acts: readonly Judgement[],
  personId: string,
): Reader | null {
  if (coordinatorIds(context).includes(personId)) return 'coordinator';
  const speaks = mandatesOf(context, found, personId).some(
    ({ beneficiary }) => beneficiary === target.beneficiary,
  );
  // Whoever acted has their receipt, whatever they are by now.
  if (speaks || acts.some(({ byId }) => byId === personId)) return 'beneficiary';
  return found.track.contractorId === personId ? 'contractor' : null;
}
