import { milestoneEntry } from '../../../cards/feed.ts';
import { isWorkingDay, workingDayOnOrBefore } from '../../domain/calendar/workdays.ts';
import type { CalendarDay } from '../../domain/committee/calendar-entry.ts';
import { type Milestone, milestonesOf } from '../../domain/reminder/milestones.ts';
import { beneficiaryPlan } from '../../domain/track/plan.ts';
import { roleOf } from '../../domain/track/referents.ts';
import { coordinatorIds } from '../designate.ts';
import type { ClockContext } from '../reminders.ts';
import { allTargets, type Target } from '../target.ts';

/** A date that beneficiaries of one track share. */
interface Shared {
  readonly first: Target;
  readonly milestone: Milestone;
  readonly communes: string[];
  changedAt: string;
}

/**
 * The dates of the calendars (art. 5) that somebody follows: a référent and a deputy those of their beneficiaries today,
 * the contractor the track's, a coordinator all. What several beneficiaries of a track share is one entry.
 */
export function feedDays(context: ClockContext, personId: string): readonly CalendarDay[] {
  const shared = new Map<string, Shared>();
  for (const target of targetsOf(context, personId)) {
    const { track, facts, beneficiary } = target;
    for (const milestone of milestonesOf(beneficiaryPlan(facts, beneficiary), beneficiary)) {
      const key = `${track.id}|${milestone.id}|${milestone.dueOn}|${milestone.done}`;
      const date = shared.getOrInsertComputed(key, () => ({
        first: target,
        milestone,
        communes: [],
        changedAt: '',
      }));
      date.communes.push(beneficiary.facts.name);
      const at = changedAt(target);
      if (at > date.changedAt) date.changedAt = at;
    }
  }
  return [...shared.values()].map((date) => dayOf(context, date)).sort((a, b) => (a.on < b.on ? -1 : 1));
}

function targetsOf(context: ClockContext, personId: string): readonly Target[] {
  const all = allTargets(context.world);
  if (coordinatorIds(context).includes(personId)) return all;
  const today = context.today.toString();
  return all.filter(
    ({ track, beneficiary }) =>
      track.contractorId === personId || roleOf(beneficiary, personId, today) !== null,
  );
}

function dayOf(context: ClockContext, date: Shared): CalendarDay {
  const { first, milestone } = date;
  const { holidays } = context.settings;
  const { dueOn, done, id, phase } = milestone;
  const { title, description } = milestoneEntry({
    phase: first.facts.phases.find((one) => one.id === phase)?.title ?? null,
    track: first.facts.title,
    communes: date.communes,
    lastWorkingDay: isWorkingDay(dueOn, holidays) ? null : workingDayOnOrBefore(dueOn, holidays).toString(),
    isDone: done,
  });
  return {
    // The first of those who share a date names it: the others' dates have a first of their own.
    uid: `${id}.${first.beneficiary.facts.id}.${first.track.id}@jalon`,
    changedAt: date.changedAt,
    on: dueOn.toString(),
    title,
    description,
  };
}

/**
 * When an end or an avenant (art. 11) was recorded last: before that the dates are those of the programme, as old as the
 * experiment.
 */
function changedAt({ facts, beneficiary }: Target): string {
  const changes = [...beneficiary.ends.values(), ...beneficiary.convention.avenants].map(({ at }) => at);
  return changes.sort().at(-1) ?? `${facts.startsOn}T00:00:00Z`;
}
