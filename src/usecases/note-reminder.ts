import { reminderNoted } from '../../cards/reminder.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { owedKey } from '../domain/reminder/due.ts';
import { type Milestone, milestonesOf } from '../domain/reminder/milestones.ts';
import { announcedAt, stageAfter } from '../domain/reminder/stages.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import { actorId } from './actor.ts';
import { type Context, decision } from './command.ts';
import { hidden } from './fields.ts';
import { defineCommuneCommand, type Target } from './target.ts';

/**
 * « C'est noté »: the person has read the reminder. It changes nothing of the next ones, and says when the next is due;
 * noting the same date twice stores it once.
 */
export const noteReminder = defineCommuneCommand({
  word: 'rappel noter',
  title: "C'est noté",
  help: 'dire que vous avez lu un rappel',
  article: 'convention, art. 5',
  roles: ['referent', 'deputy'],
  fields: { echeance: hidden(), prevue: hidden() },
  run: (input, context, target) => {
    const milestone = presentMilestone(target, input.echeance, input.prevue);
    if (milestone instanceof Refusal) return milestone;
    const personId = actorId(context.actor);
    const card = reminderNoted({
      phase: phaseTitle(target, milestone),
      dueOn: input.prevue,
      nextOn: nextReminderOn(context, target, milestone),
    });
    if (target.beneficiary.noted.has(`${owedKey(milestone.id, input.prevue)}|${personId}`))
      return { kind: 'answer', card };
    const data = {
      commune: target.beneficiary.facts.id,
      milestone: milestone.id,
      dueOn: input.prevue,
      personId,
    };
    return decision({
      track: target.track.id,
      events: [{ type: 'reminder-noted', data }],
      card,
    });
  },
});

/** The milestone as it stands. Refused: one that was moved since the reminder, or is done. */
export function presentMilestone(target: Target, id: string, dueOn: string): Milestone | Refusal {
  const milestones = milestonesOf(beneficiaryPlan(target.facts, target.beneficiary), target.beneficiary);
  const found = milestones.find((m) => m.id === id && m.dueOn.toString() === dueOn && !m.done);
  return found ?? new Refusal({ code: 'milestone-gone' });
}

/** Title of the phase that ends at the milestone; null for the start. */
export function phaseTitle(target: Target, milestone: Milestone): string | null {
  return target.facts.phases.find((phase) => phase.id === milestone.phase)?.title ?? null;
}

function nextReminderOn(context: Context, target: Target, milestone: Milestone): string | null {
  const said = target.beneficiary.owed.get(owedKey(milestone.id, milestone.dueOn.toString())) ?? null;
  const stage = stageAfter(milestone, said);
  if (stage === null) return null;
  return parisDay(announcedAt(milestone.dueOn, stage, context.settings.holidays)).toString();
}
