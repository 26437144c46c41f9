import type { ConsequenceView } from '../../cards/phase-end.ts';
import { endFault } from '../domain/calendar/faults.ts';
import type { Phase } from '../domain/calendar/phase.ts';
import type { PlannedPhase } from '../domain/calendar/plan.ts';
import { termOf } from '../domain/convention/term.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { fold } from '../domain/kernel/text.ts';
import type { PhaseEndKind } from '../domain/track/events.ts';
import { beneficiaryPlan, planIfEnded } from '../domain/track/plan.ts';
import { type Target, targetValue } from './target.ts';
import type { World } from './world.ts';

/** The phase that was typed: its id, its French title, or the title's beginning; accents and case do not matter. */
export function phaseNamed(phases: readonly Phase[], typed: string): Phase | Refusal {
  const chosen = phases.find((phase) => phase.id === typed);
  if (chosen !== undefined) return chosen;
  const wanted = fold(typed);
  const exact = phases.filter((phase) => fold(phase.title) === wanted);
  const close = phases.filter((phase) => fold(phase.title).includes(wanted));
  const [found, ...others] = exact.length > 0 ? exact : close;
  if (found !== undefined && others.length === 0) return found;
  return unknownPhase(phases, typed);
}

function unknownPhase(phases: readonly Phase[], typed: string): Refusal {
  const choices = phases.map((phase) => ({ label: phase.title, value: phase.id }));
  return new Refusal({ code: 'unknown-phase', typed, choices }, 'etape');
}

/** A new end for a phase, as typed. */
export interface WantedEnd {
  readonly phase: Phase;
  readonly kind: PhaseEndKind;
  readonly endsOn: Temporal.PlainDate;
  readonly cause: string | null;
}

/** The end that a proposal asks for, or that was recorded. Refused: a phase that the programme no longer has. */
export function wantedEnd(
  target: Target,
  end: { readonly phase: string } & Pick<WantedEnd, 'kind' | 'cause'> & { readonly endsOn: string },
): WantedEnd | Refusal {
  const phase = phaseNamed(target.facts.phases, end.phase);
  if (phase instanceof Refusal) return phase;
  return { phase, kind: end.kind, endsOn: Temporal.PlainDate.from(end.endsOn), cause: end.cause };
}

/**
 * May the phase end that day (art. 5)? Refused: after the convention's term, which needs an avenant (art. 11); before
 * its first day; so late that the assessment would lose its length; « fait » in the future; a delay that is none; a
 * phase that is done already.
 */
export function checkEnd(target: Target, wanted: WantedEnd, today: Temporal.PlainDate): Refusal | null {
  const { facts, beneficiary } = target;
  const { phase, endsOn } = wanted;
  const day = endsOn.toString();
  const planned = plannedPhase(target, phase.id);
  const done = beneficiary.ends.get(phase.id);
  if (done?.kind === 'done')
    return new Refusal({ code: 'phase-done', phase: phase.title, day: done.endsOn }, 'etape');
  const plan = beneficiaryPlan(facts, beneficiary);
  const term = termOf(facts, beneficiary);
  switch (endFault(plan, phase.id, endsOn, Temporal.PlainDate.from(term))) {
    case 'after-term':
      return new Refusal({ code: 'after-term', day, term }, 'date');
    case 'before-start':
      return new Refusal(
        { code: 'before-phase-start', day, phase: phase.title, start: planned.fromOn?.toString() ?? day },
        'date',
      );
    case 'into-assessment':
      return new Refusal(
        { code: 'into-assessment', day, latest: latestEnd(target, phase).toString() },
        'date',
      );
    case 'unknown-phase':
      return unknownPhase(facts.phases, phase.title);
    case null:
      break;
  }
  if (wanted.kind === 'done') {
    const future = Temporal.PlainDate.compare(endsOn, today) > 0;
    return future ? new Refusal({ code: 'end-in-future', day, today: today.toString() }, 'date') : null;
  }
  const before = planned.toOn;
  if (before !== null && Temporal.PlainDate.compare(endsOn, before) <= 0) {
    return new Refusal({ code: 'not-a-delay', day, planned: before.toString() }, 'date');
  }
  return null;
}

/** What the new end would change (art. 5): the use phase gives way, the assessment keeps its length. */
export function consequenceOf(
  world: World,
  target: Target,
  wanted: WantedEnd,
  decides: boolean,
): ConsequenceView {
  const { facts, beneficiary } = target;
  const before = beneficiaryPlan(facts, beneficiary);
  const after = planIfEnded(facts, beneficiary, wanted.phase.id, wanted.endsOn);
  const use = after.phases.find((phase) => phase.kind === 'use');
  const assessment = after.phases.find((phase) => phase.kind === 'assessment');
  const assessmentBefore = before.phases.find((phase) => phase.kind === 'assessment');
  const day = (date: Temporal.PlainDate | null | undefined) => date?.toString() ?? null;
  return {
    commune: beneficiary.facts.name,
    communeValue: targetValue(world, target),
    phase: wanted.phase.title,
    kind: wanted.kind,
    plannedOn: day(before.phases.find((phase) => phase.id === wanted.phase.id)?.toOn),
    endsOn: wanted.endsOn.toString(),
    cause: wanted.cause,
    useBefore: before.use,
    useAfter: { ...after.use, fromOn: day(use?.fromOn), toOn: day(use?.toOn) },
    assessment: {
      fromOn: day(assessment?.fromOn),
      toOn: day(assessment?.toOn),
      moved: day(assessment?.toOn) !== day(assessmentBefore?.toOn),
    },
    copilNeeded: after.copilNeeded,
    decides,
  };
}

/** The phase as the beneficiary's calendar has it now. */
export function plannedPhase(target: Target, phaseId: string): PlannedPhase {
  const phases = beneficiaryPlan(target.facts, target.beneficiary).phases;
  const found = phases.find((phase) => phase.id === phaseId);
  return found ?? { id: phaseId, title: phaseId, kind: 'audit', fromOn: null, toOn: null, days: 0 };
}

function latestEnd(target: Target, phase: Phase): Temporal.PlainDate {
  const plan = beneficiaryPlan(target.facts, target.beneficiary);
  return phase.kind === 'assessment' ? plan.assessmentLastOn : plan.latestAssessmentOn.subtract({ days: 1 });
}
