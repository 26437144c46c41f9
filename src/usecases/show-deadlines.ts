import { type DeadlineView, deadlinesCard } from '../../cards/deadlines.ts';
import { standingOf } from '../domain/deliverable/standing.ts';
import { isOpen, type Milestone, milestonesOf } from '../domain/reminder/milestones.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import { type Context, defineCommand, type Role } from './command.ts';
import { dueView, openActions } from './committee/open-actions.ts';
import { deliverablesFor, ownTargets } from './deliverable/deliverables.ts';
import { hidden } from './fields.ts';
import { phaseTitle } from './note-reminder.ts';
import { pageOf } from './paging.ts';
import { type Target, targetsFor, targetValue } from './target.ts';

const ROLES: readonly Role[] = ['referent', 'deputy', 'coordinator'];
/** How far ahead a coordinator looks over every beneficiary. */
const COORDINATOR_DAYS = 30;
const PER_PAGE = 15;

/**
 * What is due (art. 5), late first: the whole calendar of one's own beneficiaries and one's actions of the minutes of
 * meetings (art. 6); for a coordinator, what everybody owes within thirty days and what is late.
 */
export const showDeadlines = defineCommand({
  word: 'echeances',
  title: 'Échéances',
  help: 'voir vos échéances à venir et en retard',
  article: 'convention, art. 5',
  roles: [...ROLES, 'contractor'],
  fields: { page: hidden().optional() },
  run: (input, context) => {
    const withinDays = context.actor.isCoordinator ? COORDINATOR_DAYS : null;
    const dates = targetsFor(context, ROLES).flatMap((target) => openDeadlines(context, target));
    const all = [...dates, ...openActions(context)]
      .filter(({ daysLeft }) => withinDays === null || daysLeft <= withinDays)
      .sort((a, b) => a.daysLeft - b.daysLeft);
    const { items, page, pages } = pageOf(all, input.page, PER_PAGE);
    const late = all.filter(({ daysLeft }) => daysLeft < 0).length;
    const card = deadlinesCard({
      deadlines: items,
      total: all.length,
      late,
      withinDays,
      toValidate: waitingFor(context),
      page,
      pages,
    });
    return { kind: 'answer', card };
  },
});

/** How many deliverables wait for one of the person's own beneficiaries (art. 3). */
function waitingFor(context: Context): number {
  return deliverablesFor(context).filter((found) =>
    ownTargets(context, found).some(
      ({ beneficiary }) => standingOf(found.deliverable, beneficiary.facts.id) === 'waiting',
    ),
  ).length;
}

function openDeadlines(context: Context, target: Target): readonly DeadlineView[] {
  const { facts, beneficiary } = target;
  return milestonesOf(beneficiaryPlan(facts, beneficiary), beneficiary)
    .filter((milestone) => isOpen(milestone, context.today))
    .map((milestone) => deadlineView(context, target, milestone));
}

function deadlineView(context: Context, target: Target, milestone: Milestone): DeadlineView {
  return {
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(context.world, target),
    phase: phaseTitle(target, milestone),
    phaseId: milestone.phase,
    ...dueView(context, milestone.dueOn),
  };
}
