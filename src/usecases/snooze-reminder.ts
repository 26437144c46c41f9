import { reminderSnoozed } from '../../cards/reminder.ts';
import { nextWorkingDay, workingDayOnOrBefore } from '../domain/calendar/workdays.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import type { Milestone } from '../domain/reminder/milestones.ts';
import { actorId } from './actor.ts';
import { type Context, decision } from './command.ts';
import { day, hidden } from './fields.ts';
import { presentMilestone } from './note-reminder.ts';
import { defineCommuneCommand } from './target.ts';

/** A reminder put off further than this would be forgotten. */
const LONGEST_DAYS = 90;

/**
 * « Me le rappeler le … »: no reminder of this milestone to this person before that day, then one, on the working day
 * before when it is not one. Refused: today or earlier, further than 90 days, and past a start that is not chased.
 */
export const snoozeReminder = defineCommuneCommand({
  word: 'rappel reporter',
  title: 'Me le rappeler le…',
  help: 'choisir le jour du prochain rappel',
  article: 'convention, art. 5',
  roles: ['referent', 'deputy'],
  submitLabel: 'Reporter',
  fields: {
    jour: day({ label: 'Me le rappeler le', hint: 'jj/mm/aaaa' }),
    echeance: hidden(),
    prevue: hidden(),
  },
  run: (input, context, target) => {
    const milestone = presentMilestone(target, input.echeance, input.prevue);
    if (milestone instanceof Refusal) return milestone;
    const wantedOn = input.jour.toString();
    const latest = latestDay(milestone, context.today);
    if (Temporal.PlainDate.compare(input.jour, context.today) <= 0) {
      return new Refusal({ code: 'day-past', day: wantedOn }, 'jour');
    }
    if (Temporal.PlainDate.compare(input.jour, latest) > 0) {
      return new Refusal({ code: 'day-too-far', day: wantedOn, latest: latest.toString() }, 'jour');
    }
    const untilOn = workingDayFor(input.jour, context).toString();
    const personId = actorId(context.actor);
    return decision({
      track: target.track.id,
      events: [
        {
          type: 'reminder-snoozed',
          data: { commune: target.beneficiary.facts.id, milestone: milestone.id, personId, untilOn },
        },
      ],
      card: reminderSnoozed({ wantedOn, onDay: untilOn }),
    });
  },
});

/** A date that is not chased once it is past has nothing to be reminded of after it. */
function latestDay(milestone: Milestone, today: Temporal.PlainDate): Temporal.PlainDate {
  const latest = today.add({ days: LONGEST_DAYS });
  return !milestone.chased && Temporal.PlainDate.compare(milestone.dueOn, latest) < 0
    ? milestone.dueOn
    : latest;
}

function workingDayFor(wanted: Temporal.PlainDate, context: Context): Temporal.PlainDate {
  const before = workingDayOnOrBefore(wanted, context.settings.holidays);
  const isToCome = Temporal.PlainDate.compare(before, context.today) > 0;
  return isToCome ? before : nextWorkingDay(context.today, context.settings.holidays);
}
