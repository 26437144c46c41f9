import type { LightView } from '../../cards/light.ts';
import { lightOf } from '../domain/calendar/light.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import type { Target } from './target.ts';

/** How a beneficiary's calendar does on a Paris day (art. 5), with its figures. */
export function lightView({ facts, beneficiary }: Target, today: Temporal.PlainDate): LightView {
  const plan = beneficiaryPlan(facts, beneficiary);
  const isDone = (phase: string) => beneficiary.ends.get(phase)?.kind === 'done';
  const { slackDays, use } = plan;
  return { light: lightOf(plan, isDone, today), slackDays, lostDays: use.lostDays };
}
