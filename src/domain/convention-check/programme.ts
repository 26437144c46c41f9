import type { BeneficiaryFacts, TrackFacts } from '../track/facts.ts';
import type { FaultArticle, PhasesAfterTerm, PhasesTooLong } from './fault.ts';
import { phasesFlaws } from './phases-rule.ts';

/** What the programme file of a track shows of a convention that is not in order; days are ISO Paris days. */
export type ProgrammeFlaw =
  | { readonly code: 'option-unknown'; readonly name: string }
  | { readonly code: 'department-only'; readonly name: string; readonly department: string }
  | { readonly code: 'no-deliberation'; readonly name: string }
  | {
      readonly code: 'deliberation-after-start';
      readonly name: string;
      readonly votedOn: string;
      readonly startsOn: string;
    }
  | PhasesTooLong
  | PhasesAfterTerm;

/** A flaw with its article and the field of the file that shows it. */
export type ProgrammeFault = ProgrammeFlaw & {
  readonly article: FaultArticle;
  readonly path: readonly (string | number)[];
};

/**
 * What a programme that can be used leaves to be put right in its conventions: a beneficiary without its choice (art. 1,
 * where the file has options), with a department for a référent (art. 4), without a délibération or with one that came
 * after the start, phases that do not fit (art. 5). Who the référents are is in no file: nothing is said of them.
 */
export function checkProgramme(track: TrackFacts, hasOptions: boolean): readonly ProgrammeFault[] {
  const input = {
    phases: track.phases,
    startsOn: Temporal.PlainDate.from(track.startsOn),
    assessmentBefore: Temporal.PlainDate.from(track.assessmentBefore),
  };
  const phases = phasesFlaws(input, Temporal.PlainDate.from(track.conventionEndsOn));
  return [
    ...phases.map((flaw) => ({ ...flaw, article: '5' as const, path: ['phases'] })),
    ...track.beneficiaries.flatMap((beneficiary, index) =>
      beneficiaryFaults(beneficiary, track, hasOptions).map(({ field, ...fault }) => ({
        ...fault,
        path: ['beneficiaries', index, field],
      })),
    ),
  ];
}

type BeneficiaryFault = ProgrammeFlaw & { readonly article: FaultArticle; readonly field: string };

function beneficiaryFaults(
  { name, deliberation, department, option }: BeneficiaryFacts,
  { startsOn }: TrackFacts,
  hasOptions: boolean,
): readonly BeneficiaryFault[] {
  const faults: BeneficiaryFault[] = [];
  const ofParties = { name, article: 'parties', field: 'deliberation' } as const;
  if (deliberation === null) faults.push({ code: 'no-deliberation', ...ofParties });
  else if (deliberation.votedOn > startsOn)
    faults.push({
      code: 'deliberation-after-start',
      ...ofParties,
      votedOn: deliberation.votedOn,
      startsOn,
    });
  if (hasOptions && option === null)
    faults.push({ code: 'option-unknown', name, article: '1', field: 'option' });
  if (department !== null)
    faults.push({ code: 'department-only', name, department, article: '4', field: 'department' });
  return faults;
}
