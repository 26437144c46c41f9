import { owedKey } from '../domain/reminder/due.ts';
import { isOpen, type Milestone, milestonesOf } from '../domain/reminder/milestones.ts';
import { newestStage } from '../domain/reminder/stages.ts';
import type { BeneficiaryState } from '../domain/track/beneficiary.ts';
import type { OwedItem, TrackEvent } from '../domain/track/events.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import type { Context } from './command.ts';
import type { Target } from './target.ts';

/**
 * A new end of phase is told at once, with what becomes of the use phase and of the assessment: that these dates come is
 * not said again the same day. Their stages so far count as said, those to come are reminded of.
 */
export function datesTold(
  { now, today, settings }: Pick<Context, 'now' | 'today' | 'settings'>,
  { facts, beneficiary }: Target,
  after: BeneficiaryState,
  phase: string,
): readonly TrackEvent[] {
  const named = facts.phases.filter(
    ({ id, kind }) => id === phase || kind === 'use' || kind === 'assessment',
  );
  const isNamed = (milestone: Milestone) => named.some(({ id }) => id === milestone.phase);
  const known = new Set(milestonesOf(beneficiaryPlan(facts, beneficiary), beneficiary).map(keyOf));
  const moved = milestonesOf(beneficiaryPlan(facts, after), after).filter(
    (milestone) => isNamed(milestone) && isOpen(milestone, today) && !known.has(keyOf(milestone)),
  );
  const items = moved.flatMap((milestone): readonly OwedItem[] => {
    const offsetDays = newestStage(milestone, now, settings.holidays);
    if (offsetDays === null || offsetDays >= 0) return [];
    return [{ milestone: milestone.id, dueOn: milestone.dueOn.toString(), offsetDays, to: [] }];
  });
  return items.length === 0 ? [] : [{ type: 'reminders-owed', data: { commune: after.facts.id, items } }];
}

function keyOf({ id, dueOn }: Milestone): string {
  return owedKey(id, dueOn.toString());
}
