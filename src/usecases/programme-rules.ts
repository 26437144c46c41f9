import { z } from 'zod';
import { isSirenWellFormed } from '../domain/kernel/siren.ts';
import { daySchema, phasesSchema, sirenSchema } from './programme-schema.ts';
import { field, type ProgrammeFault, quoted, readable } from './programme-words.ts';

/**
 * What a programme must respect beyond the shape of its fields. Each rule reads the fields that it
 * needs from the file as written and passes over those that are themselves at fault, so that all the
 * faults of a file are told at once.
 */
export function programmeFaults(input: unknown): ProgrammeFault[] {
  const file = readable(z.looseObject({}), input) ?? {};
  return [...dayFaults(file), ...phaseFaults(file['phases']), ...mgpFaults(file['mgp'])];
}

function dayFaults(file: Record<string, unknown>): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  const term = readable(daySchema, field(file['convention'], 'term'));
  const start = readable(daySchema, file['start']);
  const before = readable(daySchema, field(file['assessment'], 'before'));
  const withdrawal = readable(daySchema, field(file['withdrawal'], 'on'));
  if (term !== undefined && start !== undefined && start >= term) {
    faults.push({
      path: ['start'],
      message: `le début (${start}) doit précéder le terme de la convention (${term})`,
    });
  }
  if (start !== undefined && before !== undefined && before <= start) {
    faults.push({
      path: ['assessment', 'before'],
      message: `le bilan (avant le ${before}) ne peut s'achever avant le début (${start})`,
    });
  }
  if (term !== undefined && before !== undefined && before > dayAfter(term)) {
    const message = `le bilan doit s'achever avant le terme de la convention (${term}) ou ce jour-là : au plus tard ${dayAfter(term)}, jour exclu (art. 5). Au-delà, il faut un avenant (art. 11)`;
    faults.push({ path: ['assessment', 'before'], message });
  }
  if (term !== undefined && withdrawal !== undefined && withdrawal > term) {
    faults.push({
      path: ['withdrawal', 'on'],
      message: `le repli (${withdrawal}) ne peut suivre le terme de la convention (${term})`,
    });
  }
  return faults;
}

function phaseFaults(input: unknown): ProgrammeFault[] {
  const phases = readable(phasesSchema, input) ?? [];
  const ids = phases.map(({ id }) => id);
  const faults = ids.flatMap((id, index): ProgrammeFault[] =>
    ids.indexOf(id) === index
      ? []
      : [
          {
            path: ['phases', index, 'id'],
            message: `l'identifiant ${quoted(id)} sert déjà à une autre phase`,
          },
        ],
  );
  const kinds = phases.map(({ kind }) => kind).join(' ');
  if (phases.length === 0 || /^(?:(?:audit|setup) )*setup use assessment$/.test(kinds)) return faults;
  const message =
    "ordre des phases inattendu (champ kind) : l'audit et la mise en place (audit, setup), puis une seule utilisation (use), puis un seul bilan (assessment), en dernier (art. 5)";
  return [...faults, { path: ['phases'], message }];
}

function mgpFaults(input: unknown): ProgrammeFault[] {
  const siren = readable(sirenSchema, field(input, 'siren'));
  if (siren === undefined || isSirenWellFormed(siren)) return [];
  return [
    {
      path: ['mgp', 'siren'],
      message: `le SIREN ${quoted(siren)} n'est pas valide (neuf chiffres, clé de contrôle)`,
    },
  ];
}

function dayAfter(isoDay: string): string {
  return Temporal.PlainDate.from(isoDay).add({ days: 1 }).toString();
}
