import { simulationCard } from '../../cards/simulation.ts';
import { lightOf } from '../domain/calendar/light.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { beneficiaryPlan, planIfEnded } from '../domain/track/plan.ts';
import { type Command, defineCommand, type Role } from './command.ts';
import { delayDays, known } from './fields.ts';
import { phaseNamed, plannedPhase } from './phase.ts';
import { targetsFor } from './target.ts';

const ROLES: readonly Role[] = ['coordinator', 'referent', 'deputy'];

/** Art. 5: what a delay of one phase would do to every beneficiary that the person may see. Stores nothing. */
export const simulate: Command = defineCommand({
  word: 'simuler',
  title: 'Simuler un retard',
  help: "voir l'effet d'un retard, sans rien enregistrer",
  article: 'convention, art. 5',
  roles: ROLES,
  submitLabel: 'Simuler',
  fields: {
    etape: known({ label: 'Étape' }, 'phases'),
    delai: delayDays({ label: 'Retard', hint: '+45j, +6s ou +1m' }),
  },
  run: (input, context) => {
    const targets = targetsFor(context, ROLES);
    const phases = [
      ...new Map(targets.flatMap((t) => t.facts.phases).map((phase) => [phase.id, phase])).values(),
    ];
    const phase = phaseNamed(phases, input.etape);
    if (phase instanceof Refusal) return phase;
    const rows = targets.flatMap((target) => {
      const { toOn } = plannedPhase(target, phase.id);
      if (toOn === null) return [];
      const endsOn = toOn.add({ days: input.delai });
      const after = planIfEnded(target.facts, target.beneficiary, phase.id, endsOn);
      const before = beneficiaryPlan(target.facts, target.beneficiary).use;
      const isDone = (id: string) => target.beneficiary.ends.get(id)?.kind === 'done';
      return [
        {
          commune: target.beneficiary.facts.name,
          before,
          after: after.use,
          endsOn: endsOn.toString(),
          copilNeeded: after.copilNeeded,
          light: lightOf(after, isDone, context.today),
        },
      ];
    });
    return { kind: 'answer', card: simulationCard(phase.title, input.delai, rows) };
  },
});
