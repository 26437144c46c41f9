import type { AvenantView } from '../../../cards/convention.ts';
import { assessmentLimitOf, termOf } from '../../domain/convention/term.ts';
import type { BeneficiaryState } from '../../domain/track/beneficiary.ts';
import { beneficiaryPlan } from '../../domain/track/plan.ts';
import type { Context } from '../command.ts';
import { type Target, targetValue } from '../target.ts';

/** What one of the beneficiary's avenants changes (art. 11), against those before it. */
export function avenantView(
  { world }: Pick<Context, 'world'>,
  target: Target,
  { avenant, signedOn, subject }: Pick<AvenantView, 'avenant' | 'signedOn' | 'subject'>,
): AvenantView {
  const { facts, beneficiary } = target;
  const [before, after] = [upTo(beneficiary, avenant - 1), upTo(beneficiary, avenant)];
  return {
    commune: beneficiary.facts.name,
    communeValue: targetValue(world, target),
    avenant,
    signedOn,
    subject,
    termBefore: termOf(facts, before),
    termAfter: termOf(facts, after),
    limitBefore: assessmentLimitOf(facts, before),
    limitAfter: assessmentLimitOf(facts, after),
    useBefore: beneficiaryPlan(facts, before).use,
    useAfter: beneficiaryPlan(facts, after).use,
  };
}

/** The beneficiary as it was once that avenant was recorded. */
function upTo(beneficiary: BeneficiaryState, last: number): BeneficiaryState {
  const { convention } = beneficiary;
  const avenants = convention.avenants.filter(({ avenant }) => avenant <= last);
  return { ...beneficiary, convention: { ...convention, avenants } };
}
