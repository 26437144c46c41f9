import { type CalendarView, calendarCard, GANTT_STYLE, type PhaseView } from '../../../cards/calendar.ts';
import {
  type ConsequenceView,
  delayPreview,
  phaseEndSet,
  proposalDeclined,
  proposalMade,
  proposalSent,
} from '../../../cards/phase-end.ts';
import { simulationCard } from '../../../cards/simulation.ts';
import { gantt } from '../../../src/domain/calendar/gantt.ts';
import { lightOf } from '../../../src/domain/calendar/light.ts';
import { type Plan, planOf } from '../../../src/domain/calendar/plan.ts';
import { planInputOf } from '../../../src/domain/track/plan.ts';
import { amina, choisy, track } from './places.ts';
import { realTrack } from './programme.ts';
import { type Sample, sample } from './sample.ts';

const today = Temporal.PlainDate.from('2026-05-22');
const facts = realTrack();
const phase = 'Mise en place et formation';
const cause = 'Livraison du matériel repoussée par le fournisseur';
const planned = planWith({});
const delayed = planWith({ setup: '2026-07-15' });
const nothingLeft = planWith({ setup: '2026-11-29' });

/** The calendar of art. 5 from the programme's own facts, with other ends for some of its phases. */
function planWith(ends: Readonly<Record<string, string>>): Plan {
  const endsOn = Object.fromEntries(
    Object.entries(ends).map(([id, day]) => [id, Temporal.PlainDate.from(day)]),
  );
  return planOf({ ...planInputOf(facts, new Map()), endsOn });
}

function calendarView(plan: Plan): CalendarView {
  return {
    ...choisy,
    track,
    phases: plan.phases.map(
      ({ title, fromOn, toOn, days }): PhaseView => ({
        title,
        fromOn: fromOn?.toString() ?? null,
        toOn: toOn?.toString() ?? null,
        days,
        state: stateOf(fromOn, toOn),
      }),
    ),
    use: plan.use,
    slackDays: plan.slackDays,
    light: lightOf(plan, () => true, today),
    copilNeeded: plan.copilNeeded,
    lastSetupEnds: [...plan.lastSetupEnd].map(([months, day]) => [months, day.toString()] as const),
    gantt: gantt(plan, GANTT_STYLE),
    pending: [],
    mayPropose: true,
  };
}

function stateOf(fromOn: Temporal.PlainDate | null, toOn: Temporal.PlainDate | null): PhaseView['state'] {
  if (fromOn === null || toOn === null) return 'lost';
  if (Temporal.PlainDate.compare(toOn, today) < 0) return 'done';
  return Temporal.PlainDate.compare(fromOn, today) <= 0 ? 'running' : 'to-come';
}

function consequence(after: Plan, endsOn: string): ConsequenceView {
  const days = (kind: string) => {
    const found = after.phases.find((one) => one.kind === kind);
    return { fromOn: found?.fromOn?.toString() ?? null, toOn: found?.toOn?.toString() ?? null };
  };
  const assessment = days('assessment');
  return {
    ...choisy,
    phase,
    kind: 'delay',
    plannedOn: '2026-05-31',
    endsOn,
    cause,
    useBefore: planned.use,
    useAfter: { ...after.use, ...days('use') },
    assessment: { fromOn: assessment.fromOn ?? '', toOn: assessment.toOn ?? '', moved: false },
    copilNeeded: after.copilNeeded,
    decides: false,
  };
}

const delay = consequence(delayed, '2026-07-15');
const typed = { commune: choisy.communeValue, etape: 'setup', date: '15/07/2026', cause };
const proposal = { by: amina.name, at: '2026-05-22T08:20:00Z' };

/** The calendar of art. 5 and what changes it. */
export const calendarSamples: readonly Sample[] = [
  sample(calendarCard, null, calendarView(planned)),
  sample(calendarCard, 'retard-propose', {
    ...calendarView(planned),
    pending: [{ phase, kind: 'delay', endsOn: '2026-07-15', ...proposal }],
  }),
  sample(calendarCard, 'retard-confirme', calendarView(delayed)),
  sample(calendarCard, 'sans-utilisation', calendarView(nothingLeft)),
  sample(delayPreview, null, delay, typed),
  sample(proposalSent, null, delay),
  sample(proposalMade, null, { ...delay, ...proposal, proposalId: 'exemple' }),
  sample(phaseEndSet, null, { ...delay, decides: true }),
  sample(phaseEndSet, 'sans-utilisation', { ...consequence(nothingLeft, '2026-11-29'), decides: true }),
  sample(proposalDeclined, null, { ...choisy, phase, endsOn: '2026-07-15' }),
  sample(simulationCard, null, phase, 45, [
    {
      commune: choisy.commune,
      before: planned.use,
      after: delayed.use,
      endsOn: '2026-07-15',
      copilNeeded: false,
      light: lightOf(delayed, () => true, today),
    },
  ]),
];
