import { type RulesOccasion, rulesReminder } from '../../../cards/communication-reminder.ts';
import { beneficiaryPlan } from '../../domain/track/plan.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { type Target, targetOf } from '../target.ts';
import { drop, said, type Verdict } from '../verdict.ts';

/**
 * A recall of the rules as it leaves: not to somebody who wants no more, who speaks for the beneficiary no longer, or who was
 * told them in a conversation since, and not once what it is about has gone.
 */
export function rulesVerdict(context: ClockContext, { to, data, createdAt }: Message): Verdict {
  const { world, today } = context;
  const target = targetOf(world, String(data['track']), String(data['commune']));
  if (target === null) return drop('beneficiary-gone');
  if (world.directory.rulesSilenced.has(to)) return drop('not-wanted');
  if (!recipientsOn(target.beneficiary, today.toString()).includes(to)) return drop('no-role-left');
  const toldAt = world.directory.rulesToldAt.get(to);
  if (toldAt !== undefined && Temporal.Instant.compare(toldAt, createdAt) > 0) return drop('told-since');
  const occasion = occasionOf(target, String(data['moment']));
  return said(occasion === null ? null : rulesReminder(occasion));
}

function occasionOf(target: Target, moment: string): RulesOccasion | null {
  const commune = target.beneficiary.facts.name;
  if (moment.startsWith('minutes:')) {
    const meeting = target.track.committees.meetings.get(moment.slice('minutes:'.length));
    return meeting === undefined
      ? null
      : { kind: 'minutes', meeting: meeting.number, on: meeting.on, commune };
  }
  const { phases } = beneficiaryPlan(target.facts, target.beneficiary);
  if (moment === 'start' || moment === 'assessment') {
    const phase = moment === 'start' ? phases[0] : phases.find(({ kind }) => kind === 'assessment');
    return phase?.fromOn == null ? null : { kind: moment, on: phase.fromOn.toString(), commune };
  }
  const phase = phases.find(({ id }) => `${id}-end` === moment);
  return phase?.toOn == null
    ? null
    : { kind: 'setup-end', on: phase.toOn.toString(), commune, phase: phase.title };
}
