import { card, inFull, subtle } from './blocks.ts';
import type { UseView } from './calendar.ts';
import type { Card } from './model.ts';
import { count, frDay, NBSP, shortName } from './words.ts';

export interface SimulationRow {
  readonly commune: string;
  readonly before: UseView;
  readonly after: UseView;
  readonly endsOn: string;
  readonly copilNeeded: boolean;
}

/** Before and after a delay for every beneficiary; nothing is stored. */
export function simulationCard(phase: string, days: number, rows: readonly SimulationRow[]): Card {
  return card('simulation', `Simulation${NBSP}: ${shortName(phase)}, +${count(days, 'jour')}`, [
    ...inFull(phase),
    {
      kind: 'table',
      columns: ['Collectivité', "Fin d'étape", 'Utilisation avant', 'Utilisation après', 'Perte'],
      rows: rows.map((r) => [
        r.commune,
        frDay(r.endsOn),
        `${r.before.keptDays} j`,
        r.copilNeeded ? '0 j, COPIL' : `${r.after.keptDays} j`,
        `${Math.max(0, r.before.keptDays - r.after.keptDays)} j`,
      ]),
    },
    subtle(`Simulation (convention, art. 5)${NBSP}: rien n'est enregistré.`),
  ]);
}
