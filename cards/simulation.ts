import type { Light } from '../src/domain/calendar/light.ts';
import { card, inFull, subtle } from './blocks.ts';
import type { UseView } from './calendar.ts';
import { lightWords } from './light.ts';
import type { Card } from './model.ts';
import { count, frDay, NBSP, shortName } from './words.ts';

export interface SimulationRow {
  readonly commune: string;
  readonly before: UseView;
  readonly after: UseView;
  readonly endsOn: string;
  readonly copilNeeded: boolean;
  /** How the calendar would do. */
  readonly light: Light;
}

/** Before and after a delay for every beneficiary; nothing is stored. */
export function simulationCard(phase: string, days: number, rows: readonly SimulationRow[]): Card {
  return card('simulation', `Simulation${NBSP}: ${shortName(phase)}, +${count(days, 'jour')}`, [
    ...inFull(phase),
    {
      kind: 'table',
      columns: ['Collectivité', "Fin d'étape", 'Utilisation', 'Calendrier'],
      rows: rows.map((r) => [
        r.commune,
        frDay(r.endsOn),
        `${r.before.keptDays}${NBSP}j → ${r.copilNeeded ? `0${NBSP}j, COPIL` : `${r.after.keptDays}${NBSP}j`}`,
        lightCell(r),
      ]),
    },
    subtle(`Simulation (convention, art. 5)${NBSP}: rien n'est enregistré.`),
  ]);
}

/** What the delay itself costs is said beside how the calendar would do. */
function lightCell({ light, before, after }: SimulationRow): string {
  const lost = before.keptDays - after.keptDays;
  return lost > 0 ? `${lightWords(light)} (−${lost} j)` : lightWords(light);
}
