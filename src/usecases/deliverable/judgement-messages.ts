import type { DeliverableJudged, ReserveLifted } from '../../domain/deliverable/events.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import type { Context } from '../command.ts';
import { coordinatorIds } from '../designate.ts';
import { noticesTo } from '../notices.ts';
import type { MessageDraft } from '../ports.ts';
import type { Target } from '../target.ts';
import type { FoundDeliverable } from './deliverables.ts';
import { DELIVERABLE_JUDGED, RESERVE_LIFTED, VALIDATION_RECEIPT } from './topics.ts';

/** What is told together, and no more often than reminders: nobody has to do anything about it. */
const QUIET_GROUP = 'deliverable-acts';

type Told = Pick<Context, 'world' | 'settings' | 'now' | 'today'>;

/**
 * The receipt to whoever acted, and the act to MGP, to the contractor and to who else speaks for the beneficiary: at once
 * where something is asked for (reserves, a refusal), else with what else there is to tell.
 */
export function judgementMessages(
  context: Told,
  { track }: FoundDeliverable,
  { beneficiary }: Target,
  { number, deliverable, commune, verdict, byId }: DeliverableJudged,
): readonly MessageDraft[] {
  const data = { track: track.id, deliverable, commune, act: number };
  const mail = noticesTo(context, [byId], { topic: VALIDATION_RECEIPT, id: number, data });
  const mgp = [...coordinatorIds(context), ...(track.contractorId === null ? [] : [track.contractorId])];
  const colleagues = recipientsOn(beneficiary, context.today.toString());
  const notice = { topic: DELIVERABLE_JUDGED, id: number, data } as const;
  const readers = noticesTo(context, without(mgp, byId), notice);
  const others = noticesTo(context, without(colleagues, byId, ...mgp), notice);
  return [...mail, ...(verdict === 'validated' ? quietly(readers) : readers), ...quietly(others)];
}

/** To MGP and the contractor. */
export function liftMessages(
  context: Told,
  { track }: FoundDeliverable,
  { deliverable, commune, reserveId, byId }: ReserveLifted,
): readonly MessageDraft[] {
  const people = [...coordinatorIds(context), ...(track.contractorId === null ? [] : [track.contractorId])];
  const data = { track: track.id, deliverable, commune, reserve: reserveId };
  return quietly(
    noticesTo(context, without(people, byId), {
      topic: RESERVE_LIFTED,
      id: `${deliverable}:${reserveId}`,
      data,
    }),
  );
}

function without(people: readonly string[], ...left: readonly string[]): readonly string[] {
  return people.filter((id) => !left.includes(id));
}

function quietly(drafts: readonly MessageDraft[]): readonly MessageDraft[] {
  return drafts.map((draft) => ({ ...draft, group: QUIET_GROUP }));
}
