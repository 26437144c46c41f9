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
import { coordinatorIds } from '../designate.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { type Target, targetOf } from '../target.ts';
import { drop, said, type Verdict } from '../verdict.ts';
import { actView, type Reader } from './acts.ts';
import { addressedTargets, type FoundDeliverable } from './deliverables.ts';
import { downloadOf, mandatesOf, ownOf, reminderVerdicts } from './reminder-messages.ts';
import {
  DELIVERABLE_HANDED,
  DELIVERABLE_JUDGED,
  DELIVERABLE_WITHDRAWN,
  RESERVE_LIFTED,
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
    case RESERVE_LIFTED:
      return said(lifted(context, found, message));
    default:
      return drop('unknown-topic');
  }
}

/** Not once it was withdrawn or replaced, nor to whoever speaks for none of those that have it to validate. */
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
  const actions = waiting.flatMap((target) => verdictActions(view, ownOf(context, target, waiting.length)));
  return { kind: 'say', card: deliverableHanded(view, actions), ...downloadOf(view) };
}

/** An act as its reader may read it. One that a newer act has followed is told all the same: it was done. */
function judgement(context: ClockContext, found: FoundDeliverable, message: Message): Verdict | ToldActView {
  const { data, to, topic } = message;
  const target = targetOf(context.world, found.track.id, String(data['commune']));
  const act = found.deliverable.judgements
    .get(String(data['commune']))
    ?.find(({ number }) => number === data['act']);
  if (target === null || act === undefined) return drop('beneficiary-gone');
  const reader = readerOf(context, found, target, to);
  if (reader === null) return drop('no-role-left');
  const deliverable = deliverableView(context, found, null);
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
  const act = acts.find(({ reserves }) => reserves.some(({ reserveId }) => reserveId === data['reserve']));
  if (target === null || act === undefined || readerOf(context, found, target, to) === null) return null;
  const rank = act.reserves.findIndex(({ reserveId }) => reserveId === data['reserve']) + 1;
  const reserve = act.reserves[rank - 1];
  if (reserve === undefined) return null;
  const view = { rank, text: reserve.text, liftedAt: reserve.lifted?.at ?? null };
  return reserveLiftedTold(deliverableView(context, found, null), target.beneficiary.facts.name, view);
}

/** What the reader is to the act; null for somebody who is nothing to it any more. */
function readerOf(
  context: ClockContext,
  found: FoundDeliverable,
  target: Target,
  personId: string,
): Reader | null {
  if (coordinatorIds(context).includes(personId)) return 'coordinator';
  const own = addressedTargets(context, found).some(({ beneficiary }) => beneficiary === target.beneficiary);
  if (
    own &&
    mandatesOf(context, found, personId).some(({ beneficiary }) => beneficiary === target.beneficiary)
  )
    return 'beneficiary';
  // Whoever acted has their receipt, whatever they are by now.
  const acted = found.deliverable.judgements
    .get(target.beneficiary.facts.id)
    ?.some(({ byId }) => byId === personId);
  if (acted === true) return 'beneficiary';
  return found.track.contractorId === personId ? 'contractor' : null;
}
