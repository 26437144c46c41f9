import { calendarCard, GANTT_STYLE, type PhaseView } from '../../cards/calendar.ts';
import { gantt } from '../domain/calendar/gantt.ts';
import type { PlannedPhase } from '../domain/calendar/plan.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import type { Context } from './command.ts';
import { lightView } from './light.ts';
import { contactView } from './people.ts';
import { defineCommuneCommand, type Target, targetValue } from './target.ts';

/** The calendar of a beneficiary (art. 5), with what it has lost and what it may still lose. */
export const showCalendar = defineCommuneCommand({
  word: 'calendrier',
  title: 'Calendrier',
  help: 'voir les étapes, leurs dates et la marge',
  article: 'convention, art. 5',
  roles: ['referent', 'deputy', 'coordinator', 'contractor'],
  fields: {},
  run: (_input, context, target) => {
    const { beneficiary, facts } = target;
    const plan = beneficiaryPlan(facts, beneficiary);
    const titles = new Map(facts.phases.map((phase) => [phase.id, phase.title]));
    const pending = [...beneficiary.proposals.values()].filter((proposal) => proposal.settled === null);
    const card = calendarCard({
      commune: beneficiary.facts.name,
      communeValue: targetValue(context.world, target),
      track: facts.title,
      phases: plan.phases.map((phase) => phaseView(phase, target, context.today)),
      use: plan.use,
      slackDays: plan.slackDays,
      light: lightView(target, context.today).light,
      copilNeeded: plan.copilNeeded,
      lastSetupEnds: [...plan.lastSetupEnd].map(([months, day]) => [months, day.toString()] as const),
      gantt: gantt(plan, GANTT_STYLE),
      pending: pending.map((proposal) => ({
        phase: titles.get(proposal.phase) ?? proposal.phase,
        kind: proposal.kind,
        endsOn: proposal.endsOn,
        by: contactView(context.world.people, proposal.byId).name,
        at: proposal.at,
      })),
      mayPropose: mayPropose(context, target),
    });
    return { kind: 'answer', card };
  },
});

function phaseView(phase: PlannedPhase, target: Target, today: Temporal.PlainDate): PhaseView {
  const { title, fromOn, toOn, days } = phase;
  const view = { title, fromOn: fromOn?.toString() ?? null, toOn: toOn?.toString() ?? null, days };
  if (fromOn === null || toOn === null) return { ...view, state: 'lost' };
  if (target.beneficiary.ends.get(phase.id)?.kind === 'done') return { ...view, state: 'done' };
  if (Temporal.PlainDate.compare(toOn, today) < 0) return { ...view, state: 'late' };
  return { ...view, state: Temporal.PlainDate.compare(fromOn, today) <= 0 ? 'running' : 'to-come' };
}

function mayPropose(context: Context, target: Target): boolean {
  const { actor } = context;
  return (
    actor.isCoordinator ||
    actor.speaksFor.some((m) => m.track === target.track.id && m.commune === target.beneficiary.facts.id)
  );
}
