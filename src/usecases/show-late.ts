import { type LateCommuneView, lateCard } from '../../cards/late.ts';
import { LIGHTS } from '../../cards/light.ts';
import type { Light } from '../domain/calendar/light.ts';
import { obligationsOf } from '../domain/convention/register.ts';
import { milestonesOf } from '../domain/reminder/milestones.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import { type Context, defineCommand } from './command.ts';
import { type Late, lateAfter, lateIn } from './deliverable/matrix.ts';
import { waitedDays } from './deliverable/reminder-messages.ts';
import { isLoaded } from './enrol.ts';
import { hidden } from './fields.ts';
import { lightView } from './light.ts';
import { phaseTitle } from './note-reminder.ts';
import { pageOf } from './paging.ts';
import { allTargets, type Target, targetValue } from './target.ts';

/** Name of the file that has it all. */
export const LATE_FILE = 'retards';

const PER_PAGE = 8;

type Shown = Pick<Context, 'world' | 'today' | 'settings'>;

/** What is late, of every beneficiary: the calendar (art. 5), validations (art. 3), the convention's other obligations. */
export const showLate = defineCommand({
  word: 'retards',
  title: 'Retards',
  help: 'voir tout ce qui est en retard, exporter, relancer',
  article: 'convention, art. 1 à 12',
  roles: ['coordinator'],
  fields: { page: hidden().optional() },
  run: (input, context) => {
    const targets = allTargets(context.world);
    const late = lateCommunes(context, targets);
    const { items, page, pages } = pageOf(late, input.page, PER_PAGE);
    const sum = (of: (view: LateCommuneView) => number) => late.reduce((n, view) => n + of(view), 0);
    const tally = Map.groupBy(targets, (target) => lightView(target, context.today).light);
    const card = lateCard({
      communes: items,
      total: late.length,
      milestones: sum(({ milestones }) => milestones.length),
      validations: sum(({ validations }) => validations.length),
      fromDays: Math.min(...[...context.world.tracks.values()].filter(isLoaded).map(lateAfter)),
      obligations: sum(({ obligations }) => obligations.length),
      lights: Object.fromEntries(LIGHTS.map((light) => [light, tally.get(light)?.length ?? 0])) as Record<
        Light,
        number
      >,
      csvUrl: context.fileUrl({ file: LATE_FILE, values: {} }),
      page,
      pages,
    });
    return { kind: 'answer', card };
  },
});

/** The beneficiaries of which something is late, those with most first. */
export function lateCommunes(context: Shown, targets: readonly Target[]): readonly LateCommuneView[] {
  const validations = [...context.world.tracks.values()].filter(isLoaded).flatMap((track) => {
    const late = lateIn(context, track, null);
    return [...Map.groupBy(late, ({ beneficiary }) => `${track.id}/${beneficiary.facts.id}`)];
  });
  const byCommune = new Map(validations);
  const lines = ({ milestones, validations: waiting, obligations }: LateCommuneView) =>
    milestones.length + waiting.length + obligations.length;
  return targets
    .map((target) => {
      const key = `${target.track.id}/${target.beneficiary.facts.id}`;
      return lateCommune(context, target, byCommune.get(key) ?? []);
    })
    .filter((view) => lines(view) > 0)
    .sort((a, b) => lines(b) - lines(a));
}

function lateCommune(context: Shown, target: Target, validations: readonly Late[]): LateCommuneView {
  const { facts, beneficiary, track } = target;
  const { today, settings, world } = context;
  const milestones = milestonesOf(beneficiaryPlan(facts, beneficiary), beneficiary).flatMap((milestone) => {
    const phase = phaseTitle(target, milestone);
    const days = daysSince(milestone.dueOn, today);
    return phase === null || milestone.done || days <= 0
      ? []
      : [{ phase, dueOn: milestone.dueOn.toString(), days }];
  });
  const obligations = obligationsOf({ ...track, facts }, beneficiary, { today, holidays: settings.holidays });
  return {
    track: facts.title,
    commune: beneficiary.facts.name,
    communeValue: targetValue(world, target),
    siren: beneficiary.facts.siren,
    light: lightView(target, today).light,
    milestones,
    validations: validations.map(({ found }) => ({
      number: found.deliverable.number,
      workingDays: waitedDays(context, found),
    })),
    // Those that have no day are deliverables, told as validations.
    obligations: obligations.flatMap(({ state, id, dueOn }) =>
      state !== 'late' || dueOn === null ? [] : [{ kind: id, dueOn, days: daysSince(dueOn, today) }],
    ),
  };
}

function daysSince(day: Temporal.PlainDate | string, today: Temporal.PlainDate): number {
  return Temporal.PlainDate.from(day).until(today).days;
}
